//! Drafts in, what a writer's tools would see of them out.

mod citations;
mod claims;
mod editing;
mod guests;
mod ignoring;
mod pandoc;
mod places;
mod quotations;

use std::fmt::Write;

use crate::{Citation, CitationForm, Draft, Target};

/// A citation as the tests show it: form, target, locator, its own text and its bracket.
fn show(draft: &Draft, citation: &Citation) -> String {
    let form = match citation.form {
        CitationForm::Bracketed => "bracketed",
        CitationForm::Narrative => "narrative",
        CitationForm::Link => "link",
        CitationForm::Footnote => "note",
        CitationForm::Named => "named",
        CitationForm::Attributed => "attributed",
        CitationForm::NoCite => "nocite",
    };
    let mut out = format!("{form} {}", name(&citation.target));
    if let Some((span, _)) = &citation.locator {
        let _ = write!(out, " at {:?}", draft.slice(*span));
    }
    let _ = write!(out, " in {:?}", draft.slice(citation.span));
    if citation.group != citation.span {
        let _ = write!(out, " of {:?}", draft.slice(citation.group));
    }
    out
}

fn name(target: &Target) -> String {
    match target {
        Target::Key(key) => key.clone(),
        Target::Link(link) => format!("<{link}>"),
        Target::Page(page) => format!("[[{page}]]"),
        Target::Footnote(label) => format!("^{label}"),
    }
}

/// Takes the mark `$0` out of a text and gives where it stood.
fn cursor(text: &str) -> (String, usize) {
    let at = text.find("$0").expect("the text has a cursor");
    (text.replacen("$0", "", 1), at)
}
