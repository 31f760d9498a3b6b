//! The file that is being typed where a draft or its project names one, for completion.

use ibid_text::Span;

use crate::{Draft, Markup, guests};

/// A file's name that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfTypedPath {
    /// The whole of what stands there, without quotation marks.
    pub span: Span,
    /// What was typed of it, up to the cursor.
    pub typed: String,
    /// What the file is to be.
    pub names: NamedFile,
}

/// Which files are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamedFile {
    /// A bibliography.
    Bibliography,
    /// A bibliography of BibTeX, whose ending goes without saying (`\bibliography{…}`).
    BibTex,
    /// A citation style.
    Style,
}

impl Draft {
    /// The file that is being typed at byte `offset`: in the front matter, or where a guest names its bibliography.
    pub fn half_typed_path_at(&self, offset: usize) -> Option<HalfTypedPath> {
        let offset = offset.min(self.len());
        if self.markup() == Markup::Markdown {
            return half_typed_path_in(&self.front_matter_text(), offset);
        }
        let line = self.line_before(offset);
        let (names, typed) = guests::half_typed_path(self.markup(), &line)?;
        let rest = self.line_behind(offset);
        Some(half_typed(names, typed, &rest, offset))
    }
}

/// The file that is being typed at byte `offset` of the metadata `text`: behind `bibliography:` or `csl:`, or in a list below. Read
/// line by line, since half-typed YAML is seldom whole.
pub fn half_typed_path_in(text: &str, offset: usize) -> Option<HalfTypedPath> {
    let before = text.get(..offset)?;
    let mut lines = before.split('\n').rev();
    let line = lines.next()?;
    let (names, value) = match field(line) {
        Some((names, value)) => (names?, value.rsplit(['[', ',']).next()?),
        None => {
            let item = line.trim_start().strip_prefix('-')?;
            let above = lines.map(str::trim).find(|line| !line.is_empty() && !line.starts_with('-'))?;
            (field(above)?.0?, item)
        }
    };
    let typed = value.trim_start().trim_start_matches(['"', '\'']);
    // What comes before the value is no part of it, nor is a value that is whole.
    if !value.starts_with([' ', '"', '\'']) && value.len() == line.len() || typed.contains(['"', '\'']) {
        return None;
    }
    Some(half_typed(names, typed, &text[offset..], offset))
}

/// The name of which `typed` stands before byte `offset`, and more may stand in `rest` behind it.
fn half_typed(names: NamedFile, typed: &str, rest: &str, offset: usize) -> HalfTypedPath {
    let end = rest.find(['\n', '\r', ',', ']', '}', '"', '\'']).unwrap_or(rest.len());
    let end = offset + rest[..end].trim_end().len();
    HalfTypedPath { span: Span::new(offset - typed.len(), end), typed: typed.to_owned(), names }
}

/// The field that `line` begins, if one that names files, and what stands behind its colon; `None` where it begins none.
fn field(line: &str) -> Option<(Option<NamedFile>, &str)> {
    let (name, value) = line.split_once(':')?;
    let named = match name.trim() {
        "bibliography" => Some(NamedFile::Bibliography),
        "csl" => Some(NamedFile::Style),
        _ => None,
    };
    Some((named, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is typed at the cursor `|`, with what it takes the place of.
    #[track_caller]
    fn check(draft: &str, expected: Option<(&str, &str, NamedFile)>) {
        check_in(Markup::Markdown, draft, expected);
    }

    #[track_caller]
    fn check_in(markup: Markup, draft: &str, expected: Option<(&str, &str, NamedFile)>) {
        let offset = draft.find('|').unwrap();
        let draft = Draft::written_in(markup, &draft.replacen('|', "", 1));
        let found = draft.half_typed_path_at(offset);
        let shown = found.as_ref().map(|found| (found.typed.as_str(), draft.slice(found.span), found.names));
        assert_eq!(shown, expected.map(|(typed, whole, names)| (typed, whole.to_owned(), names)));
    }

    #[test]
    fn behind_the_fields_that_name_files() {
        let bibliography = |typed, whole| Some((typed, whole, NamedFile::Bibliography));
        check("---\nbibliography: re|\n---\n", bibliography("re", "re"));
        check("---\nbibliography: |\n---\n", bibliography("", ""));
        check(
            "---\ntitle: A\nbibliography: \"refs/a|b.bib\"\ncsl: x\n---\n",
            bibliography("refs/a", "refs/ab.bib"),
        );
        check("---\nbibliography: [a.bib, b|.bib]\n---\n", bibliography("b", "b.bib"));
        check("---\nbibliography:\n  - a.bib\n  - b|\n---\n", bibliography("b", "b"));
        check("---\ncsl: ap|\n---\n", Some(("ap", "ap", NamedFile::Style)));
    }

    #[test]
    fn and_nowhere_else() {
        check("---\ntitle: re|\n---\n", None);
        check("---\nbiblio|graphy: a\n---\n", None);
        check("---\nbibliography: a.bib\nkeywords:\n- b|\n---\n", None);
        check("---\nbibliography: 'a.bib'|\n---\n", None);
        check("bibliography: re|\n", None);
        check("---\na: b\n---\n\nbibliography: re|\n", None);
    }
    #[test]
    fn where_guests_name_their_bibliography() {
        use NamedFile::{BibTex, Bibliography, Style};
        check_in(
            Markup::Latex,
            "A.\n\n\\addbibresource{re|fs.bib}\n",
            Some(("re", "refs.bib", Bibliography)),
        );
        check_in(Markup::Latex, "\\addbibresource[glob]{|}", Some(("", "", Bibliography)));
        check_in(Markup::Latex, "\\bibliography{one,t|}", Some(("t", "t", BibTex)));
        check_in(Markup::Latex, "\\bibliography{one}, t|", None);
        check_in(Markup::Latex, "\\bibliographystyle{p|}", None);
        check_in(Markup::Typst, "#bibliography(\"re|fs.bib\")", Some(("re", "refs.bib", Bibliography)));
        check_in(Markup::Typst, "#bibliography((\"a.bib\", \"b|\"))", Some(("b", "b", Bibliography)));
        check_in(Markup::Typst, "#bibliography(\"a.bib\", style: \"ie|\")", Some(("ie", "ie", Style)));
        check_in(Markup::Typst, "#bibliography(\"a.bib\", title: \"R|\")", None);
        check_in(Markup::Typst, "#bibliography(\"a.bib\"|)", None);
        check_in(Markup::Org, "#+BIBLIOGRAPHY: re|fs.bib\n", Some(("re", "refs.bib", Bibliography)));
        check_in(Markup::Org, "#+cite_export: csl ap|", Some(("ap", "ap", Style)));
        check_in(Markup::Org, "#+title: re|", None);
    }
}
