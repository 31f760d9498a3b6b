//! The next full stop, and whether it ends the sentence.

use super::abbreviations::{self, Abbreviation};
use crate::is_cjk;
use crate::normal::is_raised;

/// What stands at or after a place in the text.
pub(super) enum Stop {
    /// The sentence ends here.
    Ends(usize),
    /// It does not; look on from here.
    GoesOn(usize),
}

/// A run of end marks, with the closing marks after it.
struct Run<'a> {
    text: &'a str,
    /// Where the run begins.
    start: usize,
    /// One past its last end mark.
    marks_end: usize,
    /// One past the closing marks.
    end: usize,
}

/// Finds the next blank line or end mark in `text` from `at` on; the sentence began at `start`.
pub(super) fn next(text: &str, start: usize, at: usize) -> Stop {
    let Some((offset, c)) = text[at..].char_indices().find(|&(_, c)| is_mark(c) || is_break(c)) else {
        return Stop::GoesOn(text.len());
    };
    let at = at + offset;
    if is_break(c) {
        let gap = gap(&text[at..]);
        let end = at + gap.len();
        return if has_blank_line(gap) { Stop::Ends(end) } else { Stop::GoesOn(end) };
    }
    let run = Run::read(text, at);
    if !run.ends_sentence(start) {
        return Stop::GoesOn(run.end);
    }
    Stop::Ends(with_citations(text, run.end))
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽') || is_wide_mark(c)
}

fn is_wide_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．' | '｡')
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '”'
            | '’'
            | '»'
            | '›'
            | '」'
            | '』'
            | '）'
            | '】'
            | '〉'
            | '》'
            | '*'
            | '_'
    )
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// The white space `text` begins with.
fn gap(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

fn has_blank_line(gap: &str) -> bool {
    gap.replace("\r\n", "\n").chars().filter(|&c| is_break(c)).count() > 1
}

impl<'a> Run<'a> {
    fn read(text: &'a str, start: usize) -> Run<'a> {
        let mut marks_end = start;
        for (i, c) in text[start..].char_indices() {
            let spaced = matches!(c, ' ' | '\u{a0}') && text[start + i + c.len_utf8()..].starts_with('.');
            if is_mark(c) {
                marks_end = start + i + c.len_utf8();
            } else if !spaced {
                break;
            }
        }
        let closers: usize =
            text[marks_end..].chars().take_while(|&c| is_closer(c)).map(char::len_utf8).sum();
        Run { text, start, marks_end, end: marks_end + closers }
    }

    fn marks(&self) -> &'a str {
        &self.text[self.start..self.marks_end]
    }

    fn ends_sentence(&self, start: usize) -> bool {
        let after = &self.text[self.end..];
        let gap = gap(after);
        let next = &after[gap.len()..];
        if next.is_empty() || has_blank_line(gap) {
            return true;
        }
        if self.marks().chars().any(is_wide_mark) {
            return !self.is_said_on(after);
        }
        let noted = citation_len(after) > 0;
        if (gap.is_empty() && !noted) || goes_on(&next[if noted { citation_len(next) } else { 0 }..]) {
            return false;
        }
        match self.marks() {
            "." => self.full_stop_ends(start, next),
            marks if marks.contains('…') || marks.contains('.') => self.ellipsis_ends(),
            _ => true,
        }
    }

    /// “……。”他说: the words after the closing mark say who spoke.
    fn is_said_on(&self, after: &str) -> bool {
        let quoted = self.text[self.marks_end..self.end].contains(['”', '」', '』', '"']);
        let clause: String = after.chars().take_while(|&c| is_cjk(c)).take(12).collect();
        quoted
            && ["说", "說", "道", "表示", "称", "稱", "指出", "问", "問", "写"]
                .iter()
                .any(|verb| clause.contains(verb))
    }

    /// An ellipsis ends a sentence when it is written close to its last word, or with a fourth point.
    fn ellipsis_ends(&self) -> bool {
        let before = &self.text[..self.start];
        let close = before.chars().next_back().is_some_and(|c| !c.is_whitespace() && !matches!(c, '[' | '('));
        let points = self.marks().chars().filter(|&c| c == '.').count();
        self.marks().contains(['!', '?']) || (close && !before.is_empty()) || points > 3
    }

    fn full_stop_ends(&self, start: usize, next: &str) -> bool {
        let before = &self.text[start..self.start];
        let word = last_word(before);
        if before.chars().next_back().is_none_or(char::is_whitespace) {
            return false;
        }
        if before.trim_start().bytes().all(|b| b.is_ascii_digit()) {
            return false; // "1." at the start: a list's number
        }
        if self.end > self.marks_end {
            return true;
        }
        let next = next.trim_start_matches(is_opener);
        let next_word: &str = &next[..next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len())];
        let numbered = next.starts_with(|c: char| c.is_numeric()) || is_label(next_word);
        match abbreviations::of(word) {
            Some(Abbreviation::Never) => false,
            Some(Abbreviation::BeforeNumber) => !numbered,
            Some(Abbreviation::Perhaps) => {
                abbreviations::starts_sentence(next_word) && !is_initial(next, next_word)
            }
            None => true,
        }
    }
}

/// "iv", "B": what a number's abbreviation may stand before.
fn is_label(word: &str) -> bool {
    word.chars().count() == 1 || (!word.is_empty() && word.chars().all(|c| "IVXLC".contains(c)))
}

/// Whether `word`, with which `next` begins, is a name's initial ("A. Smith").
fn is_initial(next: &str, word: &str) -> bool {
    word.chars().count() == 1 && next[word.len()..].starts_with('.')
}

/// The word at the end of `text`, points inside it included.
fn last_word(text: &str) -> &str {
    let start = text.char_indices().rev().find(|&(_, c)| !(c.is_alphanumeric() || c == '.'));
    text[start.map_or(0, |(i, c)| i + c.len_utf8())..].trim_start_matches('.')
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | '[' | '“' | '‘' | '«' | '‹' | '「' | '『' | '（' | '*' | '_')
}

/// Whether what follows cannot begin a sentence: lower case, or a mark that closes nothing.
fn goes_on(next: &str) -> bool {
    let inner = next.trim_start().trim_start_matches(is_opener);
    inner.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ':' | ')'))
}

/// One past the citations and note marks that follow a sentence's end at `end`.
fn with_citations(text: &str, mut end: usize) -> usize {
    loop {
        let gap = gap(&text[end..]);
        let len = citation_len(&text[end + gap.len()..]);
        if len == 0 || has_blank_line(gap) {
            return end;
        }
        end += gap.len() + len;
        let marks: usize = text[end..].chars().take_while(|&c| is_mark(c)).map(char::len_utf8).sum();
        end += marks;
    }
}

/// Bytes of the citation in brackets (`[@key]`, `[see @key, p. 3]`, `[^1]`) or raised figure that
/// `text` begins with.
fn citation_len(text: &str) -> usize {
    let figures: usize = text.chars().take_while(|&c| is_raised(c)).map(char::len_utf8).sum();
    if figures > 0 || !text.starts_with('[') {
        return figures;
    }
    let Some(close) = text.find(']') else { return 0 };
    let inside = &text[1..close];
    let cites = inside.starts_with('^') || inside.split([' ', ';', '-']).any(|word| word.starts_with('@'));
    if cites && !inside.contains(['[', '\n']) { close + 1 } else { 0 }
}
