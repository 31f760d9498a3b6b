//! `contradicted`, as far as words alone tell it: a clause of the claim that keeps to the words of one of the source's, with the
//! opposite in the place of what it says there.

mod beside;
mod comparisons;
mod denials;
mod phrases;
mod readings;
mod words;

use ibid_draft::Claim;
use ibid_evidence::{Resolved, SourceText};
use ibid_facts::{Change, Comparison, Dimension, Fact, Value, compare};
use ibid_text::{Language, Span};

use crate::context::Context;
use crate::held::cited;
use crate::matching::{is_count, telling};
use crate::model::{Code, Finding};
use crate::slot::agree;
pub(crate) use words::tells_a_movement;

use beside::denied_beside;
use comparisons::{are_of_two_things, are_swapped};
use denials::denied;
use phrases::denied_phrase;
use readings::{Reading, Readings, Said, Stand, read};

/// The share of the claim's clause that the source's sentence must have, and of the source's clause that the claim must have.
const OURS: f32 = 0.5;
const THEIRS: f32 = 0.4;
/// Likewise where one thing is compared with another, which a word or two may name.
const OURS_COMPARED: f32 = 0.8;
const THEIRS_COMPARED: f32 = 0.6;
/// Likewise of a clause that denies what the other says.
const DENIED: f32 = 0.75;
/// Likewise where both have one telling figure.
const TIED: f32 = 0.35;
/// What of both must be the same, where a word that stands in one sentence alone tells 1.
const SHARED: f32 = 1.0;
/// Words and figures of both that must be the same.
const FEWEST: usize = 2;
/// Likewise where somebody says it of themselves, and the claim names them.
const SHARED_OWN: f32 = 0.6;
const FEWEST_OWN: usize = 1;
/// How much less like the claim's a clause must be that says the same.
const NEARLY: f32 = 0.15;
/// How much another fact of the clause tells.
const FACT: f32 = 0.6;

/// The finding that a source says the opposite of what `claim` says, if one plainly does.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    if Language::of(&claim.text) != Language::English {
        return None;
    }
    let (sources, without) = cited(cx, claim);
    if sources.is_empty() || !without.is_empty() {
        return None;
    }
    let facts = ibid_facts::facts(&claim.text, Language::English);
    let ours = Sentence::new(&claim.text, claim.before.as_deref(), &facts);
    let quoted = |span: Span| claim.quoted.iter().any(|q| q.overlaps(span.shift(claim.span.start)));
    // "It fell in the one, whereas the other saw an increase": what is set against it is of something else.
    let apart = |a: &Reading, b: &Reading| {
        let (first, second) = (a.span.min(b.span), a.span.max(b.span));
        let between = ours.text.get(first.end..second.start).unwrap_or_default();
        [" whereas ", " while ", "; "].iter().any(|parting| between.contains(parting))
    };
    let alone = |reading: &Reading| {
        let rivals = ours.read.all.iter().filter(|other| reading.stand(other).is_some());
        rivals.filter(|other| !apart(reading, other)).count() == 1
    };
    let plain = |reading: &&Reading| {
        ours.read.clauses[reading.clause].plain && !quoted(reading.span) && alone(reading)
    };
    let own: Vec<&Reading> = ours.read.all.iter().filter(plain).collect();
    let against: Vec<Vec<Option<Found<'_>>>> =
        sources.iter().map(|source| opposites(&ours, &own, &source.resolved)).collect();
    // Of several sources, another may say what the claim says.
    let [against] = &against[..] else { return None };
    let opposite = own.iter().zip(against).find_map(|(own, found)| Some((own.span, found.as_ref()?)));
    if let Some((span, found)) = opposite {
        return Some(finding(cx, claim, span, found));
    }
    let source = &sources[0].resolved;
    let in_a_sentence = || {
        let text = &source.text;
        let (span, sentence) = denied_beside(&ours, text).or_else(|| denied_phrase(&ours, text))?;
        let clause = Span::new(0, source.text.sentences()[sentence].span.len());
        Some((span, Found { source, sentence, clause }))
    };
    let (span, found) = denials_of(&ours, source).or_else(in_a_sentence)?;
    (!quoted(span)).then(|| finding(cx, claim, span, &found))
}

/// The finding that a source says the opposite of what stands at `span` of the claim.
fn finding(cx: &Context<'_>, claim: &Claim, span: Span, found: &Found<'_>) -> Finding {
    let sentence = found.source.text.sentences()[found.sentence].span;
    let theirs = found.clause.shift(sentence.start).of(found.source.text.text());
    let message =
        format!("The source says the opposite: “{}”.", theirs.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut finding = Finding::new(Code::Contradicted, cx.file, span.shift(claim.span.start), message);
    finding.evidence.push(found.source.evidence(sentence));
    finding
}

/// The clause of the claim that `source` denies, and where it does.
fn denials_of<'a>(ours: &Sentence<'_>, source: &'a Resolved) -> Option<(Span, Found<'a>)> {
    let text = &source.text;
    near(ours, text).find_map(|index| {
        let (span, clause) = denied(ours, &Sentence::of(text, index), (text, index))?;
        Some((span, Found { source, sentence: index, clause }))
    })
}

/// The sentences of a source that have a few of the claim's words.
fn near<'t>(ours: &Sentence<'_>, text: &'t SourceText) -> impl Iterator<Item = usize> + use<'t> {
    let numbers: Vec<u32> = ibid_facts::terms(ours.text, Language::English)
        .iter()
        .filter_map(|term| text.rarity().number(term))
        .collect();
    let common =
        move |index: &usize| numbers.iter().filter(|n| text.sentences()[*index].terms.has(**n)).count();
    // Who speaks of themselves has fewer of the claim's words.
    let own = |index: usize| {
        let sentence = text.sentences()[index].span.of(text.text());
        ibid_text::words(sentence).any(|word| matches!(word.text, "I" | "We" | "we"))
    };
    let enough = move |index: &usize| match common(index) {
        0 => false,
        few if few < FEWEST => own(*index),
        _ => true,
    };
    let all = (0..text.sentences().len()).filter(enough);
    all.filter(|index| text.language_of(*index) == Language::English)
}

/// A sentence of the draft, or of a source.
struct Sentence<'a> {
    text: &'a str,
    before: Option<&'a str>,
    facts: &'a [Fact],
    read: Readings,
}

impl<'a> Sentence<'a> {
    fn new(text: &'a str, before: Option<&'a str>, facts: &'a [Fact]) -> Sentence<'a> {
        Sentence { text, before, facts, read: read(text) }
    }

    /// The sentence `index` of a source.
    fn of(source: &'a SourceText, index: usize) -> Sentence<'a> {
        let text = |index: usize| source.sentences()[index].span.of(source.text());
        Sentence::new(text(index), index.checked_sub(1).map(text), source.facts(index))
    }
}

/// A clause of a source that says the opposite.
struct Found<'a> {
    source: &'a Resolved,
    sentence: usize,
    clause: Span,
}

/// For each of the claim's readings `own` the clause of `source` that says the opposite, where none as near says the same.
fn opposites<'a>(ours: &Sentence<'_>, own: &[&Reading], source: &'a Resolved) -> Vec<Option<Found<'a>>> {
    let text = &source.text;
    let mut found: Vec<(f32, Option<Found<'a>>)> = own.iter().map(|_| (0.0, None)).collect();
    let mut same = vec![0.0f32; own.len()];
    for index in near(ours, text) {
        let there = Sentence::of(text, index);
        for (k, reading) in own.iter().enumerate() {
            for theirs in &there.read.all {
                let Some(stand) = reading.stand(theirs) else { continue };
                if denies_until(&there, theirs, ours) {
                    continue;
                }
                let other = &there.read.clauses[theirs.clause];
                let like = likeness(ours, reading, (&there, theirs), text);
                let swapped = stand == Stand::Same && are_swapped((ours, reading), (&there, theirs));
                if stand == Stand::Same && !swapped || !other.plain {
                    same[k] = same[k].max(like);
                } else if like > found[k].0
                    && is_close((ours, reading), (&there, theirs), (text, index))
                    && (swapped || !is_turned((ours, reading), (&there, theirs)))
                {
                    found[k] = (like, Some(Found { source, sentence: index, clause: other.span }));
                }
            }
        }
    }
    let told = found.into_iter().zip(same);
    told.map(|((like, found), same)| found.filter(|_| same + NEARLY <= like)).collect()
}

/// Whether what a source denies up to a time is said without that: "not published before June", of what is published in June.
fn denies_until(there: &Sentence<'_>, theirs: &Reading, ours: &Sentence<'_>) -> bool {
    theirs.denied && is_up_to_a_time(&there.text[theirs.span.end..]) && !is_up_to_a_time(ours.text)
}

/// Whether what `text` says first is said up to a time: "before June", "until 2027", not "laid before it".
fn is_up_to_a_time(text: &str) -> bool {
    let first = text.split(';').next().unwrap_or_default();
    let words: Vec<_> = ibid_text::words(first).collect();
    words.windows(2).any(|pair| {
        let time = |c: char| c.is_ascii_digit() || c.is_uppercase();
        matches!(pair[0].text, "before" | "until" | "till")
            && (pair[1].text.starts_with(time) || matches!(pair[1].text, "the" | "then" | "that"))
    })
}

/// How like the two clauses are: the share of each that the other has.
fn likeness(
    ours: &Sentence<'_>,
    reading: &Reading,
    (there, theirs): (&Sentence<'_>, &Reading),
    text: &SourceText,
) -> f32 {
    let terms = |sentence: &Sentence<'_>, reading: &Reading| -> Vec<String> {
        sentence.read.terms(sentence.text, reading).map(|(term, _)| term.clone()).collect()
    };
    let (ours, theirs) = (terms(ours, reading), terms(there, theirs));
    let share = |these: &[String], those: &[String]| {
        let mut shared = Shared::default();
        these.iter().for_each(|term| shared.add(text.rarity().weight(term), those.contains(term)));
        shared.share()
    };
    (share(&ours, &theirs) + share(&theirs, &ours)) / 2.0
}

/// What two clauses have in common.
#[derive(Default)]
struct Shared {
    all: f32,
    found: f32,
    count: usize,
}

impl Shared {
    fn add(&mut self, tells: f32, there: bool) {
        self.all += tells;
        if there {
            self.found += tells;
            self.count += 1;
        }
    }

    fn share(&self) -> f32 {
        if self.all > 0.0 { self.found / self.all } else { 0.0 }
    }
}

/// Whether the claim's clause and the one of the source's sentence `index` are about one thing.
fn is_close(
    (ours, reading): (&Sentence<'_>, &Reading),
    (there, theirs): (&Sentence<'_>, &Reading),
    (text, index): (&SourceText, usize),
) -> bool {
    if are_of_two_things((ours, reading), (there, theirs)) {
        return false;
    }
    let (own, other) = (&ours.read.clauses[reading.clause], &there.read.clauses[theirs.clause]);
    // "One of the seven voted against", "five voted in favour".
    let counts = |sentence: &Sentence<'_>, clause: Span| {
        let within = sentence.facts.iter().filter(|fact| clause.contains(fact.span));
        within.filter(|fact| is_counted(fact)).cloned().collect::<Vec<_>>()
    };
    let (ones, others) = (counts(ours, own.span), counts(there, other.span));
    let common = ones.iter().any(|own| others.iter().any(|other| agree(own, other)));
    if !ones.is_empty() && !others.is_empty() && !common {
        return false;
    }
    let (mut least_ours, mut least_theirs) = match reading.compares() {
        true => (OURS_COMPARED, THEIRS_COMPARED),
        false => (OURS, THEIRS),
    };
    // What is not so of one thing may be so of another: who denies must deny all of it, unless a figure says that it is one thing.
    let states =
        |fact: &Fact| there.facts.iter().any(|known| other.span.contains(known.span) && agree(fact, known));
    let tied = ours.facts.iter().any(|fact| own.span.contains(fact.span) && telling(fact) && states(fact));
    // What is not so of most may be so of some.
    let part = part_told(there, other.span);
    let some = !part.is_empty() && part != part_told(ours, own.span);
    match (reading.denied, theirs.denied) {
        (ours, theirs) if ours != theirs && some && !tied => return false,
        _ if tied => (least_ours, least_theirs) = (TIED, TIED),
        (true, false) => least_ours = DENIED,
        (false, true) => least_theirs = DENIED,
        _ => {}
    }
    let first_person = theirs.is_in_the_first_person(there.text, other);
    let mut near = shared((ours, reading), text, |term| text.has(index, term), first_person);
    // What one denies and the other says is the same word.
    if let Said::Word(word) = &reading.said {
        near.add(text.rarity().weight(word), true);
    }
    for fact in ours.facts.iter().filter(|fact| own.span.contains(fact.span)) {
        near.add(FACT, there.facts.iter().any(|known| agree(fact, known)));
    }
    let said = said(ours);
    let back = shared((there, theirs), text, |term| said.iter().any(|known| known == term), false);
    // Who speaks says "I", whatever the claim calls them.
    let fewest = if first_person { FEWEST_OWN } else { FEWEST };
    let named = if first_person { Span::new(reading.span.start, own.span.end) } else { own.span };
    near.share() >= least_ours
        && near.found >= if first_person { SHARED_OWN } else { SHARED }
        && near.count >= fewest
        && back.share() >= least_theirs
        && (first_person || is_about((ours, reading), there))
        && is_about((there, theirs), ours)
        && names_stand(ours.text, named, there)
        && names_stand(there.text, other.span, ours)
        && dates_agree(ours, there)
}

/// Whether a fact counts things.
fn is_counted(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if is_count(&q.dimension) && q.change == Change::Level)
}

/// The words by which a clause tells of a part of what there is, a share among them as a percent sign.
fn part_told(sentence: &Sentence<'_>, clause: Span) -> Vec<String> {
    const PARTS: [&str; 8] = ["most", "majority", "minority", "many", "some", "few", "several", "half"];
    let share = |fact: &&Fact| matches!(&fact.value, Value::Quantity(q) if q.dimension == Dimension::Percent);
    let shares = sentence.facts.iter().filter(|fact| clause.contains(fact.span)).filter(share);
    let words = ibid_text::words(clause.of(sentence.text)).map(|word| word.text.to_lowercase());
    let words = words.filter(|word| PARTS.contains(&word.as_str()));
    shares.map(|_| "%".to_owned()).chain(words).collect()
}

/// What of a clause is found elsewhere, its dates left out; only what stands behind the word, where that is all that counts.
fn shared(
    (sentence, reading): (&Sentence<'_>, &Reading),
    text: &SourceText,
    has: impl Fn(&str) -> bool,
    behind: bool,
) -> Shared {
    let mut shared = Shared::default();
    for (term, span) in sentence.read.terms(sentence.text, reading) {
        if behind && span.end <= reading.span.start {
            continue;
        }
        if !sentence.facts.iter().any(|fact| fact.span.overlaps(*span)) {
            shared.add(text.rarity().weight(term), has(term));
        }
    }
    shared
}

/// The terms of a sentence and of the one before.
fn said(sentence: &Sentence<'_>) -> Vec<String> {
    let texts = [Some(sentence.text), sentence.before];
    texts.into_iter().flatten().flat_map(|text| ibid_facts::terms(text, Language::English)).collect()
}

/// Whether most of what stands before the word in its clause, which is what that is about, stands in the other sentence too, or in the
/// one before.
fn is_about((sentence, reading): (&Sentence<'_>, &Reading), other: &Sentence<'_>) -> bool {
    let ahead =
        sentence.read.terms(sentence.text, reading).filter(|(_, span)| span.end <= reading.span.start);
    let known = said(other);
    let found: Vec<bool> = ahead.map(|(term, _)| known.contains(term)).collect();
    2 * found.iter().filter(|found| **found).count() >= found.len()
}

/// Whether the names in a clause stand in the other sentence, or in the one before.
fn names_stand(text: &str, clause: Span, other: &Sentence<'_>) -> bool {
    let mut words = ibid_text::words(text).filter(|word| word.span.start > 0 && clause.contains(word.span));
    let has =
        |words: &str, name: &str| ibid_text::words(words).any(|word| word.text.eq_ignore_ascii_case(name));
    words.all(|word| {
        !word.text.starts_with(char::is_uppercase)
            || has(other.text, word.text)
            || other.before.is_some_and(|before| has(before, word.text))
    })
}

/// Whether the two sentences name no two dates.
fn dates_agree(ours: &Sentence<'_>, there: &Sentence<'_>) -> bool {
    let dates = |facts: &[Fact]| {
        facts.iter().filter(|fact| matches!(fact.value, Value::Date(_))).cloned().collect::<Vec<_>>()
    };
    let (ours, theirs) = (dates(ours.facts), dates(there.facts));
    let same =
        |a: &Fact, b: &Fact| matches!(compare(&a.value, &b.value), Comparison::Same | Comparison::Compatible);
    ours.is_empty() || theirs.is_empty() || ours.iter().any(|a| theirs.iter().any(|b| same(a, b)))
}

/// Whether what stands before the one word stands behind the other, so that the two may say one thing of two: "A more than B", "B less
/// than A".
fn is_turned((ours, reading): (&Sentence<'_>, &Reading), (there, theirs): (&Sentence<'_>, &Reading)) -> bool {
    if matches!(reading.said, Said::Word(_)) {
        return false;
    }
    let sides = |sentence: &Sentence<'_>, reading: &Reading| {
        let terms = &sentence.read.clauses[reading.clause].terms;
        let (before, behind): (Vec<_>, Vec<_>) =
            terms.iter().partition(|(_, span)| span.end <= reading.span.start);
        [before, behind].map(|terms| terms.into_iter().map(|(term, _)| term.clone()).collect::<Vec<String>>())
    };
    let ([a, b], [c, d]) = (sides(ours, reading), sides(there, theirs));
    let common = |x: &[String], y: &[String]| x.iter().filter(|term| y.contains(term)).count();
    common(&a, &d) + common(&b, &c) > common(&a, &c) + common(&b, &d)
}
