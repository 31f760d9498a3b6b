//! The citation style that a draft names: a .csl file, or a style that ibid brings along.

use std::path::Path;

use ibid_references::Style;

use crate::files::read_text;
use crate::paths;
use crate::settings::Settings;

/// The style that `csl` names in the draft at `draft` below `root`: a file beside the draft or in the root, else a style by
/// its name, its file's name or its address. Files are read only where the settings allow it; nothing is fetched.
pub(crate) fn find(csl: &str, draft: &Path, root: &Path, settings: &Settings) -> Option<Style> {
    let own = draft.parent().unwrap_or(draft);
    let files = [own, root].map(|folder| paths::normal(&folder.join(csl)));
    let readable = settings.readable(root);
    let file = files.into_iter().find(|path| path.is_file() && readable.holds(path));
    let written = file.and_then(|path| Style::parse(&read_text(&path).ok()?));
    written.or_else(|| {
        let name = csl.rsplit(['/', '\\']).next()?;
        Style::named(name.strip_suffix(".csl").unwrap_or(name))
    })
}

#[cfg(test)]
mod tests {
    use ibid_references::{Bibliography, format};

    use super::*;

    #[test]
    fn a_file_by_its_path_or_a_style_by_its_name() {
        let root = tempfile::tempdir().unwrap();
        let own = "<style xmlns='http://purl.org/net/xbiblio/csl' class='in-text' version='1.0'><info>\
            <title>O</title><id>o</id><updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout>\
            <text variable='title'/></layout></citation><bibliography><layout><text variable='title' prefix='«'/>\
            </layout></bibliography></style>";
        std::fs::create_dir(root.path().join("essays")).unwrap();
        std::fs::write(root.path().join("own.csl"), own).unwrap();
        let bib = "@book{a, author = {Ren, Zhengfei}, title = {Gap}, date = {2025}}";
        let bibliography = Bibliography::parse(Path::new("a.bib"), bib);
        let shown = |csl: &str| {
            let draft = root.path().join("essays/essay.md");
            let style = find(csl, &draft, root.path(), &Settings::default())?;
            Some(format(&bibliography.references[0], &style))
        };
        assert_eq!(shown("own.csl").as_deref(), Some("«Gap"));
        assert_eq!(shown("../own.csl").as_deref(), Some("«Gap"));
        let ieee = shown("ieee");
        assert!(ieee.as_deref().is_some_and(|shown| shown.starts_with("Z. Ren")), "{ieee:?}");
        assert_eq!(shown("ieee.csl"), ieee);
        assert_eq!(shown("https://www.zotero.org/styles/ieee"), ieee);
        assert_eq!(shown("nobody.csl"), None);
        assert_eq!(shown("../../../../etc/hostname"), None);
    }
}
