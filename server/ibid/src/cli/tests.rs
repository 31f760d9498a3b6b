//! Every command line that is shown, in the docs and in help, is one that ibid takes.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, Parser as _};

use super::Cli;

/// Stands for something in a line that is no one command.
const STANDS_FOR: [(&str, &str); 3] = [("CODE", "misquote"), ("SHELL", "bash"), ("[PATH…]", "essay.md")];

/// The command lines that begin with `ibid` in Markdown: in code within a line, and behind a `$`.
fn shown_in(text: &str) -> Vec<String> {
    let in_line = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    let prompted = text.lines().filter_map(|line| line.trim_start().strip_prefix("$ "));
    let prompted = prompted.flat_map(|line| line.split(" && "));
    let all = in_line.chain(prompted).map(str::trim).filter(|code| code.starts_with("ibid "));
    all.map(str::to_owned).collect()
}

/// Why ibid does not take `line`; what a shell would do with it is left out. A command's name alone may be meant as such.
fn fault(line: &str) -> Option<String> {
    let line = line.split([';', '>', '|', '#']).next().unwrap_or_default();
    if let [_, name] = line.split_whitespace().collect::<Vec<_>>().as_slice()
        && Cli::command().find_subcommand(name).is_some()
    {
        return None;
    }
    let word = |word: &str| {
        let known = STANDS_FOR.iter().find(|(name, _)| *name == word);
        known.map_or(word, |(_, example)| example).to_owned()
    };
    Cli::try_parse_from(line.split_whitespace().map(word)).err().map(|fault| format!("{line}: {fault}"))
}

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

#[test]
fn command_lines_of_the_docs_are_taken() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = vec![root.join("README.md"), root.join("CONTRIBUTING.md")];
    pages(&root.join("docs"), &mut found);
    pages(&root.join("editors"), &mut found);
    let lines: Vec<(PathBuf, String)> = found
        .into_iter()
        .flat_map(|page| {
            let text = std::fs::read_to_string(&page).unwrap();
            shown_in(&text).into_iter().map(move |line| (page.clone(), line))
        })
        .collect();
    assert!(lines.len() > 40, "{}", lines.len());
    for (page, line) in lines {
        assert_eq!(fault(&line), None, "{}", page.display());
    }
}

#[test]
fn examples_of_help_are_taken() {
    let program = Cli::command();
    let texts = program.get_subcommands().chain([&program]).filter_map(clap::Command::get_after_help);
    let mut seen = 0;
    for text in texts.map(ToString::to_string) {
        let examples =
            text.lines().filter_map(|line| line.strip_prefix("  ")).filter(|l| l.starts_with("ibid "));
        // What an example does stands behind it, set apart.
        for example in examples.map(|line| line.split("   ").next().unwrap_or_default()) {
            seen += 1;
            assert_eq!(fault(example), None);
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn what_ibid_does_not_take_is_seen() {
    assert_eq!(
        shown_in("Run `ibid check`, or\n\n$ cargo b && ibid report a.md"),
        ["ibid check", "ibid report a.md"]
    );
    assert!(fault("ibid check --fasts essay.md").is_some());
    assert!(fault("ibid explain nothing").is_some());
}
