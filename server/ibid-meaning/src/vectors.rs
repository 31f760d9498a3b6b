//! The vectors of a source's passages, a byte for each number.

use ibid_sources::{Extracted, Passage, passages};
use ibid_text::Span;

/// The vectors of a source's passages, of length one, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vectors {
    dimensions: usize,
    spans: Vec<Span>,
    directions: Vec<i8>,
    /// What each number of a passage's direction is to be multiplied by.
    scales: Vec<f32>,
}

/// A vector of length one, a byte for each number.
#[derive(Clone, Debug, PartialEq)]
pub struct Direction {
    numbers: Vec<i8>,
    scale: f32,
}

impl Direction {
    /// That of `vector`; `None` for one of zeros, or with what is no number in it.
    pub fn of(vector: &[f32]) -> Option<Direction> {
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        let most = vector.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
        if !length.is_normal() || !most.is_normal() {
            return None;
        }
        let numbers = vector.iter().map(|x| (x / most * f32::from(i8::MAX)).round() as i8).collect();
        Some(Direction { numbers, scale: most / f32::from(i8::MAX) / length })
    }
}

impl Vectors {
    /// Adds the passage at `span`, which says what `vector` says.
    pub fn push(&mut self, span: Span, vector: &[f32]) {
        self.dimensions = vector.len();
        self.spans.push(span);
        match Direction::of(vector) {
            Some(direction) => {
                self.directions.extend(direction.numbers);
                self.scales.push(direction.scale);
            }
            None => {
                self.directions.resize(self.directions.len() + vector.len(), 0);
                self.scales.push(0.0);
            }
        }
    }

    /// How many passages there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Where the passage of this number stands.
    pub fn span(&self, passage: usize) -> Span {
        self.spans[passage]
    }

    /// How near the passage at `span` comes to `query`: 1 at most.
    pub fn closeness_at(&self, span: Span, query: &Direction) -> Option<f32> {
        let passage = self.spans.iter().position(|known| *known == span)?;
        self.closeness(query).nth(passage)
    }

    /// How near each passage comes to `query`; nothing where the two are not of one model.
    pub(crate) fn closeness<'v>(&'v self, query: &'v Direction) -> impl Iterator<Item = f32> + 'v {
        let fits = self.dimensions == query.numbers.len() && self.dimensions > 0;
        let directions = self.directions.chunks_exact(self.dimensions.max(1));
        let all = directions.zip(&self.scales).take(if fits { self.len() } else { 0 });
        all.map(|(numbers, scale)| product(numbers, &query.numbers) as f32 * scale * query.scale)
    }

    /// As bytes: the number of passages and dimensions, spans, scales, directions.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        let mut bytes = [number(self.len()), number(self.dimensions)].concat();
        bytes.extend(self.spans.iter().flat_map(|span| [number(span.start), number(span.end)]).flatten());
        bytes.extend(self.scales.iter().flat_map(|scale| scale.to_le_bytes()));
        bytes.extend(self.directions.iter().flat_map(|number| number.to_le_bytes()));
        bytes
    }

    /// Those of `bytes`; `None` where something is missing.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Vectors> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let (passages, dimensions) = (number(0)? as usize, number(4)? as usize);
        let (spans, scales) = (8, 8 + passages.checked_mul(8)?);
        let directions = scales + passages * 4;
        if bytes.len() != directions.checked_add(passages.checked_mul(dimensions)?)? {
            return None;
        }
        let span = |i: usize| {
            let (start, end) = (number(spans + 8 * i)? as usize, number(spans + 8 * i + 4)? as usize);
            (start <= end).then(|| Span::new(start, end))
        };
        Some(Vectors {
            dimensions,
            spans: (0..passages).map(span).collect::<Option<_>>()?,
            scales: (0..passages)
                .map(|i| number(scales + 4 * i).map(f32::from_bits))
                .collect::<Option<_>>()?,
            directions: bytes[directions..].iter().map(|byte| i8::from_le_bytes([*byte])).collect(),
        })
    }
}

fn product(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(i16::from(*a) * i16::from(*b))).sum()
}

/// Bytes of a title that lead into each of its passages.
const MOST_TITLE: usize = 300;

/// The passages of `source`, and each as a model is to read it: after the title and the heading under which it stands.
pub fn embedded(source: &Extracted) -> Vec<(Passage, String)> {
    let title = source.metadata.title.as_deref().unwrap_or_default();
    let text = |passage: &Passage| {
        let heading = passage.place.heading.as_deref().filter(|heading| *heading != title);
        let mut text = String::new();
        for part in [Some(title), heading].into_iter().flatten().filter(|part| !part.is_empty()) {
            text.push_str(&part[..part.floor_char_boundary(MOST_TITLE)]);
            text.push_str(if part.ends_with(['.', '?', '!', '。']) { " " } else { ". " });
        }
        text + &passage.text
    };
    passages(source)
        .into_iter()
        .map(|passage| (text(&passage), passage))
        .map(|(text, passage)| (passage, text))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vectors(all: &[&[f32]]) -> Vectors {
        let mut vectors = Vectors::default();
        for (i, vector) in all.iter().enumerate() {
            vectors.push(Span::new(i, i + 1), vector);
        }
        vectors
    }

    #[test]
    fn closeness_is_that_of_the_vectors_themselves() {
        let vectors = vectors(&[&[1.0, 0.0, 0.0], &[3.0, 4.0, 0.0], &[0.0, 0.0, 0.0], &[-2.0, 0.0, 0.0]]);
        let query = Direction::of(&[10.0, 0.0, 0.0]).unwrap();
        let near: Vec<f32> = vectors.closeness(&query).collect();
        for (near, expected) in near.iter().zip([1.0, 0.6, 0.0, -1.0]) {
            assert!((near - expected).abs() < 0.01, "{near} is not {expected}");
        }
        assert_eq!(near.len(), 4);
        assert!(vectors.closeness_at(Span::new(1, 2), &query).is_some_and(|near| (near - 0.6).abs() < 0.01));
        assert_eq!(vectors.closeness_at(Span::new(1, 3), &query), None);
        assert_eq!(vectors.closeness(&Direction::of(&[1.0, 0.0]).unwrap()).count(), 0);
    }

    #[test]
    fn bytes_give_the_same_vectors_and_a_part_of_them_none() {
        let vectors = vectors(&[&[0.5, -0.25], &[0.0, 1.0]]);
        let bytes = vectors.to_bytes();
        assert_eq!(Vectors::from_bytes(&bytes), Some(vectors));
        assert_eq!(Vectors::from_bytes(&Vectors::default().to_bytes()), Some(Vectors::default()));
        for cut in 0..bytes.len() {
            assert_eq!(Vectors::from_bytes(&bytes[..cut]), None, "{cut}");
        }
        let mut wild = bytes;
        wild[..8].fill(255);
        assert_eq!(Vectors::from_bytes(&wild), None);
    }

    #[test]
    fn what_has_no_direction_is_near_to_nothing() {
        assert_eq!(Direction::of(&[0.0, 0.0]), None);
        assert_eq!(Direction::of(&[f32::NAN, 1.0]), None);
        assert_eq!(Direction::of(&[f32::INFINITY, 1.0]), None);
    }

    #[test]
    fn a_model_reads_a_passage_after_its_title_and_heading() {
        let markdown = "# On rivers\n\n## The Elbe\n\nIt rises in the Giant Mountains.\n";
        let source = ibid_sources::extract(std::path::Path::new("a.md"), markdown.as_bytes()).unwrap();
        let texts: Vec<String> = embedded(&source).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["On rivers. The Elbe. It rises in the Giant Mountains."]);
    }
}
