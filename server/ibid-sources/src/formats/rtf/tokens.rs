//! RTF's bytes to its words.

/// A word of RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// `\name` or `\name12`.
    Control(&'a str, Option<i32>),
    /// `\'e9`, or a letter as it stands.
    Byte(u8),
}

/// The words of a file, in order.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if first == b'\'' {
            let digits = self.bytes.get(self.at + 1..self.at + 3);
            self.at = (self.at + 3).min(self.bytes.len());
            let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
            return Some(Token::Byte(
                digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or(b'?'),
            ));
        }
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) {
            self.at += 1;
        }
        if self.at == start {
            self.at += 1;
            return Some(match first {
                b'\n' | b'\r' => Token::Control("par", None),
                b'{' | b'}' | b'\\' => Token::Byte(first),
                _ => {
                    Token::Control(std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default(), None)
                }
            });
        }
        let name = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let from = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let number =
            std::str::from_utf8(&self.bytes[from..self.at]).ok().and_then(|digits| digits.parse().ok());
        self.at += usize::from(self.peek() == Some(b' '));
        if name == "bin" {
            let length = number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
        }
        Some(Token::Control(name, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                // Line breaks only lay out the file.
                b'\n' | b'\r' => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}
