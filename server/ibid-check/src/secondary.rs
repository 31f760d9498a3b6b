//! Whether a source itself only quotes what it is cited for, so that the first source is another.
//!
//! Told by marks and set phrases alone: the words stand inside quotation marks in the source, or their sentence says
//! "according to NAME", "NAME told NAME", "NAME said", `据…报道`. Anything else is the source's own word.

use ibid_evidence::{Evidence, Quote, Resolved};
use ibid_facts::{Comparison, compare};
use ibid_text::{Language, Span};

use crate::context::Context;
use crate::model::{LedgerLine, Outcome};
use crate::signoffs::claim_of;

/// Whose words a source quotes, where it says so next to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secondary {
    /// The words that name who is quoted, as the source has them.
    pub of: Option<String>,
}

/// Bytes before a sentence in which a quotation that holds it may have begun.
const REACH: usize = 4_000;
/// Words that name a speaker, at most.
const NAME: usize = 8;
/// Pairs of quotation marks that tell beginning from end.
const PAIRS: [(char, char); 4] = [('“', '”'), ('«', '»'), ('「', '」'), ('『', '』')];

/// Whether the first evidence of the fact `line` is what its source quotes of another.
pub fn secondary(cx: &Context<'_>, line: &LedgerLine) -> Option<Secondary> {
    if !matches!(line.outcome, Outcome::Agrees | Outcome::Differs) {
        return None;
    }
    let evidence = line.evidence.first()?;
    let (span, source) = (evidence.span?, cx.shelf.text(&evidence.source)?);
    let text = source.text.text();
    let words = stated(cx, line, evidence, &source);
    let sentence = source.text.sentences().iter().find(|s| s.span.contains(words)).map_or(span, |s| s.span);
    let attributed = attribution(sentence.of(text), words.start.saturating_sub(sentence.start));
    let quoted = is_quoted(text, words);
    (quoted || attributed.is_some()).then_some(Secondary { of: attributed })
}

/// Where the source states the fact; the whole passage where that cannot be told.
fn stated(cx: &Context<'_>, line: &LedgerLine, evidence: &Evidence, source: &Resolved) -> Span {
    let whole = evidence.span.unwrap_or(Span::new(0, 0));
    if line.kind == "quotation" {
        let inner = line.text.trim_matches(|c: char| !c.is_alphanumeric());
        return Quote::new(inner)
            .find(source.text.stream(), 8)
            .into_iter()
            .find(|found| whole.contains(*found))
            .unwrap_or(whole);
    }
    let value = claim_of(cx, line.span).and_then(|claim| {
        let facts = ibid_facts::facts(&claim.text, Language::of(&claim.text));
        facts.into_iter().find(|fact| fact.span.shift(claim.span.start) == line.span).map(|fact| fact.value)
    });
    let Some(value) = value else { return whole };
    let sentences = source.text.sentences().iter().enumerate();
    let within = sentences.filter(|(_, sentence)| whole.contains(sentence.span));
    let stated = within.flat_map(|(at, sentence)| {
        source.text.facts(at).iter().map(move |fact| (fact.span.shift(sentence.span.start), &fact.value))
    });
    let same = |theirs: &ibid_facts::Value| {
        matches!(compare(&value, theirs), Comparison::Same | Comparison::Compatible)
    };
    stated.filter(|(_, theirs)| same(theirs)).map(|(span, _)| span).next().unwrap_or(whole)
}

/// Whether `words` stand inside quotation marks of `text`, in their own paragraph.
fn is_quoted(text: &str, words: Span) -> bool {
    let from = text.floor_char_boundary(words.start.saturating_sub(REACH));
    let paragraph = text[from..words.start].rfind("\n\n").map_or(from, |at| from + at + 2);
    let before = &text[paragraph..words.start];
    let open = PAIRS.iter().any(|&(open, close)| {
        let opened = before.rfind(open);
        opened.is_some() && before.rfind(close) < opened && text[words.end..].contains(close)
    });
    // Straight marks tell by their number alone.
    open || (before.matches('"').count() % 2 == 1 && text[words.end..].contains('"'))
}

/// Who is said in `sentence` to have said what stands at byte `at` of it.
fn attribution(sentence: &str, at: usize) -> Option<String> {
    let words: Vec<_> = ibid_text::words(sentence).collect();
    let lower: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
    let capital = |i: usize| words.get(i).is_some_and(|w| w.text.starts_with(char::is_uppercase));
    let told = |first: usize, last: usize| {
        let span = words[first].span.cover(words[last].span);
        // What names the speaker is not what was said.
        (!(span.start <= at && at < span.end)).then(|| span.of(sentence).to_owned())
    };
    for i in 0..words.len() {
        if lower[i] == "according" && lower.get(i + 1).is_some_and(|to| to == "to") {
            let mark = sentence[words[i].span.end..].find([',', '.', ';', ':', '(']);
            let end = mark.map_or(sentence.len(), |mark| words[i].span.end + mark);
            let last = words.iter().rposition(|word| word.span.end <= end)?.min(i + 1 + NAME);
            if last > i + 1 && (i + 2..=last).any(capital) {
                return told(i + 2, last);
            }
        }
        let speaks = matches!(lower[i].as_str(), "said" | "says")
            || (lower[i] == "told"
                && (capital(i + 1) || (lower.get(i + 1).is_some_and(|w| w == "the") && capital(i + 2))));
        if speaks {
            // "Mary Dunn said", "said Mary Dunn".
            let first = (i.saturating_sub(NAME)..i)
                .rev()
                .take_while(|&j| joined(sentence, &words, j) && capital(j))
                .last();
            if let Some(first) = first.filter(|&first| !PRONOUNS.contains(&lower[first].as_str())) {
                return told(first, i - 1);
            }
            let last = (i + 1..words.len())
                .take(NAME)
                .take_while(|&j| joined(sentence, &words, j - 1) && capital(j))
                .last();
            if let Some(last) = last.filter(|_| lower[i] != "told") {
                return told(i + 1, last);
            }
        }
    }
    chinese(sentence)
}

/// Words with a capital that name nobody by themselves.
const PRONOUNS: [&str; 8] = ["he", "she", "they", "it", "i", "we", "who", "as"];

/// Whether nothing but a space stands between word `at` and the next one.
fn joined(sentence: &str, words: &[ibid_text::Word<'_>], at: usize) -> bool {
    let between = words.get(at + 1).map(|next| &sentence[words[at].span.end..next.span.start]);
    between.is_none_or(|between| between.trim().is_empty())
}

/// `据…报道`, `据…称`, and the like.
fn chinese(sentence: &str) -> Option<String> {
    let (_, rest) = sentence.split_once('据')?;
    let ends = ["报道", "报导", "消息", "介绍", "透露", "称"];
    let end = ends.iter().filter_map(|end| rest.find(end)).min()?;
    let name = &rest[..end];
    let named = !name.is_empty() && name.chars().all(char::is_alphanumeric) && name.chars().count() <= 16;
    named.then(|| name.to_owned())
}
