//! A link to what a reference describes turned into a citation of it, and back.

use std::path::{Component, Path, PathBuf};

use ibid_check::{Context, Edit};
use ibid_draft::{Citation, CitationForm, Markup, Target, citing};
use ibid_references::Reference;
use ibid_text::{Place, Span};

use crate::actions::{Action, ActionKind, Does};
use crate::{links, reference};

/// A link in the draft.
pub(crate) struct Link {
    /// All of it.
    pub(crate) span: Span,
    /// Its own words, if it has any but its address.
    pub(crate) text: Option<String>,
    /// Where it leads.
    pub(crate) target: String,
}

impl Link {
    /// The link at byte `offset`: an inline one, an address in angles, or a bare one.
    pub(crate) fn at(cx: &Context<'_>, offset: usize) -> Option<Link> {
        let citation = cx.draft.citation_at(offset)?;
        let Target::Link(target) = citation.target else { return None };
        let written = cx.draft.slice(citation.span);
        let text = citing::words_of_link(cx.draft.markup(), &written)?.map(|text| text.trim().to_owned());
        let text = text.filter(|text| !text.is_empty() && *text != target);
        Some(Link { span: citation.span, text, target })
    }

    /// What takes its place once `key` is cited.
    pub(crate) fn cited(&self, cx: &Context<'_>, key: &str) -> Edit {
        let gap = self.text.as_ref().map(|text| format!("{text} ")).unwrap_or_default();
        let citation = citing::citation(cx.draft, key, &Place::default());
        Edit { span: self.span, text: format!("{gap}{citation}") }
    }
}

/// The reference that `link` leads to: its address, its DOI, or its source.
pub(crate) fn meant(cx: &Context<'_>, link: &Link) -> Option<std::sync::Arc<Reference>> {
    let named = || cx.shelf.references().at_address(&link.target);
    let of_source = || cx.shelf.resolve(&Target::Link(link.target.clone()), cx.file).ok()?.reference;
    named().or_else(of_source)
}

/// Turns the link at byte `offset` into a citation, or the citation there into a link.
pub(crate) fn turned(cx: &Context<'_>, offset: usize) -> Option<Action> {
    to_citation(cx, offset).or_else(|| to_link(cx, offset))
}

fn to_citation(cx: &Context<'_>, offset: usize) -> Option<Action> {
    let link = Link::at(cx, offset)?;
    let reference = meant(cx, &link)?;
    Some(action(format!("Cite @{} instead of this link", reference.key), link.cited(cx, &reference.key)))
}

fn to_link(cx: &Context<'_>, offset: usize) -> Option<Action> {
    let citation = cx.draft.citation_at(offset)?;
    let Target::Key(key) = &citation.target else { return None };
    if !matches!(citation.form, CitationForm::Bracketed | CitationForm::Narrative) || !is_alone(cx, &citation)
    {
        return None;
    }
    let reference = cx.shelf.references().get(key)?;
    let address = links::address(&reference);
    let address = address.or_else(|| Some(relative(cx.file.parent()?, &cx.shelf.source_of(&reference)?)))?;
    let byline = reference::byline(&reference);
    let mut text = if byline.is_empty() { reference.title.clone() } else { byline };
    if let Some((span, _)) = &citation.locator {
        text.push_str(&format!(", {}", cx.draft.slice(*span)));
    }
    let markup = cx.draft.markup();
    let text = if markup == Markup::Markdown { crate::markdown::escape(&text) } else { text };
    let edit = Edit { span: citation.group, text: citing::link(markup, &address, &text) };
    Some(action("Turn this citation into a link".to_owned(), edit))
}

/// Whether nothing but the citekey of `citation` and its locator stands in its bracket.
fn is_alone(cx: &Context<'_>, citation: &Citation) -> bool {
    let group = cx.draft.slice(citation.group);
    // Without the command, of LaTeX and of Org.
    let command = |c: char| c.is_ascii_alphabetic() || "/*".contains(c);
    let group = match group.strip_prefix('\\').or(group.strip_prefix("[cite")) {
        Some(rest) => rest.trim_start_matches(command),
        None => &group,
    };
    let locator = citation.locator.as_ref().map(|(span, _)| cx.draft.slice(*span)).unwrap_or_default();
    let own = cx.draft.slice(citation.target_span) + &locator;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    letters(group) == letters(&own)
}

/// `path` as a link in a draft in `folder`.
fn relative(folder: &Path, path: &Path) -> String {
    let shared = folder.ancestors().find(|ancestor| path.starts_with(ancestor)).unwrap_or(Path::new(""));
    let up = folder.strip_prefix(shared).map_or(0, |rest| rest.components().count());
    let down = path.strip_prefix(shared).unwrap_or(path);
    let parts = (0..up).map(|_| Component::ParentDir).chain(down.components());
    let relative: PathBuf = parts.collect();
    relative.to_string_lossy().replace('\\', "/").replace(' ', "%20")
}

fn action(title: String, edit: Edit) -> Action {
    Action { kind: ActionKind::Rewrite, title, does: Does::Edit(vec![edit]), finding: None, preferred: false }
}
