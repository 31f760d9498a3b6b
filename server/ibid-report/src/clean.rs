//! What comes from a source, or from a draft, made safe to print: a terminal must not obey it, and it must
//! not make lines of its own.

use anstream::adapter::strip_str;

/// `text` on one line: no escape sequences, control characters or marks that turn the direction of writing;
/// each run of white space one space.
pub fn one_line(text: &str) -> String {
    let printable = printable(text);
    printable.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` as long as it was made, with every line break and tab a space, and nothing a terminal obeys.
pub(crate) fn excerpt(text: &str) -> String {
    printable(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

/// `text` with its line breaks and tabs, and nothing else that a terminal or an editor obeys.
pub(crate) fn printable(text: &str) -> String {
    let stripped = strip_str(text).to_string();
    stripped.chars().filter(|&c| matches!(c, '\n' | '\r' | '\t') || !is_command(c)).collect()
}

fn is_command(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        let hostile =
            "red \u{1b}[31malarm\u{1b}[0m \u{1b}]0;title\u{7}bell\u{7} \u{9b}2J \u{202e}txet\u{202c} \0end";
        assert_eq!(one_line(hostile), "red alarm bell 2J txet end");
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(one_line("  one\r\ntwo\t\tthree\u{2028}four \n"), "one two three four");
        assert_eq!(printable("one\r\n\ttwo\u{8}"), "one\r\n\ttwo");
    }

    #[test]
    fn letters_of_all_kinds_stay() {
        let letters = "中文，é e\u{301} 👩\u{200d}🔬 «ß» …";
        assert_eq!(one_line(letters), letters);
        assert_eq!(excerpt(letters), letters);
    }
}
