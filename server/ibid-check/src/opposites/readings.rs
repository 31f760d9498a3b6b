//! What each clause of a sentence says one way or the other: by words that have an opposite, and by what it denies.

use ibid_facts::placed_terms;
use ibid_text::{Language, Span, Word, words};

use super::words::{Pole, poles};

/// What may be said one way or the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A word with an opposite.
    Pole(Pole),
    /// A word that is denied, or is not.
    Word(String),
}

/// One thing that a clause says, and whether it denies it.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) said: Said,
    pub(super) denied: bool,
    /// The word, in bytes of the sentence.
    pub(super) span: Span,
    /// Which of the sentence's clauses it stands in.
    pub(super) clause: usize,
}

/// A sentence, read.
pub(super) struct Readings {
    pub(super) clauses: Vec<Clause>,
    pub(super) all: Vec<Reading>,
}

/// A clause: its terms, and whether it is plain enough to be held against another.
pub(super) struct Clause {
    pub(super) span: Span,
    pub(super) terms: Vec<(String, Span)>,
    pub(super) plain: bool,
}

/// How two readings stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    Same,
    Opposite,
}

/// Words that a clause may be about.
const PRONOUNS: [&str; 12] =
    ["it", "they", "he", "she", "we", "i", "you", "this", "these", "those", "there", "one"];

impl Readings {
    /// The terms of the clause of `reading`, but for its own word; those of the clause before, where it goes on about what that is
    /// about ("the number of events, by contrast, did not fall"); and those of the one that it leads to ("knew that").
    pub(super) fn terms(&self, sentence: &str, reading: &Reading) -> impl Iterator<Item = &(String, Span)> {
        let own = &self.clauses[reading.clause];
        let ahead = Span::new(own.span.start, reading.span.start);
        let about = own.terms.iter().any(|(_, span)| ahead.contains(*span))
            || words(ahead.of(sentence)).any(|word| PRONOUNS.contains(&word.text.to_lowercase().as_str()));
        let mut from = reading.clause;
        while !about && from > 0 {
            from -= 1;
            if self.clauses[from].terms.len() > 1 {
                break;
            }
        }
        // What is known is what stands behind "that".
        let next = self.clauses.get(reading.clause + 1);
        let ends = !own.terms.iter().any(|(_, span)| span.start >= reading.span.end);
        let led = next.is_some_and(|next| ends && next.span.of(sentence).starts_with("that "));
        let to = reading.clause + usize::from(led);
        let span = reading.span;
        self.clauses[from..=to].iter().flat_map(|clause| &clause.terms).filter(move |term| term.1 != span)
    }
}

impl Reading {
    /// Whether somebody says it of themselves: "I was for the scheme".
    pub(super) fn is_in_the_first_person(&self, sentence: &str, clause: &Clause) -> bool {
        let ahead = Span::new(clause.span.start, self.span.start);
        words(ahead.of(sentence))
            .any(|word| matches!(word.text, "I" | "we" | "We" | "I'm" | "I’m" | "we're" | "we’re"))
    }

    /// Whether it sets one thing against another.
    pub(super) fn compares(&self) -> bool {
        matches!(self.said, Said::Pole(pole) if pole.compares())
    }

    /// How this stands to `other`; `None` where they are of two things.
    pub(super) fn stand(&self, other: &Reading) -> Option<Stand> {
        let one_way = self.denied == other.denied;
        match (&self.said, &other.said) {
            (Said::Pole(a), Said::Pole(b)) if a.axis == b.axis => match (a.side == b.side, one_way) {
                (true, true) => Some(Stand::Same),
                (true, false) => Some(Stand::Opposite),
                (false, true) if !self.denied => Some(Stand::Opposite),
                // What "did not rise" may have fallen.
                (false, _) => Some(Stand::Same),
            },
            (Said::Word(a), Said::Word(b)) if a == b => {
                Some(if one_way { Stand::Same } else { Stand::Opposite })
            }
            _ => None,
        }
    }
}

/// Words that begin a clause.
#[rustfmt::skip]
const CUTS: [&str; 19] = [
    "and", "but", "while", "whereas", "although", "though", "because", "since", "that", "which", "who", "where", "when", "if",
    "so", "unless", "until", "yet", "or",
];
/// Words that deny what follows.
const DENIALS: [&str; 5] = ["not", "never", "cannot", "no", "nor"];
/// Words after a denial by which it denies something else, or nothing.
#[rustfmt::skip]
pub(super) const OTHERWISE: [&str; 24] = [
    "only", "just", "merely", "least", "all", "every", "everyone", "everything", "more", "less", "fewer", "later", "sooner",
    "always", "necessarily", "longer", "alone", "simply", "even", "yet", "one", "so",
    "other", "further",
];
/// Words by which a clause says other than what its words say.
#[rustfmt::skip]
const ODD: [&str; 34] = [
    "if", "whether", "unless", "until", "without", "hardly", "barely", "scarcely", "instead", "rather", "neither", "nobody",
    "nothing", "none", "few", "little", "only", "except", "too", "lack", "lacks", "lacked", "prevent", "prevents", "prevented",
    "avoid", "avoided", "stop", "stopped", "threatened", "almost", "should", "could", "might",
];
/// Words up to which a denial reaches.
const REACH: usize = 4;

/// Words between a denial and what it denies.
#[rustfmt::skip]
const STEPS: [&str; 20] = [
    "a", "an", "the", "be", "been", "have", "has", "had", "being", "to", "any", "in", "of", "its", "their", "his", "her", "very",
    "so", "get",
];

/// Reads `sentence`.
pub(super) fn read(sentence: &str) -> Readings {
    let words: Vec<Word<'_>> = words(sentence).collect();
    let spans = clauses(sentence, &words);
    let terms = placed_terms(sentence, Language::English);
    let clause = |span: &Span| {
        let own = terms.iter().filter(|term| span.contains(term.span));
        Clause {
            span: *span,
            terms: own.map(|term| (term.text.clone(), term.span)).collect(),
            plain: is_plain(sentence, &words, *span),
        }
    };
    let clauses: Vec<Clause> = spans.iter().map(clause).collect();
    let mut all = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let Some(at) = spans.iter().position(|span| span.contains(word.span)) else { continue };
        let denial = denial(&words, i, spans[at]);
        let reading = |said| Reading { said, denied: denial.is_some(), span: word.span, clause: at };
        let found = poles(&words, i);
        if found.is_empty() {
            // A name or a figure is not denied, nor is what stands behind what is.
            let first = denial.is_none_or(|denial| {
                let mut between = words[denial + 1..i].iter();
                between.all(|between| STEPS.contains(&between.text.to_lowercase().as_str()))
            });
            let plain = word.text.starts_with(char::is_lowercase) && first;
            let term = terms.iter().find(|term| term.span == word.span).filter(|_| plain);
            all.extend(term.map(|term| reading(Said::Word(term.text.clone()))));
        }
        all.extend(found.into_iter().map(|pole| reading(Said::Pole(pole))));
    }
    Readings { clauses, all }
}

/// The clauses of a sentence, between its marks and the words that begin one.
fn clauses(sentence: &str, words: &[Word<'_>]) -> Vec<Span> {
    let begins = |word: &&Word<'_>| CUTS.contains(&word.text.to_lowercase().as_str());
    let mut cuts: Vec<usize> = words.iter().filter(begins).map(|word| word.span.start).collect();
    let marks = sentence.char_indices().filter(|(at, c)| {
        let spaced = sentence[at + c.len_utf8()..].starts_with(char::is_whitespace);
        matches!(c, ',' | ';' | ':') && spaced
            || matches!(c, '(' | ')' | '[' | ']' | '—' | '–' | '“' | '”' | '"')
    });
    cuts.extend(marks.map(|(at, _)| at));
    cuts.extend([0, sentence.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| Span::new(pair[0], pair[1])).collect()
}

/// Whether a clause says what its words say.
fn is_plain(sentence: &str, words: &[Word<'_>], clause: Span) -> bool {
    let own: Vec<usize> = (0..words.len()).filter(|i| clause.contains(words[*i].span)).collect();
    let lower = |i: usize| words[i].text.to_lowercase();
    let odd = |i: &usize| ODD.contains(&lower(*i).as_str());
    let otherwise = |i: &usize| {
        denies(&lower(*i)) && words.get(*i + 1).is_some_and(|_| OTHERWISE.contains(&lower(*i + 1).as_str()))
    };
    // "No more than" sets a limit.
    let limits =
        own.iter().any(|i| matches!(lower(*i).as_str(), "than" | "over" | "beyond" | "above" | "without"));
    let denials = own.iter().filter(|i| denies(&lower(**i))).count();
    !sentence.trim_end().ends_with('?')
        && denials <= usize::from(!limits)
        && !own.iter().any(odd)
        && !own.iter().any(otherwise)
}

pub(super) fn denies(word: &str) -> bool {
    DENIALS.contains(&word) || word.ends_with("n't") || word.ends_with("n’t")
}

/// The denial before the word `i` in its clause that reaches it.
fn denial(words: &[Word<'_>], i: usize, clause: Span) -> Option<usize> {
    let mut before = (i.saturating_sub(REACH)..i).filter(|k| clause.contains(words[*k].span));
    before.find(|k| denies(&words[*k].text.to_lowercase()))
}
