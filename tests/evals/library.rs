//! A library in memory, and what is found in a draft that cites it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_check::{Checked, Code, Context, Severity};
use ibid_draft::Draft;
use ibid_evidence::{Shelf, SourceFile, SourceState, Texts};
use ibid_references::{Catalogue, References};
use ibid_sources::{ContentHash, Extracted, extract};

/// A library of plain texts, each cited by its key.
pub(crate) fn shelf(sources: &[(&str, &str)]) -> Shelf {
    let entry = |(key, _): &(&str, &str)| format!("@misc{{{key}, title = {{T}}, file = {{{key}.txt}}}}\n");
    let entries: String = sources.iter().map(entry).collect();
    let file =
        |(key, text): &(&str, &str)| (PathBuf::from(format!("/eval/{key}.txt")), text.as_bytes().to_vec());
    shelf_of(Path::new("/eval/library.bib"), &entries, sources.iter().map(file).collect())
}

/// A library of the files `sources`, with the bibliography `bib` that holds `entries`.
pub(crate) fn shelf_of(bib: &Path, entries: &str, sources: Vec<(PathBuf, Vec<u8>)>) -> Shelf {
    let mut files = Vec::new();
    let mut texts: Vec<(ContentHash, Extracted)> = Vec::new();
    for (path, bytes) in sources {
        let hash = ContentHash::of(&bytes);
        texts.push((hash.clone(), extract(&path, &bytes).unwrap()));
        files.push(SourceFile::new(path, SourceState::Read(hash)));
    }
    let read = move |hash: &ContentHash| texts.iter().find(|(h, _)| h == hash).map(|(_, text)| text.clone());
    let references = Arc::new(References::new(vec![Arc::new(Catalogue::parse(bib, entries))]));
    Shelf::new(references, files, Arc::new(Texts::new(Box::new(read))), Vec::new(), true)
}

/// What is found in `draft`.
pub(crate) fn check(shelf: &Shelf, draft: &str) -> Checked {
    let draft = Draft::new(draft);
    ibid_check::check(&Context { draft: &draft, file: Path::new("/eval/draft.md"), shelf })
}

/// `claim` as a sentence that cites the source `s`.
pub(crate) fn citing(claim: &str) -> String {
    format!("{} [@s].\n", claim.trim().trim_end_matches(['.', ' ']))
}

/// What is found in `claim`, held against `source`.
pub(crate) fn held(claim: &str, source: &str) -> Checked {
    check(&shelf(&[("s", source)]), &citing(claim))
}

/// What the writer would be warned of, in a line each; but for a run of the source's words without marks, which these
/// sentences are rightly told of.
pub(crate) fn warnings(checked: &Checked) -> Vec<String> {
    let grave = checked
        .findings
        .iter()
        .filter(|f| f.code.severity() <= Severity::Warning && f.code != Code::UnmarkedQuotation);
    grave.map(|f| format!("{}: {}", f.code.as_str(), f.message)).collect()
}
