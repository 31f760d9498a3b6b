//! What drafts point to, which makes it evidence: files, pages of notes, items of Zotero.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_draft::{Draft, Target};
use ibid_evidence::{Mentions, linked_file};
use ibid_references::References;

use crate::roles::is_source_format;

/// What drafts point to and is read for that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointed {
    /// Files that they link to, absolute. They need not exist.
    pub files: Vec<PathBuf>,
    /// Pages that their wikilinks name, each with the draft.
    pub pages: Vec<(PathBuf, String)>,
    /// Citekeys for which the Zotero library has something.
    pub keys: Vec<String>,
}

impl Pointed {
    /// What `drafts`, each with its own file, point to by whatever name, as far as `references` know it.
    pub fn of<'d>(
        drafts: impl IntoIterator<Item = (&'d Path, &'d Draft)>,
        references: &Arc<References>,
    ) -> Pointed {
        let names = Arc::new(Mentions::new(Arc::clone(references)));
        let mut all = Pointed::default();
        for (path, draft) in drafts {
            all.add(Pointed::new(&draft.knowing(names.clone()), path, Some(references)));
        }
        all.tidy();
        all
    }

    /// What `draft`, whose own file is `path`, points to, as far as `references` know it.
    pub(crate) fn new(draft: &Draft, path: &Path, references: Option<&References>) -> Pointed {
        let mut pointed = Pointed::default();
        for citation in draft.citations() {
            let key = match citation.target {
                Target::Key(key) => Some(key),
                Target::Link(link) => {
                    let is_source = |file: &PathBuf| file != path && is_source_format(file);
                    pointed.files.extend(linked_file(&link, path).filter(is_source));
                    references.and_then(|all| Some(all.at_address(&link)?.key.clone()))
                }
                Target::Page(page) => {
                    let key = references.and_then(|all| Some(all.get(&page)?.key.clone()));
                    pointed.pages.push((path.to_owned(), page));
                    key
                }
                Target::Footnote(_) => None,
            };
            let is_collected = |key: &String| references.is_some_and(|all| all.collected(key).is_some());
            pointed.keys.extend(key.filter(is_collected));
        }
        pointed.tidy();
        pointed
    }

    /// Adds what `other` has, to be tidied when all is added.
    pub(crate) fn add(&mut self, other: Pointed) {
        self.files.extend(other.files);
        self.pages.extend(other.pages);
        self.keys.extend(other.keys);
    }

    /// Each once, in order.
    pub(crate) fn tidy(&mut self) {
        self.files.sort();
        self.files.dedup();
        self.pages.sort();
        self.pages.dedup();
        self.keys.sort();
        self.keys.dedup();
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Pointed::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_once_each_and_neither_addresses_nor_the_draft_itself() {
        let draft = Draft::new(
            "See [a](notes/my%20talk.md#top), [b](../b.pdf), [again](../b.pdf), [web](https://x.org/c.html), \
             [me](essay.md) and [picture](d.png), [[talk#Top|the talk]], ![[c.pdf]].",
        );
        let path = Path::new("/w/drafts/essay.md");
        let pointed = Pointed::new(&draft, path, None);
        assert_eq!(pointed.files, [Path::new("/w/b.pdf"), Path::new("/w/drafts/notes/my talk.md")]);
        let pages = ["c.pdf", "talk#Top"].map(|page| (path.to_owned(), page.to_owned()));
        assert_eq!(pointed.pages, pages);
    }
}
