//! Which file a wikilink means, as Obsidian has it.

use std::path::Path;

/// The one of `files` that a wikilink to `page` in the draft at `draft` means: of those whose path ends in it (Markdown, where
/// it names no format; case not counted) the nearest to the draft. A draft is never meant itself.
pub fn page_file<'f>(
    page: &str,
    draft: &Path,
    files: impl IntoIterator<Item = &'f Path>,
) -> Option<&'f Path> {
    let page = page.split(['#', '^']).next().unwrap_or_default().trim().to_lowercase();
    let names = [page.clone(), format!("{page}.md")];
    let ends_in = |file: &Path| {
        let file = file.to_string_lossy().to_lowercase();
        names.iter().any(|name| !page.is_empty() && Path::new(&file).ends_with(name))
    };
    let meant = files.into_iter().filter(|file| *file != draft && ends_in(file));
    meant.min_by_key(|file| steps(draft.parent().unwrap_or(draft), file))
}

/// How many folders lie between `folder` and that of `file`.
fn steps(folder: &Path, file: &Path) -> usize {
    let other = file.parent().unwrap_or(file);
    let shared = folder.components().zip(other.components()).take_while(|(a, b)| a == b).count();
    folder.components().count() + other.components().count() - 2 * shared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_pages_of_one_name_the_nearest_is_meant() {
        let files =
            ["/v/a/Talk.md", "/v/b/talk.md", "/v/b/c/talk.pdf", "/v/other/notes/plan.md"].map(Path::new);
        let meant = |page, draft| page_file(page, Path::new(draft), files).map(|file| file.to_str().unwrap());
        assert_eq!(meant("talk", "/v/a/essay.md"), Some("/v/a/Talk.md"));
        assert_eq!(meant("Talk#Top", "/v/b/d/essay.md"), Some("/v/b/talk.md"));
        assert_eq!(meant("talk.pdf", "/v/a/essay.md"), Some("/v/b/c/talk.pdf"));
        assert_eq!(meant("notes/plan", "/v/essay.md"), Some("/v/other/notes/plan.md"));
        assert_eq!(meant("talk", "/v/b/talk.md"), Some("/v/a/Talk.md"), "not the draft itself");
        assert_eq!(meant("otes/plan", "/v/essay.md"), None);
        assert_eq!(meant("#Top", "/v/essay.md"), None);
    }
}
