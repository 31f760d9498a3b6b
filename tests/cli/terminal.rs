//! What is the same for all commands: colours, how much is said, completions, the manual's pages, release archives.

use std::path::Path;
use std::process::Command;

use crate::folder::Folder;

/// A draft that finds a fault, and says something on standard error.
const WRONG: &str = "The office repaired 213 bridges in 2023 [@bridge2024].\n";
const COLOUR: &str = "\u{1b}[";

#[test]
fn colours_come_where_they_are_asked_for() {
    let folder = Folder::with_library(&[("essay.md", WRONG)]);
    let is_coloured = |variables: &[(&str, &str)], arguments: &[&str]| {
        let ran = folder.ibid_with(variables, &[arguments, &["check", "essay.md"]].concat());
        assert!(ran.code == 1 && ran.stdout.contains("number-mismatch"), "{}", ran.stderr);
        ran.stdout.contains(COLOUR)
    };
    // Nobody watches a pipe.
    assert!(!is_coloured(&[], &[]));
    assert!(is_coloured(&[], &["--color", "always"]));
    assert!(is_coloured(&[("NO_COLOR", "1")], &["--color=always"]));
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")], &["--color", "auto"]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &["--color", "auto"]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
    assert_eq!(folder.ibid(&["check", "--color", "sometimes"]).code, 2);
}

#[test]
fn quiet_leaves_the_answer_and_what_went_wrong() {
    let folder = Folder::with_library(&[
        ("essay.md", WRONG),
        ("clean.md", "Nothing is cited.\n"),
        (".ibid.toml", "no-such-setting = 1\n"),
    ]);
    let ran = folder.ibid(&["check", "essay.md", "clean.md"]);
    assert!(ran.stdout.contains("1 finding: ") && ran.stderr.contains("no-such-setting"), "{}", ran.stderr);
    let quiet = folder.ibid(&["check", "--quiet", "essay.md"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (1, ""));
    assert!(quiet.stdout.contains("number-mismatch"), "{}", quiet.stdout);
    assert!(!quiet.stdout.contains("1 finding"), "{}", quiet.stdout);
    let quiet = folder.ibid(&["-q", "check", "clean.md"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (0, "", ""));
    // Programs get their summary, and everyone is told why there is no answer.
    let quiet = folder.ibid(&["check", "-q", "--format", "json", "clean.md"]);
    assert_eq!(quiet.objects().len(), 1);
    let quiet = folder.ibid(&["check", "-q", "gone.md"]);
    assert_eq!(quiet.code, 2);
    assert!(quiet.stderr.contains("gone.md"), "{}", quiet.stderr);
    assert_eq!(folder.ibid(&["search", "-q", "zebra"]).stderr, "");
    assert_eq!(folder.ibid(&["check", "-q", "-v"]).code, 2);
}

#[test]
fn verbose_says_what_is_read_and_checked() {
    let folder = Folder::with_library(&[("essay.md", WRONG)]);
    let plain = folder.ibid(&["check", "essay.md"]);
    let verbose = folder.ibid(&["check", "--verbose", "essay.md"]);
    assert_eq!((plain.stderr.as_str(), &plain.stdout), ("", &verbose.stdout));
    let library = folder.path().join("library.bib").display().to_string();
    for part in [library.as_str(), "2 references and 2 sources in ", "essay.md: 1 claims in "] {
        assert!(verbose.stderr.contains(part), "no {part:?} in\n{}", verbose.stderr);
    }
}

/// What bash offers after `line`, with the completions that ibid writes.
fn bash_offers(folder: &Folder, line: &str) -> Vec<String> {
    let script = folder.ibid(&["completions", "bash"]);
    assert_eq!(script.code, 0, "{}", script.stderr);
    folder.write("ibid.bash", &script.stdout);
    // What bash does when Tab is pressed: the function that is registered for the command fills COMPREPLY.
    let tab = r#"
        . ./ibid.bash
        completer=$(complete -p ibid | sed -n 's/.*-F \([^ ]*\).*/\1/p')
        read -ra COMP_WORDS <<<"$1"
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$1 COMP_POINT=${#1}
        "$completer" ibid "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let shell = Command::new("bash")
        .args(["--norc", "-c", tab, "bash", line])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(shell.status.success(), "{}", String::from_utf8_lossy(&shell.stderr));
    String::from_utf8(shell.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_options_and_values() {
    let folder = Folder::new(&[]);
    assert_eq!(bash_offers(&folder, "ibid rep"), ["report"]);
    assert_eq!(bash_offers(&folder, "ibid explain misq"), ["misquote"]);
    assert_eq!(bash_offers(&folder, "ibid check --fail"), ["--fail-on"]);
    assert_eq!(bash_offers(&folder, "ibid check --format s"), ["sarif"]);
}

#[test]
fn every_shell_gets_its_own_completions() {
    let folder = Folder::new(&[]);
    for (shell, part) in [
        ("zsh", "#compdef ibid"),
        ("fish", "complete -c ibid"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName 'ibid'"),
        ("elvish", "edit:completion:arg-completer[ibid]"),
    ] {
        let ran = folder.ibid(&["completions", shell]);
        assert!(ran.stdout.contains(part) && ran.stdout.contains("fail-on"), "{shell}");
        assert!(!ran.stdout.contains("pdf-library"), "{shell} offers what ibid runs for itself");
    }
    let ran = folder.ibid(&["completions", "tcsh"]);
    assert_eq!((ran.code, ran.stderr.contains("fish")), (2, true), "{}", ran.stderr);
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let folder = Folder::new(&[]);
    assert_eq!(folder.ibid(&["man", "share/man1"]).code, 0);
    let manual = folder.path().join("share/man1");
    let mut pages: Vec<_> = names(&manual);
    pages.sort();
    let help = folder.ibid(&["--help"]).stdout;
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let mut told: Vec<String> = commands
        // What a command does may take several lines.
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !matches!(*name, "" | "help"))
        .map(|name| format!("ibid-{name}.1"))
        .chain(["ibid.1".to_owned()])
        .collect();
    told.sort();
    assert_eq!(pages, told);
    let page = std::fs::read_to_string(manual.join("ibid-check.1")).unwrap();
    for part in
        [".TH ibid-check 1 ", "\\-\\-fail\\-on", ".nf\n  ibid check essay.md notes/  ", "Exit codes: 0 clean"]
    {
        assert!(page.contains(part), "no {part:?} in\n{page}");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    std::fs::read_dir(folder).unwrap().map(name).collect()
}

#[test]
fn a_release_archive_has_all_that_a_user_installs() {
    let folder = Folder::new(&[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging/release");
    let run = |program: &str, arguments: &[&str]| {
        let ran = Command::new(program)
            .args(arguments)
            .current_dir(folder.path())
            .env("SOURCE_DATE_EPOCH", "1700000000")
            .output()
            .unwrap();
        assert!(ran.status.success(), "{program}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    };
    // The tests' own build is large; what is packed as the program needs only to answer as it.
    folder.write("ibid", &format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_ibid")));
    run("chmod", &["+x", "ibid"]);
    let archive = run(script.to_str().unwrap(), &["out", "--program", "ibid"]);
    let archive = archive.trim();
    run("tar", &["-xzf", archive, "--strip-components=1", "--one-top-level=installed"]);
    for file in
        ["ibid.1", "ibid-check.1"].map(|page| format!("man/{page}")).iter().map(String::as_str).chain([
            "completions/ibid.bash",
            "completions/_ibid",
            "completions/ibid.fish",
            "completions/_ibid.ps1",
            "completions/ibid.elv",
            "README.md",
            "LICENSE-APACHE",
            "LICENSE-MIT",
        ])
    {
        let size = std::fs::metadata(folder.path().join("installed").join(file)).map_or(0, |file| file.len());
        assert!(size > 0, "no {file}");
    }
    let licences = std::fs::read_to_string(folder.path().join("installed/THIRD-PARTY.txt")).unwrap();
    assert!(licences.contains("\ntantivy ") && licences.contains("Permission is hereby granted"));
    assert!(!licences.contains("\nproptest "), "what tests alone need is not built in");
    assert_eq!(run("installed/ibid", &["--version"]), format!("ibid {}\n", env!("CARGO_PKG_VERSION")));
    let sums = std::fs::read_to_string(folder.path().join("out/SHA256SUMS")).unwrap();
    assert!(sums.trim_end().ends_with(Path::new(archive).file_name().unwrap().to_str().unwrap()), "{sums}");
    run("sh", &["-c", "cd out && sha256sum --check --strict SHA256SUMS"]);
    // The same again gives the same.
    run(script.to_str().unwrap(), &["out", "--program", "ibid"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("out/SHA256SUMS")).unwrap(), sums);
}
