//! How many tokens a text has, about. An estimate, never a count: only the server can count.

/// Tokens of `text`: about four letters a token, one a CJK character. Errs on the high side for English.
pub fn estimate_tokens(text: &str) -> usize {
    let (wide, narrow) = text
        .chars()
        .fold((0, 0), |(wide, narrow), c| if is_wide(c) { (wide + 1, narrow) } else { (wide, narrow + 1) });
    wide + usize::div_ceil(narrow, 4)
}

/// Han, kana, hangul and their punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
