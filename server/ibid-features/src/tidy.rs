//! The citations of one bracket in order, each once.

use ibid_check::{Context, Edit};
use ibid_draft::{Citation, CitationForm, Target};
use ibid_text::Span;

use crate::actions::{Action, ActionKind, Does};

/// Sorts the bracket at byte `offset` as a bibliography would, and tidies it; `None` where there is nothing to do. Where words
/// stand before a citekey ("see also") the order says something, and stays.
pub(crate) fn tidy(cx: &Context<'_>, offset: usize) -> Option<Action> {
    let at = Span::new(offset, offset);
    let group = cx
        .draft
        .citations_in(at)
        .into_iter()
        .find(|citation| citation.form == CitationForm::Bracketed)?
        .group;
    let written = cx.draft.slice(group);
    let inner = written.strip_prefix('[')?.strip_suffix(']')?;
    let mut items = cx.draft.citations_in(group);
    items.retain(|citation| citation.group == group);
    let mut texts: Vec<(String, String)> =
        items.iter().map(|item| (place(cx, item), text(cx, item))).collect();
    // What no item holds would be lost.
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ';').count();
    if texts.iter().map(|(_, text)| letters(text)).sum::<usize>() != letters(inner) {
        return None;
    }
    let as_it_was = texts.clone();
    if texts.iter().all(|(_, text)| text.starts_with(['@', '-'])) {
        texts.sort();
    }
    let sorted = texts != as_it_was;
    let mut known = std::collections::HashSet::new();
    texts.retain(|(_, text)| known.insert(text.clone()));
    let tidied: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
    let tidied = format!("[{}]", tidied.join("; "));
    let title =
        if sorted { "Sort the citations in this bracket" } else { "Tidy the citations in this bracket" };
    (tidied != written).then(|| Action {
        kind: ActionKind::Rewrite,
        title: title.to_owned(),
        does: Does::Edit(vec![Edit { span: group, text: tidied }]),
        finding: None,
        preferred: false,
    })
}

/// The item on one line with single spaces.
fn text(cx: &Context<'_>, item: &Citation) -> String {
    cx.draft.slice(item.span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the item stands among others: by authors, then year, then citekey.
fn place(cx: &Context<'_>, item: &Citation) -> String {
    let Target::Key(key) = &item.target else { return String::new() };
    let Some(reference) = cx.shelf.references().get(key) else { return key.to_lowercase() };
    let year = reference.date.map(|date| date.year).unwrap_or_default();
    format!("{}\u{0}{year:05}\u{0}{key}", reference.authors.join("\u{1}").to_lowercase())
}
