//! Words that stand side by side. The engine finds where their stems do, and the text there tells whether it has the words.

use std::collections::HashSet;

use ibid_text::Tongue;
use tantivy::Term;
use tantivy::query::{PhrasePrefixQuery, PhraseQuery, Query};
use tantivy::schema::{Field, IndexRecordOption};

use crate::overlap::WINDOW;
use crate::query::{term, union};
use crate::tokens;

/// Pairs that one character may begin; the engine sets memory aside for each.
const MAX_PAIRS: u32 = 10_000;

/// The words of a phrase.
pub(crate) struct Phrase {
    words: Vec<String>,
    /// Whether the last of them is a CJK character of which a pair may begin.
    open: bool,
}

impl Phrase {
    /// `None` where there are no words.
    pub(crate) fn new(words: &str) -> Option<Phrase> {
        let mut tokens = tokens::exact(words);
        let last = tokens.pop()?;
        // A run's last character is already in the pair before it.
        let is_said = last.lone && tokens.last().is_some_and(|pair| tokens::is_pair(&pair.text));
        let open = last.lone && !is_said;
        if !is_said {
            tokens.push(last);
        }
        Some(Phrase { words: tokens.into_iter().map(|token| token.text).collect(), open })
    }

    /// Whether `text` has the words side by side, typography and case aside.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let Some((last, before)) = self.words.split_last() else { return false };
        let tokens = tokens::exact(text);
        tokens.windows(self.words.len()).any(|window| {
            let same = window.iter().zip(before).all(|(token, word)| token.text == *word);
            same && window.last().is_some_and(|token| {
                token.text == *last || self.open && token.text.starts_with(last.as_str())
            })
        })
    }

    /// Whether it is so long that a passage may have it of which only the end is indexed with it: the passage before is then
    /// what [`Phrase::query`] finds.
    pub(crate) fn may_run_over(&self) -> bool {
        self.words.len() > WINDOW
    }

    /// What finds every passage in one of `tongues` that has the words, or the passage before it.
    pub(crate) fn query(&self, tongues: &[Tongue], field: Field) -> Option<Box<dyn Query>> {
        let stems = |tongue: &Tongue| {
            let first = self.words.iter().take(WINDOW);
            first.map(|word| tongue.stem(word).into_owned()).collect::<Vec<_>>()
        };
        let each: HashSet<_> = tongues.iter().map(stems).collect();
        union(each.iter().map(|stems| self.side_by_side(stems, field)))
    }

    fn side_by_side(&self, stems: &[String], field: Field) -> Box<dyn Query> {
        let terms = stems.iter().map(|stem| Term::from_field_text(field, stem)).enumerate().collect();
        match stems {
            _ if self.open && !self.may_run_over() => {
                let mut query = PhrasePrefixQuery::new_with_offset(terms);
                query.set_max_expansions(MAX_PAIRS);
                Box::new(query)
            }
            [one] => Box::new(term(field, one, IndexRecordOption::Basic)),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        }
    }
}
