//! Per what a figure is told: "eleven hours a week" is not "eleven hours a month", nor "55 dalers a tree" "55 dalers a hectare".

use ibid_facts::{Value, terms};
use ibid_text::{Language, Span, Word};

use super::Claimed;
use super::places::{Place, Places};
use super::shown::per_other_time;
use crate::held::Held;
use crate::matching::Match;

/// How much of the claim's surroundings the sentence must share.
const LIKE: f32 = 0.2;
/// From here on a number that stands but once is hardly told of two things.
const TELLING: f64 = 10.0;
/// Words between a figure and the stretch of time that it is told per.
const BETWEEN: usize = 3;

/// The finding that the source tells the claim's figure per another stretch of time, wherever it tells it per one.
pub(super) fn check(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    if claimed.frame.language != Language::English {
        return None;
    }
    if let Some(held) = per_another_thing(claimed, places) {
        return Some(held);
    }
    let ours = per(claimed.frame.text, claimed.fact().span.end)?;
    let agreeing = || places.all.iter().filter(|(_, c)| c.matches == Match::Agrees);
    let number = match &claimed.fact().value {
        Value::Quantity(q) => q.low / q.step,
        _ => return None,
    };
    let of_one = |(_, c): &&Place<'_>| c.overlap >= LIKE || number >= TELLING && agreeing().count() == 1;
    let same = places.same.as_ref().filter(of_one)?;
    let told = |(resolved, c): &Place<'_>| {
        let sentence = c.sentence.of(resolved.text.text());
        per(sentence, resolved.text.facts(c.index)[c.j].span.end)
            .map(|rate| Rate { span: rate.span.shift(c.sentence.start), ..rate })
    };
    let theirs = told(same)?;
    let another = agreeing().filter_map(told).all(|rate| rate.time != ours.time);
    another.then(|| per_other_time(claimed, same, (ours.span, theirs.span)))
}

/// The finding that the source tells the claim's figure for each of another thing, of which it tells too.
fn per_another_thing(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    let (ours, own) = per_thing(claimed.frame.text, claimed.fact().span.end)?;
    let agreeing = || places.all.iter().filter(|(_, c)| c.matches == Match::Agrees);
    let same = places.same.as_ref().filter(|(_, c)| c.overlap >= LIKE || agreeing().count() == 1)?;
    let told = |(resolved, c): &Place<'_>| {
        let end = resolved.text.facts(c.index)[c.j].span.end;
        let (term, span) = per_thing(c.sentence.of(resolved.text.text()), end)?;
        Some((term, span.shift(c.sentence.start)))
    };
    let (_, theirs) = told(same)?;
    let known = same.0.text.rarity().number(&ours).is_some();
    let another = agreeing().all(|place| told(place).is_some_and(|(term, _)| term != ours));
    (known && another).then(|| per_other_time(claimed, same, (own, theirs)))
}

/// The term for the thing for each of which what ends at byte `end` of `text` is told, and its words: "a hectare", "per tonne".
fn per_thing(text: &str, end: usize) -> Option<(String, Span)> {
    let rest = text.get(end..)?;
    let words: Vec<Word<'_>> = ibid_text::words(rest).take(2).collect();
    let [led, thing] = &words[..] else { return None };
    let joined = rest.get(..thing.span.start)?.chars().all(|c| c.is_alphabetic() || c == ' ');
    let each = matches!(led.text, "a" | "an" | "per");
    let term = terms(thing.text, Language::English).pop()?;
    (joined && each).then(|| (term, Span::new(led.span.start, thing.span.end).shift(end)))
}

/// "a week", "per month", "annually".
struct Rate {
    time: &'static str,
    span: Span,
}

/// The stretch of time that what ends at byte `end` of `text` is told per.
fn per(text: &str, end: usize) -> Option<Rate> {
    const TIMES: [(&str, &str); 7] = [
        ("hour", "hourly"),
        ("day", "daily"),
        ("night", "nightly"),
        ("week", "weekly"),
        ("month", "monthly"),
        ("quarter", "quarterly"),
        ("year", "annually"),
    ];
    // "5 percent in a year", "fewer than a year earlier" are none.
    const BEFORE: [&str; 12] =
        ["in", "for", "of", "within", "over", "after", "than", "from", "by", "half", "once", "about"];
    const BEHIND: [&str; 10] =
        ["earlier", "before", "ago", "later", "after", "on", "old", "since", "or", "longer"];
    let clause = text.get(end..)?.split([',', ';', '.', ':', '(', '[', '–', '—']).next()?;
    let words: Vec<Word<'_>> = ibid_text::words(clause).take(BETWEEN + 4).collect();
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|word| list.contains(&word.text));
    (0..words.len().min(BETWEEN + 1)).find_map(|at| {
        let adverb = TIMES.iter().find(|(_, adverb)| words[at].text == *adverb);
        if let Some((time, _)) = adverb {
            return Some(Rate { time, span: words[at].span.shift(end) });
        }
        let led = is(at, &["a", "an", "per", "each", "every"]);
        let (time, _) =
            TIMES.iter().find(|(time, _)| words.get(at + 1).is_some_and(|word| word.text == *time))?;
        let joined = clause[words[at + 1].span.end..].starts_with('-');
        let and_half = is(at + 2, &["and"]) && is(at + 3, &["a"]);
        let other = at > 0 && is(at - 1, &BEFORE) || is(at + 2, &BEHIND) || and_half || joined;
        (led && !other)
            .then(|| Rate { time, span: Span::new(words[at].span.start, words[at + 1].span.end).shift(end) })
    })
}
