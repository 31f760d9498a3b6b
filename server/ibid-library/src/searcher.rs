//! What is asked of an index: a consistent snapshot that later writes do not touch.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_sources::ContentHash;
use tantivy::TantivyDocument;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use crate::model::Hit;
use crate::schema::Fields;
use crate::{Error, query, tokens};

/// How much a passage gains that has every two neighbours of the search side by side.
const ADJACENCY: f32 = 0.5;

/// A snapshot of the index; cheap to clone, usable from any thread.
#[derive(Clone)]
pub struct Searcher {
    inner: tantivy::Searcher,
    fields: Fields,
    dir: Arc<Path>,
    /// Below which sources known by a relative path stand.
    base: Arc<Path>,
}

impl Searcher {
    pub(crate) fn new(inner: tantivy::Searcher, fields: Fields, dir: Arc<Path>) -> Searcher {
        Searcher { inner, fields, dir, base: Path::new("").into() }
    }

    /// The same snapshot with sources that were added by a relative path found below `base`: one index serves
    /// whoever reaches its folder, by whatever name.
    pub fn below(self, base: &Path) -> Searcher {
        Searcher { base: base.into(), ..self }
    }

    /// The passages that fit plain `words` best, at most `limit`, best first: by how many of the
    /// words they have and how rare those are, then by how many stand side by side.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.ranked(words, limit, |query| query)
    }

    /// The same within the source at `path`.
    pub fn search_in(&self, path: &Path, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.ranked(words, limit, |query| query::within(query, self.fields.path_term(self.added_as(path))))
    }

    /// The passages that have all of `words` side by side, typography and case aside; at most
    /// `limit`. What runs over the end of a passage is not found here, but by
    /// [`Searcher::near_quote`].
    pub fn phrase(&self, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        let Some(query) = query::phrase(words, self.fields.exact) else { return Ok(Vec::new()) };
        self.top(&*query, limit)
    }

    /// Passages that may hold the quotation `words` bent or cut: those that have stretches of it
    /// first, then those that only share its words. At most `limit`; to be compared by the caller.
    pub fn near_quote(&self, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        let mut hits = match query::shingles(words, self.fields.exact) {
            Some(query) => self.top(&*query, limit)?,
            None => self.phrase(words, limit)?,
        };
        if hits.len() < limit {
            let have: HashSet<_> = hits.iter().map(|h| (h.path.clone(), h.span)).collect();
            let more = self.search(words, limit)?;
            let more = more.into_iter().filter(|h| !have.contains(&(h.path.clone(), h.span)));
            let room = limit - hits.len();
            hits.extend(more.take(room));
        }
        Ok(hits)
    }

    /// A number that changes whenever what can be found may have changed.
    pub fn generation(&self) -> u64 {
        let mut segments: Vec<_> = self
            .inner
            .segment_readers()
            .iter()
            .map(|s| (s.segment_id().uuid_string(), s.delete_opstamp()))
            .collect();
        segments.sort();
        let mut hasher = DefaultHasher::new();
        segments.hash(&mut hasher);
        hasher.finish()
    }

    /// Every source in the snapshot with the hash it was indexed under.
    pub(crate) fn known(&self) -> Result<HashMap<PathBuf, ContentHash>, Error> {
        let sources = self.search_all(&self.sources(), &DocSetCollector)?;
        let records = sources.into_iter().map(|address| self.record(address));
        records.map(|record| Ok(self.fields.source_of(&record?))).collect()
    }

    /// How many sources and passages the snapshot holds.
    pub(crate) fn counts(&self) -> Result<(usize, usize), Error> {
        let sources = self.search_all(&self.sources(), &Count)?;
        Ok((sources, (self.inner.num_docs() as usize).saturating_sub(sources)))
    }

    fn sources(&self) -> TermQuery {
        TermQuery::new(self.fields.source_term(), IndexRecordOption::Basic)
    }

    fn ranked(
        &self,
        words: &str,
        limit: usize,
        narrow: impl Fn(Box<dyn Query>) -> Box<dyn Query>,
    ) -> Result<Vec<Hit>, Error> {
        let terms = tokens::exact(words);
        // One CJK character is found only as the beginning of a pair.
        let query = match terms.as_slice() {
            [one] if one.lone => query::phrase(words, self.fields.exact),
            _ => query::any_of(words, self.fields.stems),
        };
        let Some(query) = query else { return Ok(Vec::new()) };
        let mut hits = self.top(&*narrow(query), limit.saturating_mul(3).min(limit.saturating_add(40)))?;
        lift_neighbours(words, &mut hits);
        hits.truncate(limit);
        Ok(hits)
    }

    fn top(&self, query: &dyn Query, limit: usize) -> Result<Vec<Hit>, Error> {
        let limit = limit.min(self.inner.num_docs() as usize);
        if limit == 0 {
            return Ok(Vec::new());
        }
        let found = self.search_all(query, &TopDocs::with_limit(limit).order_by_score())?;
        let hit = |(score, address)| Ok(self.fields.hit(&self.record(address)?, score));
        let hits: Result<Vec<Hit>, Error> = found.into_iter().map(hit).collect();
        Ok(hits?.into_iter().map(|hit| Hit { path: self.base.join(&hit.path), ..hit }).collect())
    }

    /// The path under which the source at `path` was added.
    fn added_as<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.base).unwrap_or(path)
    }

    fn search_all<C: tantivy::collector::Collector>(
        &self,
        query: &dyn Query,
        collector: &C,
    ) -> Result<C::Fruit, Error> {
        self.inner.search(query, collector).map_err(|e| self.error(e))
    }

    fn record(&self, address: tantivy::DocAddress) -> Result<TantivyDocument, Error> {
        self.inner.doc(address).map_err(|e| self.error(e))
    }

    fn error(&self, source: tantivy::TantivyError) -> Error {
        Error::Engine { dir: self.dir.to_path_buf(), source: Box::new(source) }
    }
}

/// Raises hits in which words of the search stand side by side as they do in it.
fn lift_neighbours(words: &str, hits: &mut [Hit]) {
    let wanted = tokens::stems(words);
    let wanted: HashSet<(&str, &str)> = neighbours(&wanted).collect();
    if wanted.is_empty() {
        return;
    }
    for hit in hits.iter_mut() {
        let has = tokens::stems(&hit.text);
        let has: HashSet<_> = neighbours(&has).filter(|pair| wanted.contains(pair)).collect();
        hit.score *= 1.0 + ADJACENCY * has.len() as f32 / wanted.len() as f32;
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
}

fn neighbours(stems: &[String]) -> impl Iterator<Item = (&str, &str)> {
    stems.windows(2).filter_map(|w| match w {
        [a, b] => Some((a.as_str(), b.as_str())),
        _ => None,
    })
}
