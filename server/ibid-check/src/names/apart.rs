//! What the source tells of another in the passage that the claim is nearest to: "the hubs were given to Kestrel Systems for 18.9 million",
//! where the only passage with the 18.9 million has Polar Freight, and Kestrel Systems stands in another.

use ibid_facts::{Fact, Name, Value};

use super::elsewhere::same;
use super::place::{Other, Passages};
use crate::rows::is_row;
use crate::slot::agree;

/// The share of the claim's words that the sentence must have, and how many words and figures.
const LIKE: f32 = 0.35;
const SHARED: usize = 4;
/// The share of the claim's words that a sentence with the name has at most: it stands there for something else.
const NOTHING: f32 = 0.1;
/// What may be between two sentences of one paragraph.
const PARAGRAPH: &str = "\n\n";

impl Passages<'_> {
    /// The one other name of its kind in the passage that alone has a telling figure of the claim's.
    pub(super) fn told_apart(&self, names: &[Name], name: &Name) -> Option<Other> {
        let sentence = self.facts.iter().find_map(|fact| self.alone_with(fact))?;
        let (share, shared) = self.nearness(sentence, name);
        if share < LIKE || shared < SHARED || is_row(&self.source.text, sentence) {
            return None;
        }
        let passage = self.paragraph(sentence);
        let has = |i: usize| {
            let words = self.words_of(i);
            name.parts.iter().any(|part| words.contains(&part.text))
        };
        if passage.clone().any(has) {
            return None;
        }
        let all = 0..self.source.text.sentences().len();
        let nearest = all.filter(|i| has(*i)).map(|i| self.nearness(i, name).0).fold(0.0, f32::max);
        if nearest > NOTHING {
            return None;
        }
        let said = |other: &Name| {
            other.parts.iter().any(|part| {
                self.words.contains(&part.text)
                    || names.iter().any(|own| own.parts.iter().any(|own| own.text == part.text))
            })
        };
        let kin = |other: &Name| {
            name.parts.len().min(2) == other.parts.len().min(2) && name.title == other.title && !said(other)
        };
        let others = passage.filter(|i| *i <= sentence && sentence - i <= 1);
        let mut others = others.flat_map(|i| self.source.text.names(i).iter().map(move |other| (i, other)));
        let (at, other) = others.clone().find(|(_, other)| kin(other))?;
        let one = others.all(|(_, more)| !kin(more) || same(more, other));
        one.then_some(Other { sentence: at, span: other.span })
    }

    fn alone_with(&self, fact: &Fact) -> Option<usize> {
        let text = &self.source.text;
        let exact = matches!(&fact.value, Value::Quantity(q) if !q.bound.is_limit());
        let states = |i: &usize| text.facts(*i).iter().any(|known| agree(fact, known));
        let mut stating = (0..text.sentences().len()).filter(states);
        stating.next().filter(|_| exact && stating.next().is_none())
    }

    /// The sentences of the paragraph that has `sentence`.
    fn paragraph(&self, sentence: usize) -> impl Iterator<Item = usize> + Clone + use<> {
        let sentences = self.source.text.sentences();
        let apart = |i: usize| {
            let between = &self.source.text.text()[sentences[i - 1].span.end..sentences[i].span.start];
            between.contains(PARAGRAPH)
        };
        let mut first = sentence;
        while first > 0 && !apart(first) {
            first -= 1;
        }
        let mut end = sentence + 1;
        while end < sentences.len() && !apart(end) {
            end += 1;
        }
        first..end
    }
}
