//! `number-mismatch`, `date-mismatch`: figures and dates held against the cited sources.
//!
//! The slot decides, not the number: a figure differs only where the source has another value of the same
//! dimension in the same slot of a closely matching sentence, and no equally close place agrees.

use ibid_draft::Claim;
use ibid_evidence::{Evidence, Resolved, WhyNot};
use ibid_facts::{Change, Fact, Operation, Value, derivable, named_operation};
use ibid_text::{Language, Span};

use crate::candidates::{Candidate, Search};
use crate::context::Context;
use crate::fields;
use crate::held::{Held, cited, line};
use crate::matching::{Match, Part, differs_in_one, is_bare_year, telling};
use crate::model::{Code, Edit, Finding, Fix, Outcome};
use crate::slot::Frame;

/// How much less a place may share and still be nearly as close.
const NEARLY: f32 = 0.12;
/// How much an agreeing place must share to speak against a difference elsewhere.
const LOOSE: f32 = 0.2;
/// How much less in the very sentence that differs.
const ONE_SENTENCE: f32 = 0.25;
/// How much a place must share to differ where the figure might be worked out from its neighbours.
const SURE: f32 = 0.75;
/// How much a place with the same digits must share.
const TWIN: f32 = 0.25;
/// How much a place must share that has the same day of another year, or of the week.
const TWIN_DAY: f32 = 0.1;
/// The share of the closest place's overlap from which on a year that stands elsewhere too is left alone.
const YEAR_ELSEWHERE: f32 = 0.3;
/// Places near whose figures one that was worked out is looked for.
const NEAREST: usize = 3;
/// How much there must be to go by before a difference is told.
const CONTEXT: f32 = 1.2;

/// The figures and dates of `claim`, each held against its sources. What stands inside a quotation is held with
/// the quotation.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Vec<Held> {
    let language = Language::of(&claim.text);
    let facts: Vec<Fact> = ibid_facts::facts(&claim.text, language);
    let quoted =
        |fact: &Fact| claim.quotations.iter().any(|q| q.span.overlaps(fact.span.shift(claim.span.start)));
    let frame = Frame { text: &claim.text, facts: &facts, before: claim.before.as_deref(), language };
    let (sources, without) = cited(cx, claim);
    let searches: Vec<Searched<'_>> =
        sources.iter().map(|c| (&c.resolved, Search::new(frame, &c.resolved.text))).collect();
    let own = (0..facts.len()).filter(|&i| !quoted(&facts[i]));
    own.map(|i| hold(&Claimed { cx, claim, frame, i }, &searches, &without)).collect()
}

/// A cited source, and the claim held against it.
type Searched<'a> = (&'a Resolved, Search<'a>);

/// A place of a cited source.
type Place<'a> = (&'a Resolved, Candidate);

/// One fact of a claim.
struct Claimed<'a> {
    cx: &'a Context<'a>,
    claim: &'a Claim,
    frame: Frame<'a>,
    i: usize,
}

impl Claimed<'_> {
    fn fact(&self) -> &Fact {
        &self.frame.facts[self.i]
    }

    /// Its bytes in the draft.
    fn span(&self) -> Span {
        self.fact().span.shift(self.claim.span.start)
    }
}

fn hold(claimed: &Claimed<'_>, sources: &[Searched<'_>], without: &[WhyNot]) -> Held {
    if sources.is_empty() {
        let why = if without.is_empty() {
            "no source is cited for it"
        } else {
            "a cited source has no text to read"
        };
        return silent(claimed, (Outcome::NotCheckable, why), Vec::new());
    }
    let mut places: Vec<Place<'_>> = Vec::new();
    for (resolved, search) in sources {
        places.extend(search.candidates(claimed.i).into_iter().map(|found| (*resolved, found)));
    }
    let best = |kind: Match| {
        let found = places.iter().filter(|(_, c)| c.matches == kind);
        found.max_by(|a, b| a.1.closeness().total_cmp(&b.1.closeness()))
    };
    let (same, allowed, other) = (best(Match::Agrees), best(Match::Allows), best(Match::Differs));
    let unrivalled = |place: &Place<'_>| other.is_none_or(|other| stands(place, other));
    if let Some((resolved, c)) = same.filter(|place| place.1.is_known_slot() && unrivalled(place)) {
        return agrees(claimed, "the source says the same", resolved.evidence(c.sentence));
    }
    let field = sources.iter().find_map(|(resolved, _)| fields::states(claimed.fact(), resolved));
    if let Some((evidence, _)) = field.clone().filter(|(_, exact)| *exact) {
        return agrees(claimed, "the reference says so", evidence);
    }
    let operation = named_operation(claimed.frame.text, claimed.fact());
    let derived = derived(claimed, &places, operation);
    if let Some(evidence) = derived.clone().filter(|_| operation.is_some()) {
        return agrees(claimed, "it follows from the source’s figures", evidence);
    }
    let doubted = same.is_some_and(|p| unrivalled(p) && (p.1.telling || p.1.overlap >= LOOSE))
        || other.is_some_and(|other| year_elsewhere(claimed.fact(), &places, other));
    let sure = other.filter(|(_, c)| {
        let near_same = same.map_or(0.0, |(_, s)| s.overlap).max(allowed.map_or(0.0, |(_, s)| s.overlap));
        let close = c.closeness() >= c.bar(same.is_none() && allowed.is_none())
            && c.closeness() - near_same >= NEARLY
            && c.context >= CONTEXT;
        let follows = derived.is_some() && c.closeness() < SURE && !(c.left_over && c.foreign);
        // Without a word in common, the same value anywhere else is reason enough to be silent.
        let elsewhere = c.foreign && same.is_some();
        close && !(follows || doubted || elsewhere)
    });
    let twin = places.iter().filter(|(_, c)| same.is_none() && twin(claimed.fact(), c));
    let sure = twin.max_by(|a, b| a.1.overlap.total_cmp(&b.1.overlap)).or(sure);
    if let Some((resolved, c)) = sure.filter(|_| without.is_empty()) {
        return differs(claimed, resolved, c);
    }
    if let Some((evidence, _)) = field {
        return agrees(claimed, "the reference says so", evidence);
    }
    if let Some((resolved, c)) = allowed.filter(|(_, c)| c.is_known_slot()) {
        return agrees(claimed, "the source says so less exactly", resolved.evidence(c.sentence));
    }
    match same {
        Some((resolved, c)) => {
            let outcome = (Outcome::NotCheckable, "the source has it, but not plainly of the same thing");
            silent(claimed, outcome, vec![resolved.evidence(c.sentence)])
        }
        None if without.is_empty() => {
            silent(claimed, (Outcome::NotFound, "the source does not give this figure"), Vec::new())
        }
        None => silent(claimed, (Outcome::NotCheckable, "a cited source has no text to read"), Vec::new()),
    }
}

/// Whether an agreeing place holds its own against the closest one that differs.
fn stands((resolved, same): &Place<'_>, (elsewhere, other): &Place<'_>) -> bool {
    let one_sentence = std::ptr::eq(*resolved, *elsewhere) && same.index == other.index;
    let margin = if one_sentence { ONE_SENTENCE } else { NEARLY };
    let listed = one_sentence && ((same.listed && same.telling) || !matches!(same.value, Value::Quantity(_)));
    if one_sentence && is_date(&same.value) && other.goes_with && !same.goes_with {
        return false;
    }
    if one_sentence && same.at_odds && !other.at_odds {
        return same.overlap >= other.overlap;
    }
    let foreign = same.foreign && same.telling && !other.left_over;
    foreign || listed || same.overlap + margin >= other.overlap
}

/// Whether the claim's is a bare year that stands right beside the one that differs, or elsewhere in like words:
/// years are told of many things at once.
fn year_elsewhere(claim: &Fact, places: &[Place<'_>], (resolved, other): &Place<'_>) -> bool {
    let beside = |(r, c): &Place<'_>| std::ptr::eq(*r, *resolved) && c.index.abs_diff(other.index) == 1;
    let like = |(_, c): &Place<'_>| c.overlap >= YEAR_ELSEWHERE * other.overlap;
    let known =
        |p: &Place<'_>| p.1.matches == Match::Agrees && p.1.index != other.index && (beside(p) || like(p));
    is_bare_year(&claim.value) && places.iter().any(known)
}

/// Whether what differs is the claim's with a slip in it, and enough speaks for one slot: the words around it, the
/// other facts beside it, or so many digits that chance is no explanation.
fn twin(claim: &Fact, other: &Candidate) -> bool {
    let part = match (&claim.value, &other.value) {
        (Value::Date(a), Value::Date(b)) => differs_in_one(a, b),
        _ => None,
    };
    let bar = if matches!(part, Some(Part::Year | Part::Weekday)) { TWIN_DAY } else { TWIN };
    let enough = other.overlap >= bar || (other.foreign && telling(claim));
    other.twin && enough
}

fn is_date(value: &Value) -> bool {
    matches!(value, Value::Date(_))
}

/// The sentence from whose figures, and those of its neighbours and of the claim's own sentences, the claim's
/// fact follows.
fn derived(claimed: &Claimed<'_>, places: &[Place<'_>], operation: Option<Operation>) -> Option<Evidence> {
    let before =
        claimed.frame.before.map(|b| ibid_facts::facts(b, claimed.frame.language)).unwrap_or_default();
    let others = (0..claimed.frame.facts.len()).filter(|&i| i != claimed.i).map(|i| &claimed.frame.facts[i]);
    let own: Vec<&Value> = others.chain(&before).map(|f| &f.value).filter(|_| operation.is_some()).collect();
    let mut near: Vec<&Place<'_>> = places.iter().collect();
    near.sort_by(|a, b| b.1.closeness().total_cmp(&a.1.closeness()));
    near.into_iter().take(NEAREST).find_map(|(resolved, c)| {
        let text = &resolved.text;
        let around = c.index.saturating_sub(1)..=(c.index + 1).min(text.sentences().len() - 1);
        let theirs = around.flat_map(|i| text.facts(i).iter().map(|f| &f.value));
        let values: Vec<&Value> = theirs.chain(own.iter().copied()).collect();
        derivable(&claimed.fact().value, &values, operation).map(|_| resolved.evidence(c.sentence))
    })
}

fn agrees(claimed: &Claimed<'_>, why: &str, evidence: Evidence) -> Held {
    silent(claimed, (Outcome::Agrees, why), vec![evidence])
}

fn differs(claimed: &Claimed<'_>, resolved: &Resolved, found: &Candidate) -> Held {
    let code = if is_date(&claimed.fact().value) { Code::DateMismatch } else { Code::NumberMismatch };
    let evidence = resolved.evidence(found.sentence);
    let theirs = found.fact.of(resolved.text.text());
    let ours = claimed.fact().span.of(claimed.frame.text);
    let message = match opposed(&claimed.fact().value, &found.value) {
        Some((they, we)) => {
            format!("The source says that it {they} (“{theirs}”) where this says that it {we}.")
        }
        None => format!("The source has “{theirs}” where this says “{ours}”."),
    };
    let mut finding = Finding::new(code, claimed.cx.file, claimed.span(), message);
    if resolved.text.language() == claimed.frame.language && theirs != ours {
        let edits = vec![Edit { span: claimed.span(), text: theirs.to_owned() }];
        finding.fixes.push(Fix { title: format!("Use the source’s “{theirs}”"), edits });
    }
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the source has another value in the same slot");
    Held { line: ledger(claimed, outcome, vec![evidence]), finding: Some(finding) }
}

/// What the source says and what the claim does, where the two move opposite ways.
fn opposed(claim: &Value, source: &Value) -> Option<(&'static str, &'static str)> {
    let (Value::Quantity(c), Value::Quantity(s)) = (claim, source) else { return None };
    match (s.change, c.change) {
        (Change::Up, Change::Down) => Some(("rose", "fell")),
        (Change::Down, Change::Up) => Some(("fell", "rose")),
        _ => None,
    }
}

fn silent(claimed: &Claimed<'_>, outcome: (Outcome, &str), evidence: Vec<Evidence>) -> Held {
    Held::silent(ledger(claimed, outcome, evidence))
}

fn ledger(
    claimed: &Claimed<'_>,
    outcome: (Outcome, &str),
    evidence: Vec<Evidence>,
) -> crate::model::LedgerLine {
    let kind = match claimed.fact().value {
        Value::Quantity(_) => "quantity",
        Value::Date(_) => "date",
        Value::Ordinal(_) => "ordinal",
    };
    line(claimed.cx, kind, (claimed.span(), claimed.fact().span.of(claimed.frame.text)), outcome, evidence)
}
