//! Which formats of bibliographies there are. This is the one place that says which name ending is which, and how
//! a file is known for a bibliography whose ending says too little.

pub(crate) mod bibtex;
mod csl_json;
mod csl_yaml;
mod hayagriva;
mod ris;
mod zotero_json;

use std::path::Path;

use crate::bibliography::Found;

/// Name endings in lower case, and the format of the files that end so.
const ENDINGS: &[(&str, Format)] = &[
    (".bib", Format::BibTex),
    (".bibtex", Format::BibTex),
    (".biblatex", Format::BibTex),
    (".ris", Format::Ris),
    (".csl.json", Format::CslJson),
    (".csl.yaml", Format::Yaml),
    (".csl.yml", Format::Yaml),
    (".hayagriva.yaml", Format::Yaml),
    (".hayagriva.yml", Format::Yaml),
    (".json", Format::CslJson),
    (".yaml", Format::Yaml),
    (".yml", Format::Yaml),
];
/// Of these endings, those that files of many other kinds have, too.
const COMMON: &[&str] = &[".json", ".yaml", ".yml"];

/// A format that references are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// BibTeX and BibLaTeX.
    BibTex,
    /// RIS, as databases and publishers offer it.
    Ris,
    /// CSL JSON, as Zotero, Better BibTeX and Pandoc write it.
    CslJson,
    /// CSL YAML, as Pandoc reads it, or Hayagriva's: only the content tells them apart.
    Yaml,
    /// `references:` in the front matter of a draft, which any other file is.
    FrontMatter,
}

impl Format {
    /// The format of the file at `path` by its name.
    pub(crate) fn of(path: &Path) -> Format {
        ending(path).map_or(Format::FrontMatter, |(_, format)| *format)
    }

    /// Reads `text`, the content of the file at `path`.
    pub(crate) fn read(self, path: &Path, text: &str) -> Found {
        match self {
            Format::BibTex => bibtex::read(path, text),
            Format::Ris => ris::read(path, text),
            Format::CslJson => csl_json::read(path, text),
            Format::Yaml if !csl_yaml::looks_like(text) && hayagriva::looks_like(text) => {
                hayagriva::read(path, text)
            }
            Format::Yaml => csl_yaml::read(path, text),
            Format::FrontMatter => csl_yaml::read_front_matter(path, text),
        }
    }
}

fn ending(path: &Path) -> Option<&'static (&'static str, Format)> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    ENDINGS.iter().find(|(ending, _)| name.len() > ending.len() && name.ends_with(ending))
}

/// Whether the name of `path` can be a bibliography's.
pub fn may_be_bibliography(path: &Path) -> bool {
    ending(path).is_some()
}

/// Whether the name of `path` is a bibliography's and nothing else's. Where it only may be one, [`looks_like_bibliography`]
/// tells.
pub fn is_bibliography(path: &Path) -> bool {
    ending(path).is_some_and(|(ending, _)| !COMMON.contains(ending))
}

/// Whether `text`, the beginning of the file at `path`, is that of a bibliography, and of no other data.
pub fn looks_like_bibliography(path: &Path, text: &str) -> bool {
    match Format::of(path) {
        Format::CslJson => csl_json::looks_like(text),
        Format::Yaml => csl_yaml::looks_like(text) || hayagriva::looks_like(text),
        Format::BibTex | Format::Ris => true,
        Format::FrontMatter => false,
    }
}

#[cfg(test)]
mod any_text;
#[cfg(test)]
mod tests;
