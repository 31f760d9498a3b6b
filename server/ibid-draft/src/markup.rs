//! The ways in which a draft can be written.

use std::path::Path;

/// How a draft is marked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Markup {
    /// Markdown in all its kinds, and plain text.
    #[default]
    Markdown,
    /// LaTeX.
    Latex,
    /// Typst.
    Typst,
    /// Org.
    Org,
}

impl Markup {
    /// How the draft at `path` is marked up, by its name; `None` where it is no draft by its name.
    pub fn of(path: &Path) -> Option<Markup> {
        Some(match &*path.extension()?.to_str()?.to_ascii_lowercase() {
            "md" | "markdown" | "qmd" | "rmd" | "txt" | "text" => Markup::Markdown,
            "tex" | "ltx" | "latex" => Markup::Latex,
            "typ" => Markup::Typst,
            "org" => Markup::Org,
            _ => return None,
        })
    }

    /// A comment of `words`; but for Markdown's, it fills its line.
    pub fn comment(self, words: &str) -> String {
        match self {
            Markup::Markdown => format!("<!-- {words} -->"),
            guest => format!("{} {words}", guest.comment_mark()),
        }
    }

    /// What a guest's line begins with that is a comment.
    pub(crate) fn comment_mark(self) -> &'static str {
        match self {
            Markup::Markdown => "<!--",
            Markup::Latex => "%",
            Markup::Typst => "//",
            Markup::Org => "#",
        }
    }
}
