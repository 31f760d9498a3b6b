//! Passages found by what they mean, beside those found by their words, where the user has a model for that.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_library::{Filter, Hit};
use ibid_meaning::{Direction, Kind, Model, Vectors, nearest};
use ibid_text::{Language, Span};

use crate::shelf::Shelf;

/// Passages that each way of searching gives, of which the best by both are shown.
const CANDIDATES: usize = 100;
/// What meaning weighs; words weigh the rest.
const MEANING: f32 = 0.4;

/// What the passages of a library mean to a model, as far as it has read them.
#[derive(Clone)]
pub struct Meaning {
    model: Arc<Model>,
    sources: Arc<HashMap<PathBuf, Arc<Vectors>>>,
}

/// Where a passage stands.
type Spot = (PathBuf, Span);

impl Meaning {
    /// What `model` makes of passages, and has made of those of the `sources`.
    pub fn new(model: Arc<Model>, sources: HashMap<PathBuf, Arc<Vectors>>) -> Meaning {
        Meaning { model, sources: Arc::new(sources) }
    }

    /// The model, in a few words for people.
    pub fn told(&self) -> &str {
        self.model.told()
    }

    /// Whether what is searched for is sent to a model elsewhere.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.model.is_elsewhere()
    }

    /// How many passages have vectors.
    pub fn passages(&self) -> usize {
        self.sources.values().map(|vectors| vectors.len()).sum()
    }

    /// The sources that the model has read, with their vectors.
    pub fn sources(&self) -> &HashMap<PathBuf, Arc<Vectors>> {
        &self.sources
    }

    /// What `words` mean; `None` where that cannot be told, so that only the words themselves count.
    fn of(&self, words: &str) -> Option<Direction> {
        if self.sources.is_empty() {
            return None;
        }
        match self.model.vector(words, Kind::Query) {
            Ok(vector) => Direction::of(&vector),
            Err(fault) => {
                tracing::warn!("what is searched for was found by its words alone: {fault}");
                None
            }
        }
    }

    /// The passages nearest to `direction` in the sources that `filter` leaves, and how near they come.
    fn nearest(&self, direction: &Direction, filter: &Filter, limit: usize) -> Vec<(Spot, f32)> {
        let sources = self.sources.iter().filter(|(path, _)| filter.has_source(path));
        let (paths, vectors): (Vec<&PathBuf>, Vec<&Vectors>) =
            sources.map(|(path, vectors)| (path, vectors.as_ref())).unzip();
        let spot = |source: usize, passage| (paths[source].clone(), vectors[source].span(passage));
        let near = nearest(direction, &vectors, limit).into_iter();
        near.map(|near| (spot(near.source, near.passage), near.closeness)).collect()
    }

    fn closeness(&self, path: &Path, span: Span, direction: &Direction) -> Option<f32> {
        self.sources.get(path)?.closeness_at(span, direction)
    }
}

impl Shelf {
    /// As [`Shelf::search`], among what `filter` leaves.
    pub fn search_where(&self, words: &str, filter: &Filter, limit: usize) -> Vec<Hit> {
        let Some((meaning, direction)) =
            self.meaning().and_then(|meaning| Some((meaning, meaning.of(words)?)))
        else {
            return self.by_words(words, filter, limit);
        };
        let candidates = CANDIDATES.max(limit);
        let (hits, near) = std::thread::scope(|scope| {
            let near = scope.spawn(|| meaning.nearest(&direction, filter, candidates));
            (self.by_words(words, filter, candidates), near.join().unwrap_or_default())
        });
        let best = best_of_both(&hits, &near, |path, span| meaning.closeness(path, span, &direction));
        let mut hits: HashMap<Spot, Hit> =
            hits.into_iter().map(|hit| ((hit.path.clone(), hit.span), hit)).collect();
        let hit = |(spot, score): (Spot, f32)| {
            let hit =
                hits.remove(&spot).or_else(|| self.hit(&spot).filter(|hit| filter.has_tongue(&hit.text)))?;
            Some(Hit { score, ..hit })
        };
        best.into_iter().filter_map(hit).take(limit).collect()
    }

    /// The passage at `spot`, which no word has found.
    fn hit(&self, (path, span): &Spot) -> Option<Hit> {
        let source = self.text(path)?.text;
        let text = source.text().get(span.start..span.end)?.to_owned();
        Some(Hit {
            path: path.clone(),
            hash: source.hash.clone(),
            span: *span,
            place: source.place(span.start),
            language: Language::of(&text),
            text,
            score: 0.0,
        })
    }
}

/// The spots of both kinds of finds, best first: each kind's scores are brought to the same range, then weighed. What the
/// model has not read yet counts by its words alone.
fn best_of_both(
    hits: &[Hit],
    near: &[(Spot, f32)],
    closeness: impl Fn(&Path, Span) -> Option<f32>,
) -> Vec<(Spot, f32)> {
    let mut found: HashMap<Spot, (f32, Option<f32>)> = HashMap::new();
    let most = hits.iter().map(|hit| hit.score).fold(f32::MIN_POSITIVE, f32::max);
    for hit in hits {
        let spot = (hit.path.clone(), hit.span);
        found.insert(spot, (hit.score / most, closeness(&hit.path, hit.span)));
    }
    for (spot, closeness) in near {
        found.entry(spot.clone()).or_insert((0.0, Some(*closeness)));
    }
    let known = || found.values().filter_map(|(_, closeness)| *closeness);
    let (least, most) = (known().fold(f32::INFINITY, f32::min), known().fold(f32::NEG_INFINITY, f32::max));
    let range = (most - least).max(f32::MIN_POSITIVE);
    let score = |words: f32, closeness: Option<f32>| {
        let meaning = closeness.map_or(words, |closeness| (closeness - least) / range);
        (1.0 - MEANING) * words + MEANING * meaning
    };
    let mut best: Vec<(Spot, f32)> =
        found.iter().map(|(spot, (words, closeness))| (spot.clone(), score(*words, *closeness))).collect();
    best.sort_by(|(a, a_score), (b, b_score)| {
        b_score.total_cmp(a_score).then_with(|| (&a.0, a.1.start).cmp(&(&b.0, b.1.start)))
    });
    best
}

#[cfg(test)]
mod tests {
    use ibid_sources::ContentHash;
    use ibid_text::Place;

    use super::*;

    fn spot(name: &str) -> Spot {
        (PathBuf::from(name), Span::new(0, 1))
    }

    fn hit(name: &str, score: f32) -> Hit {
        Hit {
            path: PathBuf::from(name),
            hash: ContentHash(String::new()),
            span: Span::new(0, 1),
            place: Place::default(),
            text: String::new(),
            language: Language::English,
            score,
        }
    }

    /// The names of what is found, best first, with `hits` by words and `near` by meaning; `known` is near besides.
    #[track_caller]
    fn check(hits: &[(&str, f32)], near: &[(&str, f32)], known: &[(&str, f32)], expected: &[&str]) {
        let hits: Vec<Hit> = hits.iter().map(|(name, score)| hit(name, *score)).collect();
        let all: HashMap<&str, f32> = near.iter().chain(known).copied().collect();
        let near: Vec<(Spot, f32)> = near.iter().map(|(name, closeness)| (spot(name), *closeness)).collect();
        let best = best_of_both(&hits, &near, |path, _| all.get(path.to_str().unwrap()).copied());
        let names: Vec<&str> = best.iter().map(|((path, _), _)| path.to_str().unwrap()).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn what_fits_both_ways_comes_before_what_fits_one_way() {
        check(
            &[("words", 9.0), ("both", 7.0)],
            &[("near", 0.9), ("both", 0.8)],
            &[("words", 0.1)],
            &["both", "words", "near"],
        );
    }

    #[test]
    fn what_the_model_has_not_read_counts_by_its_words() {
        check(
            &[("unread", 9.0), ("read", 8.0)],
            &[("read", 0.5), ("far", 0.1)],
            &[],
            &["unread", "read", "far"],
        );
        check(&[("a", 2.0), ("b", 1.0)], &[], &[], &["a", "b"]);
    }
}
