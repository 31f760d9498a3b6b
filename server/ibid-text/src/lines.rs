//! Byte offsets to lines and characters, as editors count them.

/// How an editor counts characters within a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    Utf16,
}

/// A line and a character in it, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 0.
    pub line: u32,
    /// Character, from 0, in units of the encoding.
    pub character: u32,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds the lines of `text`; a line ends with `\n`, `\r\n` or a lone `\r`.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, &b) in bytes.iter().enumerate() {
            if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i + 1);
            }
        }
        LineIndex { starts }
    }

    /// The line that holds `offset`, from 0.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&s| s <= offset) - 1
    }

    /// Where line `line` begins; the text's last line start where there is no such line.
    pub fn start(&self, line: usize) -> usize {
        self.starts[line.min(self.starts.len() - 1)]
    }

    /// The position of byte `offset` of `text` (the text the index was made from).
    pub fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let line = self.line(offset);
        let before = &text[self.starts[line]..offset];
        let character = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.encode_utf16().count(),
        };
        Position { line: line as u32, character: character as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, before: &str, line: u32, utf8: u32, utf16: u32) {
        let index = LineIndex::new(text);
        let offset = text.find(before).unwrap();
        let at = |encoding| index.position(text, offset, encoding);
        assert_eq!(at(Encoding::Utf8), Position { line, character: utf8 });
        assert_eq!(at(Encoding::Utf16), Position { line, character: utf16 });
        assert_eq!(index.line(offset), line as usize);
    }

    #[test]
    fn positions() {
        check("ab\ncd", "d", 1, 1, 1);
        check("a\r\n👍中x", "x", 1, 7, 3);
        check("a\rb\r\n\r\nc", "c", 3, 0, 0);
    }

    #[test]
    fn line_starts() {
        let index = LineIndex::new("ab\r\nc");
        assert_eq!([index.start(0), index.start(1), index.start(9)], [0, 4, 4]);
        assert_eq!(LineIndex::new("").start(0), 0);
    }
}
