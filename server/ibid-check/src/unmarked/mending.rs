//! Ways to mend a run of a source's words: mark it as a quotation, or as a paraphrase to be done.

use ibid_draft::{CitationForm, Claim, Governing, Markup, Target, citing};
use ibid_evidence::Evidence;
use ibid_text::Span;

use crate::context::Context;
use crate::model::{Code, Edit, Finding, Fix};

/// The marks that a fix puts in where the draft has no other style of its own.
const MARKS: (&str, &str) = ("“", "”");
/// Others that drafts use.
const STYLES: [(&str, &str); 5] = [MARKS, ("\"", "\""), ("「", "」"), ("„", "“"), ("« ", " »")];

/// Quote with place, and paraphrase.
pub(super) fn fixes(cx: &Context<'_>, claim: &Claim, run: Span, found: &Evidence) -> Vec<Fix> {
    let insert = |at: usize, text: &str| Edit { span: Span::new(at, at), text: text.to_owned() };
    let mut edits = vec![insert(run.start, MARKS.0), insert(run.end, MARKS.1)];
    let mut title = "Put it in quotation marks".to_owned();
    if let Some((cited, edit)) = citation(cx, claim, found) {
        title = format!("{title}, with {cited}");
        match edits.iter_mut().find(|known| known.span == edit.span) {
            Some(known) => known.text.push_str(&edit.text),
            None => edits.push(edit),
        }
        edits.sort_by_key(|edit| edit.span);
    }
    let end = claim.cited_in_text().map(|group| group.end).filter(|end| *end <= claim.block.end);
    let end = end.fold(claim.span.end, usize::max);
    let later = vec![insert(end, " <!-- TODO: paraphrase -->")];
    let mut fixes = vec![Fix { title, edits }];
    // Other markup has no comment within a line, or the rest of the line would be one.
    if cx.draft.markup() == Markup::Markdown {
        fixes.push(Fix { title: "Mark it as a paraphrase to be done".to_owned(), edits: later });
    }
    fixes
}

/// The citation, or the page that it lacks, and how it goes in.
fn citation(cx: &Context<'_>, claim: &Claim, found: &Evidence) -> Option<(String, Edit)> {
    let reference = found.reference.as_ref()?;
    let ours = |by: &&Governing| by.citation.target == Target::Key(reference.key.clone());
    let Some(by) = claim.cited().find(ours) else {
        let cited = citing::key_at(&reference.key, &found.place);
        let (span, text) = citing::insertion(cx.draft, claim, &reference.key, &found.place);
        return Some((format!("[@{cited}]"), Edit { span, text }));
    };
    let page = found.place.page.as_ref()?;
    let pandoc =
        cx.draft.slice(by.citation.target_span).starts_with('@') && cx.draft.markup() == Markup::Markdown;
    let lacks = by.citation.locator.is_none() && by.citation.form == CitationForm::Bracketed && pandoc;
    let at = by.citation.target_span.end;
    lacks.then(|| (format!("p. {page}"), Edit { span: Span::new(at, at), text: format!(", p. {page}") }))
}

/// Puts the draft's own style of quotation marks into the fixes of `findings`.
pub(crate) fn in_the_drafts_marks(cx: &Context<'_>, findings: &mut [Finding]) {
    let mut unmarked = findings.iter_mut().filter(|f| f.code == Code::UnmarkedQuotation).peekable();
    if unmarked.peek().is_none() {
        return;
    }
    let marks = style(cx);
    for edit in unmarked.flat_map(|finding| &mut finding.fixes).flat_map(|fix| &mut fix.edits) {
        if edit.text == MARKS.0 {
            edit.text = marks.0.to_owned();
        } else if let Some(rest) = edit.text.strip_prefix(MARKS.1) {
            edit.text = format!("{}{rest}", marks.1);
        }
    }
}

/// The marks that the draft opens most quotations with.
fn style(cx: &Context<'_>) -> (&'static str, &'static str) {
    let mut counts = STYLES.map(|_| 0);
    for c in cx.draft.rope().chars().filter(|c| *c == '"' || !c.is_ascii()) {
        let opens = STYLES.iter().position(|(opening, _)| opening.starts_with(c));
        opens.into_iter().for_each(|style| counts[style] += 1);
    }
    // A straight mark closes as well as it opens.
    counts[1] /= 2;
    let best = (0..STYLES.len()).rev().max_by_key(|style| counts[*style]);
    best.filter(|style| counts[*style] > 0).map_or(MARKS, |style| STYLES[style])
}
