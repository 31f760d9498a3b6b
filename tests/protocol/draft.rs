//! An open document as an editor holds it: text, version, positions in the encoding agreed on.

use std::ops::Range;

use serde_json::{Value, json};

/// How characters of a line are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16,
}

/// An open document.
pub(crate) struct Draft {
    pub(crate) uri: String,
    pub(crate) text: String,
    pub(crate) version: i32,
    encoding: Encoding,
}

impl Draft {
    pub(crate) fn new(uri: String, text: String, encoding: Encoding) -> Self {
        Self { uri, text, version: 1, encoding }
    }

    /// Where `words` stand for the first time, in bytes.
    #[track_caller]
    pub(crate) fn find(&self, words: &str) -> Range<usize> {
        let start = self.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the draft"));
        start..start + words.len()
    }

    /// The position of a byte.
    pub(crate) fn position(&self, byte: usize) -> Value {
        let before = &self.text[..byte];
        let line = before.matches('\n').count();
        let in_line = before.rsplit('\n').next().unwrap_or_default();
        let character = match self.encoding {
            Encoding::Utf8 => in_line.len(),
            Encoding::Utf16 => in_line.encode_utf16().count(),
        };
        json!({ "line": line, "character": character })
    }

    /// The range of some bytes.
    pub(crate) fn range(&self, bytes: Range<usize>) -> Value {
        json!({ "start": self.position(bytes.start), "end": self.position(bytes.end) })
    }

    /// The range where `words` stand for the first time.
    #[track_caller]
    pub(crate) fn range_of(&self, words: &str) -> Value {
        self.range(self.find(words))
    }

    /// The words under a range of the protocol.
    pub(crate) fn words(&self, range: &Value) -> &str {
        &self.text[self.byte(&range["start"])..self.byte(&range["end"])]
    }

    fn byte(&self, position: &Value) -> usize {
        let line = usize::try_from(position["line"].as_u64().unwrap()).unwrap();
        let character = usize::try_from(position["character"].as_u64().unwrap()).unwrap();
        let start: usize = self.text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut counted = 0;
        for (at, letter) in self.text[start..].char_indices() {
            if counted >= character {
                return start + at;
            }
            counted += match self.encoding {
                Encoding::Utf8 => letter.len_utf8(),
                Encoding::Utf16 => letter.len_utf16(),
            };
        }
        self.text.len()
    }
}
