//! The year of what is named right before it: "a penalty of 6.2 million for the shortfall in 2023", where the source has it for "the
//! shortfall in 2022".

use ibid_facts::{Fact, terms};
use ibid_text::{Language, words};

use super::shown::differs;
use super::{Claimed, Searched};
use crate::held::Held;
use crate::matching::{is_bare_year, telling};
use crate::slot::{agree, is_amount};

/// Words between what is named and its year.
const BETWEEN: [&str; 4] = ["in", "of", "for", "during"];
/// Bytes of a word that names something.
const LONG: usize = 5;

/// The finding that the one sentence with a telling amount of the claim's has another year right behind the same noun, which has the
/// claim's year nowhere.
pub(super) fn check(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let frame = &claimed.frame;
    if frame.language != Language::English {
        return None;
    }
    let named = named_before(frame.text, frame.facts, claimed.fact())?;
    let mut other = None;
    for source in sources {
        let text = &source.resolved.text;
        for s in 0..text.sentences().len() {
            let (there, facts) = (text.sentences()[s].span.of(text.text()), text.facts(s));
            let like = |j: &usize| named_before(there, facts, &facts[*j]).as_ref() == Some(&named);
            for j in (0..facts.len()).filter(like) {
                if agree(claimed.fact(), &facts[j]) {
                    return None;
                }
                let tied = frame
                    .facts
                    .iter()
                    .any(|own| is_amount(own) && telling(own) && facts.iter().any(|known| agree(own, known)));
                // "Fell in 2022, and to 1,040 in 2023": of both years.
                let of_both =
                    facts.iter().any(|fact| is_bare_year(&fact.value) && agree(claimed.fact(), fact));
                other = other.or((tied && !of_both).then_some((source, s, j)));
            }
        }
    }
    let (source, s, j) = other?;
    Some(differs(claimed, source.resolved, s, j))
}

/// The term for what stands right before the year `fact` and "in" or the like; `None` where that is a figure or no year.
fn named_before(text: &str, facts: &[Fact], fact: &Fact) -> Option<String> {
    if !is_bare_year(&fact.value) {
        return None;
    }
    let all: Vec<_> = words(text.get(..fact.span.start)?).collect();
    let [.., noun, preposition] = &all[..] else { return None };
    let free = !facts.iter().any(|other| other.span.overlaps(noun.span));
    let joined = text.get(noun.span.end..fact.span.start)?.trim() == preposition.text;
    let named = free && joined && noun.text.len() >= LONG && noun.text.chars().all(char::is_lowercase);
    (named && BETWEEN.contains(&preposition.text))
        .then(|| terms(noun.text, Language::English).pop())
        .flatten()
}
