//! `unknown-citation`, `missing-source`, `unreadable-source`: citations that lead to no text.

use std::path::Path;

use ibid_draft::{Citation, CitationForm, Target, citing};
use ibid_evidence::WhyNot;

use crate::context::Context;
use crate::model::{Code, Edit, Finding, Fix, Related};

/// Near citekeys offered for one that is unknown.
const NEAR_KEYS: usize = 3;

/// What is wrong with where `citation` points.
pub(crate) fn check(cx: &Context<'_>, citation: &Citation) -> Option<Finding> {
    let Target::Key(key) = &citation.target else { return footnote(cx, citation) };
    match cx.shelf.resolve(&citation.target, cx.file).err()? {
        // Its entry is there, and what is wrong with it is said in the bibliography.
        WhyNot::Unknown if cx.draft.has_label(key) => None,
        WhyNot::Unknown if cx.shelf.references().is_broken(key) => None,
        WhyNot::Unknown => Some(unknown(cx, citation, key)),
        WhyNot::Waiting(_) => None,
        WhyNot::MissingSource(_) if !cx.shelf.is_complete() => None,
        _ if matches!(citation.form, CitationForm::NoCite | CitationForm::Attributed) => None,
        WhyNot::MissingSource(reference) => {
            let message = format!(
                "The text of “{}” is not in the library, so nothing can be held against it.",
                reference.title
            );
            let mut finding = finding(cx, citation, Code::MissingSource, message);
            if reference.is_entry() {
                finding.related.push(Related {
                    file: reference.file.clone(),
                    span: reference.key_span,
                    message: "Its entry names no file that is there".to_owned(),
                });
            }
            Some(finding)
        }
        WhyNot::Unreadable { path, reason } => {
            Some(finding(cx, citation, Code::UnreadableSource, unreadable(&path, &reason)))
        }
    }
}

/// A citekey that no bibliography has, with near ones as fixes.
fn unknown(cx: &Context<'_>, citation: &Citation, key: &str) -> Finding {
    let near = cx.shelf.references().near_keys(key, NEAR_KEYS);
    let message = match near.first() {
        Some(first) => format!("No reference has the citekey “{key}”. Did you mean “{}”?", first),
        None => format!("No reference has the citekey “{key}”."),
    };
    // A key of Pandoc's comes with its mark, others stand by themselves.
    let marked = cx.draft.slice(citation.target_span).starts_with('@');
    let as_written = |key: &str| if marked { format!("@{}", citing::key(key)) } else { key.to_owned() };
    let fix = |key: &str| Fix {
        title: format!("Cite @{key}"),
        edits: vec![Edit { span: citation.target_span, text: as_written(key) }],
    };
    let mut finding = finding(cx, citation, Code::UnknownCitation, message);
    finding.fixes = near.iter().map(|key| fix(key)).collect();
    finding
}

/// Which source could not be read, why, and the cure; the file is named once.
pub(crate) fn unreadable(path: &Path, reason: &str) -> String {
    if reason.contains(&*path.to_string_lossy()) {
        let mut letters = reason.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        return first.chain(letters).collect();
    }
    format!("{} could not be read: {reason}", path.display())
}

/// A footnote reference without its note.
fn footnote(cx: &Context<'_>, citation: &Citation) -> Option<Finding> {
    let Target::Footnote(label) = &citation.target else { return None };
    let known = !cx.draft.footnotes().get(label).is_none_or(Vec::is_empty);
    (!known).then(|| {
        let message = format!("There is no footnote “{label}” in this draft.");
        finding(cx, citation, Code::UnknownCitation, message)
    })
}

fn finding(cx: &Context<'_>, citation: &Citation, code: Code, message: String) -> Finding {
    Finding::new(code, cx.file, citation.target_span, message)
}
