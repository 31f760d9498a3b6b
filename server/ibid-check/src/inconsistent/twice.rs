//! One quantity or date that two sentences give two ways.

use std::collections::{BTreeSet, HashMap};

use ibid_draft::Claim;
use ibid_facts::{Comparison, Value, compare};
use ibid_text::Span;

use super::told::{Statement, Told, Topic};
use super::{related, write};
use crate::context::Context;
use crate::matching::{Match, is_own_count, matching};
use crate::model::{Code, Finding};

/// Telling words that two clauses must share.
const SHARED: usize = 2;
/// Likewise where the figure is a small count in words.
const SHARED_SMALL: usize = 3;
/// Earlier statements that one is held against at most.
const RIVALS: usize = 50;

/// A statement in its place.
struct Placed<'a> {
    told: &'a Told,
    statement: &'a Statement,
    /// In bytes of the draft.
    span: Span,
    claim: usize,
    /// The name that its paragraph was about last.
    topic: Option<&'a Topic>,
    /// The dates that hold for it: its sentence's own, else the last before in its paragraph.
    dates: &'a [Value],
    /// The heading above it.
    heading: usize,
}

/// What is given two ways, on the later place.
pub(super) fn findings(cx: &Context<'_>, claims: &[Claim], told: &[&Told]) -> Vec<Finding> {
    let placed = placed(cx, claims, told);
    let mut by_slot: HashMap<(&BTreeSet<String>, &BTreeSet<String>), Vec<&Placed<'_>>> = HashMap::new();
    let mut found = Vec::new();
    for later in &placed {
        let before = by_slot.entry((&later.statement.slot, &later.statement.names)).or_default();
        let rivals = before.iter().filter(|earlier| earlier.claim != later.claim).take(RIVALS);
        let first = rivals
            .into_iter()
            .find(|earlier| is_one_slot(earlier, later) && is_of_one(earlier, later, claims));
        found.extend(
            first.filter(|earlier| differ(earlier, later)).map(|earlier| finding(cx, earlier, later)),
        );
        before.push(later);
    }
    found
}

/// The statements of the draft, in order.
fn placed<'a>(cx: &Context<'_>, claims: &[Claim], told: &[&'a Told]) -> Vec<Placed<'a>> {
    if told.iter().map(|told| told.statements.len()).sum::<usize>() < 2 {
        return Vec::new();
    }
    let headings = headings(cx);
    let mut placed = Vec::new();
    let (mut block, mut topic, mut dates): (Option<Span>, Option<&Topic>, &[Value]) = (None, None, &[]);
    for (i, (claim, told)) in claims.iter().zip(told).enumerate() {
        if block.replace(claim.block) != Some(claim.block) {
            (topic, dates) = (None, &[]);
        }
        if !told.dates.is_empty() {
            dates = &told.dates;
        }
        for statement in &told.statements {
            let before = |(at, _): &&(usize, Topic)| *at < statement.fact.span.start;
            placed.push(Placed {
                told,
                statement,
                span: statement.fact.span.shift(claim.span.start),
                claim: i,
                topic: told.names.iter().rfind(before).map(|(_, name)| name).or(topic),
                dates,
                heading: headings.partition_point(|heading| *heading <= claim.span.start),
            });
        }
        topic = told.names.last().map(|(_, name)| name).or(topic);
    }
    placed
}

/// Where the headings begin that name somebody or something, or a date: what stands under one is of that.
fn headings(cx: &Context<'_>) -> Vec<usize> {
    let blocks = cx.draft.blocks().into_iter();
    let headings = blocks.filter(|block| block.kind == ibid_draft::BlockKind::Heading);
    let telling = headings.filter(|block| {
        let mut words = ibid_text::words(&block.text);
        let first = words.next().map(|word| ibid_text::unaccented(word.text));
        let named = words.any(|word| word.text.starts_with(char::is_uppercase))
            || block.text.contains(ibid_text::is_cjk);
        let country = first.is_some_and(|word| ibid_facts::place(&word).is_some());
        named || country || block.text.contains(|c: char| c.is_ascii_digit())
    });
    telling.map(|block| block.span.start).collect()
}

/// Whether the two, whose clauses have the same telling words and names, are said of one and the same: neither the time
/// differs, nor the case, nor who says so.
fn is_one_slot(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let (ours, theirs) = (a.statement, b.statement);
    let small = is_own_count(&ours.fact) || is_own_count(&theirs.fact);
    let shared = if small { SHARED_SMALL } else { SHARED };
    let date = matches!(ours.fact.value, Value::Date(_));
    let when =
        date && a.told.dates.len() == 1 && b.told.dates.len() == 1 || !date && all_agree(a.dates, b.dates);
    let source =
        a.told.cited.is_empty() || b.told.cited.is_empty() || !a.told.cited.is_disjoint(&b.told.cited);
    let beside = all_agree(&ours.beside, &theirs.beside);
    ours.slot.len() >= shared
        && when
        && source
        && beside
        && a.told.versions == b.told.versions
        && a.told.speaker == b.told.speaker
}

/// Whether the two are about the same name, or none: one in their clauses, or the last before in their paragraphs.
fn is_of_one(a: &Placed<'_>, b: &Placed<'_>, claims: &[Claim]) -> bool {
    let is_word =
        |name: &str| claims.iter().any(|claim| ibid_text::words(&claim.text).any(|w| w.text == name));
    let topic = |placed: &Placed<'_>| {
        placed.topic.filter(|topic| !topic.doubtful || !is_word(&topic.name)).map(|topic| topic.name.clone())
    };
    !a.statement.names.is_empty() || a.heading == b.heading && topic(a) == topic(b)
}

/// Whether each value of the one list is in the other, and the other way round.
fn all_agree(a: &[Value], b: &[Value]) -> bool {
    let holds =
        |list: &[Value], value: &Value| list.iter().any(|other| compare(value, other) == Comparison::Same);
    a.iter().all(|value| holds(b, value)) && b.iter().all(|value| holds(a, value))
}

/// Whether the two values cannot both be true of one thing, whichever is the rounder.
fn differ(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let (a, b) = (&a.statement.fact, &b.statement.fact);
    let same_noun = match (&a.value, &b.value) {
        (Value::Quantity(a), Value::Quantity(b)) => a.dimension == b.dimension && a.change == b.change,
        _ => true,
    };
    same_noun && matching(a, b) == Some(Match::Differs) && matching(b, a) == Some(Match::Differs)
}

fn finding(cx: &Context<'_>, earlier: &Placed<'_>, later: &Placed<'_>) -> Finding {
    let (there, here) = (&earlier.statement.words, &later.statement.words);
    let message = format!("This says “{here}” where the draft says “{there}” before.");
    let mut finding = Finding::new(Code::Inconsistent, cx.file, later.span, message);
    finding.related.push(related(cx, earlier.span, format!("Here the draft says “{there}”.")));
    let mut there_too = write(here, earlier.span);
    there_too.title = format!("Write “{here}” there too");
    finding.fixes.extend([write(there, later.span), there_too]);
    finding
}
