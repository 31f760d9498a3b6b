//! A part told as its whole: "savings of 560,000 over two years", of "940,000 over two years, of which 560,000 this year".

use ibid_facts::{Value, terms};
use ibid_text::Span;

use super::Claimed;
use super::places::Places;
use super::shown::differs;
use crate::candidates::frame;
use crate::held::Held;
use crate::matching::telling;
use crate::slot::agree;
use crate::swaps::is_of_kind;

/// What a sentence says before a part of what it has just told.
const PARTS: [&str; 5] = [", of which ", ", of whom ", ", including ", ", of them ", ", among them "];
/// Bytes between "of which" and the part.
const ABOUT: usize = 12;
/// Words by which a claim may tell a part itself.
const OWN: [&str; 8] = ["which", "whom", "including", "includes", "part", "them", "alone", "first"];
/// Words of the whole that the claim must have, where it has no figure that stands with the whole.
const FEWEST: usize = 3;

/// The finding that the claim's is a part of what the source tells of its words.
pub(super) fn check(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    let (resolved, same) = places.same.as_ref().filter(|(_, c)| c.telling && !c.foreign)?;
    let there = frame(&resolved.text, same.index);
    let part = &there.facts[same.j];
    let before = there.text.get(..part.span.start)?;
    let (at, mark) = PARTS.iter().filter_map(|mark| Some((before.rfind(mark)?, mark))).max()?;
    if at + mark.len() + ABOUT < part.span.start {
        return None;
    }
    let (claim, own) = (&claimed.frame, claimed.fact());
    let wholes = (0..same.j).rev().filter(|j| there.facts[*j].span.end <= at);
    let whole = wholes.into_iter().find(|j| is_of_kind(&there.facts[*j].value, &part.value))?;
    let amount = |value: &Value| match value {
        Value::Quantity(q) => Some(q.low),
        _ => None,
    };
    let larger = amount(&there.facts[whole].value)? > amount(&part.value)?;
    let tells_parts = ibid_text::words(claim.text)
        .any(|word| OWN.contains(&word.text.to_lowercase().as_str()))
        || claim.facts.iter().any(|fact| agree(fact, &there.facts[whole]));
    if !larger || !telling(own) || tells_parts {
        return None;
    }
    let terms = |text: &str| terms(text, claim.language);
    let said = terms(claim.text);
    let from = before[..at].rfind([';', ':']).map_or(0, |mark| mark + 1);
    let whole_words = terms(there.text.get(from..at)?);
    let rest = there.text.get(part.span.end..)?;
    let part_words = terms(rest.split([',', ';', '.']).next()?);
    let common = |words: &[String]| words.iter().filter(|word| said.contains(word)).count();
    // A figure that stands with the whole: "over two years".
    let within = Span::new(there.facts[whole].span.end, at);
    let tied = there.facts.iter().filter(|fact| within.contains(fact.span));
    let tied = tied.into_iter().any(|fact| claim.facts.iter().any(|own| agree(own, fact)));
    let enough = common(&whole_words) >= if tied { 1 } else { FEWEST };
    (enough && common(&part_words) == 0 && (tied || !part_words.is_empty()))
        .then(|| differs(claimed, resolved, same.index, whole))
}
