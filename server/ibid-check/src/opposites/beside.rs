//! A denial beside a figure that the source has without one: "the loan would not run for fifteen years", of one that will.
//!
//! Told only where no sentence that has the figure has any word that may say "not" in another way.

use ibid_evidence::SourceText;
use ibid_facts::Value;
use ibid_text::{Language, Span, words};

use super::Sentence;
use super::readings::{Clause, denies};
use crate::matching::telling;
use crate::slot::agree;

/// The share of the claim's words that a sentence with the figure must have, where it has no other figure of the claim's.
const LIKE: f32 = 0.4;
const LIKE_TIED: f32 = 0.2;
/// Words between a "not" and its figure, or a figure and its "not".
const REACH: usize = 12;
/// Words that say "not" in another way, or what is not there.
#[rustfmt::skip]
const NEGATIVE: [&str; 98] = [
    "without", "neither", "nor", "none", "nobody", "nothing", "nowhere", "hardly", "barely", "scarcely", "few", "little", "only", "just",
    "merely", "except", "instead", "rather", "but", "although", "though", "despite", "yet", "still", "less", "fewer", "lower", "below",
    "under", "short", "lack", "lacks", "lacked", "lacking", "fail", "fails", "failed", "failure", "miss", "missed", "missing", "absent",
    "absence", "vacant", "empty", "idle", "broken", "closed", "shut", "stopped", "stop", "ended", "end", "dead", "died", "lost", "lose",
    "left", "late", "refuse", "refused", "reject", "rejected", "oppose", "opposed", "against", "deny", "denied", "declined", "decline",
    "avoid", "avoided", "prevent", "prevented", "stay", "stayed", "remain", "remained", "remains", "remaining", "rest", "other", "others",
    "exclude", "excluded", "exempt", "free", "false", "wrong", "doubt", "abandoned", "dropped", "cancelled", "postponed", "delayed",
    "rarely", "seldom", "dismissed",
];

/// The "not" of a plain clause of the claim, beside a telling figure that the source has in a like sentence and nowhere with a denial;
/// and that sentence.
pub(super) fn denied_beside(ours: &Sentence<'_>, text: &SourceText) -> Option<(Span, usize)> {
    ours.read.clauses.iter().filter(|clause| clause.plain).find_map(|clause| {
        let denial = the_only_denial(ours.text, clause)?;
        let near = |span: Span| {
            let (first, last) = (span.min(denial), span.max(denial));
            words(ours.text.get(first.end..last.start).unwrap_or_default()).count() <= REACH
        };
        let amount = |value: &Value| matches!(value, Value::Quantity(q) if !q.bound.is_limit());
        let mut figures = ours.facts.iter().filter(|fact| {
            clause.span.contains(fact.span) && near(fact.span) && telling(fact) && amount(&fact.value)
        });
        let fact = figures.next()?;
        let stating: Vec<usize> = (0..text.sentences().len())
            .filter(|i| text.facts(*i).iter().any(|known| agree(fact, known)))
            .collect();
        let line = |i: usize| text.sentences()[i].span.of(text.text());
        let plain = stating.iter().all(|i| text.language_of(*i) == Language::English && !may_deny(line(*i)));
        let like = stating.iter().copied().find(|i| is_like(ours, text, *i));
        like.filter(|_| plain).map(|sentence| (denial, sentence))
    })
}

/// The one "not" of a clause whose sentence has no other, nor anything else that may turn it.
fn the_only_denial(text: &str, clause: &Clause) -> Option<Span> {
    let lower = |word: &str| word.to_lowercase();
    let mut denials = words(text).filter(|word| denies(&lower(word.text)));
    let denial = denials.next().filter(|_| denials.next().is_none())?.span;
    let turned = words(text).any(|word| {
        matches!(lower(word.text).as_str(), "but" | "only" | "until" | "unless" | "than" | "if" | "even")
    });
    (clause.span.contains(denial) && !turned).then_some(denial)
}

/// Whether a sentence may deny what it says, in whatever words.
fn may_deny(sentence: &str) -> bool {
    const WHOLE: [&str; 9] =
        ["until", "under", "union", "unions", "unit", "units", "unless", "united", "university"];
    words(sentence).any(|word| {
        let word = word.text.to_lowercase();
        let turned = ["un", "dis", "mis", "non"].iter().any(|prefix| word.starts_with(prefix));
        denies(&word)
            || NEGATIVE.contains(&word.as_str())
            || turned && word.len() > 4 && !WHOLE.contains(&word.as_str())
    })
}

/// Whether the sentence `index` has enough of what the claim says besides the figure.
fn is_like(ours: &Sentence<'_>, text: &SourceText, index: usize) -> bool {
    let (mut all, mut found) = (0.0, 0.0);
    for (term, _) in ours.read.clauses.iter().flat_map(|clause| &clause.terms) {
        let tells = text.rarity().weight(term);
        all += tells;
        found += if text.has(index, term) { tells } else { 0.0 };
    }
    let states = |fact| text.facts(index).iter().any(|known| agree(fact, known));
    let tied = ours.facts.iter().filter(|fact| states(fact)).count() > 1;
    found >= if tied { LIKE_TIED } else { LIKE } * all && all > 0.0
}
