//! Quotation marks and what stands between them, over sentences, within a paragraph.

use ibid_text::{Span, is_cjk};

use crate::Quotation;
use crate::inline::Marks;

/// An open mark: where, its length, and what closes it.
struct Open {
    at: usize,
    mark: char,
    closing: &'static [char],
}

/// The quotations of a paragraph, outer ones before those nested in them. Spans count from the
/// paragraph's first byte; marks in code, citations and HTML do not count.
pub(crate) fn quotations(text: &str, marks: &Marks) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (at, c) in text.char_indices().filter(|(at, _)| marks.is_open(*at)) {
        let place = Place { text, marks, at, mark: c };
        if let Some(depth) = open.iter().rposition(|o| o.closing.contains(&c)) {
            if place.closes(&open[depth]) {
                let first = open[depth].at;
                open.truncate(depth);
                found.push(quotation(text, first, at));
                continue;
            }
            if c == '"' && place.opens() {
                open.truncate(depth);
            }
        }
        if let Some(closing) = closing(c)
            && place.opens()
        {
            open.push(Open { at, mark: c, closing });
        }
    }
    found.retain(|quotation| !quotation.inner.of(text).trim().is_empty());
    found.sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    found
}

fn quotation(text: &str, first: usize, last: usize) -> Quotation {
    let len = |at: usize| text[at..].chars().next().map_or(0, char::len_utf8);
    Quotation {
        span: Span::new(first, last + len(last)),
        inner: Span::new(first + len(first), last),
        block: false,
    }
}

/// What closes a quotation that `mark` opens.
fn closing(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '"' => &['"'],
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '「' => &['」'],
        '『' => &['』'],
        '‘' => &['’'],
        _ => return None,
    })
}

/// A mark where it stands.
struct Place<'a> {
    text: &'a str,
    marks: &'a Marks,
    at: usize,
    mark: char,
}

impl Place<'_> {
    /// The character before, marks of emphasis passed over.
    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().rev().find(|c| !is_emphasis(*c))
    }

    fn after(&self) -> Option<char> {
        self.text[self.at + self.mark.len_utf8()..].chars().find(|c| !is_emphasis(*c))
    }

    fn opens(&self) -> bool {
        let next = self.after().is_some_and(|c| !c.is_whitespace());
        match self.mark {
            '"' | '‘' => next && self.before().is_none_or(starts_after),
            '»' => next && self.before().is_none_or(|c| c.is_whitespace()),
            _ => true,
        }
    }

    fn closes(&self, open: &Open) -> bool {
        match self.mark {
            '"' => {
                let free = self.before().is_some_and(|c| !c.is_whitespace());
                free && open.at + 1 < self.at && !self.is_inches()
            }
            '’' => self.after().is_none_or(|c| !c.is_alphanumeric() || is_cjk(c)) && !self.is_possessive(),
            '»' | '“' => open.mark != self.mark,
            _ => true,
        }
    }

    /// `6"`: after a digit, where a better closing mark follows before the next opening one.
    fn is_inches(&self) -> bool {
        if !self.before().is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
        let rest = &self.text[self.at + 1..];
        let Some(next) =
            rest.match_indices('"').map(|(at, _)| self.at + 1 + at).find(|&at| self.marks.is_open(at))
        else {
            return false;
        };
        let next = Place { text: self.text, marks: self.marks, at: next, mark: '"' };
        next.before().is_some_and(|c| !c.is_whitespace() && !c.is_ascii_digit()) && !next.opens()
    }

    /// `‘the dogs’ bowls’`: an s before, a word after, and another mark to close.
    fn is_possessive(&self) -> bool {
        let rest = &self.text[self.at + self.mark.len_utf8()..];
        let mut chars = rest.chars();
        self.before() == Some('s')
            && chars.next() == Some(' ')
            && chars.next().is_some_and(char::is_lowercase)
            && rest
                .find('’')
                .is_some_and(|end| !rest[..end].contains('‘') && !followed_by_letter(&rest[end..]))
    }
}

fn followed_by_letter(from_mark: &str) -> bool {
    from_mark.chars().nth(1).is_some_and(char::is_alphanumeric)
}

fn is_emphasis(c: char) -> bool {
    matches!(c, '*' | '_')
}

/// Whether a quotation can begin right after `c`.
fn starts_after(c: char) -> bool {
    c.is_whitespace()
        || is_cjk(c)
        || !(c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?' | ';' | '%' | '\''))
}
