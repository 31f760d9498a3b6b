//! On a citation: the reference, and the passage of its source that comes nearest to what is claimed.

use std::sync::Arc;

use ibid_check::{Context, Judged, Verdict};
use ibid_draft::{Citation, Target};
use ibid_evidence::WhyNot;
use ibid_references::Style;
use ibid_text::{Place, Span};

use crate::collected::{self, Spot};
use crate::{markdown, reference, shown};

/// What is shown on a stretch of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The stretch.
    pub span: Span,
    /// Markdown; all that comes from a source is escaped.
    pub markdown: String,
}

/// What is shown at byte `offset`, references in the manner of `style`; `None` where there is no citation, or one that ibid
/// knows nothing of.
pub fn hover(cx: &Context<'_>, offset: usize, style: &Style) -> Option<Hover> {
    let citation = cx.draft.citation_at(offset)?;
    let parts: Vec<String> = match &citation.target {
        Target::Footnote(label) => {
            let (_, blocks) = cx.draft.footnote(label)?;
            let cited = blocks.iter().flat_map(|block| &block.citations);
            cited.filter_map(|cited| part(cx, cited, Some(&citation), style)).collect()
        }
        _ => part(cx, &citation, None, style).into_iter().collect(),
    };
    (!parts.is_empty()).then(|| Hover { span: citation.span, markdown: parts.join("\n\n---\n\n") })
}

/// `markdown` and what a judge said of the claims there.
pub fn with_verdicts(markdown: String, judged: &[Judged]) -> String {
    judged.iter().fold(markdown, |shown, judged| format!("{shown}\n\n---\n\n{}", verdict(judged)))
}

fn verdict(judged: &Judged) -> String {
    let mark = match judged.verdict {
        Verdict::Supported => "✓ The judge finds it supported",
        Verdict::Contradicted => "✗ The judge finds it contradicted",
        Verdict::Unsupported => "The judge finds nothing that bears it out",
        Verdict::Unknown => "The judge does not know",
    };
    let words = judged.words.as_ref().map(|words| markdown::escape(&words.quote));
    let translation = judged.translation.as_deref().map(markdown::escape);
    let mut shown = format!("*{mark}*");
    shown.extend(words.map(|words| format!(": “{words}”")));
    shown.extend(translation.map(|words| format!(" (the model’s translation: “{words}”)")));
    if !judged.reason.is_empty() {
        shown.push_str(&format!("  \n{}", markdown::escape(&judged.reason)));
    }
    shown
}

/// What is shown of one cited source; `via` is the footnote reference through which it is cited.
fn part(cx: &Context<'_>, citation: &Citation, via: Option<&Citation>, style: &Style) -> Option<String> {
    let resolved = shown::source(cx, citation, via);
    let known = match &citation.target {
        Target::Key(key) => cx.shelf.references().get(key),
        _ => match &resolved {
            Ok(source) => source.reference.clone(),
            Err(WhyNot::MissingSource(reference)) => Some(Arc::clone(reference)),
            Err(_) => None,
        },
    };
    let mut lines: Vec<String> = known.iter().map(|known| reference::full(known, style)).collect();
    let mut place = None;
    match &resolved {
        Ok(source) => {
            let title = source.text.title().filter(|_| known.is_none());
            lines.extend(title.map(markdown::escape));
            let passage = shown::cited(cx, citation, via, source);
            place = passage.as_ref().map(|passage| passage.place.clone());
            lines.push(passage.map_or_else(
                || markdown::link(&source.text.path, &Place::default()),
                |p| markdown::passage(&p),
            ));
        }
        Err(WhyNot::Unknown) => {}
        Err(why) => lines.push(format!("*{}*", markdown::escape(&because(why)))),
    }
    if let Some(collected) = known.and_then(|known| cx.shelf.references().collected(&known.key)) {
        let locator = citation.locator.as_ref().map(|(_, locator)| locator);
        let spot = Spot { locator, source: resolved.as_ref().ok(), place: place.as_ref() };
        lines.extend(collected::lines(collected, &spot));
    }
    (!lines.is_empty()).then(|| lines.join("\n\n"))
}

/// Why a citation leads to no text, for people.
pub(crate) fn because(why: &WhyNot) -> String {
    match why {
        WhyNot::Unknown => "Nothing in the library has this name.".to_owned(),
        WhyNot::MissingSource(_) => "Its text is not in the library.".to_owned(),
        WhyNot::Unreadable { reason, .. } => format!("Its text could not be read: {reason}"),
        WhyNot::Waiting(_) => "Its text is still being read.".to_owned(),
    }
}
