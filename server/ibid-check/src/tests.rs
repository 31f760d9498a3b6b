//! A small library and a small draft go in; what the writer would see comes out.

mod account;
mod any_text;
mod citations;
mod compared;
mod copied;
mod doubts;
mod figures;
mod hedges;
mod inconsistent;
mod judge;
mod labels;
mod memo;
mod misplaced;
mod movements;
mod names;
mod opposites;
mod pages;
mod paraphrase;
mod plain;
mod quotations;
mod secondary;
mod sequence;
mod series;
mod signoffs;
mod slips;
mod speakers;
mod standings;
mod told_of;
mod unmarked;
mod wanting;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use expect_test::Expect;
use ibid_draft::Draft;
use ibid_evidence::{Shelf, SourceFile, SourceState, Texts};
use ibid_library::{About, Batch, Document, Index};
use ibid_references::{Catalogue, References};
use ibid_sources::{ContentHash, Extracted, extract, passages};
use tempfile::TempDir;

use crate::{Checked, Context, Finding, Outcome};

/// A library on disk.
struct Library {
    shelf: Shelf,
    _index: TempDir,
}

/// A library of sources, each with a reference of its name: `name.md` belongs to `@name`. `bib` holds entries of
/// its own beside them.
fn library(sources: &[(&str, &str)], bib: &str) -> Library {
    let mut entries = bib.to_owned();
    let mut files = Vec::new();
    let mut texts: Vec<(ContentHash, Extracted)> = Vec::new();
    let mut add = Vec::new();
    for (name, text) in sources {
        let path = PathBuf::from(format!("/w/{name}"));
        let key = name.split('.').next().unwrap();
        if !bib.contains(&format!("{{{key},")) {
            entries.push_str(&format!("@misc{{{key}, title = {{Title of {key}}}, file = {{{name}}}}}\n"));
        }
        let extracted = extract(&path, text.as_bytes()).unwrap();
        let hash = ContentHash((*name).to_owned());
        add.push(Document {
            path: path.clone(),
            hash: hash.clone(),
            about: About::default(),
            address: None,
            passages: passages(&extracted),
        });
        texts.push((hash.clone(), extracted));
        files.push(SourceFile::new(path, SourceState::Read(hash)));
    }
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap().index;
    index.apply(&Batch { add, remove: Vec::new() }).unwrap();
    let read = move |hash: &ContentHash| texts.iter().find(|(h, _)| h == hash).map(|(_, text)| text.clone());
    let bibliography = Catalogue::parse(Path::new("/w/library.bib"), &entries);
    let references = Arc::new(References::new(vec![Arc::new(bibliography)]));
    let shelf =
        Shelf::new(references, files, Arc::new(Texts::new(Box::new(read))), vec![index.searcher()], true);
    Library { shelf, _index: folder }
}

fn run(library: &Library, draft: &str) -> Checked {
    let draft = Draft::new(draft).knowing(library.shelf.names());
    crate::check(&Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &library.shelf })
}

/// Checks `draft` against `sources` and compares the findings: code, words at fault, message, evidence, fixes.
#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "`expect!` reads best in place")]
fn check(sources: &[(&str, &str)], draft: &str, expected: Expect) {
    let checked = run(&library(sources, ""), draft);
    let shown: Vec<String> = checked.findings.iter().map(|finding| show(draft, finding)).collect();
    expected.assert_eq(&shown.join("\n"));
}

/// Each of `drafts` has no finding, and each of its facts was compared and agrees.
#[track_caller]
fn faithful(sources: &[(&str, &str)], drafts: &[&str]) {
    let library = library(sources, "");
    for draft in drafts {
        let checked = run(&library, draft);
        let shown: Vec<String> = checked.findings.iter().map(|finding| show(draft, finding)).collect();
        assert!(shown.is_empty(), "{draft}\n{}", shown.join("\n"));
        for line in &checked.ledger() {
            assert_eq!(line.outcome, Outcome::Agrees, "{draft}: “{}”: {}", line.text, line.why);
        }
        assert!(!checked.ledger().is_empty(), "no fact in {draft}");
    }
}

/// Each of `drafts` has no finding, whether its facts could be compared or not.
#[track_caller]
fn silent(sources: &[(&str, &str)], drafts: &[&str]) {
    let library = library(sources, "");
    for draft in drafts {
        let shown: Vec<String> = run(&library, draft).findings.iter().map(|f| show(draft, f)).collect();
        assert!(shown.is_empty(), "{draft}\n{}", shown.join("\n"));
    }
}

/// Each of `drafts` has one finding at least, and all of them lie on the words beside it.
#[track_caller]
fn wrong(sources: &[(&str, &str)], drafts: &[(&str, &str)]) {
    let library = library(sources, "");
    for (draft, words) in drafts {
        let found: Vec<String> =
            run(&library, draft).findings.iter().map(|f| f.span.of(draft).to_owned()).collect();
        assert!(
            !found.is_empty() && found.iter().all(|found| words.contains(found.as_str())),
            "{draft}: {found:?}"
        );
    }
}

fn show(draft: &str, finding: &Finding) -> String {
    let mut shown = format!("{} «{}» {}", finding.code.as_str(), finding.span.of(draft), finding.message);
    for evidence in &finding.evidence {
        let source = evidence.source.file_name().unwrap_or_default().to_string_lossy();
        shown.push_str(&format!("\n  {source}, {}: {}", evidence.place, evidence.quote));
    }
    for fix in &finding.fixes {
        let mut mended = draft.to_owned();
        for edit in fix.edits.iter().rev() {
            mended.replace_range(edit.span.start..edit.span.end, &edit.text);
        }
        shown.push_str(&format!("\n  fix: {}: {mended}", fix.title));
    }
    shown
}
