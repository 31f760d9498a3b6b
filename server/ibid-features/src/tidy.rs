//! The citations of one bracket in order, each once.

use ibid_check::{Context, Edit};
use ibid_draft::{Citation, CitationForm, Markup, Target};
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
    let bracket = Bracket::of(cx.draft.markup(), &written)?;
    let mut texts = match cx.draft.markup() {
        Markup::Latex => {
            bracket.inner.split(',').map(str::trim).map(|key| (place(cx, key), key.to_owned())).collect()
        }
        _ => items(cx, group),
    };
    // What no item holds would be lost.
    let letters =
        |text: &str| text.chars().filter(|c| !c.is_whitespace() && !bracket.parting.contains(*c)).count();
    if texts.iter().map(|(_, text)| letters(text)).sum::<usize>() != letters(bracket.inner) {
        return None;
    }
    let as_it_was = texts.clone();
    if cx.draft.markup() == Markup::Latex || texts.iter().all(|(_, text)| text.starts_with(['@', '-'])) {
        texts.sort();
    }
    let sorted = texts != as_it_was;
    let mut known = std::collections::HashSet::new();
    texts.retain(|(_, text)| known.insert(text.clone()));
    let tidied: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
    let tidied = format!("{}{}{}", bracket.open, tidied.join(bracket.parting), bracket.close);
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

/// What stands around the items of a bracket, and between them.
struct Bracket<'a> {
    open: &'a str,
    inner: &'a str,
    close: &'a str,
    parting: &'static str,
}

impl Bracket<'_> {
    /// The bracket that is `written` so in a draft of this markup. A locator in LaTeX is of all keys or of the last: that stays.
    fn of(markup: Markup, written: &str) -> Option<Bracket<'_>> {
        let (open, close, parting) = match markup {
            Markup::Markdown => (1, "]", "; "),
            Markup::Latex => (written.find('{').filter(|_| !written.contains('['))? + 1, "}", ", "),
            Markup::Org => (written.find(':')? + 1, "]", "; "),
            Markup::Typst => return None,
        };
        // Guests part them with or without a space.
        let is_tight = markup != Markup::Markdown && !written.contains(parting);
        let parting = if is_tight { parting.trim_end() } else { parting };
        let (open, rest) = written.split_at_checked(open)?;
        Some(Bracket { open, inner: rest.strip_suffix(close)?, close, parting })
    }
}

/// The items of the bracket at `group`, and where each stands among others.
fn items(cx: &Context<'_>, group: Span) -> Vec<(String, String)> {
    let items = cx.draft.citations_in(group).into_iter().filter(|citation| citation.group == group);
    let key = |item: &Citation| match &item.target {
        Target::Key(key) => place(cx, key),
        _ => String::new(),
    };
    items.map(|item| (key(&item), text(cx, &item))).collect()
}

/// The item on one line with single spaces.
fn text(cx: &Context<'_>, item: &Citation) -> String {
    cx.draft.slice(item.span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where what has the citekey `key` stands among others: by authors, then year, then citekey.
fn place(cx: &Context<'_>, key: &str) -> String {
    let Some(reference) = cx.shelf.references().get(key) else { return key.to_lowercase() };
    let year = reference.date.map(|date| date.year).unwrap_or_default();
    format!("{}\u{0}{year:05}\u{0}{key}", reference.authors.join("\u{1}").to_lowercase())
}
