//! What the source tells of another: "the hubs were given to Kestrel Systems for 18.9 million", where the one sentence with the 18.9 million
//! has "to Polar Freight", and Kestrel Systems stands elsewhere for something else.

use ibid_facts::Name;
use ibid_text::Span;

use super::elsewhere::same;
use super::known::folded;
use super::place::{Other, Passages};
use crate::rows::is_row;

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
        let sentence = self.facts.iter().find_map(|fact| self.only_sentence_with(fact))?;
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
        let nearest = all.filter(|i| has(*i)).map(|i| self.nearness(i, name).0).max_by(f32::total_cmp)?;
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
        let in_its_place = are_placed_alike((self.claim, name.span), (self.sentence(at), other.span));
        (one && in_its_place).then_some(Other { sentence: at, span: other.span })
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

/// Whether two names stand behind the same word, or open their sentences and go on with the same.
fn are_placed_alike((ours, own): (&str, Span), (theirs, other): (&str, Span)) -> bool {
    const ARTICLES: [&str; 3] = ["the", "a", "an"];
    let before = |text: &str, span: Span| {
        let words: Vec<String> = folded(&text[..span.start]);
        words.into_iter().rfind(|word| !ARTICLES.contains(&word.as_str()))
    };
    let behind = |text: &str, span: Span| folded(&text[span.end..]).into_iter().next();
    match (before(ours, own), before(theirs, other)) {
        (None, None) => behind(ours, own) == behind(theirs, other),
        (a, b) => a == b,
    }
}
