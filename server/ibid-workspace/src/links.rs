//! Which files a draft links to, which makes them evidence.

use std::path::{Path, PathBuf};

use ibid_draft::{Draft, Target};
use ibid_references::References;

use crate::paths;
use crate::roles::is_source_format;

/// What a draft points to and is read for that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pointed {
    /// Files that it links to.
    pub(crate) files: Vec<PathBuf>,
    /// Citekeys for which the Zotero library has something.
    pub(crate) keys: Vec<String>,
}

impl Pointed {
    /// What `draft`, whose own file is `path`, points to, as far as `references` know it.
    pub(crate) fn new(draft: &Draft, path: &Path, references: Option<&References>) -> Pointed {
        let keys = references.map(|references| collected_keys(draft, references)).unwrap_or_default();
        Pointed { files: linked_files(draft, path), keys }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.keys.is_empty()
    }
}

/// The citekeys of what `draft` cites, by whatever name, for which `references` have something collected.
fn collected_keys(draft: &Draft, references: &References) -> Vec<String> {
    let key = |target: Target| match target {
        Target::Key(key) => Some(key),
        Target::Link(link) => Some(references.at_address(&link)?.key.clone()),
        Target::Page(page) => Some(references.get(&page)?.key.clone()),
        Target::Footnote(_) => None,
    };
    let cited = draft.citations().into_iter().filter_map(|citation| key(citation.target));
    let mut keys: Vec<String> = cited.filter(|key| references.collected(key).is_some()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The files that `draft`, whose own file is `path`, links to and that can be sources; absolute, in order, each
/// once. They need not exist.
pub fn linked_files(draft: &Draft, path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().unwrap_or(path);
    let file = |target: Target| match target {
        Target::Link(link) => linked_file(folder, &link),
        Target::Page(page) => linked_page(folder, &page),
        Target::Key(_) | Target::Footnote(_) => None,
    };
    let files = draft.citations().into_iter().filter_map(|citation| file(citation.target));
    let mut files: Vec<PathBuf> = files.filter(|file| file != path).collect();
    files.sort();
    files.dedup();
    files
}

/// The file that `link` in a draft in `folder` points to; `None` for an address.
fn linked_file(folder: &Path, link: &str) -> Option<PathBuf> {
    let path = link.split(['#', '?']).next().filter(|path| !path.is_empty() && !path.contains("://"))?;
    let path = paths::normal(&folder.join(path.replace("%20", " ")));
    is_source_format(&path).then_some(path)
}

/// The file of the page that a wikilink in a draft in `folder` names: Markdown, where it does not say.
fn linked_page(folder: &Path, page: &str) -> Option<PathBuf> {
    linked_file(folder, page).or_else(|| linked_file(folder, &format!("{}.md", page.split('#').next()?)))
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
        let files = linked_files(&draft, Path::new("/w/drafts/essay.md"));
        assert_eq!(
            files,
            [
                Path::new("/w/b.pdf"),
                Path::new("/w/drafts/c.pdf"),
                Path::new("/w/drafts/notes/my talk.md"),
                Path::new("/w/drafts/talk.md")
            ]
        );
    }
}
