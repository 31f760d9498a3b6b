//! Commands of LaTeX that stand for letters and signs.

use unicode_normalization::UnicodeNormalization;

/// The letter `base` with the accent that the command `accent` puts on it.
pub(super) fn accented(accent: &str, base: &str) -> Option<String> {
    let mark = match accent {
        "`" => '\u{300}',
        "'" => '\u{301}',
        "^" => '\u{302}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "u" => '\u{306}',
        "." => '\u{307}',
        "\"" => '\u{308}',
        "r" => '\u{30a}',
        "H" => '\u{30b}',
        "v" => '\u{30c}',
        "d" => '\u{323}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "b" => '\u{331}',
        _ => return None,
    };
    let base = match base.trim() {
        "\\i" | "ı" => "i",
        "\\j" | "ȷ" => "j",
        base => base,
    };
    let mut letters = base.chars();
    let first = letters.next()?;
    let composed: String = [first, mark].into_iter().nfc().collect();
    Some(composed + letters.as_str())
}

/// What a command without arguments stands for.
pub(in crate::formats) fn letter(name: &str) -> Option<&'static str> {
    Some(match name {
        "ss" => "ß",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "l" => "ł",
        "L" => "Ł",
        "aa" => "å",
        "AA" => "Å",
        "i" => "ı",
        "j" => "ȷ",
        "dh" => "ð",
        "th" => "þ",
        "dots" | "ldots" | "textellipsis" | "cdots" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "textquoteleft" => "‘",
        "textquoteright" | "textquotesingle" => "’",
        "guillemotleft" | "og" => "«",
        "guillemotright" | "fg" => "»",
        "quotedblbase" | "glqq" => "„",
        "grqq" => "“",
        "S" | "textsection" => "§",
        "P" => "¶",
        "copyright" | "textcopyright" => "©",
        "pounds" | "textsterling" => "£",
        "euro" | "texteuro" | "EUR" => "€",
        "textyen" => "¥",
        "textdegree" | "degree" | "textcelsius" => "°",
        "textpm" => "±",
        "texttimes" => "×",
        "textmu" => "µ",
        "textbackslash" => "\\",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textbar" => "|",
        "textless" => "<",
        "textgreater" => ">",
        "textbullet" => "•",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        "quad" | "qquad" | "space" | "newline" | "linebreak" | "hfill" | "enspace" | "thinspace" => " ",
        "and" => "\n",
        _ => return None,
    })
}
