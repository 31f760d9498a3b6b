//! From plain words to the engine's queries. There is no query language: every word means itself.

use std::collections::HashSet;

use ibid_text::Tongue;
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::schema::Fields;
use crate::tokens;

/// What a word weighs that stands in the title, the heading or the author's name, beside one in the text.
const ABOUT: f32 = 0.5;

/// Different words of a search that count.
const MAX_TERMS: usize = 64;

/// Any of the words, in the text of a passage or in what it is found by besides; `None` where there are none. `tongues`
/// are the languages that have stems of their own for them.
pub(crate) fn any_of(words: &str, tongues: &[Tongue], fields: Fields) -> Option<Box<dyn Query>> {
    union(stems(words, tongues).into_iter().flat_map(|stem| {
        let about = term(fields.about, &stem, IndexRecordOption::WithFreqs);
        let text = term(fields.words, &stem, IndexRecordOption::WithFreqs);
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

pub(crate) fn union(queries: impl Iterator<Item = Box<dyn Query>>) -> Option<Box<dyn Query>> {
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

pub(crate) fn term(field: Field, text: &str, option: IndexRecordOption) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, text), option)
}
