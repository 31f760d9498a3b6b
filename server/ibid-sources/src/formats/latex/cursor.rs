//! A place in LaTeX's text that moves on.

/// After so many groups that never end, no more are looked for: each look goes through the rest of the text.
const MOST_UNENDED: u8 = 16;

/// The rest of a text, up to an end.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    /// The line of `counted`, from 1.
    line: u32,
    counted: usize,
    unended: u8,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, at: usize, end: usize) -> Cursor<'a> {
        Cursor { text, at, end, line: 1, counted: 0, unended: 0 }
    }

    /// The line that is being read, from 1.
    pub(super) fn line(&mut self) -> u32 {
        let passed =
            self.text.as_bytes()[self.counted..self.at].iter().filter(|byte| **byte == b'\n').count();
        self.line += passed as u32;
        self.counted = self.at;
        self.line
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Takes what stands next if it is `word`.
    pub(super) fn takes(&mut self, word: &str) -> bool {
        let stands = self.rest().starts_with(word);
        self.at += if stands { word.len() } else { 0 };
        stands
    }

    /// Takes everything up to and with `word`, or the rest; gives what stands before it.
    pub(super) fn until(&mut self, word: &str) -> &'a str {
        let rest = self.rest();
        let found = rest.find(word);
        self.at += found.map_or(rest.len(), |at| at + word.len());
        &rest[..found.unwrap_or(rest.len())]
    }

    /// One byte back, which was ASCII.
    pub(super) fn back(&mut self) {
        if self.at > 0 && self.text.as_bytes()[self.at - 1].is_ascii() {
            self.at -= 1;
            self.counted = self.counted.min(self.at);
        }
    }

    pub(super) fn spaces(&mut self) {
        while self.peek().is_some_and(|c| c == ' ' || c == '\t') {
            self.next();
        }
    }

    /// The letters of a command's name.
    pub(super) fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// What stands in the braces that come next, after spaces and at most one line end.
    pub(super) fn argument(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let inside = rest.trim_start_matches([' ', '\t']);
        let inside = inside.strip_prefix('\n').map_or(inside, |next| next.trim_start_matches([' ', '\t']));
        inside.starts_with('{').then(|| {
            self.at += rest.len() - inside.len();
            self.group('{', '}')
        })?
    }

    /// What stands in the brackets that come next.
    pub(super) fn option(&mut self) -> Option<&'a str> {
        if self.rest().starts_with('[') { self.group('[', ']') } else { None }
    }

    fn group(&mut self, open: char, close: char) -> Option<&'a str> {
        let rest = self.rest();
        if self.unended >= MOST_UNENDED {
            return None;
        }
        let (mut depth, mut escaped) = (0usize, false);
        for (at, c) in rest.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == open => depth += 1,
                c if c == close => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += at + close.len_utf8();
                        return Some(&rest[open.len_utf8()..at]);
                    }
                }
                _ => {}
            }
        }
        self.unended += 1;
        None
    }
}
