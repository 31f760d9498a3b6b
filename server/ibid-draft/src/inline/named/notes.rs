//! The text of a reference in a note, whole or in short.

use ibid_text::{Locator, Span};

use super::{makers, years};
use crate::inline::{Mark, Marks, trimmed};
use crate::{Citation, CitationForm, Named, Names, Target, Told};

/// Words that lead up to a reference in a note.
const SIGNALS: [&str; 22] = [
    "see also",
    "see, for example,",
    "see, e.g.,",
    "see e.g.",
    "see",
    "cf.",
    "compare",
    "quoted in",
    "as quoted in",
    "cited in",
    "e.g.,",
    "e.g.",
    "for example,",
    "vgl.",
    "siehe",
    "voir",
    "参见",
    "参看",
    "详见",
    "见",
    "转引自",
    "引自",
];

/// Finds and masks the texts of references in a paragraph of a note; `cited` is what it cites by citekey already.
pub(in crate::inline) fn in_note(
    text: &str,
    cited: &[Citation],
    names: &dyn Names,
    marks: &mut Marks,
) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut start = 0;
    let ends = text
        .match_indices([';', '；'])
        .filter(|(at, _)| marks.is_open(*at))
        .map(|(at, mark)| (at, mark.len()));
    let ends: Vec<_> = ends.chain([(text.len(), 0)]).collect();
    for (end, mark) in ends {
        let piece = trimmed(text, Span::new(start, end));
        start = end + mark;
        let taken = cited.iter().any(|c| c.span.overlaps(piece) && c.form != CitationForm::Link);
        if !taken && let Some(citation) = reference_text(text, piece, names) {
            marks.set(citation.span, Mark::Name);
            found.push(citation);
        }
    }
    found
}

/// `Ren, “Dialogue,” *People's Daily*, June 10, 2025, 1.`
fn reference_text(text: &str, piece: Span, names: &dyn Names) -> Option<Citation> {
    let from = piece.start + signal(piece.of(text));
    let span = trimmed(text, Span::new(from, piece.end));
    let body = span.of(text).trim_end_matches(['.', '。']);
    let who = &body[..body
        .find([',', '，', '“', '"', '《', '(', '（', ':', '：', '.', '*', '_', '「'])
        .unwrap_or(body.len())];
    let (makers, others) = makers(who)?;
    let locator = last_locator(text, Span::new(span.start + who.len(), span.start + body.len()));
    let end = locator.as_ref().map_or(span.start + body.len(), |(located, _)| located.start);
    let words = &text[span.start + who.len()..end];
    let years: Vec<i32> = years(words, 0).map(|year| year.number).collect();
    let letter = super::years(words, 0).find_map(|year| year.letter);
    let told = !words.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() || locator.is_some();
    let key = names
        .key(&Named { makers, others, years, letter, told: Told::Note(words.to_owned()) })
        .filter(|_| told)?;
    let target_span = trimmed(text, Span::new(span.start, end));
    let target_span = Span::new(
        target_span.start,
        target_span.start + target_span.of(text).trim_end_matches([',', '，', ':']).len(),
    );
    Some(Citation {
        span: piece,
        group: piece,
        target_span,
        target: Target::Key(key),
        locator,
        form: CitationForm::Named,
    })
}

/// How long the words are that lead up to a reference.
fn signal(text: &str) -> usize {
    let len = SIGNALS.iter().filter(|signal| {
        let head = text.get(..signal.len()).is_some_and(|head| head.eq_ignore_ascii_case(signal));
        head && !text[signal.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    });
    let len = len.map(|signal| signal.len()).max().unwrap_or(0);
    len + (text[len..].len() - text[len..].trim_start().len())
}

/// The locator that ends `span`: its last parts between commas, as far as they are one; a year alone is none.
fn last_locator(text: &str, span: Span) -> Option<(Span, Locator)> {
    let body = span.of(text);
    let mut found = None;
    for (at, mark) in body.rmatch_indices([',', '，', ':', '：']).take(4) {
        let tail = &body[at + mark.len()..];
        let start = span.start + at + mark.len() + (tail.len() - tail.trim_start().len());
        let tail = tail.trim();
        let Some((locator, len)) = Locator::parse(tail).filter(|(_, len)| *len == tail.len()) else { break };
        let is_year = years(tail, 0).next().is_some_and(|year| year.span.len() == tail.len());
        if is_year && found.is_none() || starts_with_year(tail) {
            break;
        }
        found = Some((Span::new(start, start + len), locator));
    }
    found
}

fn starts_with_year(text: &str) -> bool {
    years(text, 0).next().is_some_and(|year| year.span.start == 0)
}
