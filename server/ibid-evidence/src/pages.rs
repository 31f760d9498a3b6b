//! Which file a link or a wikilink means: the latter as Obsidian has it.

use std::path::{Component, Path, PathBuf};

/// The file that `link` in the draft at `draft` points to, by its words alone; `None` for an address.
pub fn linked_file(link: &str, draft: &Path) -> Option<PathBuf> {
    let path = link.split(['#', '?']).next().filter(|path| !path.is_empty() && !path.contains("://"))?;
    Some(normal(&draft.parent()?.join(path.replace("%20", " "))))
}

/// A page of notes, as a wikilink names it.
pub struct Page<'a> {
    /// The path's end, without a heading or a block in it.
    name: &'a str,
    draft: &'a Path,
}

impl<'a> Page<'a> {
    /// The page that the wikilink to `name` in the draft at `draft` names.
    pub fn new(name: &'a str, draft: &'a Path) -> Page<'a> {
        Page { name: name.split(['#', '^']).next().unwrap_or_default().trim(), draft }
    }

    /// Its file: the one beside the draft where that `is_there`; else of `all` whose path ends in its name (case not
    /// counted) the nearest. Markdown, where it names no format; never the draft itself.
    pub fn file<'f, Files>(
        &self,
        is_there: impl Fn(&Path) -> bool,
        all: impl FnOnce() -> Files,
    ) -> Option<PathBuf>
    where
        Files: IntoIterator<Item = &'f Path>,
    {
        let beside = self.names().into_iter().filter_map(|name| linked_file(&name, self.draft));
        let beside = beside.filter(|file| file != self.draft).find(|file| is_there(file));
        beside.or_else(|| self.nearest(all()).map(Path::to_owned))
    }

    /// What its file may be called, in small letters.
    pub(crate) fn file_names(&self) -> [String; 2] {
        self.names().map(|name| name.rsplit('/').next().unwrap_or_default().to_lowercase())
    }

    /// What its file's path may end in; nothing where it has no name.
    fn names(&self) -> [String; 2] {
        let name = self.name;
        if name.is_empty() { [String::new(), String::new()] } else { [name.to_owned(), format!("{name}.md")] }
    }

    fn nearest<'f>(&self, files: impl IntoIterator<Item = &'f Path>) -> Option<&'f Path> {
        let names = self.names().map(|name| name.to_lowercase());
        let ends_in = |file: &Path| {
            let file = file.to_string_lossy().to_lowercase();
            names.iter().any(|name| !name.is_empty() && Path::new(&file).ends_with(name))
        };
        let meant = files.into_iter().filter(|file| *file != self.draft && ends_in(file));
        meant.min_by_key(|file| steps(self.draft.parent().unwrap_or(self.draft), file))
    }
}

/// How many folders lie between `folder` and that of `file`.
fn steps(folder: &Path, file: &Path) -> usize {
    let other = file.parent().unwrap_or(file);
    let shared = folder.components().zip(other.components()).take_while(|(a, b)| a == b).count();
    folder.components().count() + other.components().count() - 2 * shared
}

/// `path` with `.` and `..` resolved by name alone (the file need not exist, links are not followed).
pub fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [&str; 5] =
        ["/v/a/Talk.md", "/v/b/talk.md", "/v/b/c/talk.pdf", "/v/b/c/essay.md", "/v/other/notes/plan.md"];

    #[track_caller]
    fn check(page: &str, draft: &str, expected: Option<&str>) {
        let files = FILES.map(Path::new);
        let meant = Page::new(page, Path::new(draft)).file(|file| files.contains(&file), || files);
        assert_eq!(meant.as_deref(), expected.map(Path::new), "[[{page}]] in {draft}");
    }

    #[test]
    fn of_several_pages_of_one_name_the_nearest_is_meant() {
        check("talk", "/v/a/essay.md", Some("/v/a/Talk.md"));
        check("Talk#Top", "/v/b/d/essay.md", Some("/v/b/talk.md"));
        check("talk.pdf", "/v/a/essay.md", Some("/v/b/c/talk.pdf"));
        check("notes/plan", "/v/essay.md", Some("/v/other/notes/plan.md"));
        check("otes/plan", "/v/essay.md", None);
        check("#Top", "/v/essay.md", None);
    }

    #[test]
    fn a_page_is_seen_from_the_draft_and_never_the_draft_itself() {
        check("../talk#^block", "/v/b/c/essay.md", Some("/v/b/talk.md"));
        check("c/talk.pdf", "/v/b/essay.md", Some("/v/b/c/talk.pdf"));
        check("talk", "/v/b/talk.md", Some("/v/a/Talk.md"));
        check("essay", "/v/b/c/essay.md", None);
    }

    #[test]
    fn links_are_seen_from_the_draft() {
        let linked = |link| linked_file(link, Path::new("/w/drafts/essay.md"));
        assert_eq!(linked("notes/my%20talk.md#top"), Some("/w/drafts/notes/my talk.md".into()));
        assert_eq!(linked("../b.pdf?x=1"), Some("/w/b.pdf".into()));
        assert_eq!((linked("https://x.org/c.html"), linked("#top")), (None, None));
    }
}
