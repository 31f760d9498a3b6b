//! Where a quotation stands in a source: word for word, or nearly, with the difference.
//!
//! What writers may do to a quotation is no difference: leave out with an ellipsis, put words of their
//! own in brackets, change a letter's case, drop or move punctuation at its end.

use ibid_text::{Span, words};

use crate::align::nearest;
use crate::conventions::cut;
use crate::stream::Stream;

/// A quotation taken apart at the writer's ellipses and brackets.
#[derive(Clone, Debug)]
pub struct Quote {
    pieces: Vec<Piece>,
}

/// A stretch of the source's own words.
#[derive(Clone, Debug)]
struct Piece {
    text: String,
    /// For each byte of `text`, where it stands in the quotation.
    offsets: Vec<usize>,
    stream: Stream,
    /// How far behind the piece before it may stand, in bytes of the stream.
    reach: usize,
}

impl Quote {
    /// Takes `inner`, the words between the marks, apart.
    pub fn new(inner: &str) -> Quote {
        let mut pieces = Vec::new();
        let mut reach = 0;
        for (text, offsets, gap) in cut(inner) {
            let stream = Stream::new(&text);
            if stream.text().is_empty() {
                reach = reach.max(gap);
            } else {
                pieces.push(Piece { text, offsets, stream, reach });
                reach = gap;
            }
        }
        Quote { pieces }
    }

    /// Whether nothing of the source's own words is in it.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// How many words of the source are in it; a CJK character counts as one.
    pub fn words(&self) -> usize {
        self.pieces.iter().map(|p| Tokens::new(&p.text).len()).sum()
    }

    /// The stretches of `source`'s text that hold the quotation word for word, at most `limit`.
    pub fn find(&self, source: &Stream, limit: usize) -> Vec<Span> {
        let Some((first, rest)) = self.pieces.split_first() else { return Vec::new() };
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = source.find(&first.stream, from) {
            if let Some(end) = follow(source, at.end, rest) {
                found.push(source.original(Span::new(at.start, end)));
                if found.len() == limit {
                    break;
                }
            }
            from = at.end;
        }
        found
    }

    /// The stretch of the source that comes nearest, given that [`Quote::find`] found none: pieces that stand
    /// there word for word count whole, the others as far as their words stand there in order.
    pub fn nearest(&self, stream: &Stream, tokens: &Tokens) -> Option<Near> {
        let mut near: Option<Near> = None;
        let mut same = 0.0;
        for piece in self.pieces.iter().filter(|p| stream.find(&p.stream, 0).is_none()) {
            let words = Tokens::new(&piece.text);
            let found = nearest(&words, tokens)?;
            same += found.share * words.len() as f32 - words.len() as f32;
            let differences = found.differences.into_iter().map(|d| piece.in_quotation(&d));
            match &mut near {
                Some(near) => {
                    near.span = near.span.cover(found.span);
                    near.differences.extend(differences);
                }
                None => {
                    near = Some(Near { span: found.span, share: 0.0, differences: differences.collect() });
                }
            }
        }
        let mut near = near?;
        near.share = 1.0 + same / self.words() as f32;
        Some(near)
    }
}

impl Piece {
    /// `difference` with its quoted words in bytes of the whole quotation.
    fn in_quotation(&self, difference: &Difference) -> Difference {
        let Span { start, end } = difference.quoted;
        let quoted = match end {
            0 => Span::new(self.offsets[0], self.offsets[0]),
            end if start == end => Span::new(self.offsets[end - 1] + 1, self.offsets[end - 1] + 1),
            end => Span::new(self.offsets[start], self.offsets[end - 1] + 1),
        };
        Difference { quoted, source: difference.source }
    }
}

/// The end of the last of `pieces` where each stands within its reach behind the one before.
fn follow(source: &Stream, end: usize, pieces: &[Piece]) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else { return Some(end) };
    let mut from = end;
    while let Some(at) = source.find(&piece.stream, from) {
        if at.start - end > piece.reach {
            return None;
        }
        if let Some(end) = follow(source, at.end, rest) {
            return Some(end);
        }
        from = at.end;
    }
    None
}

/// A stretch of a source that nearly holds a quotation, and how it differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The stretch, in bytes of the source's text.
    pub span: Span,
    /// Share of the quotation's words that stand there in order, 0 to 1.
    pub share: f32,
    /// Where the two differ, in the order of the quotation.
    pub differences: Vec<Difference>,
}

/// One difference between a quotation and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The quotation's words, in bytes of its inner text; empty where it lacks the source's.
    pub quoted: Span,
    /// The source's words, in bytes of its text; empty where the quotation adds some.
    pub source: Span,
}

/// The words of a text for alignment: folded, with their spans.
pub struct Tokens(Vec<(String, Span)>);

impl Tokens {
    /// The words of `text`, parted at hyphens.
    pub fn new(text: &str) -> Tokens {
        let mut tokens = Vec::new();
        for word in words(text) {
            let mut start = word.span.start;
            for part in word.text.split('-') {
                let span = Span::new(start, start + part.len());
                start = span.end + 1;
                let folded = Stream::new(part).text().to_owned();
                if !folded.is_empty() {
                    tokens.push((folded, span));
                }
            }
        }
        Tokens(tokens)
    }

    /// The words, each with its bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Span)> {
        self.0.iter().map(|(word, span)| (word.as_str(), *span))
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Tokens {
    pub(crate) fn word(&self, i: usize) -> &str {
        &self.0[i].0
    }

    pub(crate) fn span(&self, i: usize) -> Span {
        self.0[i].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "The ministry, which met on Friday, did not approve the plan. \
        It “will, after long talks, cost 1.5 billion”, said Mr. Ode.";

    #[track_caller]
    fn stands(inner: &str) -> bool {
        !Quote::new(inner).find(&Stream::new(SOURCE), 1).is_empty()
    }

    #[test]
    fn writers_conventions_are_no_difference() {
        assert!(stands("did not approve the plan,"));
        assert!(stands("The ministry … did not approve the plan"));
        assert!(stands("The ministry ... did not approve"));
        assert!(stands("[t]he ministry, [...] did not approve the plan"));
        assert!(stands("The ministry, [that] met on Friday"));
        assert!(stands("It ‘will, after long talks, cost 1.5 billion’"));
        assert!(stands("the [sic] plan"));
    }

    #[test]
    fn other_words_are() {
        assert!(!stands("did approve the plan"));
        assert!(!stands("did not approve a plan"));
        assert!(!stands("The ministry did not approve the plan"));
        assert!(!stands("cost 15 billion"));
        assert!(!stands("did not approve the plan … The ministry"));
    }
}
