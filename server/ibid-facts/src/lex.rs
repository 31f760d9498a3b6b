//! Text to tokens: numerals, words, single ideographs and marks. It judges nothing.

use ibid_text::{Span, is_cjk};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A numeral with its thousand marks and decimals.
    Number,
    /// Digits with two points or more ("10.06.2025", "1.2.3").
    Dotted,
    /// Letters.
    Word,
    /// One ideograph.
    Cjk,
    /// Any other character.
    Mark,
}

/// A token of a text.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    /// Lower case; for a numeral its plain digits ("1234.5").
    pub(crate) lower: String,
    pub(crate) kind: Kind,
    /// No white space stands before it.
    pub(crate) glued: bool,
}

impl Token<'_> {
    /// Whether it begins with a capital letter.
    pub(crate) fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The tokens of one text.
pub(crate) struct Tokens<'a> {
    list: Vec<Token<'a>>,
}

impl<'a> Tokens<'a> {
    /// Cuts `text` into tokens.
    pub(crate) fn new(text: &'a str) -> Tokens<'a> {
        let spaced = !has_comma_groups(text);
        let mut list = Vec::new();
        let mut at = 0;
        let mut glued = false;
        while let Some(c) = text[at..].chars().next() {
            if c.is_whitespace() {
                glued = false;
                at += c.len_utf8();
                continue;
            }
            let (kind, end) = scan(text, at, c, spaced);
            let raw = &text[at..end];
            let lower = if kind == Kind::Number { plain(raw) } else { raw.to_lowercase() };
            list.push(Token { span: Span::new(at, end), text: raw, lower, kind, glued });
            glued = true;
            at = end;
        }
        Tokens { list }
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn get(&self, i: usize) -> Option<&Token<'a>> {
        self.list.get(i)
    }

    /// The token `back` places before `i`.
    pub(crate) fn before(&self, i: usize, back: usize) -> Option<&Token<'a>> {
        self.list.get(i.checked_sub(back)?)
    }

    /// The token's lower-case text, empty past the end.
    pub(crate) fn lower(&self, i: usize) -> &str {
        self.get(i).map_or("", |t| &t.lower)
    }

    /// The lower-case text `back` places before `i`, empty before the start.
    pub(crate) fn lower_before(&self, i: usize, back: usize) -> &str {
        self.before(i, back).map_or("", |t| &t.lower)
    }

    pub(crate) fn kind(&self, i: usize) -> Option<Kind> {
        self.get(i).map(|t| t.kind)
    }

    /// Whether token `i` stands right after the one before.
    pub(crate) fn glued(&self, i: usize) -> bool {
        self.get(i).is_some_and(|t| t.glued)
    }

    /// The span from token `from` up to but not including `to` (`from < to`).
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.list[from].span.start, self.list[to - 1].span.end)
    }

    /// Where the phrase that begins at `i` ends, when the tokens spell `pattern`.
    pub(crate) fn phrase(&self, i: usize, pattern: &str) -> Option<usize> {
        let mut rest = pattern;
        let mut at = i;
        while !rest.is_empty() {
            rest = rest.trim_start();
            let token = self.get(at)?;
            rest = rest.strip_prefix(token.lower.as_str())?;
            let cut = token.kind == Kind::Word
                && rest.chars().next().is_some_and(|c| c.is_alphabetic() && !is_cjk(c));
            if cut {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The entry of `table` with the longest phrase at `i`, and where it ends.
    pub(crate) fn longest<T: Copy>(&self, i: usize, table: &[(&str, T)]) -> Option<(T, usize)> {
        // Long tables are looked through at each token: most entries go by their first byte.
        let first = self.get(i)?.lower.bytes().next()?;
        table
            .iter()
            .filter(|(pattern, _)| pattern.bytes().next() == Some(first))
            .filter_map(|(pattern, value)| self.phrase(i, pattern).map(|end| (*value, end)))
            .max_by_key(|(_, end)| *end)
    }
}

/// A digit, ASCII or full width.
pub(crate) fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{FF10}'..='\u{FF19}' => char::from_digit(c as u32 - 0xFF10, 10),
        _ => None,
    }
}

/// Whether a text sets its thousands apart with commas, so that a space there parts two numbers: "6,820 142 118".
fn has_comma_groups(text: &str) -> bool {
    let grouped = |(at, _): (usize, &str)| {
        let (_, count) = digits(&text[at + 1..]);
        count == 3 && text[..at].ends_with(|c: char| digit(c).is_some())
    };
    text.match_indices(',').any(grouped)
}

fn scan(text: &str, at: usize, c: char, spaced: bool) -> (Kind, usize) {
    if digit(c).is_some() || (c == '.' && bare_point(text, at)) {
        return number(text, at, spaced);
    }
    if is_cjk(c) || c == '〇' {
        return (Kind::Cjk, at + c.len_utf8());
    }
    if c.is_alphabetic() {
        return (Kind::Word, word_end(text, at));
    }
    (Kind::Mark, at + c.len_utf8())
}

/// Whether the point at `at` begins a number (".5").
fn bare_point(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
        && before.is_none_or(|c| c.is_whitespace() || c == '(')
}

fn word_end(text: &str, at: usize) -> usize {
    let letter = |c: char| c.is_alphabetic() && !is_cjk(c) && c != '〇';
    let mut chars = text[at..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let apostrophe = matches!(c, '\'' | '’') && i > 0 && chars.peek().is_some_and(|(_, n)| letter(*n));
        if !letter(c) && !apostrophe && !is_mark_on_letter(c) {
            return at + i;
        }
    }
    text.len()
}

fn is_mark_on_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Bytes of digits at the start of `text`, and how many digits.
fn digits(text: &str) -> (usize, usize) {
    let n = text.chars().take_while(|c| digit(*c).is_some()).count();
    (text.chars().take(n).map(char::len_utf8).sum(), n)
}

fn number(text: &str, at: usize, spaced: bool) -> (Kind, usize) {
    let (len, count) = digits(&text[at..]);
    let mut end = at + len;
    if count <= 3 && !text[at..].starts_with('0') {
        end = groups(text, end, spaced && !follows_number(text, at));
    }
    let mut points = 0;
    while text[end..].starts_with('.') {
        let (len, count) = digits(&text[end + 1..]);
        if count == 0 {
            break;
        }
        end += 1 + len;
        points += 1;
    }
    (if points > 1 { Kind::Dotted } else { Kind::Number }, end)
}

/// Whether nothing but a space parts the number at `at` from one before it, so that spaces part numbers there: "46 54 88 121 139".
fn follows_number(text: &str, at: usize) -> bool {
    text[..at].strip_suffix(' ').is_some_and(|before| before.ends_with(|c: char| digit(c).is_some()))
}

/// The end of the groups of three digits from `end` on, all with the same mark; a space is one only where numbers are so `spaced`.
fn groups(text: &str, mut end: usize, spaced: bool) -> usize {
    let marks = [',', '\'', '’', ' ', '\u{A0}', '\u{2009}', '\u{202F}', '，'];
    let is_mark = |c: &char| marks.contains(c) && (*c != ' ' || spaced);
    let Some(mark) = text[end..].chars().next().filter(is_mark) else { return end };
    while text[end..].starts_with(mark) {
        let after = end + mark.len_utf8();
        let (len, count) = digits(&text[after..]);
        let dotted_on = mark == ' ' && text[after + len..].starts_with([',', '-', '–', '/']);
        if count != 3 || dotted_on && text[after + len..].chars().nth(1).is_some_and(|c| digit(c).is_some()) {
            break;
        }
        end = after + len;
    }
    end
}

/// A numeral without its thousand marks, digits in ASCII.
fn plain(raw: &str) -> String {
    raw.chars().filter_map(|c| if c == '.' { Some('.') } else { digit(c) }).collect()
}
