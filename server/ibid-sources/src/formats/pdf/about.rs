//! What a PDF says of itself: its metadata stream, its information dictionary, and the DOI that is printed on its first page. When
//! the file was made is no date of publication, and is left out.

use std::path::Path;

use super::{columns::Page, xmp};
use crate::{Metadata, metadata::Field};

/// The information dictionary's entries, as they stand there, and the metadata stream.
#[derive(Default)]
pub(super) struct About {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) packet: Option<Vec<u8>>,
}

impl About {
    /// As fields of a reference. `first` is the first page, its running heads and feet included.
    pub(super) fn metadata(&self, first: Option<&Page>) -> Metadata {
        let mut metadata = self.packet.as_deref().map(xmp::metadata).unwrap_or_default();
        metadata.title.take_if(|own| title(own).is_none());
        metadata.authors.retain(|author| names_someone(author));
        let mut information = Metadata::default();
        if let Some(title) = self.title.as_deref().and_then(title) {
            information.add(Field::Title, title);
        }
        if let Some(author) = self.author.as_deref().filter(|author| names_someone(author)) {
            information.add(Field::Author, author);
        }
        if let Some(doi) = first.and_then(printed_doi) {
            information.add(Field::Doi, &doi);
        }
        metadata.fill(information);
        metadata
    }
}

/// A title, unless a program put a file's name or nothing there.
fn title(title: &str) -> Option<&str> {
    let title = title.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let is_name = Path::new(title)
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|e| (2..5).contains(&e.len()) && e.chars().all(|c| c.is_ascii_alphanumeric()));
    let by_program =
        ["Microsoft Word", "Microsoft PowerPoint", "PowerPoint Presentation", "Untitled", "untitled"];
    let says_nothing = title.chars().filter(|c| c.is_alphanumeric()).count() < 2
        || is_name
        || by_program.iter().any(|start| title.starts_with(start))
        || title.eq_ignore_ascii_case("untitled")
        || title.eq_ignore_ascii_case("anonymous");
    (!says_nothing).then_some(title)
}

/// Whether an author is a name: not that of an account ("jdoe", "Administrator") or a program.
fn names_someone(author: &str) -> bool {
    let author = author.trim();
    let placeholders = ["administrator", "admin", "user", "owner", "unknown", "anonymous", "author", "root"];
    let is_account = !author.contains(char::is_whitespace)
        && author.is_ascii()
        && !author.starts_with(|c: char| c.is_ascii_uppercase());
    !is_account
        && !author.contains(['@', '\\', '/'])
        && !author.starts_with("Microsoft")
        && !placeholders.contains(&author.to_lowercase().as_str())
}

/// The one DOI that a page names as such; none where it names several, which may all be others', or where a line's end
/// may have broken it.
fn printed_doi(page: &Page) -> Option<String> {
    let lines = page.blocks.iter().flatten().map(|line| line.text.as_str());
    let mut dois: Vec<Doi<'_>> = lines.flat_map(dois).collect();
    dois.sort_unstable_by_key(|doi| (doi.text.to_lowercase(), !doi.whole));
    dois.dedup_by(|a, b| a.text.eq_ignore_ascii_case(b.text));
    let only = if dois.len() == 1 { dois.pop() } else { None };
    only.filter(|doi| doi.whole).map(|doi| doi.text.to_owned())
}

/// A DOI as a line has it.
struct Doi<'a> {
    text: &'a str,
    /// Whether nothing of it may stand in the next line.
    whole: bool,
}

/// The DOIs that a line names.
fn dois(line: &str) -> Vec<Doi<'_>> {
    let lower = line.to_ascii_lowercase();
    let places = lower.match_indices("doi").filter_map(|(at, name)| {
        let after = line.get(at + name.len()..)?;
        let doi = after.strip_prefix(".org/").unwrap_or(after).trim_start_matches([':', ' ']);
        let word = doi.split_whitespace().next().filter(|word| word.starts_with("10."))?;
        let whole = doi.len() > word.len() || !word.ends_with(['.', '-', '/', '_', '(']);
        Some(Doi { text: word.trim_end_matches(['.', ',', ';', ':', ']', '>', '"', '”']), whole })
    });
    places.collect()
}
