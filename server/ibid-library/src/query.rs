//! From plain words to the engine's queries. There is no query language: every word means itself.

use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use crate::tokens::{self, Term as Token};

/// Words and pairs in one shingle of a quotation.
const SHINGLE: usize = 3;
/// Shingles taken from one quotation; of a longer one, an even choice.
const MAX_SHINGLES: usize = 48;
/// Pairs that one character may begin; the engine sets memory aside for each.
const MAX_PAIRS: u32 = 10_000;
/// Different words of a search that count.
const MAX_TERMS: usize = 64;

/// Any of the words; `None` where there are none.
pub(crate) fn any_of(words: &str, stems: Field) -> Option<Box<dyn Query>> {
    let mut seen = std::collections::HashSet::new();
    let mut terms = tokens::stems(words);
    terms.retain(|t| seen.insert(t.clone()));
    terms.truncate(MAX_TERMS);
    let queries: Vec<Box<dyn Query>> = terms
        .iter()
        .map(|t| Box::new(term(stems, t, IndexRecordOption::WithFreqs)) as Box<dyn Query>)
        .collect();
    (!queries.is_empty()).then(|| Box::new(BooleanQuery::union(queries)) as Box<dyn Query>)
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

/// `query`, but only where `only` holds too.
pub(crate) fn within(query: Box<dyn Query>, only: Term) -> Box<dyn Query> {
    let only = TermQuery::new(only, IndexRecordOption::Basic);
    let only = tantivy::query::BoostQuery::new(Box::new(only), 0.0);
    Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, Box::new(only))]))
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
