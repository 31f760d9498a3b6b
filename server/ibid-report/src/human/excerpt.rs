//! The sentence that a mark stands in, line by line, as much of it as a reader wants to see.

use ibid_text::{Span, sentences};

use crate::clean;
use crate::context::Text;

/// How far around a mark its paragraph is looked through, in bytes.
const REACH: usize = 4_000;
/// How much of a sentence is shown before and after the mark, in bytes.
const AROUND: usize = 400;
/// Marks longer than this are cut.
const LONGEST: usize = 1_200;

/// A line of the text, or the part of it that is shown.
pub(crate) struct Line {
    /// Its number, from 1.
    pub(crate) number: usize,
    /// What is shown of it.
    pub(crate) text: String,
    /// The bytes of `text` that are marked.
    pub(crate) mark: Option<Span>,
}

/// The lines of the sentences that hold `mark`; where `whole_sentence` is false, the mark's own lines.
pub(crate) fn excerpt(text: &Text, mark: Span, whole_sentence: bool) -> Vec<Line> {
    let mark =
        text.within(Span::new(mark.start, mark.end.min(mark.start.saturating_add(LONGEST)).max(mark.start)));
    let shown = if whole_sentence { sentence(&text.text, mark) } else { lines(&text.text, mark) };
    let near = text.within(Span::new(
        shown.start.max(mark.start.saturating_sub(AROUND)),
        shown.end.min(mark.end + AROUND),
    ));
    let near =
        Span::new(word_end(&text.text, near.start, shown.start), word_start(&text.text, near.end, shown.end));
    let mut lines: Vec<Line> = pieces(text, near).filter_map(|line| shown_line(text, line, mark)).collect();
    if near.start > shown.start
        && let Some(first) = lines.first_mut()
    {
        first.text.insert_str(0, "… ");
        first.mark = first.mark.map(|mark| mark.shift("… ".len()));
    }
    if near.end < shown.end
        && let Some(last) = lines.last_mut()
    {
        last.text.push_str(" …");
    }
    lines
}

/// The sentences of the paragraph around `mark` that it touches.
fn sentence(text: &str, mark: Span) -> Span {
    let from = text.floor_char_boundary(mark.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary((mark.end + REACH).min(text.len()));
    let start = blank_line_before(&text[from..mark.start]).map_or(from, |at| from + at);
    let end = blank_line_after(&text[mark.end..to]).map_or(to, |at| mark.end + at);
    let local = Span::new(mark.start - start, mark.end - start);
    let touched = |s: &Span| s.overlaps(local) || (local.is_empty() && s.touches(local.start));
    let found = sentences(&text[start..end]).into_iter().filter(touched).reduce(Span::cover);
    found.map_or_else(|| lines(text, mark), |found| found.cover(local).shift(start))
}

fn blank_line_before(text: &str) -> Option<usize> {
    let ends =
        ["\n\n", "\n\r\n", "\r\r"].into_iter().filter_map(|blank| Some(text.rfind(blank)? + blank.len()));
    ends.max()
}

fn blank_line_after(text: &str) -> Option<usize> {
    ["\n\n", "\r\n\r\n", "\r\r"].into_iter().filter_map(|blank| text.find(blank)).min()
}

/// The whole lines that `mark` touches.
fn lines(text: &str, mark: Span) -> Span {
    let start = text[..mark.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text[mark.end..].find(['\n', '\r']).map_or(text.len(), |at| mark.end + at);
    Span::new(start, end)
}

/// The beginning of the first whole word from `at` on, where something before it was cut off.
fn word_end(text: &str, at: usize, begin: usize) -> usize {
    if at == begin {
        return at;
    }
    text[at..].find(char::is_whitespace).filter(|far| *far < 40).map_or(at, |far| at + far)
}

/// The end of the last whole word up to `at`, where something after it was cut off.
fn word_start(text: &str, at: usize, end: usize) -> usize {
    if at == end {
        return at;
    }
    text[..at].rfind(char::is_whitespace).filter(|space| at - space < 40).unwrap_or(at)
}

/// `shown`, line by line, line breaks left out.
fn pieces(text: &Text, shown: Span) -> impl Iterator<Item = Span> {
    let (first, last) = (text.lines.line(shown.start), text.lines.line(shown.end.max(shown.start)));
    (first..=last).map(move |line| {
        let start = text.lines.start(line).max(shown.start);
        let end = if line == last { shown.end } else { text.lines.start(line + 1) };
        let piece = &text.text[start..end.max(start)];
        Span::new(start, start + piece.trim_end_matches(['\n', '\r']).len())
    })
}

fn shown_line(text: &Text, line: Span, mark: Span) -> Option<Line> {
    let inside = Span::new(mark.start.clamp(line.start, line.end), mark.end.clamp(line.start, line.end));
    let part = |start, end| clean::excerpt(&text.text[start..end]);
    let before = part(line.start, inside.start).trim_start().to_owned();
    let marked = part(inside.start, inside.end);
    let here = mark.overlaps(line) || (mark.is_empty() && line.touches(mark.start));
    let span = Span::new(before.len(), before.len() + marked.len());
    let whole = format!("{before}{marked}{}", part(inside.end, line.end));
    let whole = whole.trim_end();
    let span = Span::new(span.start.min(whole.len()), span.end.min(whole.len()));
    (!whole.is_empty()).then(|| Line {
        number: text.lines.line(line.start) + 1,
        text: whole.to_owned(),
        mark: here.then_some(span),
    })
}

#[cfg(test)]
mod tests {
    use ibid_text::LineIndex;

    use super::*;

    /// What is shown of a text in which «…» is the mark, with the mark told by ‹…›.
    #[track_caller]
    fn check(text: &str, whole_sentence: bool, expected: &[(usize, &str)]) {
        let start = text.find('«').unwrap();
        let text = text.replace('«', "");
        let end = text.find('»').unwrap();
        let text = text.replace('»', "");
        let text = Text { lines: LineIndex::new(&text), text };
        let lines = excerpt(&text, Span::new(start, end), whole_sentence);
        let told: Vec<(usize, String)> = lines.iter().map(|line| (line.number, told(line))).collect();
        let told: Vec<(usize, &str)> = told.iter().map(|(n, t)| (*n, t.as_str())).collect();
        assert_eq!(told, expected);
    }

    fn told(line: &Line) -> String {
        let Some(mark) = line.mark else { return line.text.clone() };
        let (before, after) = (&line.text[..mark.start], &line.text[mark.end..]);
        format!("{before}‹{}›{after}", mark.of(&line.text))
    }

    #[test]
    fn the_sentence_and_no_other() {
        check("# Head\n\nOne here. It is «41». Three.\n\nFour.", true, &[(3, "It is ‹41›.")]);
        check("One. «Two. And» three. Four.", true, &[(1, "‹Two. And› three.")]);
    }

    #[test]
    fn over_several_lines() {
        check(
            "One. It\r\nis «41\r\ntonnes» so\r\nfar. Two.",
            true,
            &[(1, "It"), (2, "is ‹41›"), (3, "‹tonnes› so"), (4, "far.")],
        );
    }

    #[test]
    fn lines_alone_where_there_are_no_sentences() {
        check("@book{a}\n  @book{«a», title = {x}}\n\n", false, &[(2, "@book{‹a›, title = {x}}")]);
    }

    #[test]
    fn long_sentences_are_cut_at_words() {
        let word = "word ".repeat(300);
        let text = format!("{word}«here» {word}");
        let start = text.find('«').unwrap();
        let text = text.replace(['«', '»'], "");
        let text = Text { lines: LineIndex::new(&text), text };
        let lines = excerpt(&text, Span::new(start, start + 4), true);
        let shown = told(&lines[0]);
        assert!(shown.starts_with("…  word") || shown.starts_with("… word"), "{shown}");
        assert!(shown.ends_with("word …") && shown.contains("‹here›") && shown.len() < 900, "{shown}");
    }

    #[test]
    fn at_the_ends_of_a_text_and_with_nothing_in_it() {
        check("«»", true, &[]);
        check("Ends with «this»", true, &[(1, "Ends with ‹this›")]);
        check("One.\n\nTwo «»", true, &[(3, "Two‹›")]);
    }

    #[test]
    fn nothing_is_shown_that_a_terminal_obeys() {
        check("It \u{1b}[31mis «4\u{1b}[0m1\u{202e}» so.", true, &[(1, "It is ‹41› so.")]);
    }
}
