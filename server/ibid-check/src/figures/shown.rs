//! What the ledger and the writer are told of a figure.

use ibid_evidence::{Evidence, Resolved};
use ibid_facts::{Bound, Change, Fact, Value};
use ibid_text::Span;

use super::places::Place;
use super::{Claimed, Searched};
use crate::held::{Held, line};
use crate::matching::{Part, bounded_apart, differs_in_one};
use crate::model::{Code, Edit, Finding, Fix, LedgerLine, Outcome};
use crate::movements::{Movement, Wrong};

pub(super) fn agrees(claimed: &Claimed<'_>, why: &str, evidence: Evidence) -> Held {
    silent(claimed, (Outcome::Agrees, why), vec![evidence])
}

/// The finding that the source tells another movement by its two ends, or that they bear the claim out.
pub(super) fn moved(claimed: &Claimed<'_>, source: &Searched<'_>, movement: &Movement) -> Held {
    let text = &source.resolved.text;
    let [from, to] = movement.ends.map(|(sentence, fact)| {
        text.facts(sentence)[fact].span.shift(text.sentences()[sentence].span.start).of(text.text())
    });
    let ours = claimed.fact().span.of(claimed.frame.text);
    let evidence = source.evidence(movement.ends[1].0);
    let message = match movement.wrong {
        None => return agrees(claimed, "it follows from the source’s figures", evidence),
        Some(Wrong::Direction) if movement.ends[0] == movement.ends[1] => {
            format!("The source comes to “{to}” the other way.")
        }
        Some(Wrong::Direction) => format!("The source goes from “{from}” to “{to}”: the other way."),
        Some(Wrong::Points) => format!(
            "From “{from}” to “{to}”, as the source has it, is a difference in percentage points; this says “{ours}”."
        ),
        Some(Wrong::Multiple | Wrong::Share | Wrong::Difference) => {
            format!("The source goes from “{from}” to “{to}” where this says “{ours}”.")
        }
    };
    let mut finding = Finding::new(Code::NumberMismatch, claimed.cx.file, claimed.span(), message);
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the source tells another movement");
    Held { line: ledger(claimed, outcome, vec![evidence]), finding: Some(finding) }
}

/// The finding that the sources bear the claim's figure out the other way about.
pub(super) fn the_other_way_about(claimed: &Claimed<'_>, evidence: Evidence) -> Held {
    let ours = claimed.fact().span.of(claimed.frame.text);
    let message = format!("By the source “{ours}” is the other way about.");
    let mut finding = Finding::new(Code::NumberMismatch, claimed.cx.file, claimed.span(), message);
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the source has it the other way about");
    Held { line: ledger(claimed, outcome, vec![evidence]), finding: Some(finding) }
}

/// The finding that fact `theirs` of sentence `index` of a source is another than the claim's.
pub(super) fn differs(claimed: &Claimed<'_>, resolved: &Resolved, index: usize, theirs: usize) -> Held {
    let code = if matches!(claimed.fact().value, Value::Date(_)) {
        Code::DateMismatch
    } else {
        Code::NumberMismatch
    };
    let sentence = resolved.text.sentences()[index].span;
    let evidence = resolved.evidence(sentence);
    let known = &resolved.text.facts(index)[theirs];
    let theirs = known.span.shift(sentence.start).of(resolved.text.text());
    let ours = claimed.fact().span.of(claimed.frame.text);
    let message = match opposed(&claimed.fact().value, &known.value) {
        Some((they, we)) => {
            format!("The source says that it {they} (“{theirs}”) where this says that it {we}.")
        }
        None => match limits(&claimed.fact().value, &known.value) {
            Some((they, we)) => {
                format!("In the source “{theirs}” is the {they}, where this makes it the {we}.")
            }
            None => format!("The source has “{theirs}” where this says “{ours}”."),
        },
    };
    let mut finding = Finding::new(code, claimed.cx.file, claimed.span(), message);
    if resolved.text.language() == claimed.frame.language && theirs != ours {
        let text = mended(ours, &claimed.fact().value, &known.value).unwrap_or_else(|| theirs.to_owned());
        let edits = vec![Edit { span: claimed.span(), text }];
        finding.fixes.push(Fix { title: format!("Use the source’s “{theirs}”"), edits });
    }
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the source has another value in the same slot");
    Held { line: ledger(claimed, outcome, vec![evidence]), finding: Some(finding) }
}

/// The finding that the claim tells of a time before what the source says has come since: facts of its sentence `index`, the level and
/// how far it is from what it was.
pub(super) fn of_another_time(
    claimed: &Claimed<'_>,
    resolved: &Resolved,
    index: usize,
    (level, difference): (usize, usize),
) -> Held {
    let sentence = resolved.text.sentences()[index].span;
    let [level, difference] = [level, difference]
        .map(|j| resolved.text.facts(index)[j].span.shift(sentence.start).of(resolved.text.text()));
    let message = format!(
        "In the source “{level}” is of another time: “{difference}” away from the one that this names."
    );
    let mut finding = Finding::new(Code::NumberMismatch, claimed.cx.file, claimed.span(), message);
    let evidence = resolved.evidence(sentence);
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the source has it of another time");
    Held { line: ledger(claimed, outcome, vec![evidence]), finding: Some(finding) }
}

/// The finding that the source tells the figure per another stretch of time, by the words for the two: the claim's and the source's.
pub(super) fn per_other_time(
    claimed: &Claimed<'_>,
    (resolved, place): &Place<'_>,
    (ours, theirs): (Span, Span),
) -> Held {
    let evidence = resolved.evidence(place.sentence);
    let (told, own) = (theirs.of(resolved.text.text()), ours.of(claimed.frame.text));
    let figure = claimed.fact().span.of(claimed.frame.text);
    let message = format!("The source has “{figure}” {told}, where this says “{own}”.");
    let mut finding = Finding::new(Code::NumberMismatch, claimed.cx.file, claimed.span(), message);
    let edits = vec![Edit { span: ours.shift(claimed.claim.span.start), text: told.to_owned() }];
    finding.fixes.push(Fix { title: format!("Use the source’s “{told}”"), edits });
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the source tells it per another stretch of time");
    Held { line: ledger(claimed, outcome, vec![evidence]), finding: Some(finding) }
}

/// The finding that the source tells the figure as fact `theirs` of sentence `index` otherwise: words that follow it there, and those that
/// follow it in the claim.
pub(super) fn of_otherwise(
    claimed: &Claimed<'_>,
    resolved: &Resolved,
    (index, theirs): (usize, usize),
    words: (&str, &str),
) -> Held {
    let sentence = resolved.text.sentences()[index].span;
    let evidence = resolved.evidence(sentence);
    let theirs = resolved.text.facts(index)[theirs].span.shift(sentence.start).of(resolved.text.text());
    let ours = claimed.fact().span.of(claimed.frame.text);
    let message =
        format!("The source has “{theirs} {}” where this says “{ours} {}”.", words.0.trim(), words.1.trim());
    let mut finding = Finding::new(Code::NumberMismatch, claimed.cx.file, claimed.span(), message);
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the source tells it of something else");
    Held { line: ledger(claimed, outcome, vec![evidence]), finding: Some(finding) }
}

/// The finding that fact `j` of sentence `i` makes the claim's amount `own`, which sentence `at` has, not so many times as much.
pub(super) fn so_many_times(
    claimed: &Claimed<'_>,
    source: &Searched<'_>,
    (at, own): (usize, &Fact),
    (i, j): (usize, usize),
) -> Held {
    let text = &source.resolved.text;
    let other = text.facts(i)[j].span.shift(text.sentences()[i].span.start).of(text.text());
    let [own, ours] = [own.span, claimed.fact().span].map(|span| span.of(claimed.frame.text));
    let message = format!("The source has “{own}” beside “{other}”, where this says “{ours}”.");
    let mut finding = Finding::new(Code::NumberMismatch, claimed.cx.file, claimed.span(), message);
    let mut evidence = vec![source.evidence(i)];
    evidence.extend((at != i).then(|| source.evidence(at)));
    finding.evidence.clone_from(&evidence);
    let outcome = (Outcome::Differs, "by the source it is another multiple");
    Held { line: ledger(claimed, outcome, evidence), finding: Some(finding) }
}

/// The finding that the source came out on the day `known`, as its reference says in `evidence`.
pub(super) fn came_out(claimed: &Claimed<'_>, evidence: Evidence, known: &Value) -> Held {
    let ours = claimed.fact().span.of(claimed.frame.text);
    let date = evidence.quote.trim_start_matches("date: ");
    let message = format!("By its reference the source is of {date}, where this says “{ours}”.");
    let mut finding = Finding::new(Code::DateMismatch, claimed.cx.file, claimed.span(), message);
    if let Some(text) = mended(ours, &claimed.fact().value, known) {
        let edits = vec![Edit { span: claimed.span(), text }];
        finding.fixes.push(Fix { title: "Use the reference’s date".to_owned(), edits });
    }
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the reference has another date");
    Held { line: ledger(claimed, outcome, vec![evidence]), finding: Some(finding) }
}

/// The claim's date with the one part put right in which it differs, told no more fully than the writer did.
fn mended(ours: &str, claim: &Value, source: &Value) -> Option<String> {
    let (Value::Date(a), Value::Date(b)) = (claim, source) else { return None };
    let (wrong, right) = match differs_in_one(a, b)? {
        Part::Year => (a.year?.to_string(), b.year?.to_string()),
        Part::Month => {
            let name = |month: u8| ibid_text::month_name(month).map(str::to_owned);
            (name(a.month?)?, name(b.month?)?)
        }
        Part::Period | Part::Day | Part::Weekday => return None,
    };
    ours.contains(&wrong).then(|| ours.replacen(&wrong, &right, 1))
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

/// Which limit the source makes of an amount and which the claim does, where that is not the same.
fn limits(claim: &Value, source: &Value) -> Option<(&'static str, &'static str)> {
    let (Value::Quantity(c), Value::Quantity(s)) = (claim, source) else { return None };
    let most = s.bound == Bound::AtMost;
    bounded_apart(c, s).then_some(if most { ("most", "least") } else { ("least", "most") })
}

pub(super) fn silent(claimed: &Claimed<'_>, outcome: (Outcome, &str), evidence: Vec<Evidence>) -> Held {
    Held::silent(ledger(claimed, outcome, evidence))
}

fn ledger(claimed: &Claimed<'_>, outcome: (Outcome, &str), evidence: Vec<Evidence>) -> LedgerLine {
    let kind = match claimed.fact().value {
        Value::Quantity(_) => "quantity",
        Value::Date(_) => "date",
        Value::Ordinal(_) => "ordinal",
    };
    line(claimed.cx, kind, (claimed.span(), claimed.fact().span.of(claimed.frame.text)), outcome, evidence)
}
