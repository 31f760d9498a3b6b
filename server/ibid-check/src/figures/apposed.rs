//! A share told of an amount right beside it: "412,000 households, or 5.2 per cent of all", where the source goes on from its 412,000
//! with "that is 7.1 per cent".

use ibid_facts::{Change, Dimension, Fact, Value};

use super::shown::differs;
use super::{Claimed, Searched};
use crate::held::Held;
use crate::matching::telling;
use crate::slot::agree;

/// Bytes between an amount and the share that it is told as.
const BESIDE: usize = 48;
/// Words that make the share behind an amount the amount itself.
const JOINED: [&str; 5] = ["or", "that is", "which is", "equal to", "i.e."];
/// Words that begin a sentence which tells the amount of the one before as a share.
const GOES_ON: [&str; 6] = ["that is", "this is", "that was", "this was", "that makes", "this makes"];

/// The finding that the sources tell the claim's amount as another share, wherever they tell it as one.
pub(super) fn check(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let (text, facts) = (claimed.frame.text, claimed.frame.facts);
    if !is_share(claimed.fact()) {
        return None;
    }
    let beside = [claimed.i.checked_sub(1), Some(claimed.i + 1)].into_iter().flatten();
    let mut parts = beside.filter(|k| facts.get(*k).is_some_and(|part| telling(part) && is_amount(part)));
    let told_as = |k: &usize| {
        are_one(text, &facts[*k], claimed.fact()) || are_together(text, &facts[*k], claimed.fact())
    };
    let part = &facts[parts.find(told_as)?];
    let mut other = None;
    for source in sources {
        for (sentence, share) in shares_of(source, part) {
            match agree(claimed.fact(), &source.resolved.text.facts(sentence)[share]) {
                true => return None,
                false => other = other.or(Some((source, sentence, share))),
            }
        }
    }
    let (source, sentence, share) = other?;
    Some(differs(claimed, source.resolved, sentence, share))
}

/// The shares that a source tells `part` as, each a sentence and one of its facts.
fn shares_of(source: &Searched<'_>, part: &Fact) -> Vec<(usize, usize)> {
    let text = &source.resolved.text;
    let line = |s: usize| text.sentences()[s].span.of(text.text());
    let stating = (0..text.sentences().len()).filter(|s| text.facts(*s).iter().any(|fact| agree(part, fact)));
    stating
        .filter_map(|s| {
            let facts = text.facts(s);
            let own = (0..facts.len()).filter(|j| agree(part, &facts[*j])).find_map(|j| {
                let beside = [j.checked_sub(1), Some(j + 1)].into_iter().flatten();
                beside
                    .filter(|k| facts.get(*k).is_some_and(is_share))
                    .find(|k| are_one(line(s), &facts[j], &facts[*k]))
            });
            let next = || {
                let first = text.sentences().get(s + 1).and_then(|_| text.facts(s + 1).first())?;
                // Of two amounts, the share may be of either.
                let alone = facts.iter().filter(|fact| is_amount(fact) && telling(fact)).count() == 1;
                let led = line(s + 1).get(..first.span.start)?.to_lowercase();
                let goes_on = GOES_ON.iter().any(|words| led.starts_with(words));
                (alone && goes_on && is_share(first) && led.len() <= BESIDE).then_some((s + 1, 0))
            };
            own.map(|k| (s, k)).or_else(next)
        })
        .collect()
}

/// Whether nothing but "or" and the like stands between an amount and the share that it is told as.
fn are_one(text: &str, part: &Fact, share: &Fact) -> bool {
    let (first, second) = if part.span < share.span { (part, share) } else { (share, part) };
    let Some(between) = text.get(first.span.end..second.span.start) else { return false };
    let joined = between.rsplit_once([',', '(']).is_some_and(|(_, words)| {
        let words = words.trim_start();
        JOINED
            .iter()
            .any(|joint| words.strip_prefix(joint).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
    });
    joined && between.len() <= BESIDE && between.matches([',', '(', ';', ':', '.']).count() <= 1
}

/// Whether a share stands before an amount and goes with it: "52 per cent full, with 3,265 gigalitres".
fn are_together(text: &str, part: &Fact, share: &Fact) -> bool {
    let between = text.get(share.span.end..part.span.start).unwrap_or_default();
    between.trim() == "full, with" || between.trim() == "full, at"
}

fn is_share(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if q.dimension == Dimension::Percent && q.change == Change::Level)
}

fn is_amount(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if q.dimension != Dimension::Percent && q.change == Change::Level)
}
