//! `number-mismatch`, `date-mismatch`: figures and dates held against the cited sources.
//!
//! The slot decides, not the number: a figure differs only where the source has another value of the same
//! dimension in the same slot of a closely matching sentence, and no equally close place agrees.

use ibid_draft::Claim;
use ibid_evidence::{Evidence, Resolved, WhyNot};
use ibid_facts::{Change, Fact, Operation, Value, derivable, named_operation};
use ibid_text::{Language, Span};

use crate::candidates::{Candidate, Rivals, Search};
use crate::context::Context;
use crate::fields;
use crate::held::{Held, cited, line};
use crate::matching::{Match, Part, differs_in_one, is_bare_year, is_long, telling};
use crate::model::{Code, Edit, Finding, Fix, Outcome};
use crate::movements::{self, Wrong};
use crate::rows::{Rows, Told};
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
/// Likewise of three digits or more.
const TWIN_LONG: f32 = 0.1;
/// Likewise where months of one year differ.
const TWIN_MONTH: f32 = 0.4;
/// How much a telling value must share to be doubted no more than a place that shares more.
const KNOWN_ELSEWHERE: f32 = 0.4;
/// How much a place must share that has the same day of another year, or of the week.
const TWIN_DAY: f32 = 0.1;
/// The share of the closest place's overlap from which on a year that stands elsewhere too is left alone.
const YEAR_ELSEWHERE: f32 = 0.3;
/// How much of a claim's surroundings the one place of a source must share that has a telling value of the claim's.
const KNOWN_ALONE: f32 = 0.15;
/// The share of the closest place's overlap up to which all others are far from it.
const CLEAR: f32 = 0.5;
/// And up to which there are none.
const ALONE: f32 = 0.15;
/// How much a place must share to differ where the next sentence has the claim's value.
const BESIDE: f32 = 0.7;
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
    let searches: Vec<Searched<'_>> = sources.iter().map(|c| Searched::new(frame, &c.resolved)).collect();
    let own = (0..facts.len()).filter(|&i| !quoted(&facts[i]));
    own.map(|i| hold(&Claimed { cx, claim, frame, i }, &searches, &without)).collect()
}

/// A cited source, and the claim held against it.
struct Searched<'a> {
    resolved: &'a Resolved,
    search: Search<'a>,
    rows: Rows<'a>,
}

impl<'a> Searched<'a> {
    fn new(frame: Frame<'a>, resolved: &'a Resolved) -> Searched<'a> {
        let text = &resolved.text;
        Searched { resolved, search: Search::new(frame, text), rows: Rows::new(&frame, text) }
    }

    fn evidence(&self, sentence: usize) -> Evidence {
        self.resolved.evidence(self.resolved.text.sentences()[sentence].span)
    }
}

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
    for source in sources {
        places.extend(source.search.candidates(claimed.i).into_iter().map(|found| (source.resolved, found)));
    }
    let best = |kind: Match| {
        let found = places.iter().filter(|(_, c)| c.matches == kind);
        found.max_by(|a, b| a.1.closeness().total_cmp(&b.1.closeness()))
    };
    let (same, allowed, other) = (best(Match::Agrees), best(Match::Allows), best(Match::Differs));
    let unrivalled = |place: &Place<'_>| other.is_none_or(|other| stands(place, other));
    if let Some(held) = in_tables(claimed, sources).filter(|_| without.is_empty()) {
        return held;
    }
    let alone = places.iter().filter(|(_, c)| c.matches == Match::Agrees).count() == 1;
    let known = |c: &Candidate| {
        c.is_known_slot()
            || alone && c.telling && (c.overlap >= KNOWN_ALONE || c.foreign && is_long(&c.value))
    };
    if let Some((resolved, c)) = same.filter(|place| known(&place.1) && unrivalled(place)) {
        return agrees(claimed, "the source says the same", resolved.evidence(c.sentence));
    }
    let field = sources.iter().find_map(|source| fields::states(claimed.fact(), source.resolved));
    if let Some((evidence, _)) = field.clone().filter(|(_, exact)| *exact) {
        return agrees(claimed, "the reference says so", evidence);
    }
    if let Some(held) = moved(claimed, sources).filter(|_| without.is_empty()) {
        return held;
    }
    let operation = named_operation(claimed.frame.text, claimed.fact());
    let derived = derived(claimed, sources, &places, operation);
    let pinned = other.is_some_and(|(_, c)| c.pinned && c.left_over);
    if let Some(evidence) = derived.clone().filter(|_| operation.is_some() && !pinned) {
        return agrees(claimed, "it follows from the source’s figures", evidence);
    }
    let in_turn = tells_in_turn(claimed.frame.text);
    let doubted = same.is_some_and(|p| {
        let plain =
            other.is_some_and(|(_, o)| p.1.telling && p.1.overlap >= KNOWN_ELSEWHERE && o.overlap < SURE);
        let listed = in_turn && other.is_some_and(|(_, o)| o.index == p.1.index);
        unrivalled(p) && (p.1.telling || p.1.overlap >= LOOSE) || plain || listed
    }) || other.is_some_and(|other| {
        year_elsewhere(claimed.fact(), &places, other)
            || told_beside(&places, other)
            || said_relatively(claimed.fact(), other.0)
    });
    let sure = other.filter(|(_, c)| {
        // That a year is named says nothing for one of its months.
        let allowed = allowed.filter(|(_, a)| !is_bare_year(&a.value));
        let near_same = same.map_or(0.0, |(_, s)| s.overlap).max(allowed.map_or(0.0, |(_, s)| s.overlap));
        let nowhere = same.is_none() && allowed.is_none();
        let odds = same.is_some_and(|(_, s)| s.at_odds && s.index == c.index);
        let next = next_best(&places, c).max(near_same) / c.overlap;
        let rivals = match (nowhere, next) {
            (_, next) if next > CLEAR && !odds => Rivals::Near,
            (true, next) if next <= ALONE => Rivals::None,
            _ => Rivals::Far,
        };
        let close = c.closeness() >= c.bar(nowhere, rivals)
            && c.closeness() - near_same >= NEARLY
            && c.context >= CONTEXT;
        let follows = derived.is_some() && !pinned && c.closeness() < SURE && !(c.left_over && c.foreign);
        // Without a word in common, the same value anywhere else is reason enough to be silent.
        let elsewhere = c.foreign && same.is_some();
        close && !(follows || doubted || elsewhere)
    });
    let by_chance = |c: &Candidate| same.is_none_or(|(_, s)| !s.telling && s.overlap <= ALONE * c.overlap);
    let twin = places.iter().filter(|(_, c)| by_chance(c) && twin(claimed.fact(), c));
    let sure = twin.max_by(|a, b| a.1.overlap.total_cmp(&b.1.overlap)).or(sure);
    if let Some((resolved, c)) = sure.filter(|_| without.is_empty()) {
        return differs(claimed, resolved, c.index, c.j);
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

/// Whether a sentence tells several things first and their values after.
fn tells_in_turn(text: &str) -> bool {
    ["respectively", "in turn", "in that order", "分别", "依次"].iter().any(|words| text.contains(words))
}

/// What the tables of the sources say, where the claim names a row.
fn in_tables(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let around = claimed.frame.around(claimed.i);
    let told = |source: &&Searched<'_>| source.rows.tell(claimed.fact(), around.date());
    let told: Vec<(&Searched<'_>, Told)> = sources.iter().filter_map(|s| Some((s, told(&s)?))).collect();
    let same = told.iter().find_map(|(source, told)| match told {
        Told::Same { sentence } => Some(source.evidence(*sentence)),
        Told::Other { .. } => None,
    });
    if let Some(evidence) = same {
        return Some(agrees(claimed, "the source says the same", evidence));
    }
    told.iter().find_map(|(source, told)| match told {
        Told::Other { sentence, fact } => Some(differs(claimed, source.resolved, *sentence, *fact)),
        Told::Same { .. } => None,
    })
}

/// What a source says of a movement by telling its two ends.
fn moved(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let (source, movement) = sources.iter().find_map(|source| {
        Some((source, movements::told(&claimed.frame, claimed.i, &source.resolved.text)?))
    })?;
    let sentence = source.resolved.text.sentences()[movement.sentence].span;
    let told = |j: usize| {
        let fact = &source.resolved.text.facts(movement.sentence)[j];
        fact.span.shift(sentence.start).of(source.resolved.text.text())
    };
    let (from, to) = (told(movement.ends.0), told(movement.ends.1));
    let ours = claimed.fact().span.of(claimed.frame.text);
    let evidence = source.evidence(movement.sentence);
    let Some(wrong) = movement.wrong else {
        return Some(agrees(claimed, "it follows from the source’s figures", evidence));
    };
    let message = match wrong {
        Wrong::Direction => format!("The source goes from “{from}” to “{to}”: the other way."),
        Wrong::Points => format!(
            "From “{from}” to “{to}”, as the source has it, is a difference in percentage points; this says “{ours}”."
        ),
        Wrong::Multiple => format!("The source goes from “{from}” to “{to}” where this says “{ours}”."),
    };
    let mut finding = Finding::new(Code::NumberMismatch, claimed.cx.file, claimed.span(), message);
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the source tells another movement");
    Some(Held { line: ledger(claimed, outcome, vec![evidence]), finding: Some(finding) })
}

/// Whether an agreeing place holds its own against the closest one that differs.
fn stands((resolved, same): &Place<'_>, (elsewhere, other): &Place<'_>) -> bool {
    let one_sentence = std::ptr::eq(*resolved, *elsewhere) && same.index == other.index;
    let margin = if one_sentence { ONE_SENTENCE } else { NEARLY };
    let listed = one_sentence && ((same.listed && same.telling) || !matches!(same.value, Value::Quantity(_)));
    if one_sentence && other.goes_with && !same.goes_with {
        return false;
    }
    // Sections tell the same of several things: the claim names the other's.
    if other.headed && !same.headed && other.overlap >= same.overlap {
        return false;
    }
    if one_sentence && same.at_odds && !other.at_odds {
        return same.overlap >= other.overlap;
    }
    if !one_sentence && other.is_one_clause() && !same.coupled {
        return same.overlap + margin >= other.closeness();
    }
    let foreign = same.foreign && same.telling && !other.left_over;
    foreign || listed || same.overlap + margin >= other.overlap
}

/// Whether a source says "last year" or the like, and may mean the claim's year by it.
fn said_relatively(claim: &Fact, resolved: &Resolved) -> bool {
    const WORDS: [&str; 7] = ["last year", "this year", "year before", "a year ago", "去年", "今年", "上年"];
    let published = resolved.reference.as_ref().and_then(|r| r.date).map(|date| date.year);
    let Value::Date(date) = &claim.value else { return false };
    let near =
        published.zip(date.year).is_some_and(|(published, year)| (0..=1).contains(&(published - year)));
    let text = || resolved.text.text().to_lowercase();
    is_bare_year(&claim.value) && near && WORDS.iter().any(|word| text().contains(word))
}

/// Whether the claim's telling value stands in a sentence right beside the one that differs, which may go on about it.
fn told_beside(places: &[Place<'_>], (resolved, other): &Place<'_>) -> bool {
    let beside =
        |r: &Resolved, c: &Candidate| std::ptr::eq(r, *resolved) && c.index.abs_diff(other.index) == 1;
    let known = |(r, c): &Place<'_>| c.matches == Match::Agrees && c.telling && !c.at_odds && beside(r, c);
    places.iter().any(known) && other.overlap < BESIDE && !other.is_one_clause()
}

/// How much the closest sentence but that of `best` shares.
fn next_best(places: &[Place<'_>], best: &Candidate) -> f32 {
    places.iter().filter(|(_, c)| c.index != best.index).map(|(_, c)| c.overlap).fold(0.0, f32::max)
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
    let monthly = matches!(&claim.value, Value::Date(date) if date.day.is_none() && date.period.is_none());
    let bar = match part {
        Some(Part::Year) if monthly => TWIN,
        Some(_) if monthly => TWIN_MONTH,
        None if is_long(&claim.value) => TWIN_LONG,
        Some(Part::Weekday) => 0.0,
        Some(Part::Year) => TWIN_DAY,
        _ => TWIN,
    };
    let enough = other.overlap >= bar || telling(claim) && !monthly && (other.foreign || other.tied);
    other.twin && enough
}

fn is_date(value: &Value) -> bool {
    matches!(value, Value::Date(_))
}

/// The sentence from whose figures, and those of its neighbours and of the claim's own sentences, the claim's
/// fact follows.
fn derived(
    claimed: &Claimed<'_>,
    sources: &[Searched<'_>],
    places: &[Place<'_>],
    operation: Option<Operation>,
) -> Option<Evidence> {
    let before =
        claimed.frame.before.map(|b| ibid_facts::facts(b, claimed.frame.language)).unwrap_or_default();
    let others = (0..claimed.frame.facts.len()).filter(|&i| i != claimed.i).map(|i| &claimed.frame.facts[i]);
    let own: Vec<&Value> = others.chain(&before).map(|f| &f.value).filter(|_| operation.is_some()).collect();
    let mut near: Vec<&Place<'_>> = places.iter().filter(|(_, c)| c.matches != Match::Apart).collect();
    near.sort_by(|a, b| b.1.closeness().total_cmp(&a.1.closeness()));
    let near = near.into_iter().take(NEAREST).map(|(resolved, c)| (*resolved, c.index));
    let alike = sources.iter().flat_map(|source| {
        source.search.closest(claimed.i, NEAREST).into_iter().map(|index| (source.resolved, index))
    });
    let reach = usize::from(!hits_by_chance(claimed.fact(), operation));
    near.chain(alike).find_map(|(resolved, index)| {
        let text = &resolved.text;
        let around = index.saturating_sub(reach)..=(index + reach).min(text.sentences().len() - 1);
        let theirs = around.flat_map(|i| text.facts(i).iter().map(|f| &f.value));
        let values: Vec<&Value> = theirs.chain(own.iter().copied()).collect();
        let sentence = text.sentences()[index].span;
        derivable(&claimed.fact().value, &values, operation).map(|_| resolved.evidence(sentence))
    })
}

/// Whether so round a share follows from some two of many figures by chance: only those of one sentence count.
fn hits_by_chance(claim: &Fact, operation: Option<Operation>) -> bool {
    matches!(operation, Some(Operation::Movement | Operation::Share)) && !is_long(&claim.value)
}

fn agrees(claimed: &Claimed<'_>, why: &str, evidence: Evidence) -> Held {
    silent(claimed, (Outcome::Agrees, why), vec![evidence])
}

/// The finding that fact `theirs` of sentence `index` of a source is another than the claim's.
fn differs(claimed: &Claimed<'_>, resolved: &Resolved, index: usize, theirs: usize) -> Held {
    let code = if is_date(&claimed.fact().value) { Code::DateMismatch } else { Code::NumberMismatch };
    let sentence = resolved.text.sentences()[index].span;
    let evidence = resolved.evidence(sentence);
    let known = &resolved.text.facts(index)[theirs];
    let theirs = known.span.shift(sentence.start).of(resolved.text.text());
    let ours = claimed.fact().span.of(claimed.frame.text);
    let message = match opposed(&claimed.fact().value, &known.value) {
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
