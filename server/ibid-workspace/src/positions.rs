//! Lines and characters, as editors count them, to bytes of a rope and back. What lies outside the text
//! is brought to the nearest place inside it.

use ibid_text::{Encoding, Position};
use ropey::Rope;

/// The byte that `position` names; past the end of its line, that end; past the last line, the end of the
/// text; inside a character, that character's start.
pub fn offset(text: &Rope, position: Position, encoding: Encoding) -> usize {
    let line = position.line as usize;
    if line >= text.len_lines() {
        return text.len_bytes();
    }
    let (start, end) = line_chars(text, line);
    let character = position.character as usize;
    let at = match encoding {
        Encoding::Utf8 => {
            text.byte_to_char((text.char_to_byte(start) + character).min(text.char_to_byte(end)))
        }
        Encoding::Utf16 => {
            let last = text.char_to_utf16_cu(end);
            text.utf16_cu_to_char((text.char_to_utf16_cu(start) + character).min(last))
        }
    };
    text.char_to_byte(at)
}

/// Where byte `offset` stands; past the end, the end; inside a character, its start.
pub fn position(text: &Rope, offset: usize, encoding: Encoding) -> Position {
    let offset = offset.min(text.len_bytes());
    let line = text.byte_to_line(offset);
    let start = text.line_to_byte(line);
    let before = text.get_byte_slice(start..offset).unwrap_or_else(|| {
        let whole = text.char_to_byte(text.byte_to_char(offset));
        text.byte_slice(start..whole)
    });
    let character = match encoding {
        Encoding::Utf8 => before.len_bytes(),
        Encoding::Utf16 => before.len_utf16_cu(),
    };
    Position { line: line as u32, character: character as u32 }
}

/// The first character of `line`, and the one past its last, its line break left out.
fn line_chars(text: &Rope, line: usize) -> (usize, usize) {
    let start = text.line_to_char(line);
    let slice = text.line(line);
    let len = slice.len_chars();
    let at = |back: usize| len.checked_sub(back).map(|i| slice.char(i));
    let ending = match (at(2), at(1)) {
        (Some('\r'), Some('\n')) => 2,
        (_, Some('\n' | '\r')) => 1,
        _ => 0,
    };
    (start, start + len - ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with the place that (line, character) names marked.
    fn marked(text: &str, line: u32, character: u32, encoding: Encoding) -> String {
        let at = offset(&Rope::from_str(text), Position { line, character }, encoding);
        format!("{}|{}", &text[..at], &text[at..])
    }

    #[test]
    fn characters_are_counted_in_the_encodings_units() {
        let text = "é中𝒳x\r\nzwei";
        assert_eq!(marked(text, 0, 2, Encoding::Utf16), "é中|𝒳x\r\nzwei");
        assert_eq!(marked(text, 0, 4, Encoding::Utf16), "é中𝒳|x\r\nzwei");
        assert_eq!(marked(text, 0, 5, Encoding::Utf8), "é中|𝒳x\r\nzwei");
        assert_eq!(marked(text, 1, 2, Encoding::Utf16), "é中𝒳x\r\nzw|ei");
    }

    #[test]
    fn what_lies_outside_is_brought_inside() {
        let text = "é𝒳\r\nab\n";
        assert_eq!(marked(text, 0, 99, Encoding::Utf16), "é𝒳|\r\nab\n");
        assert_eq!(marked(text, 0, u32::MAX, Encoding::Utf8), "é𝒳|\r\nab\n");
        assert_eq!(marked(text, 9, 3, Encoding::Utf16), "é𝒳\r\nab\n|");
        assert_eq!(marked(text, 2, 3, Encoding::Utf8), "é𝒳\r\nab\n|");
        assert_eq!(marked(text, 0, 2, Encoding::Utf16), "é|𝒳\r\nab\n", "inside a surrogate pair");
        assert_eq!(marked(text, 0, 1, Encoding::Utf8), "|é𝒳\r\nab\n", "inside a character");
    }

    #[test]
    fn inside_a_character_is_its_start() {
        let text = Rope::from_str("a\n中x");
        let at = |offset| position(&text, offset, Encoding::Utf16);
        assert_eq!([at(3), at(4), at(5)].map(|at| (at.line, at.character)), [(1, 0), (1, 0), (1, 1)]);
    }

    #[test]
    fn only_the_protocols_line_breaks_count() {
        assert_eq!(marked("a\u{2028}b\u{c}c\rd", 1, 0, Encoding::Utf16), "a\u{2028}b\u{c}c\r|d");
    }

    #[test]
    fn there_and_back() {
        let text = Rope::from_str("a中𝒳\r\n\n«é»\rend");
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let mut at = 0;
            for c in text.chars() {
                // Between the two halves of a line break is no place of its own.
                if text.byte_slice(..at).chars().last() != Some('\r') || c != '\n' {
                    assert_eq!(
                        offset(&text, position(&text, at, encoding), encoding),
                        at,
                        "{encoding:?} {at}"
                    );
                }
                at += c.len_utf8();
            }
            assert_eq!(offset(&text, position(&text, 999, encoding), encoding), at);
        }
    }
}
