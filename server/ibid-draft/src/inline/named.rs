//! Sources named by words: author and year in the prose, the text of a reference in a note, who told a newspaper.
//!
//! Whether a stretch of prose names one is for the library to say: what fits no reference, or several, is prose.

mod attributed;
mod notes;
mod prose;

use ibid_text::{Span, is_cjk};

pub(super) use attributed::attributed;
pub(super) use notes::in_note;
pub(super) use prose::in_prose;

/// How many words a maker's name may have.
const NAME_WORDS: usize = 6;
/// How many characters a Chinese name may have.
const CJK_NAME: usize = 6;

/// Whether `text` may name a source by words, so that the library is to be asked.
pub(crate) fn might_name(text: &str) -> bool {
    let dated = text.contains(['(', '（']) && years(text, 0).next().is_some();
    dated || attributed::might_tell(text)
}

/// A year of the common era, with the letter behind it.
#[derive(Clone, Copy, Debug)]
struct Year {
    span: Span,
    number: i32,
    letter: Option<char>,
}

/// The years in `text` from byte `from` on.
fn years(text: &str, from: usize) -> impl Iterator<Item = Year> + '_ {
    let bytes = text.as_bytes();
    let digit = move |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let starts = (from..bytes.len().saturating_sub(3)).filter(move |&at| {
        digit(at)
            && (at == 0
                || !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/')))
    });
    starts.filter_map(move |at| {
        let number: i32 = text.get(at..at + 4)?.parse().ok()?;
        let rest = &text[at + 4..];
        let letter = rest.chars().next().filter(char::is_ascii_lowercase);
        let after = rest[letter.map_or(0, char::len_utf8)..].chars().next();
        let ends = after.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '%');
        let end = at + 4 + letter.map_or(0, char::len_utf8);
        ((1400..2200).contains(&number) && ends).then_some(Year { span: Span::new(at, end), number, letter })
    })
}

/// Where in `before` a maker's name that ends it may begin: the longest first.
fn starts(before: &str) -> Vec<usize> {
    if before.ends_with(is_cjk) {
        let run = before.char_indices().rev().take_while(|(_, c)| is_cjk(*c) || "、·和与".contains(*c));
        let mut starts: Vec<usize> = run.map(|(at, _)| at).take(2 * CJK_NAME).collect();
        starts.reverse();
        return starts;
    }
    let mut starts = Vec::new();
    let mut words = 0;
    for (at, _) in before.char_indices().rev() {
        let begins =
            at == 0 || before[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '—'));
        if begins && !before[at..].starts_with(char::is_whitespace) {
            words += 1;
            let ended = before[at..].split_whitespace().next().is_some_and(|word| {
                word.ends_with(['.', '!', '?', ':', ';'])
                    && word.len() > 3
                    && !word.eq_ignore_ascii_case("et")
                    && word != "al."
            });
            if ended || words > 2 * NAME_WORDS {
                break;
            }
            starts.push(at);
        }
    }
    starts.reverse();
    starts
}

/// The makers that `who` names: "Ren", "Li & Wang", "Wang et al.", "任正非、王明等".
fn makers(who: &str) -> Option<(Vec<String>, bool)> {
    let who = who.trim().trim_end_matches([',', '，']);
    let tail = ["et al.", "et al", "and others", "u. a.", "等人", "等"]
        .iter()
        .find_map(|tail| who.strip_suffix(tail));
    let others = tail.is_some();
    let who = tail.unwrap_or(who).trim().trim_matches([',', '，', '*', '_']).trim_end();
    let who = ["'s", "’s", "'", "’"].iter().find_map(|tail| who.strip_suffix(tail)).unwrap_or(who);
    let joined = [", and ", ", & ", " and ", " & ", " und ", " et ", "、", "和", "与", ", "]
        .iter()
        .fold(who.to_owned(), |text, mark| text.replace(mark, "\n"));
    let makers: Vec<String> = joined.split('\n').map(|name| name.trim().to_owned()).collect();
    let is_name = |name: &String| {
        let words = name.split_whitespace().count();
        let capital = name.contains(|c: char| c.is_uppercase() || is_cjk(c));
        (1..=NAME_WORDS).contains(&words) && capital && !name.contains(|c: char| c.is_ascii_digit())
    };
    makers.iter().all(is_name).then_some((makers, others))
}
