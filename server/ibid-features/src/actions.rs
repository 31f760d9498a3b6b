//! What can be done at a place: mend a finding, silence it, sign a sentence off, find a source for it.

use std::path::PathBuf;

use ibid_check::signoffs::{CHECKED, claim_hash, claim_of};
use ibid_check::{Code, Context, Edit, Finding, Signed};
use ibid_draft::{BlockKind, Claim, Markup, citing};
use ibid_evidence::Evidence;
use ibid_references::{NewEntry, merged};
use ibid_text::Span;

use crate::{entering, linking, quoting, tidy};

/// Sources offered for one sentence at most.
pub(crate) const OFFERS: usize = 3;
/// Letters of a passage in a title.
const EXCERPT: usize = 80;

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it is for.
    pub kind: ActionKind,
    /// What it does, for people.
    pub title: String,
    /// How.
    pub does: Does,
    /// The finding it mends or silences, by its number in the list given.
    pub finding: Option<usize>,
    /// It is the one to take where only one is wanted.
    pub preferred: bool,
}

/// What an action does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// It changes the draft.
    Edit(Vec<Edit>),
    /// It adds an entry to the bibliography, and changes the draft.
    Enter {
        /// The entry.
        entry: NewEntry,
        /// The source that it describes, absolute, where that is in the library.
        source: Option<PathBuf>,
        /// What changes in the draft.
        edits: Vec<Edit>,
    },
    /// It switches a kind of finding off in the whole project.
    SwitchOff(Code),
    /// It signs the claim of this hash at this byte off, under this code.
    Sign(String, usize, &'static str),
    /// It takes that back.
    TakeBack(String, usize, String),
}

impl Does {
    /// The changes of the draft, if that is what it does.
    pub fn edits(&self) -> &[Edit] {
        match self {
            Does::Edit(edits) | Does::Enter { edits, .. } => edits,
            Does::SwitchOff(_) | Does::Sign(..) | Does::TakeBack(..) => &[],
        }
    }
}

/// What an action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionKind {
    /// It mends a finding.
    Fix,
    /// It says of a finding that it is no fault.
    NoFault,
    /// It silences a finding.
    Ignore,
    /// It signs a sentence off as checked, or takes a sign-off back.
    Sign,
    /// It makes an entry that is missing.
    Enter,
    /// It writes a citation otherwise.
    Rewrite,
    /// It cites a source for a sentence that has none.
    Cite,
    /// It puts a source's words into the draft.
    Quote,
}

/// What can be done about those of `findings` that touch `span` of the draft, fixes first, best first; and about the
/// sentence there, of which `signed` may say what a person said.
pub fn actions(cx: &Context<'_>, span: Span, findings: &[Finding], signed: &Signed) -> Vec<Action> {
    let touching = |finding: &Finding| {
        finding.file == cx.file && finding.span.start <= span.end && span.start <= finding.span.end
    };
    let here = findings.iter().enumerate().filter(|(_, finding)| touching(finding));
    let mut actions: Vec<Action> = here.flat_map(|(number, finding)| about(cx, number, finding)).collect();
    actions.sort_by_key(|action| action.kind);
    actions.extend(entering::entries(cx, span.start));
    actions.extend(tidy::tidy(cx, span.start));
    actions.extend(linking::turned(cx, span.start));
    actions.extend(quoting::passage(cx, span.start));
    actions.extend(sentence(cx, span, signed));
    actions
}

/// What can be done at byte `offset` of a bibliography about its `unused` entries.
pub fn unused_actions(unused: &[Finding], offset: usize) -> Vec<Action> {
    let action = |title: &str, edits: Vec<Edit>| Action {
        kind: ActionKind::Fix,
        title: title.to_owned(),
        does: Does::Edit(edits),
        finding: None,
        preferred: false,
    };
    let Some(here) = unused.iter().find(|finding| finding.span.touches(offset)) else { return Vec::new() };
    let mut actions: Vec<Action> =
        here.fixes.iter().map(|fix| action(&fix.title, fix.edits.clone())).collect();
    if unused.len() > 1 {
        let edits = unused.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| fix.edits.clone());
        actions.push(action(
            &format!("Remove all {} entries that no draft cites", unused.len()),
            edits.collect(),
        ));
    }
    actions
}

/// What can be done at byte `offset` of the bibliography `text`, in which a citekey stands twice there.
pub fn bibliography_actions(text: &str, offset: usize) -> Vec<Action> {
    let merge = merged(text, offset).map(|edits| Action {
        kind: ActionKind::Fix,
        title: "Merge the entries of this citekey".to_owned(),
        does: Does::Edit(edits.into_iter().map(|(span, text)| Edit { span, text }).collect()),
        finding: None,
        preferred: true,
    });
    merge.into_iter().collect()
}

/// What can be signed of the sentence at `span`, or taken back.
fn sentence(cx: &Context<'_>, span: Span, signed: &Signed) -> Vec<Action> {
    let touching = |claim: &Claim| claim.span.start <= span.start && span.end <= claim.span.end;
    let Some(claim) = cx.draft.claim_at(span.start).filter(touching) else { return Vec::new() };
    let (hash, start) = (claim_hash(cx, &claim), claim.span.start);
    let action = |title: String, does: Does| Action {
        kind: ActionKind::Sign,
        title,
        does,
        finding: None,
        preferred: false,
    };
    let mut actions: Vec<Action> = Vec::new();
    let known: Vec<_> = signed.on(cx, claim.span).collect();
    if !known.iter().any(|sign_off| sign_off.code == CHECKED) {
        let does = Does::Sign(hash.clone(), start, CHECKED);
        actions.push(action("Sign this sentence off as checked".to_owned(), does));
    }
    actions.extend(known.into_iter().map(|sign_off| {
        let (day, _) = sign_off.when.split_once('T').unwrap_or((&sign_off.when, ""));
        let title = format!("Take back “{}”, signed by {} on {day}", sign_off.code, sign_off.who);
        action(title, Does::TakeBack(hash.clone(), start, sign_off.code.clone()))
    }));
    actions
}

/// The finding's fixes, and what silences it: a person's word, or a line here, in the draft or for the project.
fn about(cx: &Context<'_>, number: usize, finding: &Finding) -> Vec<Action> {
    let fixes = finding.fixes.iter().enumerate().map(|(rank, fix)| Action {
        kind: ActionKind::Fix,
        title: fix.title.clone(),
        does: Does::Edit(fix.edits.clone()),
        finding: Some(number),
        preferred: rank == 0,
    });
    let code = finding.code.as_str();
    let action = |kind: ActionKind, title: String, does: Does| Action {
        kind,
        title,
        does,
        finding: Some(number),
        preferred: false,
    };
    let ignore = |title: String, does: Does| action(ActionKind::Ignore, title, does);
    let no_fault = claim_of(cx, finding.span).map(|claim| {
        let does = Does::Sign(claim_hash(cx, &claim), claim.span.start, code);
        action(ActionKind::NoFault, format!("Sign off: this {code} is no fault"), does)
    });
    let here = silence(cx, finding).map(|edit| ignore(format!("Ignore {code} here"), Does::Edit(vec![edit])));
    let in_draft = cx.draft.ignoring(code).map(|(span, text)| {
        ignore(format!("Ignore {code} in this draft"), Does::Edit(vec![Edit { span, text }]))
    });
    let off = ignore(format!("Ignore {code} in this project (.ibid.toml)"), Does::SwitchOff(finding.code));
    fixes.chain(no_fault).chain(here).chain(in_draft).chain([off]).collect()
}

/// A comment behind the finding's sentence and the citations right after it; where the sentence is part of a longer
/// quotation, on the line before its paragraph.
fn silence(cx: &Context<'_>, finding: &Finding) -> Option<Edit> {
    let markup = cx.draft.markup();
    let comment = markup.comment(&format!("ibid: ignore {}", finding.code.as_str()));
    let block = cx.draft.blocks_in(finding.span).into_iter().next()?;
    if markup != Markup::Markdown {
        let claim = cx.draft.claim_at(finding.span.start)?;
        let start = line_start(cx, claim.span.start);
        return Some(Edit { span: Span::new(start, start), text: format!("{comment}\n") });
    }
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
    let offers: Vec<Evidence> = offers.map(|offer| offer.evidence).collect();
    let cite = offers.iter().filter_map(|evidence| cite(cx, &claim, evidence));
    cite.chain(offers.first().and_then(|best| quoting::action(cx, &claim, best))).collect()
}

/// Cites `evidence` for `claim`.
pub(crate) fn cite(cx: &Context<'_>, claim: &Claim, evidence: &Evidence) -> Option<Action> {
    let key = &evidence.reference.as_ref()?.key;
    let cited = citing::key_at(key, &evidence.place);
    let (span, text) = citing::insertion(cx.draft, claim, key, &evidence.place);
    Some(Action {
        kind: ActionKind::Cite,
        title: format!("Find a source for this sentence: @{cited} “{}”", excerpt(&evidence.quote)),
        does: Does::Edit(vec![Edit { span, text }]),
        finding: None,
        preferred: false,
    })
}

/// The sentence of prose at `offset`, if nothing but a citation at its paragraph's end governs it.
fn uncited(cx: &Context<'_>, offset: usize) -> Option<Claim> {
    let claim = cx.draft.claim_at(offset)?;
    (is_prose(&claim) && claim.span.touches(offset) && !claim.is_cited()).then_some(claim)
}

/// Whether `claim` is a sentence of the writer's own prose.
pub(crate) fn is_prose(claim: &Claim) -> bool {
    matches!(claim.kind, BlockKind::Prose | BlockKind::ListItem | BlockKind::Footnote(_))
}

/// The first words of `quote` on one line.
pub(crate) fn excerpt(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
