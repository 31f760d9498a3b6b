//! What a model said, brought to words that may stand in a draft: no talk around it, no repetition, no markup.

use ibid_text::{is_shown, markup};

/// The part of `said` that may follow `before`, and whether it was cut where markup begins.
pub(super) fn words(said: &str, before: &str) -> (String, bool) {
    let said = fresh(said, before);
    let end = markup(said);
    let plain: String = said[..end.unwrap_or(said.len())].chars().filter(|c| is_shown(*c)).collect();
    (joined(&plain, before), end.is_some())
}

/// What was said as words that may stand for a sentence; `None` where there is markup in it, or nothing.
pub(crate) fn plain(said: &str) -> Option<String> {
    let (words, cut) = words(said.trim(), "");
    let words = words.trim();
    (!cut && !words.is_empty()).then(|| words.to_owned())
}

/// `said` without what it repeats of the end of `before`.
fn fresh<'a>(said: &'a str, before: &str) -> &'a str {
    /// Fewer letters are the same by chance.
    const LEAST: usize = 12;
    let tail = before.trim_end();
    let said = said.trim_start_matches(['\u{feff}', '\n', '\r']);
    let start = said.trim_start();
    let lengths = (LEAST..=start.len().min(tail.len())).rev();
    let mut repeated = lengths.filter(|len| start.is_char_boundary(*len) && tail.ends_with(&start[..*len]));
    repeated.next().map_or(said, |len| &start[len..])
}

/// `words` with the space before them that is wanted behind `before`: one, or none.
fn joined(words: &str, before: &str) -> String {
    let bare = words.trim_start_matches([' ', '\t']);
    let apart = before.is_empty() || before.ends_with(char::is_whitespace);
    if apart {
        return bare.to_owned();
    }
    let ended = before.ends_with(['.', '!', '?', ']', ')', ',', ';', ':', '”', '"']);
    let wide = bare.starts_with(ibid_text::is_cjk) || before.ends_with(ibid_text::is_cjk);
    let gap = !wide && (words.len() > bare.len() || ended && bare.starts_with(char::is_alphanumeric));
    if gap { format!(" {bare}") } else { bare.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, said: &str, expected: &str) {
        assert_eq!(words(said, before).0, expected);
    }

    #[test]
    fn words_follow_with_one_space_or_none() {
        check("It rose.", "Then it fell.", " Then it fell.");
        check("It rose. ", " Then it fell.", "Then it fell.");
        check("It ro", "se again.", "se again.");
        check("It rose", " again.", " again.");
        check("它上升了。", "后来下降了。", "后来下降了。");
    }

    #[test]
    fn what_was_there_is_not_said_again() {
        check("The yards will need time. ", "The yards will need time. And money.", "And money.");
    }

    #[test]
    fn markup_and_hidden_characters_are_cut() {
        check("So ", "see [this](http://evil) now.", "see [this");
        check("So ", "it is ![x](y)", "it is ");
        check("So ", "it <img src=x>", "it ");
        check("So ", "go to https://evil.example now", "go to ");
        check("So ", "it\u{202e} is\u{200b} so", "it is so");
    }
}
