//! Text of others, ready for a page: maud escapes it; here it loses what would turn the direction of writing.

use ibid_text::Language;

use crate::clean;

/// `text` on one line.
pub(super) fn text(text: &str) -> String {
    clean::one_line(text)
}

/// What the page says of a language, for voices and fonts; `None` where ibid does not know which it is.
pub(super) fn tag(language: Language) -> Option<&'static str> {
    match language {
        Language::English => Some("en"),
        Language::Chinese => Some("zh"),
        Language::OtherLatin | Language::Other => None,
    }
}
