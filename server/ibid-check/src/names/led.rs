//! What the same words lead to: "the neighbouring city of Kell", where the sentence with the claim's figure has "the neighbouring city
//! of Velm", and no sentence leads to Kell so.

use ibid_facts::{Fact, Name, Value};
use ibid_text::Span;

use super::elsewhere::same;
use super::known::folded;
use super::place::{Other, Passages};
use crate::rows::is_row;
use crate::slot::agree;

/// Words that lead to a name.
const LEADING: usize = 3;
/// Words and figures that the claim and the sentence must share.
const SHARED: usize = 2;
/// Words by which a sentence goes on about what the one before is about.
const PRONOUNS: [&str; 4] = ["it", "they", "its", "their"];
/// Words by which a claim sets one thing against another.
const AGAINST: [&str; 4] = ["not", "than", "unlike", "against"];

impl Passages<'_> {
    /// The name that the same words lead to in the only sentence with a telling figure of the claim's, or in the one before it.
    pub(super) fn led_to_otherwise(&self, names: &[Name], name: &Name) -> Option<Other> {
        let own = leading(self.claim, name)?;
        let compares = ibid_text::words(self.claim).any(|word| AGAINST.contains(&word.text));
        let alike =
            |i: usize, other: &Name| leading(self.sentence(i), other).is_some_and(|words| words == own);
        let kept =
            |i: usize| self.source.text.names(i).iter().any(|there| same(there, name) && alike(i, there));
        // "One of the" leads to anything.
        let small = own.iter().all(|word| word.len() <= 3);
        if small || compares || (0..self.source.text.sentences().len()).any(kept) {
            return None;
        }
        let sentence = self.facts.iter().find_map(|fact| self.only_sentence_with(fact))?;
        let goes_on = folded(self.sentence(sentence)).iter().any(|word| PRONOUNS.contains(&word.as_str()));
        let before = sentence.checked_sub(1).filter(|_| goes_on);
        let places = || std::iter::once(sentence).chain(before);
        let named = |i: usize| {
            let words = self.words_of(i);
            name.parts.iter().any(|part| words.contains(&part.text))
        };
        if self.nearness(sentence, name).1 < SHARED
            || is_row(&self.source.text, sentence)
            || places().any(named)
        {
            return None;
        }
        let others = places().flat_map(|i| self.source.text.names(i).iter().map(move |other| (i, other)));
        let said = |other: &Name| names.iter().any(|own| same(own, other));
        let mut others = others.filter(|(i, other)| alike(*i, other) && !said(other));
        let (sentence, other) = others.next().filter(|_| others.next().is_none())?;
        Some(Other { sentence, span: other.span })
    }

    /// The only sentence that states an amount of the claim's.
    pub(super) fn only_sentence_with(&self, fact: &Fact) -> Option<usize> {
        let text = &self.source.text;
        let exact = matches!(&fact.value, Value::Quantity(q) if !q.bound.is_limit());
        let states = |i: &usize| text.facts(*i).iter().any(|known| agree(fact, known));
        let mut stating = (0..text.sentences().len()).filter(states);
        stating.next().filter(|_| exact && stating.next().is_none())
    }
}

/// The words right before a name, the nearest first.
fn leading(text: &str, name: &Name) -> Option<Vec<String>> {
    let before = Span::new(0, name.span.start).of(text);
    let words: Vec<String> = folded(before).into_iter().rev().take(LEADING).collect();
    (words.len() == LEADING).then_some(words)
}
