//! Who did it: "Zahn hopes to raise 50 million", where the one sentence with the 50 million has Malik, and Zahn stands elsewhere.
//!
//! Told of people alone, and only where the claim's figure stands in no other sentence. What somebody says there may be said of anybody.

use ibid_facts::{Fact, Name, place};

use super::place::{Other, Passages};
use crate::slot::agree;

/// The share of the claim's words that the sentence must have, and how many of them.
const LIKE: f32 = 0.25;
const SHARED: usize = 2;
/// Words before the name.
const AHEAD: usize = 3;
/// Words by which a sentence tells of somebody named before, or of who tells it.
#[rustfmt::skip]
const PRONOUNS: [&str; 18] = [
    "he", "she", "they", "his", "her", "their", "him", "them", "i", "me", "my", "we", "our", "us", "who", "whose", "both", "another",
];
/// Words with which somebody tells it.
#[rustfmt::skip]
const SAYING: [&str; 16] = [
    "says", "said", "say", "told", "tells", "according", "writes", "wrote", "adds", "added", "asked", "asks", "explains",
    "explained", "argues", "calls",
];

impl Passages<'_> {
    /// The one person in the only sentence that has a telling figure of the claim's, where the claim has `name`, whom that sentence has not.
    pub(super) fn in_its_deed(&self, names: &[Name], name: &Name) -> Option<Other> {
        // "Lenz hopes to raise 50 million": who does it is told first.
        let ahead = ibid_text::words(&self.claim[..name.span.start]).count();
        let at_once = |fact: &&Fact| {
            let between = self.claim.get(name.span.end..fact.span.start);
            between.is_some_and(|between| !between.contains([',', ';', ':', '(']))
        };
        let text = &self.source.text;
        let states = |i: &usize, fact| text.facts(*i).iter().any(|known| agree(fact, known));
        let sentence = self.facts.iter().filter(at_once).find_map(|fact| {
            let mut stating = (0..text.sentences().len()).filter(|i| states(i, fact));
            stating.next().filter(|_| stating.next().is_none())
        })?;
        let (share, shared) = self.nearness(sentence, name);
        let words = self.words_of(sentence);
        let odd = words.iter().any(|word| {
            PRONOUNS.contains(&word.as_str())
                || SAYING.contains(&word.as_str())
                || name.parts.iter().any(|part| part.text == *word)
        });
        let quoted = self.sentence(sentence).contains(['“', '"', '„', '«']);
        if ahead > AHEAD
            || share < LIKE
            || shared < SHARED
            || odd
            || quoted
            || self.is_about(name)
            || !self.is_person(name)
        {
            return None;
        }
        let mut people = text.names(sentence).iter().filter(|other| self.is_person(other));
        let other = people.next().filter(|_| people.next().is_none())?;
        let said =
            |own: &Name| own.parts.iter().any(|part| other.parts.iter().any(|there| there.text == part.text));
        (!names.iter().any(said)).then_some(Other { sentence, span: other.span })
    }

    /// Whether the source has the name in full, and its last part alone as well, as texts do with people.
    fn is_person(&self, name: &Name) -> bool {
        let Some(last) = name.parts.last() else { return false };
        let text = &self.source.text;
        let all = || (0..text.sentences().len()).flat_map(|i| text.names(i));
        let ends = |other: &&Name| other.parts.last().is_some_and(|part| part.text == last.text);
        let full = all().filter(ends).any(|other| other.parts.len() >= 2);
        let alone = all().filter(ends).any(|other| other.parts.len() == 1);
        name.parts.len() <= 3 && place(&last.text).is_none() && full && alone
    }

    /// Whether the source is by the person, or its title names the person.
    fn is_about(&self, name: &Name) -> bool {
        let Some(reference) = &self.source.reference else { return false };
        let told = super::known::folded(&format!("{} {}", reference.authors.join(" "), reference.title));
        name.parts.iter().any(|part| told.contains(&part.text))
    }
}
