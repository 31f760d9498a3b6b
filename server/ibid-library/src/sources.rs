//! What the whole of a source says for its passages: words of a search that a passage lacks may stand a page away.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher, TantivyError, Term};

use crate::model::Hit;
use crate::schema::Fields;

/// What a passage's own words weigh beside those of its whole source, which has them too.
const OWN: f32 = 0.15;
/// What is left of a source's weight with each of its passages: the next source is worth more than the same one again.
const AGAIN: f32 = 0.75;

/// Puts `hits`, best first by their own words, in order by those of their sources too, whose scores are `sources`.
pub(crate) fn lift_by_source(hits: &mut [Hit], sources: &HashMap<PathBuf, f32>) {
    let mut left: HashMap<&Path, f32> =
        sources.iter().map(|(path, score)| (path.as_path(), *score)).collect();
    for hit in hits.iter_mut() {
        let whole = left.get_mut(hit.path.as_path());
        hit.score *= OWN;
        if let Some(whole) = whole {
            hit.score += *whole;
            *whole *= AGAIN;
        }
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
}

/// How often words stand in sources, where the engine by itself would count passages as sources too.
pub(crate) struct SourceCounts<'s> {
    pub(crate) inner: &'s Searcher,
    pub(crate) fields: Fields,
}

impl Bm25StatisticsProvider for SourceCounts<'_> {
    fn total_num_tokens(&self, field: Field) -> Result<u64, TantivyError> {
        self.inner.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> Result<u64, TantivyError> {
        self.inner.doc_freq(&self.fields.source_term())
    }

    fn doc_freq(&self, term: &Term) -> Result<u64, TantivyError> {
        self.inner.doc_freq(term)
    }
}
