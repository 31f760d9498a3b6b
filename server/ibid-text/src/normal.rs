//! A normal form of text in which typography does not count, with a map back to the original.

use std::str::Chars;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::{Span, words::is_han_or_kana};

/// Text brought to a normal form: compatibility-composed, lower case, curly quotes and dashes made
/// plain, runs of white space one space (none at either end, nor between Chinese or Japanese
/// characters), soft hyphens, raised note marks and a word's break across a line end gone. A hyphen at
/// a line end goes too, be it the typesetter's or the word's own: who compares words had better not
/// count hyphens.
/// Every character of it knows the bytes of the original it came from.
#[derive(Clone, Debug)]
pub struct Normal {
    /// The normal form.
    pub text: String,
    /// Which original bytes each stretch of `text` came from, in order.
    pieces: Vec<Piece>,
}

/// A stretch of the normal form and the original it came from.
#[derive(Clone, Debug)]
struct Piece {
    /// Where the stretch begins in the normal form.
    at: usize,
    source: Span,
    /// Byte `n` of the stretch is byte `n` of the source; else the stretch is one character or
    /// ligature and comes from all of the source.
    straight: bool,
}

impl Normal {
    /// The normal form of `text`.
    pub fn new(text: &str) -> Normal {
        let mut builder = Builder::new(text);
        loop {
            builder.plain_run();
            if !builder.step() {
                break;
            }
        }
        Normal { text: builder.out, pieces: builder.pieces }
    }

    /// The span of the original that `span` of the normal form came from.
    pub fn original(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = if span.start < self.text.len() { self.start(span.start) } else { self.end(span.start) };
            return Span::new(at, at);
        }
        Span::new(self.start(span.start), self.end(span.end))
    }

    fn start(&self, offset: usize) -> usize {
        self.piece(offset)
            .map_or(0, |p| if p.straight { p.source.start + (offset - p.at) } else { p.source.start })
    }

    /// The original's end of what ends at `end` of the normal form.
    fn end(&self, end: usize) -> usize {
        let end = end.min(self.text.len());
        self.piece(end.saturating_sub(1))
            .map_or(0, |p| if p.straight { p.source.start + (end - p.at) } else { p.source.end })
    }

    fn piece(&self, offset: usize) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|p| p.at <= offset).saturating_sub(1))
    }
}

struct Builder<'a> {
    text: &'a str,
    at: usize,
    out: String,
    pieces: Vec<Piece>,
    /// White space that was read but not yet written.
    space: Option<Span>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str) -> Builder<'a> {
        Builder { text, at: 0, out: String::with_capacity(text.len()), pieces: Vec::new(), space: None }
    }

    fn rest(&self) -> Chars<'a> {
        self.text[self.at..].chars()
    }

    /// Takes the run of letters, marks and single spaces at hand of which every byte stands for itself, which is most of most
    /// texts, in one go.
    fn plain_run(&mut self) {
        let bytes = &self.text.as_bytes()[self.at..];
        if self.space.is_some() || bytes.first() == Some(&b' ') {
            return;
        }
        let followed = |i: usize| bytes.get(i + 1).is_some_and(u8::is_ascii_graphic);
        let plain = |i: usize| match bytes[i] {
            b'`' => false,
            b' ' | b'-' => followed(i),
            byte => byte.is_ascii_graphic(),
        };
        let mut len = (0..bytes.len()).take_while(|&i| plain(i)).count();
        // What comes next may be a mark on the last letter.
        if bytes.get(len).is_some_and(|next| !next.is_ascii()) {
            len = len.saturating_sub(1);
        }
        while len > 0 && bytes[len - 1] == b' ' {
            len -= 1;
        }
        let (source, at) = (Span::new(self.at, self.at + len), self.out.len());
        if len > 0 {
            self.piece(source, true);
            self.out.push_str(source.of(self.text));
            self.out[at..].make_ascii_lowercase();
            self.at = source.end;
        }
    }

    /// Takes the next character with the marks on it, or white space; `false` at the end.
    fn step(&mut self) -> bool {
        let start = self.at;
        let Some(c) = self.rest().next() else { return false };
        self.at += c.len_utf8();
        if c.is_whitespace() {
            self.space = Some(self.space.map_or(Span::new(start, self.at), |s| Span::new(s.start, self.at)));
        } else if let Some(resume) = self.broken_word(c) {
            if !self.rest_from(resume).next().is_some_and(char::is_lowercase) {
                self.write(c, Span::new(start, self.at));
            }
            self.at = resume;
        } else if !(is_ignored(c) || is_raised(c) && self.is_note_mark(start)) {
            self.write(c, Span::new(start, self.at));
        }
        true
    }

    fn rest_from(&self, at: usize) -> Chars<'a> {
        self.text[at..].chars()
    }

    /// Where the word goes on, if `hyphen` (just read) breaks one across a line end.
    fn broken_word(&self, hyphen: char) -> Option<usize> {
        if !matches!(hyphen, '-' | '\u{2010}' | '\u{ad}') || self.space.is_some() {
            return None;
        }
        self.out.chars().next_back().filter(|c| c.is_alphanumeric())?;
        let rest = &self.text[self.at..];
        let gap = &rest[..rest.len() - rest.trim_start().len()];
        let breaks = gap.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\r')).count();
        let next = rest[gap.len()..].chars().next()?;
        (breaks == 1 && next.is_alphanumeric()).then_some(self.at + gap.len())
    }

    /// Writes `c`, which stands at `source`, and the combining marks after it.
    fn write(&mut self, c: char, source: Span) {
        self.write_space(c);
        if c.is_ascii() && !self.rest().next().is_some_and(|n| !n.is_ascii() && joins(n)) {
            let plain = if c == '`' { '\'' } else { c.to_ascii_lowercase() };
            return self.push(plain, source, true);
        }
        while let Some(mark) = self.rest().next().filter(|&n| joins(n)) {
            self.at += mark.len_utf8();
        }
        let source = Span::new(source.start, self.at);
        let cluster = source.of(self.text);
        self.write_link(c, source);
        for folded in cluster.chars().map(before_composing).nfkc().flat_map(char::to_lowercase).map(plain) {
            self.push(folded, source, folded.len_utf8() == source.len());
        }
    }

    /// Keeps 2½ from becoming 21/2, and 10⁶ from becoming 106.
    fn write_link(&mut self, c: char, source: Span) {
        let after_digit = self.out.ends_with(|c: char| c.is_ascii_digit());
        if after_digit && matches!(c, '¼'..='¾' | '⅐'..='⅟') {
            self.push(' ', source, false);
        } else if after_digit && is_raised(c) && !self.text[..source.start].ends_with(is_raised) {
            self.push('^', source, false);
        }
    }

    /// Whether the raised figure at `at` is a note's: after a mark or a word, not a unit ("km²").
    fn is_note_mark(&self, at: usize) -> bool {
        let mut before = self.text[..at].chars().rev().skip_while(|&c| is_raised(c));
        let Some(last) = before.next() else { return false };
        let word = last.is_alphabetic() && before.take(3).filter(|c| c.is_alphabetic()).count() == 3;
        word || is_han_or_kana(last)
            || matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '”' | '’' | ')')
    }

    fn write_space(&mut self, next: char) {
        let Some(space) = self.space.take() else { return };
        let Some(last) = self.out.chars().next_back() else { return };
        if !(is_han_or_kana(last) && is_han_or_kana(next)) {
            self.push(' ', space, space.len() == 1);
        }
    }

    fn push(&mut self, c: char, source: Span, straight: bool) {
        self.piece(source, straight);
        self.out.push(c);
    }

    /// Says that what is written next comes from `source`.
    fn piece(&mut self, source: Span, straight: bool) {
        let at = self.out.len();
        match self.pieces.last_mut() {
            Some(last) if straight && last.straight && last.source.end == source.start => {
                last.source.end = source.end;
            }
            Some(last) if !straight && !last.straight && last.source == source => {}
            _ => self.pieces.push(Piece { at, source, straight }),
        }
    }
}

/// Soft hyphens, joiners, variation selectors, byte order marks: seen by nobody.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Whether `c` composes with the character before it.
fn joins(c: char) -> bool {
    is_combining_mark(c) && !is_ignored(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// Whether `c` is a raised figure.
pub(crate) fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// What composition would tear into a space and a mark.
fn before_composing(c: char) -> char {
    if matches!(c, '\u{b4}' | '\u{2b9}' | '\u{2bc}') { '\'' } else { c }
}

fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '『' | '』' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '「' | '」' | '〝' | '〞' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2044}' => '/',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(original: &str, normal: &str) {
        let got = Normal::new(original);
        assert_eq!(got.text, normal, "for {original:?}");
        for (i, c) in got.text.char_indices() {
            let span = got.original(Span::new(i, i + c.len_utf8()));
            assert!(original.get(span.start..span.end).is_some(), "{span:?} in {original:?}");
            assert!(!span.is_empty(), "{c:?} of {original:?} came from nothing");
        }
        let whole = got.original(Span::new(0, got.text.len()));
        assert_eq!(Normal::new(whole.of(original)).text, normal, "the whole maps back");
    }

    proptest::proptest! {
        #[test]
        fn runs_are_read_as_their_characters_are(text in "([a-zA-Z0-9.,'`(/^]|-| |\n|é|\u{301}|\u{ad}|²|½|ﬁ|“|中|。){0,40}") {
            let mut steps = Builder::new(&text);
            while steps.step() {}
            let normal = Normal::new(&text);
            proptest::prop_assert_eq!(&normal.text, &steps.out);
            let pieces = |pieces: &[Piece]| pieces.iter().map(|p| (p.at, p.source, p.straight)).collect::<Vec<_>>();
            proptest::prop_assert_eq!(pieces(&normal.pieces), pieces(&steps.pieces));
        }
    }

    #[track_caller]
    fn back(original: &str, part: &str, expected: &str) {
        let normal = Normal::new(original);
        let at = normal.text.find(part).unwrap();
        assert_eq!(normal.original(Span::new(at, at + part.len())).of(original), expected);
    }

    #[test]
    fn typography_does_not_count() {
        check("“It’s” — «so»…", "\"it's\" - \"so\"...");
        check("  A \t b\r\n c\u{a0}d ", "a b c d");
        check("co\u{ad}operate", "cooperate");
        check("ﬁnal Ｈｕａｗｅｉ，１８０（％）", "final huawei,180(%)");
        check("`x´", "'x'");
        check("", "");
        check(" \r\n ", "");
    }

    #[test]
    fn raised_figures() {
        check("chips¹² lag.³ “So”⁴", "chips lag. \"so\"");
        check("落后一代¹。", "落后一代。");
        check("5 km² of 10⁶ and 10¹² m³", "5 km2 of 10^6 and 10^12 m3");
        check("2½ or ½", "2 1/2 or 1/2");
    }

    #[test]
    fn accents_compose() {
        check("Cafe\u{301} ÉCOLE", "café école");
        check("ﾊﾞｽ", "バス");
    }

    #[test]
    fn words_broken_at_a_line_end_are_joined() {
        check("semi-\r\n  conductor", "semiconductor");
        check("Anglo-\nAmerican, 2010-\n2015", "anglo-american, 2010-2015");
        check("soft\u{ad}\nened", "softened");
        check("a list -\nof things", "a list - of things");
        check("end-\n\nnew paragraph", "end- new paragraph");
    }

    #[test]
    fn chinese_lines_are_joined() {
        check("我们的单\n芯片 落后。\r\n「一代」", "我们的单芯片落后。\"一代\"");
        check("한국 사람", "한국 사람");
        check("Huawei 华为 5G", "huawei 华为 5g");
    }

    #[test]
    fn emoji_pass() {
        check("Hi 👩‍💻!", "hi 👩💻!");
    }

    #[test]
    fn spans_map_back() {
        back("The “Ｃhip”  is", "\"chip\" is", "“Ｃhip”  is");
        back("a semi-\nconductor b", "semiconductor", "semi-\nconductor");
        back("x Cafe\u{301} y", "é", "e\u{301}");
        back("落后\n一代人", "一代", "一代");
        back("a ﬁnal", "i", "ﬁ");
    }
}
