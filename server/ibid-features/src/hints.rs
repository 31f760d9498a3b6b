//! Behind a citekey that says nothing: who wrote it, and when.

use ibid_check::Context;
use ibid_draft::Target;
use ibid_references::Reference;
use ibid_text::Span;

use crate::reference;

/// A few words shown in the text that are none of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte before which they are shown.
    pub at: usize,
    /// They.
    pub text: String,
}

/// Author and year behind each citekey in `span` that names neither.
pub fn hints(cx: &Context<'_>, span: Span) -> Vec<Hint> {
    let citations = cx.draft.citations_in(span).into_iter();
    let hints = citations.filter_map(|citation| {
        let Target::Key(key) = &citation.target else { return None };
        let reference = cx.shelf.references().get(key)?;
        let text = reference::byline(&reference);
        let tells = text.is_empty() || speaks(key, &reference);
        (!tells).then_some(Hint { at: citation.target_span.end, text })
    });
    hints.collect()
}

/// Whether `key` names the first author of `reference`.
fn speaks(key: &str, reference: &Reference) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let family = reference.authors.first().map(|author| ibid_references::family(author)).unwrap_or_default();
    let family = letters(family.split_whitespace().last().unwrap_or_default());
    !family.is_empty() && letters(key).contains(&family)
}
