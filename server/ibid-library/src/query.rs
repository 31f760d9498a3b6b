//! From plain words to the engine's queries. There is no query language: every word means itself.

use std::collections::HashSet;

use ibid_text::Tongue;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery,
    TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::schema::Fields;
use crate::tokens::{self, Term as Token};

/// What a word weighs that stands in the title, the heading or the author's name, beside one in the text.
const ABOUT: f32 = 0.5;

/// Words and pairs in one shingle of a quotation.
const SHINGLE: usize = 3;
/// Shingles taken from one quotation; of a longer one, an even choice.
const MAX_SHINGLES: usize = 48;
/// Pairs that one character may begin; the engine sets memory aside for each.
const MAX_PAIRS: u32 = 10_000;
/// Different words of a search that count.
const MAX_TERMS: usize = 64;

/// Any of the words, in the text of a passage or in what it is found by besides; `None` where there are none. `tongues`
/// are the languages that have stems of their own for them.
pub(crate) fn any_of(words: &str, tongues: &[Tongue], fields: Fields) -> Option<Box<dyn Query>> {
    union(stems(words, tongues).into_iter().flat_map(|stem| {
        let about = term(fields.about, &stem, IndexRecordOption::WithFreqs);
        let text = term(fields.stems, &stem, IndexRecordOption::WithFreqs);
        [Box::new(text) as Box<dyn Query>, Box::new(BoostQuery::new(Box::new(about), ABOUT))]
    }))
}

/// Any of the words, in all that a source says.
pub(crate) fn any_of_source(words: &str, tongues: &[Tongue], fields: Fields) -> Option<Box<dyn Query>> {
    let stems = stems(words, tongues).into_iter();
    union(
        stems.map(|stem| Box::new(term(fields.whole, &stem, IndexRecordOption::WithFreqs)) as Box<dyn Query>),
    )
}

fn union(queries: impl Iterator<Item = Box<dyn Query>>) -> Option<Box<dyn Query>> {
    let queries: Vec<_> = queries.collect();
    (!queries.is_empty()).then(|| Box::new(BooleanQuery::union(queries)) as Box<dyn Query>)
}

/// The stems that count for ranking, of each word those of all `tongues`.
fn stems(words: &str, tongues: &[Tongue]) -> Vec<String> {
    let (mut seen, mut all) = (HashSet::new(), Vec::new());
    for token in
        tokens::ranked(&tokens::exact(words)).filter(|token| seen.insert(token.text.clone())).take(MAX_TERMS)
    {
        let mut stems: Vec<_> = tongues.iter().map(|tongue| tongue.stem(&token.text).into_owned()).collect();
        stems.sort();
        stems.dedup();
        all.extend(stems);
    }
    all
}

/// All the words, side by side; `None` where there are none.
pub(crate) fn phrase(words: &str, exact: Field) -> Option<Box<dyn Query>> {
    let mut tokens = tokens::exact(words);
    let last = tokens.pop()?;
    if !last.lone {
        tokens.push(last);
        return Some(side_by_side(&tokens, exact));
    }
    // A run's last character is already in the pair before it.
    if tokens.last().is_some_and(|t| t.position + 1 == last.position && t.text.ends_with(&last.text)) {
        return Some(side_by_side(&tokens, exact));
    }
    tokens.push(last);
    let terms = tokens.iter().map(|t| (t.position, Term::from_field_text(exact, &t.text))).collect();
    let mut query = PhrasePrefixQuery::new_with_offset(terms);
    query.set_max_expansions(MAX_PAIRS);
    Some(Box::new(query))
}

/// Any stretch of the quotation, so that a word changed, dropped or added leaves the others to find
/// it by; `None` where it is too short to have two.
pub(crate) fn shingles(words: &str, exact: Field) -> Option<Box<dyn Query>> {
    let mut tokens = tokens::exact(words);
    if tokens.len() > 1 && tokens.last().is_some_and(|t| t.lone) {
        tokens.pop();
    }
    let size = if tokens.len() > 2 * SHINGLE { SHINGLE } else { 2 };
    if tokens.len() <= size {
        return None;
    }
    let count = tokens.len() - size + 1;
    let step = count.div_ceil(MAX_SHINGLES);
    let queries = tokens.windows(size).step_by(step).map(|w| side_by_side(w, exact)).collect();
    Some(Box::new(BooleanQuery::union(queries)))
}

/// `query`, but only what has one of each of `only`.
pub(crate) fn within(query: Box<dyn Query>, only: Vec<Vec<Term>>) -> Box<dyn Query> {
    if only.is_empty() {
        return query;
    }
    let only = only.into_iter().map(|terms| {
        let any = ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0);
        (Occur::Must, Box::new(any) as Box<dyn Query>)
    });
    Box::new(BooleanQuery::new(std::iter::once((Occur::Must, query)).chain(only).collect()))
}

fn side_by_side(tokens: &[Token], exact: Field) -> Box<dyn Query> {
    match tokens {
        [one] => Box::new(term(exact, &one.text, IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new_with_offset(
            tokens.iter().map(|t| (t.position, Term::from_field_text(exact, &t.text))).collect(),
        )),
    }
}

fn term(field: Field, text: &str, option: IndexRecordOption) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, text), option)
}
