//! Which extractor reads which file: one line a kind.

use std::path::Path;

use crate::{Error, Extracted, formats};

type Extract = fn(&Path, &[u8]) -> Result<Extracted, Error>;

const KINDS: &[(&[&str], Extract)] = &[
    (&["md", "markdown", "mdown", "mkd", "qmd", "rmd"], formats::markdown::extract),
    (&["txt", "text"], formats::text::extract),
    (&["tex", "latex", "ltx"], formats::latex::extract),
    (&["org"], formats::org::extract),
    (&["typ"], formats::typst::extract),
    (&["html", "htm", "xhtml"], formats::html::extract),
    (&["mhtml", "mht"], formats::mhtml::extract),
    (&["pdf"], formats::pdf::extract),
    (&["docx", "docm", "dotx"], formats::docx::extract),
    (&["odt", "ott"], formats::odt::extract),
    (&["fodt"], formats::odt::extract_flat),
    (&["rtf"], formats::rtf::extract),
    (&["epub"], formats::epub::extract),
    (&["srt", "vtt"], formats::subtitles::extract),
];

/// Kinds of documents that ibid cannot read, and that a writer who keeps one among sources should be told of.
const OTHERS: &[&str] = &[
    "doc", "dot", "wpd", "wps", "pages", "ppt", "pptx", "odp", "key", "mobi", "azw", "azw3", "fb2", "djvu",
    "ps", "xps", "chm",
];

/// Whether the file is a document, by its name alone, whether ibid can read its kind or not: what a folder of sources holds.
pub fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    is_source(path) || extension.is_some_and(|own| OTHERS.iter().any(|other| other.eq_ignore_ascii_case(own)))
}

/// Whether ibid can read the file, by its name alone.
pub fn is_source(path: &Path) -> bool {
    extractor(path).is_some()
}

/// The text of a source: `bytes` are the file's, `path` names it and decides by its extension how it is
/// read. Fails where the kind is unknown, or the file is damaged, locked or without text.
pub fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let extract = extractor(path).ok_or_else(|| Error::UnknownKind { file: path.to_path_buf() })?;
    if bytes.is_empty() {
        return Err(Error::damaged(path, "it is empty"));
    }
    let extracted = extract(path, bytes)?;
    if extracted.text.is_empty() {
        return Err(Error::NoText { file: path.to_path_buf() });
    }
    Ok(extracted)
}

/// The file's kind, as a word that is the same for all files read in the same way.
pub(crate) fn kind(path: &Path) -> Option<&'static str> {
    row(path).map(|(extensions, _)| extensions[0])
}

fn extractor(path: &Path) -> Option<Extract> {
    row(path).map(|(_, extract)| *extract)
}

fn row(path: &Path) -> Option<&'static (&'static [&'static str], Extract)> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    KINDS.iter().find(|(extensions, _)| extensions.contains(&extension.as_str()))
}
