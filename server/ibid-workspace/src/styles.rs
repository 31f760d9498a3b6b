//! The citation style that a draft names: a .csl file, or a style that ibid brings along.

use std::path::{Path, PathBuf};

use ibid_references::Style;

use crate::files::read_text;
use crate::paths;
use crate::settings::Settings;

/// The style that `csl` names in the draft at `draft` below `root`: a file beside the draft or in the root, else a style by
/// its name, its file's name or its address. Files are read only where the settings allow it, or in Pandoc's own folder; nothing
/// is fetched, so that a style at an address may be unknown. An error is for people.
pub(crate) fn find(
    csl: &str,
    draft: &Path,
    root: &Path,
    settings: &Settings,
) -> Result<Option<Style>, String> {
    let own = draft.parent().unwrap_or(draft);
    let named = csl.rsplit(['/', '\\']).next().unwrap_or(csl);
    let named = named.strip_suffix(".csl").unwrap_or(named);
    let files = [own, root].map(|folder| paths::normal(&folder.join(paths::expanded(csl))));
    let pandocs = settings.pandoc.iter().map(|folder| folder.join("csl").join(named).with_extension("csl"));
    let there: Vec<PathBuf> = files.into_iter().chain(pandocs).filter(|path| path.is_file()).collect();
    let readable = settings.readable(root);
    let may_read =
        |path: &&PathBuf| readable.holds(path) || settings.pandoc.iter().any(|own| path.starts_with(own));
    let written =
        there.iter().find(may_read).map(|path| read_text(path).ok().and_then(|text| Style::parse(&text)));
    if let Some(style) = written.clone().flatten().or_else(|| Style::named(named)) {
        return Ok(Some(style));
    }
    match (written, there.first()) {
        _ if csl.contains("://") => Ok(None),
        (Some(_), _) => Err(format!("{csl} is no citation style; save it anew from where you have it")),
        (None, Some(path)) => Err(format!(
            "the citation style {} lies outside the workspace; add its folder to `folders` in your own config.toml to allow it",
            path.display()
        )),
        (None, None) => Err(format!(
            "the citation style {csl} does not exist; put its file beside the draft, or name one that ibid brings along, such as apa"
        )),
    }
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
            let style = find(csl, &draft, root.path(), &Settings::default())
                .map_err(|why| why.split(';').next().unwrap().to_owned());
            style.map(|style| style.map(|style| format(&bibliography.references[0], &style)))
        };
        let own = Ok(Some("«Gap".to_owned()));
        assert_eq!(shown("own.csl"), own);
        assert_eq!(shown("../own.csl"), own);
        let ieee = shown("ieee");
        assert!(matches!(&ieee, Ok(Some(shown)) if shown.starts_with("Z. Ren")), "{ieee:?}");
        assert_eq!(shown("ieee.csl"), ieee);
        assert_eq!(shown("https://www.zotero.org/styles/ieee"), ieee);
        assert_eq!(shown("https://www.zotero.org/styles/nobody"), Ok(None));
        std::fs::write(root.path().join("broken.csl"), "<style").unwrap();
        let not = |why: &str| Err(why.to_owned());
        assert_eq!(shown("nobody.csl"), not("the citation style nobody.csl does not exist"));
        assert_eq!(shown("broken.csl"), not("broken.csl is no citation style"));
        assert_eq!(
            shown("../../../../etc/hostname"),
            not("the citation style /etc/hostname lies outside the workspace")
        );
    }
}
