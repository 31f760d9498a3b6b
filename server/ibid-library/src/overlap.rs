//! Passages share sentences. Each word is indexed once, in the first passage that has it, but for a few that lead into the
//! next one: a phrase that begins among those stands whole in the next one, any other begins where it is indexed.

use ibid_sources::Passage;
use ibid_text::is_cjk;

/// Words of the passage before that lead into the next one. They are counted roughly.
const LEAD: usize = 8;
/// Words of a phrase that are sure to stand side by side in what is indexed with one passage, of a longer one the first.
pub(crate) const WINDOW: usize = 5;

/// The text that is indexed with each of `passages`.
pub(crate) fn indexed(passages: &[Passage]) -> impl Iterator<Item = (&Passage, &str)> {
    each_known(passages).map(|(passage, known)| {
        let start = passage.text.get(..known).map_or(0, lead);
        (passage, &passage.text[start..])
    })
}

/// The texts of `passages`, each without what those before have too.
pub(crate) fn each_once(passages: &[Passage]) -> impl Iterator<Item = &str> {
    each_known(passages).map(|(passage, known)| passage.text.get(known..).unwrap_or_default())
}

/// Each of `passages` with how many of its bytes those before have too.
fn each_known(passages: &[Passage]) -> impl Iterator<Item = (&Passage, usize)> {
    let mut read = 0_usize;
    passages.iter().map(move |passage| {
        let known = read.saturating_sub(passage.span.start);
        read = read.max(passage.span.end);
        (passage, known)
    })
}

/// Where the words begin that `overlap` ends with.
fn lead(overlap: &str) -> usize {
    let (mut words, mut inside) = (0, false);
    for (at, c) in overlap.char_indices().rev() {
        let begins_before = inside && c.is_whitespace();
        words += usize::from(begins_before || is_cjk(c));
        if words == LEAD {
            return if begins_before { at + c.len_utf8() } else { at };
        }
        inside = !c.is_whitespace() && (inside || c.is_alphanumeric());
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(overlap: &str, expected: &str) {
        assert_eq!(&overlap[lead(overlap)..], expected);
    }

    #[test]
    fn the_last_words_lead_into_the_next_passage() {
        check(
            "One – two three, four five six seven eight nine.",
            "two three, four five six seven eight nine.",
        );
        check("Two words.", "Two words.");
        check("我们单芯片还是落后美国一代。", "还是落后美国一代。");
        check("", "");
    }
}
