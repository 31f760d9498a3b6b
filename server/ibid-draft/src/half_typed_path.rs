//! The file that is being typed in the front matter, for completion.

use ibid_text::Span;

use crate::Draft;

/// A file of the front matter that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfTypedPath {
    /// The whole of what stands there, without quotation marks.
    pub span: Span,
    /// What was typed of it, up to the cursor.
    pub typed: String,
    /// What the file is to be.
    pub names: NamedFile,
}

/// Which files the front matter names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedFile {
    /// Under `bibliography:`.
    Bibliography,
    /// Under `csl:`.
    Style,
}

impl Draft {
    /// The file that is being typed at byte `offset` of the front matter: behind `bibliography:` or `csl:`, or in a list
    /// below. Read line by line, since half-typed YAML is seldom whole.
    pub fn half_typed_path_at(&self, offset: usize) -> Option<HalfTypedPath> {
        let head = self.front_matter_text();
        let before = head.get(..offset)?;
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
        let rest = &head[offset..];
        let end = rest.find(['\n', '\r', ',', ']', '"', '\'']).unwrap_or(rest.len());
        let end = offset + rest[..end].trim_end().len();
        Some(HalfTypedPath { span: Span::new(offset - typed.len(), end), typed: typed.to_owned(), names })
    }
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
        let offset = draft.find('|').unwrap();
        let draft = Draft::new(&draft.replacen('|', "", 1));
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
}
