//! What speaks against telling a difference: the claim's value stands elsewhere, or is said in another way.

use ibid_evidence::Resolved;
use ibid_facts::{Dimension, Fact, Value, glossed_terms};
use ibid_text::Language;

use super::places::{NEARLY, Place, Places, SURE};
use super::reckoned::{
    follows_there, is_counted_beside, is_loosely_told, is_made_of_unread, is_rest, is_told_by_comparing,
};
use crate::candidates::{Candidate, moves};
use crate::matching::{Match, is_bare_year};
use crate::rows::{head_over, year_in};
use crate::slot::tells_in_turn;
use crate::swaps::{self, is_part_of};

/// How much less an agreeing place may share than one that differs in the same sentence.
const ONE_SENTENCE: f32 = 0.25;
/// How much an agreeing place must share to speak against a difference elsewhere.
const LOOSE: f32 = 0.2;
/// How much a telling value must share to be doubted no more than a place that shares more.
const KNOWN_ELSEWHERE: f32 = 0.4;
/// The share of the closest place's overlap from which on a year that stands elsewhere too is left alone.
const YEAR_ELSEWHERE: f32 = 0.3;
/// How much a place must share to differ where the next sentence has the claim's value.
const BESIDE: f32 = 0.7;
/// Likewise where another fact of the claim's, which seldom stands somewhere by chance, stands there too.
const BESIDE_TIED: f32 = 0.55;

/// Whether `other`, which differs from the fact `claim` of the sentence `text`, is not to be told.
pub(super) fn doubted(text: &str, claim: &Fact, places: &Places<'_>, other: &Place<'_>) -> bool {
    let same = places.same.as_ref().is_some_and(|same| {
        let (s, o) = (&same.1, &other.1);
        let headed = o.headed && !s.headed;
        let plain = !headed && s.telling && s.overlap >= KNOWN_ELSEWHERE && o.overlap < SURE;
        // A date that stands with another telling amount of the claim's is of that.
        let dated = matches!(s.value, Value::Date(_)) && s.telling && s.coupled && s.index != o.index;
        let listed = tells_in_turn(text) && o.index == s.index;
        stands(same, other) && (s.telling || s.overlap >= LOOSE) || plain || listed || dated
    });
    same || ranks_there(text, claim, other)
        || is_one_of_them(claim, other)
        || is_denied(text, claim)
        || is_share_of_another(text, claim, other)
        || is_relative(text, claim, other)
        || is_aside(text, claim) && places.same.is_some()
        || year_elsewhere(claim, &places.all, other)
        || told_beside(text, &places.all, other)
        || said_relatively(claim, other)
        || year_before(claim, other)
        || is_of_another_event(text, claim, other)
        || is_over_another_stretch(text, claim, other)
        || is_of_the_beginning(text, claim, other)
        || follows_there(claim, other)
        || is_whole_there(text, claim, places, other)
        || is_rest(claim, places, other)
        || is_told_by_comparing(claim, other)
        || is_made_of_unread(text, claim, other)
        || is_counted_beside(text, claim, other)
        || is_loosely_told(claim, other)
}

/// Whether the claim's is the whole of which it tells a share or a part ("71 percent of its 185 million", "91 of 402"), and the place's is not.
fn is_whole_there(text: &str, claim: &Fact, places: &Places<'_>, (resolved, other): &Place<'_>) -> bool {
    let known = places.same.as_ref().is_some_and(|(_, same)| same.index == other.index);
    const SHARES: [&str; 6] = ["percent", "per cent", "%", "third", "quarter", "half"];
    let whole = |before: &str| {
        let part =
            before.trim_end().rsplit_once(" of").filter(|(_, rest)| rest.split_whitespace().count() <= 1);
        part.is_some_and(|(share, _)| {
            // "91 of 402", which stands there too.
            let part = known && share.ends_with(|c: char| c.is_ascii_digit());
            SHARES.iter().any(|word| share.ends_with(word)) || part
        })
    };
    let there = other.sentence.of(resolved.text.text());
    let fact = &resolved.text.facts(other.index)[other.j];
    whole(&text[..claim.span.start]) && !whole(&there[..fact.span.start])
}

/// Whether the sentence has the claim's rank too, of whatever: "began its seventh and final season, having finished its sixth".
fn ranks_there(text: &str, claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    let rank = claim.span.of(text);
    matches!(claim.value, Value::Ordinal(_))
        && ibid_text::words(other.sentence.of(resolved.text.text()))
            .any(|word| word.text.eq_ignore_ascii_case(rank))
}

/// Whether the claim counts those beside the one that the sentence tells of: "one of nine children", who has eight siblings.
fn is_one_of_them(claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    let (Value::Quantity(others), Value::Quantity(all)) = (&claim.value, &other.value) else { return false };
    let there = &resolved.text.facts(other.index)[other.j];
    let before = other.sentence.of(resolved.text.text())[..there.span.start].trim_end().to_lowercase();
    others.low + 1.0 == all.low && (before.ends_with("one of") || before.ends_with("one of the"))
}

/// Whether the claim's share is of something that the source's sentence does not speak of: "2 percent of their beds", where the
/// source has a share of posts. What follows one share holds for those after it.
fn is_share_of_another(text: &str, claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    const WHOLE: usize = 6;
    if !matches!(&claim.value, Value::Quantity(q) if q.dimension == Dimension::Percent) {
        return false;
    }
    let of = |rest: &str| rest.strip_prefix(" of ").map(|rest| whole_of(rest, WHOLE));
    let own = text.get(claim.span.end..).and_then(of);
    let earlier = || {
        let before = text.get(..claim.span.start)?;
        let at =
            ["percent of ", "per cent of ", "% of "].iter().filter_map(|share| before.rfind(share)).max()?;
        before[at..].split_once(" of ").map(|(_, rest)| whole_of(rest, WHOLE))
    };
    let Some(whole) = own.or_else(earlier) else { return false };
    let terms = glossed_terms(&whole, Language::of(text));
    if let Some(head) = head_over(&resolved.text, other.index, other.j) {
        let told = glossed_terms(head, Language::of(head));
        return !terms.is_empty() && !terms.iter().any(|term| told.contains(term));
    }
    // A source, too, names the whole once and goes on.
    let mut there = other.index.saturating_sub(1)..=other.index;
    !terms.is_empty() && !there.any(|i| terms.iter().any(|term| resolved.text.has(i, term)))
}

/// The first words of `rest`, up to a mark, at most `most`.
fn whole_of(rest: &str, most: usize) -> String {
    let clause = rest.split([',', ';', ':', '.', '(', '[', '–', '—']).next().unwrap_or_default();
    clause.split_whitespace().take(most).collect::<Vec<_>>().join(" ")
}

/// Whether the claim denies the fact itself: "was not the first woman".
fn is_denied(text: &str, claim: &Fact) -> bool {
    const BETWEEN: [&str; 10] = ["the", "a", "an", "its", "his", "her", "their", "of", "even", "quite"];
    let mut back: Vec<_> = ibid_text::words(&text[..claim.span.start]).collect();
    while back.last().is_some_and(|word| BETWEEN.contains(&word.text)) {
        back.pop();
    }
    back.last().is_some_and(|word| {
        matches!(word.text, "not" | "never" | "neither" | "nor")
            || word.text.ends_with("n't")
            || word.text.ends_with("n’t")
    })
}

/// Whether the claim tells of the time before or after its date, and the source of the time of another: "before 2010".
pub(super) fn is_relative(text: &str, claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    const UP_TO: [&str; 4] = ["before", "by", "prior to", "earlier than"];
    const WORDS: [&str; 8] =
        ["before", "after", "prior to", "until", "till", "by", "later than", "earlier than"];
    let said = |text: &str, fact: &Fact| {
        let before = text[..fact.span.start].trim_end().to_lowercase();
        let ends = |word: &&&str| {
            before.strip_suffix(**word).is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
        };
        WORDS.iter().find(ends).copied()
    };
    let there = &resolved.text.facts(other.index)[other.j];
    let ours = said(text, claim).filter(|_| matches!(claim.value, Value::Date(_)));
    let theirs = said(other.sentence.of(resolved.text.text()), there);
    // "By 9 June" is not true of 9 July.
    let excluded = ours.is_some_and(|word| UP_TO.contains(&word))
        && theirs.is_none()
        && is_later(&there.value, &claim.value);
    ours.is_some() && ours != theirs && !excluded
}

/// Whether the day `a` comes after the day `b`.
fn is_later(a: &Value, b: &Value) -> bool {
    let day = |value: &Value| match value {
        Value::Date(date) => date.year.zip(date.month).zip(date.day),
        _ => None,
    };
    day(a).zip(day(b)).is_some_and(|(a, b)| a > b)
}

/// Whether the fact stands in what a sentence adds: "…, which is still above the floor of 12".
fn is_aside(text: &str, claim: &Fact) -> bool {
    let added = text[..claim.span.start].rsplit_once(", which ");
    !moves(claim) && added.is_some_and(|(_, words)| !words.contains(", "))
}

/// Whether an agreeing place holds its own against the closest one that differs.
pub(super) fn stands((resolved, same): &Place<'_>, (elsewhere, other): &Place<'_>) -> bool {
    let one_sentence = std::ptr::eq(*resolved, *elsewhere) && same.index == other.index;
    let margin = if one_sentence { ONE_SENTENCE } else { NEARLY };
    let listed = one_sentence && ((same.listed && same.telling) || !matches!(same.value, Value::Quantity(_)));
    if one_sentence && other.goes_with && !same.goes_with {
        return false;
    }
    // A part stands beside its whole.
    let text = resolved.text.text();
    let between = |a: &Candidate, b: &Candidate| {
        let facts = resolved.text.facts(a.index);
        let sentence = a.sentence.of(text);
        sentence.get(facts[a.j].span.end..facts[b.j].span.start).is_some_and(is_part_of)
    };
    if one_sentence && same.telling && between(same, other) {
        return true;
    }
    // What is said of the first of several is said of the others, so that the first shares more with any claim of them.
    if one_sentence && same.telling && swaps::goes_on_from(&resolved.text, same.index, (same.j, other.j)) {
        return true;
    }
    // Sections tell the same of several things: the claim names the other's.
    if other.headed && !same.headed && !same.left_over && other.overlap >= same.overlap {
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
fn said_relatively(claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    const WORDS: [&str; 7] = ["last year", "this year", "year before", "a year ago", "去年", "今年", "上年"];
    let published = resolved.reference.as_ref().and_then(|r| r.date).map(|date| date.year);
    let Value::Date(date) = &claim.value else { return false };
    // No such words stand for another month of a year that both name.
    let months = matches!(&other.value, Value::Date(there) if there.year.is_some() && there.year == date.year && date.month.is_some());
    if months {
        return false;
    }
    let near = match published.zip(date.year) {
        Some((published, year)) => (0..=1).contains(&(published - year)),
        None => true,
    };
    let text = || resolved.text.text().to_lowercase();
    is_bare_year(&claim.value) && near && WORDS.iter().any(|word| text().contains(word))
}

/// Whether a place tells of one year and of the year before it, which is the claim's.
fn year_before(claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    const WORDS: [&str; 9] = [
        "year before",
        "previous year",
        "preceding year",
        "year earlier",
        "a year ago",
        "last year",
        "同比",
        "上年",
        "去年",
    ];
    let (Value::Date(ours), Value::Date(theirs)) = (&claim.value, &other.value) else { return false };
    let before = ours.year.zip(theirs.year).is_some_and(|(ours, theirs)| ours + 1 == theirs);
    let text = resolved.text.text();
    let sentence = other.sentence.of(text).to_lowercase();
    // "The year before, we still made a profit."
    let next = resolved.text.sentences().get(other.index + 1).map(|next| next.span.of(text).to_lowercase());
    let opens = |next: String| {
        let next = next.trim_start_matches("the ").trim_start_matches("a ");
        WORDS.iter().any(|word| next.starts_with(word))
    };
    is_bare_year(&claim.value)
        && before
        && (WORDS.iter().any(|word| sentence.contains(word)) || next.is_some_and(opens))
}

/// Whether the claim has the fact in what it says went before or beside ("lost 143 million, after a small profit in 2022,"), and the
/// sentence has no word of that.
fn is_of_another_event(text: &str, claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    const OPENING: [&str; 7] =
        ["after ", "following ", "before ", "despite ", "in spite of ", "against ", "compared with "];
    let from = text[..claim.span.start].rfind([',', ';', '(']).map_or(0, |at| at + 1);
    let to = text[claim.span.end..].find([',', ';', ')', '.']).map_or(text.len(), |at| claim.span.end + at);
    let aside = text[from..to].trim_start();
    let Some(opening) = OPENING.iter().find(|words| aside.starts_with(**words)).filter(|_| from > 0) else {
        return false;
    };
    let before = &text[from..claim.span.start];
    let words = before.find(opening).map_or("", |at| &before[at + opening.len()..]);
    let terms = glossed_terms(words, Language::of(text));
    !terms.is_empty() && !terms.iter().any(|term| resolved.text.has(other.index, term))
}

/// Whether the claim tells what something came to since a year, and the sentence is of that year: "doubled since the beginning of 2023, to
/// 47", which "at the beginning of 2023" was 22.
fn is_of_the_beginning(text: &str, claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    let before = &text[..claim.span.start];
    let since = before
        .rfind("since ")
        .and_then(|at| ibid_text::words(&before[at..]).find_map(|word| year_in(word.text)));
    let there = other.sentence.of(resolved.text.text());
    let dated = |year: i32| ibid_text::words(there).any(|word| year_in(word.text) == Some(year));
    before.trim_end().ends_with(" to") && since.is_some_and(dated)
}

/// Whether the claim tells a movement between two years that it names, and the sentence one "since" another.
fn is_over_another_stretch(text: &str, claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    let years = |text: &str| ibid_text::words(text).filter_map(|word| year_in(word.text)).collect::<Vec<_>>();
    let there = other.sentence.of(resolved.text.text());
    let own = years(text);
    let since = there.find("since ").and_then(|at| years(&there[at..]).first().copied());
    moves(claim) && own.len() >= 2 && since.is_some_and(|since| !own.contains(&since))
}

/// Whether the claim's telling value stands in a sentence right beside the one that differs, which may go on about it.
fn told_beside(text: &str, places: &[Place<'_>], (resolved, other): &Place<'_>) -> bool {
    let beside =
        |r: &Resolved, c: &Candidate| std::ptr::eq(r, *resolved) && c.index.abs_diff(other.index) == 1;
    let known = |(r, c): &Place<'_>| c.matches == Match::Agrees && c.telling && !c.at_odds && beside(r, c);
    let bar = if other.tied { BESIDE_TIED } else { BESIDE };
    // "Single-species plots lost 57 percent of their trees. The mixed plots lost 22": the next one has the claim's own word.
    let own = |index: usize| {
        let terms = glossed_terms(text, Language::of(text));
        terms.iter().any(|term| resolved.text.has(index, term) && !resolved.text.has(other.index, term))
    };
    // "It opened the case on 9 May 2022. A duty of 18 percent applied from 14 November": and so has the one before.
    let before = |index: usize| index + 1 == other.index && matches!(other.value, Value::Date(_));
    let next = |place: &Place<'_>| {
        known(place) && (place.1.index == other.index + 1 || before(place.1.index)) && own(place.1.index)
    };
    places.iter().any(next) || places.iter().any(known) && other.overlap < bar && !other.is_one_clause()
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
