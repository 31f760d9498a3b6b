//! What is asked of an index: a consistent snapshot that later writes do not touch.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_text::Tongue;
use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyError, Term};

use crate::columns::Columns;
use crate::model::{Filter, Hit, Record, Stats};
use crate::phrase::Phrase;
use crate::schema::Fields;
use crate::sources::{SourceCounts, lift_by_source};
use crate::{Error, query, tokens};

/// How much a passage gains that has every two neighbours of the search side by side.
const ADJACENCY: f32 = 0.5;
/// Passages that are ranked beyond those that are wanted.
const BEYOND: usize = 40;
/// Sources that share in the passages with a phrase, if it is in so many.
const SOURCES: usize = 4;

/// A snapshot of the index; cheap to clone, usable from any thread.
#[derive(Clone)]
pub struct Searcher {
    inner: tantivy::Searcher,
    fields: Fields,
    dir: Arc<Path>,
    /// Below which sources known by a relative path stand.
    base: Arc<Path>,
    /// The languages of its passages.
    tongues: Arc<[Tongue]>,
    /// Those of each segment, where they can be read.
    columns: Arc<[Option<Columns>]>,
}

impl Searcher {
    pub(crate) fn new(inner: tantivy::Searcher, fields: Fields, dir: Arc<Path>) -> Searcher {
        let tongues = tongues(&inner, fields).into();
        let columns = inner.segment_readers().iter().map(|segment| Columns::of(segment).ok()).collect();
        Searcher { inner, fields, dir, base: Path::new("").into(), tongues, columns }
    }

    /// The same snapshot with sources that were added by a relative path found below `base`: one index serves
    /// whoever reaches its folder, by whatever name.
    pub fn below(self, base: &Path) -> Searcher {
        Searcher { base: base.into(), ..self }
    }

    /// The passages that fit plain `words` best, at most `limit`, best first: by how many of the words they, and the sources
    /// they stand in, have and how rare those are, then by how many stand side by side.
    pub fn search(&self, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.search_where(words, &Filter::default(), limit)
    }

    /// The same within the source at `path`.
    pub fn search_in(&self, path: &Path, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        let only = Filter { sources: Some(vec![path.to_owned()]), ..Filter::default() };
        self.search_where(words, &only, limit)
    }

    /// The same among what `filter` leaves.
    pub fn search_where(&self, words: &str, filter: &Filter, limit: usize) -> Result<Vec<Hit>, Error> {
        let mut hits = self.passages(words, filter, limit.saturating_add(BEYOND))?;
        let sources = self.sources_of(&hits, words)?;
        lift_by_source(&mut hits, &sources);
        hits.truncate(limit);
        Ok(hits)
    }

    /// As [`Searcher::search`], without a look at the whole of the sources: for those who look closer at what is found.
    pub fn candidates(&self, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        let ranked = limit.saturating_mul(3).min(limit.saturating_add(BEYOND));
        let mut hits = self.passages(words, &Filter::default(), ranked)?;
        hits.truncate(limit);
        Ok(hits)
    }

    /// The `limit` passages that fit `words` best by themselves, best first.
    fn passages(&self, words: &str, filter: &Filter, limit: usize) -> Result<Vec<Hit>, Error> {
        // One CJK character is found only as the beginning of a pair.
        if let [one] = tokens::exact(words).as_slice()
            && one.lone
        {
            return self.phrase_where(words, filter, limit);
        }
        let Some(query) = query::any_of(words, &self.tongues_of(words), self.fields) else {
            return Ok(Vec::new());
        };
        let query = query::within(query, self.terms_of(filter));
        let mut hits = self.top(&*query, limit)?;
        lift_neighbours(words, &mut hits);
        Ok(hits)
    }

    /// How well each source of `hits` fits `words` as a whole.
    fn sources_of(&self, hits: &[Hit], words: &str) -> Result<HashMap<PathBuf, f32>, Error> {
        let paths: HashSet<&Path> = hits.iter().map(|hit| hit.path.as_path()).collect();
        let Some(query) = query::any_of_source(words, &self.tongues_of(words), self.fields) else {
            return Ok(HashMap::new());
        };
        if paths.is_empty() {
            return Ok(HashMap::new());
        }
        let terms = paths.iter().map(|path| self.fields.path_term(self.added_as(path))).collect();
        let query = query::within(query, vec![terms]);
        let best = TopDocs::with_limit(paths.len()).order_by_score();
        let counts = SourceCounts { inner: &self.inner, fields: self.fields };
        let found = self.inner.search_with_statistics_provider(&*query, &best, &counts);
        let source = |(score, address): (f32, DocAddress)| {
            Ok((self.base.join(self.columns(address.segment_ord)?.path(address.doc_id)?), score))
        };
        let scores: Result<_, TantivyError> = found.and_then(|found| found.into_iter().map(source).collect());
        scores.map_err(|e| self.error(e))
    }

    /// The passages that have all of `words` side by side, typography and case aside; at most `limit`, and of one source no more
    /// than a share of that where others have them too. What runs over the end of a passage is not found.
    pub fn phrase(&self, words: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.phrase_where(words, &Filter::default(), limit)
    }

    fn phrase_where(&self, words: &str, filter: &Filter, limit: usize) -> Result<Vec<Hit>, Error> {
        let phrase = Phrase::new(words);
        let query = phrase.as_ref().and_then(|phrase| phrase.query(&self.tongues, self.fields.words));
        let (Some(phrase), Some(query)) = (phrase, query) else { return Ok(Vec::new()) };
        let query = query::within(query, self.terms_of(filter));
        self.holding(&phrase, &*query, limit).map_err(|e| self.error(e))
    }

    /// Of the passages that `query` finds, the first `limit` that have the words of `phrase`.
    fn holding(&self, phrase: &Phrase, query: &dyn Query, limit: usize) -> Result<Vec<Hit>, TantivyError> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.inner))?;
        let (mut hits, mut beyond_share) = (Vec::new(), Vec::new());
        for (ord, segment) in (0..).zip(self.inner.segment_readers()) {
            let columns = self.columns(ord)?;
            let mut taken: HashMap<Option<u64>, usize> = HashMap::new();
            let mut found = weight.scorer(segment, 1.0)?;
            while hits.len() < limit && found.doc() != TERMINATED {
                let address = DocAddress::new(ord, found.doc());
                found.advance();
                if segment.is_deleted(address.doc_id) {
                    continue;
                }
                let taken = taken.entry(columns.source(address.doc_id)).or_default();
                if *taken >= limit.div_ceil(SOURCES) {
                    beyond_share.push(address);
                } else if let Some(hit) = self.hit_with(phrase, address)?.filter(|hit| !hits.contains(hit)) {
                    hits.push(hit);
                    *taken += 1;
                }
            }
        }
        for address in beyond_share {
            if hits.len() == limit {
                break;
            }
            hits.extend(self.hit_with(phrase, address)?.filter(|hit| !hits.contains(hit)));
        }
        Ok(hits)
    }

    /// The passage at `address`, or the next one, if it has the words of `phrase`.
    fn hit_with(&self, phrase: &Phrase, address: DocAddress) -> Result<Option<Hit>, TantivyError> {
        let hit = self.hit(address, 1.0)?;
        if phrase.is_in(&hit.text) {
            return Ok(Some(hit));
        }
        let next = DocAddress::new(address.segment_ord, address.doc_id + 1);
        let segment = self.inner.segment_reader(address.segment_ord);
        if !phrase.may_run_over() || next.doc_id >= segment.max_doc() || segment.is_deleted(next.doc_id) {
            return Ok(None);
        }
        let next = self.hit(next, 1.0)?;
        Ok((next.path == hit.path && phrase.is_in(&next.text)).then_some(next))
    }

    fn hit(&self, address: DocAddress, score: f32) -> Result<Hit, TantivyError> {
        let (columns, record) = (self.columns(address.segment_ord)?, address.doc_id);
        let (path, hash) = (self.base.join(columns.path(record)?), columns.hash(record)?);
        Ok(self.fields.hit(&self.inner.doc(address)?, path, hash, score))
    }

    fn columns(&self, segment: u32) -> Result<&Columns, TantivyError> {
        let columns = self.columns.get(segment as usize).and_then(Option::as_ref);
        columns.ok_or_else(|| TantivyError::SystemError("a column cannot be read".to_owned()))
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

    /// Every source in the snapshot, and under what it is there.
    pub(crate) fn known(&self) -> Result<HashMap<PathBuf, Record>, Error> {
        let mut records: Vec<_> = self.search_all(&self.sources(), &DocSetCollector)?.into_iter().collect();
        records.sort();
        let record = |address: DocAddress| {
            let columns = self.columns(address.segment_ord)?;
            Ok((columns.path(address.doc_id)?, columns.record(address.doc_id)?))
        };
        let known: Result<_, TantivyError> = records.into_iter().map(record).collect();
        known.map_err(|e| self.error(e))
    }

    /// How much the snapshot holds; its bytes on disk are not known here.
    pub(crate) fn counts(&self) -> Result<Stats, Error> {
        let sources = self.search_all(&self.sources(), &Count)?;
        let count = |tongue: &Tongue| {
            let term = Term::from_field_text(self.fields.tongue, tongue.code());
            let passages = self.search_all(&TermQuery::new(term, IndexRecordOption::Basic), &Count)?;
            Ok((*tongue, passages))
        };
        let mut tongues: Vec<_> = self.tongues.iter().map(count).collect::<Result<_, Error>>()?;
        tongues.retain(|(_, passages)| *passages > 0);
        tongues.sort_by_key(|(tongue, passages)| (std::cmp::Reverse(*passages), *tongue));
        let passages = (self.inner.num_docs() as usize).saturating_sub(sources);
        Ok(Stats { sources, passages, bytes: 0, tongues })
    }

    /// The languages by which `words` are stemmed: their own, where they are long enough to tell it, and English, from which
    /// all borrow; else each that the index has.
    fn tongues_of(&self, words: &str) -> Vec<Tongue> {
        match Tongue::of(words).filter(|told| self.tongues.contains(told)) {
            Some(told) => vec![told, Tongue::ENGLISH],
            None => self.tongues.to_vec(),
        }
    }

    fn sources(&self) -> TermQuery {
        TermQuery::new(self.fields.source_term(), IndexRecordOption::Basic)
    }

    /// What `filter` leaves, as terms of which one of each list is wanted.
    fn terms_of(&self, filter: &Filter) -> Vec<Vec<Term>> {
        let sources = filter
            .sources
            .as_ref()
            .map(|sources| sources.iter().map(|path| self.fields.path_term(self.added_as(path))).collect());
        let folder = filter.folder.as_ref().map(|folder| {
            // Below the folder that all relative paths start from, all of them lie.
            let folder = self.added_as(folder).to_string_lossy();
            vec![Term::from_field_text(self.fields.folder, &folder)]
        });
        let tongue =
            filter.tongue.map(|tongue| vec![Term::from_field_text(self.fields.tongue, tongue.code())]);
        [sources, folder, tongue].into_iter().flatten().collect()
    }

    fn top(&self, query: &dyn Query, limit: usize) -> Result<Vec<Hit>, Error> {
        let limit = limit.min(self.inner.num_docs() as usize);
        if limit == 0 {
            return Ok(Vec::new());
        }
        let found = self.search_all(query, &TopDocs::with_limit(limit).order_by_score())?;
        let hit = |(score, address)| self.hit(address, score).map_err(|e| self.error(e));
        found.into_iter().map(hit).collect()
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

    fn error(&self, source: tantivy::TantivyError) -> Error {
        Error::Engine { dir: self.dir.to_path_buf(), source: Box::new(source) }
    }
}

/// The languages that passages of a snapshot have, deleted ones included.
fn tongues(inner: &tantivy::Searcher, fields: Fields) -> Vec<Tongue> {
    let mut all: Vec<Tongue> = vec![Tongue::ENGLISH];
    for segment in inner.segment_readers() {
        // A segment that cannot be read says so when it is searched.
        let Ok(terms) = segment.inverted_index(fields.tongue) else { continue };
        let Ok(mut terms) = terms.terms().stream() else { continue };
        while terms.advance() {
            all.extend(std::str::from_utf8(terms.key()).ok().and_then(Tongue::named));
        }
    }
    all.sort();
    all.dedup();
    all
}

/// Raises hits in which words of the search stand side by side as they do in it.
fn lift_neighbours(words: &str, hits: &mut [Hit]) {
    // That they stand side by side counts, not in which language.
    let stems = |text: &str| tokens::stems(text, Tongue::ENGLISH);
    let wanted = stems(words);
    let wanted: HashSet<(&str, &str)> = neighbours(&wanted).collect();
    if wanted.is_empty() {
        return;
    }
    for hit in hits.iter_mut() {
        let has = stems(&hit.text);
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
