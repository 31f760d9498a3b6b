//! Raised letters: marks of notes, which are no part of a sentence, and exponents, which are.

/// What stays of `raised` letters after `before`: nothing of a note's mark; exponents as such; ordinal
/// endings and the rest as they are.
pub(crate) fn raised(before: &str, raised: &str) -> Option<String> {
    let before = before.trim_end();
    let is_number = !raised.is_empty() && raised.chars().all(|c| c.is_ascii_digit() || "-−–+".contains(c));
    if is_number && takes_exponent(before) {
        return Some(raised.chars().map(superscript).collect());
    }
    let is_mark = |c: char| c.is_ascii_digit() || "*†‡§¶#,;–- []()".contains(c);
    let marks_note =
        raised.chars().all(is_mark) || raised.chars().count() == 1 && before.ends_with(['.', ',', '”', '"']);
    (!marks_note || before.is_empty()).then(|| raised.to_string())
}

/// Whether what stands before is a base or a unit: "10", "m", "km".
fn takes_exponent(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word == "10" || matches!(word, "m" | "cm" | "mm" | "km" | "ft" | "s" | "x" | "n" | "R" | "r" | "χ")
}

fn superscript(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32(0x2070 + (c as u32 - '0' as u32)).unwrap_or(c),
        '+' => '⁺',
        _ => '⁻',
    }
}
