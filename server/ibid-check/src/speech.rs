//! Whether marks are around somebody's words, around a term, or around a title.

use ibid_draft::{Claim, Quotation};
use ibid_text::Span;

/// Marks around at most this many words may be around a term.
const TERM_WORDS: usize = 5;

/// And around so few even with a citation right behind.
const TWO_WORDS: usize = 2;

/// Words, before or after a quotation, that say that somebody said or wrote it.
const SAYING: &[&str] = &[
    "said",
    "say",
    "says",
    "saying",
    "told",
    "tell",
    "tells",
    "wrote",
    "writes",
    "write",
    "stated",
    "states",
    "argued",
    "argues",
    "admitted",
    "admits",
    "claimed",
    "claims",
    "notes",
    "warned",
    "warns",
    "noted",
    "remarked",
    "remarks",
    "recalled",
    "recalls",
    "reminds",
    "observed",
    "observes",
    "explained",
    "explains",
    "complained",
    "complains",
    "answers",
    "answered",
    "acknowledged",
    "acknowledges",
    "added",
    "adds",
    "asked",
    "asks",
    "replied",
    "replies",
    "responded",
    "responds",
    "retorted",
    "retorts",
    "countered",
    "counters",
    "lamented",
    "laments",
    "quipped",
    "quips",
    "joked",
    "jokes",
    "conceded",
    "concedes",
    "maintained",
    "maintains",
    "stressed",
    "stresses",
    "cautioned",
    "cautions",
    "testified",
    "testifies",
    "declared",
    "insisted",
    "insists",
    "concluded",
    "concludes",
    "according",
    "words",
    "quoted",
];
const SAYING_CHINESE: &[&str] =
    &["说", "表示", "称", "指出", "强调", "认为", "写道", "写到", "坦言", "說", "稱", "強調"];

/// What a pair of quotation marks is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speech {
    /// Somebody's words.
    Words,
    /// A term, or words that the writer does not mean.
    Term,
    /// The title of a work.
    Title,
}

impl Speech {
    /// What the marks of `quotation`, with `words` words between them, are for in `claim`.
    pub(crate) fn of(claim: &Claim, quotation: &Quotation, inner: &str, words: usize) -> Speech {
        if quotation.block {
            return Speech::Words;
        }
        if title_case(inner) {
            return Speech::Title;
        }
        let spoken = words > TWO_WORDS && cited_right_after(claim, quotation) || says(claim, quotation);
        if words <= TERM_WORDS && !spoken { Speech::Term } else { Speech::Words }
    }
}

/// Whether a citation stands right behind the quotation, with nothing but punctuation between.
fn cited_right_after(claim: &Claim, quotation: &Quotation) -> bool {
    let strong = claim.governed_by.iter().filter(|g| !g.weak);
    strong.map(|g| g.via.unwrap_or(g.citation.group)).any(|at| {
        let end = quotation.span.end;
        let between = (end >= claim.span.start && end <= at.start).then(|| {
            claim.text.get(end - claim.span.start..(at.start - claim.span.start).min(claim.text.len()))
        });
        between.flatten().is_some_and(|text| text.chars().all(|c| !c.is_alphanumeric()))
    })
}

/// Whether the words of `claim` outside the quotation say that somebody said it.
fn says(claim: &Claim, quotation: &Quotation) -> bool {
    let start = quotation.span.start.saturating_sub(claim.span.start).min(claim.text.len());
    let end = quotation.span.end.saturating_sub(claim.span.start).min(claim.text.len());
    let outside = [claim.text.get(..start).unwrap_or(""), claim.text.get(end..).unwrap_or("")];
    outside.iter().any(|text| attributes(text))
}

/// Whether `text` says that somebody said or wrote something.
fn attributes(text: &str) -> bool {
    let words: Vec<String> = ibid_text::words(text).map(|word| word.text.to_lowercase()).collect();
    let puts_it = |pair: &[String]| matches!(pair, [put, it] if matches!(put.as_str(), "put" | "puts" | "putting") && it == "it");
    words.iter().any(|word| is_saying(word))
        || words.windows(2).any(puts_it)
        || SAYING_CHINESE.iter().any(|w| text.contains(w))
}

/// Whether the longer words all begin with a capital, as titles in English do.
fn title_case(inner: &str) -> bool {
    let long: Vec<&str> = inner.split_whitespace().filter(|w| w.chars().count() >= 5).collect();
    long.len() >= 2 && long.iter().all(|w| w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()))
}

/// Whether `word`, in lower case, says that somebody said or wrote something.
pub(crate) fn is_saying(word: &str) -> bool {
    SAYING.contains(&word)
}

/// Whether a Chinese sentence goes on with a word of saying.
pub(crate) fn opens_with_saying(rest: &str) -> bool {
    SAYING_CHINESE.iter().any(|verb| rest.starts_with(verb))
}

/// The name that a Chinese sentence gives, right before the words that it quotes next, of who said them: "副市长陈立说：".
pub(crate) fn speaker_before_chinese(before: &str) -> Option<Span> {
    const LETTERS: usize = 2;
    let bare = before.trim_end_matches(['，', '：', ',', ':', ' ', '了', '“', '"', '「']);
    let said = SAYING_CHINESE.iter().find_map(|verb| bare.strip_suffix(verb))?;
    let from = said.char_indices().rev().nth(LETTERS - 1)?.0;
    let name = &said[from..];
    name.chars().all(ibid_text::is_cjk).then(|| Span::new(from, said.len()))
}

/// What a sentence says that somebody said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attribution<'a> {
    /// The words that name who said it.
    pub(crate) speaker: &'a str,
    /// What was said.
    pub(crate) content: &'a str,
}

/// Who is said in `text` to have said what, where somebody with a name is; the writer's own "I" and "we" are not.
pub(crate) fn attribution(text: &str) -> Option<Attribution<'_>> {
    let words: Vec<_> = ibid_text::words(text).collect();
    let verb = words.iter().position(|w| SAYING.contains(&w.text.to_lowercase().as_str()));
    let (speaker, content) = match verb {
        Some(i) if words[i].text.eq_ignore_ascii_case("according") => {
            let end = words[i].span.end;
            let comma = text[end..].find(',').map_or(text.len(), |at| end + at);
            if comma < text.len() {
                (&text[end..comma], &text[comma..])
            } else {
                (&text[end..], &text[..words[i].span.start])
            }
        }
        Some(i) => {
            let that = words[i + 1..].iter().take(THAT_WITHIN).find(|w| w.text == "that");
            let from = words[i.saturating_sub(SPEAKER_WORDS)].span.start;
            let before = &text[from..words[i].span.start];
            let mark = before.rmatch_indices([',', ';', ':', '”', '"']).next();
            let clause = mark.map_or(from, |(at, mark)| from + at + mark.len());
            let (before, after) = (&text[..clause], &text[that.map_or(words[i].span.end, |w| w.span.end)..]);
            // "The figures are wrong, Ren said."
            let content =
                if after.chars().filter(|c| c.is_alphabetic()).count() < 8 { before } else { after };
            (text.get(clause..words[i].span.start)?, content)
        }
        None => {
            let (at, verb) = SAYING_CHINESE.iter().filter_map(|v| Some((text.find(v)?, *v))).min()?;
            (&text[..at], &text[at + verb.len()..])
        }
    };
    let named = ibid_text::words(speaker).any(|w| {
        w.text.starts_with(|c: char| c.is_uppercase() || ibid_text::is_cjk(c)) && !OWN.contains(&w.text)
    });
    named.then_some(Attribution { speaker, content })
}

/// Words before a verb of saying among which its subject is looked for.
const SPEAKER_WORDS: usize = 8;
/// Words behind it within which "that" opens what was said.
const THAT_WITHIN: usize = 6;
/// Words with a capital that name nobody.
const OWN: [&str; 16] = [
    "I", "We", "He", "She", "It", "They", "The", "This", "These", "That", "As", "But", "And", "In", "A",
    "When",
];
