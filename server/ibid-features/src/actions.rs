//! What can be done at a place: mend a finding, silence it, find a source for a sentence.

use ibid_check::{Context, Edit, Finding};
use ibid_draft::{BlockKind, Claim, citing};
use ibid_evidence::Evidence;
use ibid_text::Span;

/// Sources offered for one sentence at most.
const OFFERS: usize = 3;
/// Letters of a passage in a title.
const EXCERPT: usize = 80;

/// Something that can be done, all of it in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it is for.
    pub kind: ActionKind,
    /// What it does, for people.
    pub title: String,
    /// The changes.
    pub edits: Vec<Edit>,
    /// The finding it mends or silences, by its number in the list given.
    pub finding: Option<usize>,
    /// It is the one to take where only one is wanted.
    pub preferred: bool,
}

/// What an action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// It mends a finding.
    Fix,
    /// It silences a finding.
    Ignore,
    /// It cites a source for a sentence that has none.
    Cite,
}

/// What can be done about those of `findings` that touch `span` of the draft: fixes first, best first.
pub fn actions(cx: &Context<'_>, span: Span, findings: &[Finding]) -> Vec<Action> {
    let touching = |finding: &Finding| {
        finding.file == cx.file && finding.span.start <= span.end && span.start <= finding.span.end
    };
    let here = findings.iter().enumerate().filter(|(_, finding)| touching(finding));
    let mut actions: Vec<Action> = here.flat_map(|(number, finding)| about(cx, number, finding)).collect();
    actions.sort_by_key(|action| action.kind == ActionKind::Ignore);
    actions
}

/// The finding's fixes, and the comment that silences it.
fn about(cx: &Context<'_>, number: usize, finding: &Finding) -> Vec<Action> {
    let fixes = finding.fixes.iter().enumerate().map(|(rank, fix)| Action {
        kind: ActionKind::Fix,
        title: fix.title.clone(),
        edits: fix.edits.clone(),
        finding: Some(number),
        preferred: rank == 0,
    });
    let silence = silence(cx, finding).map(|edit| Action {
        kind: ActionKind::Ignore,
        title: format!("Ignore {} here", finding.code.as_str()),
        edits: vec![edit],
        finding: Some(number),
        preferred: false,
    });
    fixes.chain(silence).collect()
}

/// A comment behind the finding's sentence and the citations right after it; where the sentence is part of a longer
/// quotation, on the line before its paragraph.
fn silence(cx: &Context<'_>, finding: &Finding) -> Option<Edit> {
    let comment = format!("<!-- ibid: ignore {} -->", finding.code.as_str());
    let block = cx.draft.blocks_in(finding.span).into_iter().next()?;
    let before =
        || Edit { span: Span::new(block.span.start, block.span.start), text: format!("{comment}\n") };
    if block.kind == BlockKind::Quote {
        let start = line_start(cx, block.span.start);
        return Some(Edit { span: Span::new(start, start), text: format!("{comment}\n") });
    }
    let claim = cx.draft.claim_at(finding.span.start)?;
    let end = claim.cited_in_text().map(|group| group.end).filter(|&end| end <= claim.block.end);
    let end = end.fold(claim.span.end, usize::max);
    let others = cx.draft.claims_in(Span::new(claim.span.end, end));
    if others.iter().any(|other| other.span.start >= claim.span.end && other.span.start < end) {
        return Some(before());
    }
    Some(Edit { span: Span::new(end, end), text: format!(" {comment}") })
}

/// Where the line begins in which byte `offset` stands.
fn line_start(cx: &Context<'_>, offset: usize) -> usize {
    let rope = cx.draft.rope();
    rope.line_to_byte(rope.byte_to_line(offset))
}

/// Sources to cite for the uncited sentence at byte `offset`, nearest first; none where it is cited. Searches
/// the library.
pub fn find_source(cx: &Context<'_>, offset: usize) -> Vec<Action> {
    let Some(claim) = uncited(cx, offset) else { return Vec::new() };
    let offers = ibid_check::offers(cx, &claim, OFFERS).into_iter();
    offers.filter_map(|offer| cite(cx, &claim, &offer.evidence)).collect()
}

fn cite(cx: &Context<'_>, claim: &Claim, evidence: &Evidence) -> Option<Action> {
    let cited = citing::key_at(&evidence.reference.as_ref()?.key, &evidence.place);
    let (span, text) = citing::insertion(cx.draft, claim, &cited);
    Some(Action {
        kind: ActionKind::Cite,
        title: format!("Find a source for this sentence: @{cited} “{}”", excerpt(&evidence.quote)),
        edits: vec![Edit { span, text }],
        finding: None,
        preferred: false,
    })
}

/// The sentence of prose at `offset`, if nothing but a citation at its paragraph's end governs it.
fn uncited(cx: &Context<'_>, offset: usize) -> Option<Claim> {
    let claim = cx.draft.claim_at(offset)?;
    let prose = matches!(claim.kind, BlockKind::Prose | BlockKind::ListItem | BlockKind::Footnote(_));
    (prose && claim.span.touches(offset) && !claim.is_cited()).then_some(claim)
}

/// The first words of `quote` on one line.
fn excerpt(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
