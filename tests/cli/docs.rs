//! The docs as they are read: every link leads somewhere, every page is in the book, every example of settings is taken.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use ibid_check::Code;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::folder::Folder;
use crate::settings::{about, published};

/// Where files of the project stand for who reads the book elsewhere.
const PUBLISHED: &str = "https://github.com/ibid-ls/ibid/blob/main/";

fn root() -> PathBuf {
    normal(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
}

/// `path` without `..`.
fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        if part == Component::ParentDir {
            path.pop();
        } else {
            path.push(part);
        }
        path
    })
}

/// The Markdown files below `folder`.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// The pages of the book.
fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    below(&root().join("docs"), &mut pages);
    pages.sort();
    assert!(pages.len() > 30, "{pages:?}");
    pages
}

/// The pages of the book, and what else people read.
fn all() -> Vec<PathBuf> {
    let mut all = pages();
    all.extend(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(|name| root().join(name)));
    below(&root().join("editors"), &mut all);
    all
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// The addresses of links and pictures in `text`.
fn links(text: &str) -> Vec<String> {
    let address = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    events(text).filter_map(address).collect()
}

/// What headings of `text` are linked by.
fn anchors(text: &str) -> Vec<String> {
    let (mut anchors, mut heading) = (Vec::new(), None::<String>);
    for event in events(text) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::End(TagEnd::Heading(_)), _) => anchors.extend(heading.take()),
            (Event::Text(words) | Event::Code(words), Some(heading)) => heading.push_str(&words),
            _ => {}
        }
    }
    let slug = |heading: &String| {
        let kept = heading.to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    anchors.iter().map(slug).collect()
}

/// Why the link to `address` in `page` leads nowhere.
fn fault(page: &Path, address: &str) -> Option<String> {
    let is_of_the_book = page.starts_with(root().join("docs"));
    let (file, anchor) =
        address.split_once('#').map_or((address, None), |(file, anchor)| (file, Some(anchor)));
    let path = match file.strip_prefix(PUBLISHED) {
        Some(file) => root().join(file),
        None if file.contains("://") => return None,
        None if file.is_empty() => page.to_owned(),
        None => normal(&page.parent().unwrap().join(file)),
    };
    if !path.exists() {
        return Some("there is no such file".to_owned());
    }
    if is_of_the_book && !file.starts_with(PUBLISHED) && !path.starts_with(root().join("docs")) {
        return Some(format!("it leads out of the book; write {PUBLISHED}…"));
    }
    let anchor = anchor.filter(|anchor| !anchors(&read(&path)).iter().any(|known| known == anchor))?;
    Some(format!("no heading is #{anchor}"))
}

#[test]
fn every_link_leads_somewhere() {
    let mut faults = Vec::new();
    let mut seen = 0;
    for page in all() {
        for address in links(&read(&page)) {
            seen += 1;
            faults.extend(
                fault(&page, &address).map(|fault| format!("{}: {address}: {fault}", page.display())),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(seen > 100, "{seen}");
    let page = root().join("docs/start.md");
    for wrong in ["gone.md", "editors.md#no-such-heading", "../README.md", "#nothing"] {
        assert!(fault(&page, wrong).is_some(), "{wrong}");
    }
}

#[test]
fn every_page_is_in_the_book_once() {
    let summary = root().join("docs/SUMMARY.md");
    let mut times: HashMap<PathBuf, usize> = HashMap::new();
    for address in links(&read(&summary)) {
        *times.entry(root().join("docs").join(address)).or_default() += 1;
    }
    for page in pages().into_iter().filter(|page| *page != summary) {
        assert_eq!(times.get(&page), Some(&1), "{}", page.display());
    }
}

#[test]
fn the_page_of_all_findings() {
    let mut page = String::from(
        "# Findings\n\n\
         Each finding has a code, which stands behind its message in your editor and leads to its page; `ibid explain CODE` shows the\n\
         same page in a terminal. [Settings](settings.md) give each code another severity, or switch it off;\n\
         [sign-offs](sign-offs.md) silence one finding, with a reason.\n\n| code | says |\n|---|---|\n",
    );
    for code in Code::ALL {
        let name = code.as_str();
        writeln!(page, "| [`{name}`](findings/{name}.md) | {} |", about(code)).unwrap();
    }
    published("docs/findings.md", &page);
}

/// The blocks of code in `text` in the language `wanted`.
fn blocks(text: &str, wanted: &str) -> Vec<String> {
    let (mut blocks, mut block) = (Vec::new(), None::<String>);
    for event in events(text) {
        match (event, &mut block) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))), _) if &*language == wanted => {
                block = Some(String::new());
            }
            (Event::End(TagEnd::CodeBlock), _) => blocks.extend(block.take()),
            (Event::Text(code), Some(block)) => block.push_str(&code),
            _ => {}
        }
    }
    blocks
}

/// What ibid says against `settings` as the user's own, which may say all that there is.
fn complaints(settings: &str) -> String {
    let folder = Folder::with_library(&[("essay.md", "Nothing is cited.\n")]);
    folder.write_user_settings(settings);
    let complaints = folder.ibid(&["check", "essay.md"]).stderr;
    complaints.lines().filter(|line| line.contains("config.toml")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_example_of_settings_is_taken() {
    let mut seen = 0;
    for page in all() {
        // A file of sign-offs is none of settings.
        let blocks =
            blocks(&read(&page), "toml").into_iter().filter(|block| !block.starts_with("signoffs = "));
        for block in blocks {
            // A setting that stands there twice shows other ways to say it.
            let ways: Vec<&str> = if toml::from_str::<toml::Table>(&block).is_ok() {
                vec![&block]
            } else {
                block.lines().collect()
            };
            for way in ways {
                seen += 1;
                assert_eq!(complaints(way), "", "{}: {way}", page.display());
            }
        }
    }
    assert!(seen > 15, "{seen}");
    for wrong in ["no-such-setting = 1", "judge = \"sometimes\"", "[severity]\nmisquote = \"grave\""] {
        assert_ne!(complaints(wrong), "", "{wrong}");
    }
}

#[test]
fn every_example_of_json_is_json() {
    let pages = all();
    let blocks: Vec<String> = pages.iter().flat_map(|page| blocks(&read(page), "json")).collect();
    assert!(blocks.len() > 2, "{blocks:?}");
    for block in blocks {
        // Three dots stand for what is left out.
        let whole = block.replace("[ … ]", "[]");
        assert!(serde_json::from_str::<serde_json::Value>(&whole).is_ok(), "{block}");
    }
}
