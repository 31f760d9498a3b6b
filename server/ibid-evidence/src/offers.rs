//! The passages of the whole library that come nearest to some words.

use std::collections::HashSet;

use ibid_facts::terms;
use ibid_library::{Filter, Hit, Searcher};
use ibid_text::{Language, is_cjk};

use crate::Meaning;
use crate::closest::{Closeness, Topic};
use crate::model::Evidence;
use crate::resolved::Resolved;
use crate::shelf::Shelf;

/// Passages of the index that are looked at more closely for one sentence.
const LOOKED_AT: usize = 24;
/// Bytes at a source's beginning that say what and who it is about.
const HEAD: usize = 600;

/// A source offered for a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Its nearest sentence.
    pub evidence: Evidence,
    /// How near that comes (see [`Closeness::nearness`]).
    pub nearness: f32,
    /// How many terms the two share.
    pub shared: usize,
    /// Whether it is by or about the one who is said to have said it: all names of the speaker stand in its
    /// reference or at its beginning.
    pub by_speaker: bool,
}

impl Shelf {
    /// The passages of the library that fit `words` best, best first, by their words and, where there is a model for it, by
    /// their meaning; plain words, no query language.
    pub fn search(&self, words: &str, limit: usize) -> Vec<Hit> {
        self.search_where(words, &Filter::default(), limit)
    }

    /// Those of [`Shelf::search_where`] by their words alone.
    pub(crate) fn by_words(&self, words: &str, filter: &Filter, limit: usize) -> Vec<Hit> {
        self.best_of_all(limit, |searcher| searcher.search_where(words, filter, limit).ok())
    }

    /// The `limit` best of what `search` finds in each index.
    fn best_of_all(&self, limit: usize, search: impl Fn(&Searcher) -> Option<Vec<Hit>>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self.searchers().iter().filter_map(search).flatten().collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        each_once(&mut hits);
        hits.truncate(limit);
        hits
    }

    /// The passages of the library that hold `words` side by side, at most `limit`.
    pub fn holding(&self, words: &str, limit: usize) -> Vec<Hit> {
        let hits = self.searchers().iter().filter_map(|s| s.phrase(words, limit).ok());
        let mut hits = hits.flatten().collect();
        each_once(&mut hits);
        hits
    }

    /// What can be cited for `words` that are being typed: of the sources that fit them best, by words and meaning, the sentence
    /// that comes nearest, or the passage that says it in other words. Without a model for meaning, as [`Shelf::offers`]; a model
    /// elsewhere is not asked at each letter.
    pub fn citable(&self, words: &str, limit: usize) -> Vec<Evidence> {
        if self.meaning().is_none_or(Meaning::is_elsewhere) {
            return self.offers(words, limit).into_iter().map(|offer| offer.evidence).collect();
        }
        let topic = Topic::new(words);
        let mut hits = self.search(words, LOOKED_AT);
        let mut seen = HashSet::new();
        hits.retain(|hit| seen.insert(hit.path.clone()));
        let evidence = |hit: Hit| {
            let source = self.text(&hit.path)?;
            let passage = source.evidence(hit.span);
            let sentence = Near::new(&topic, &[], source).map(|near| near.offer().evidence);
            Some(
                sentence
                    .filter(|near| near.span.is_some_and(|span| span.overlaps(hit.span)))
                    .unwrap_or(passage),
            )
        };
        hits.into_iter().filter_map(evidence).take(limit).collect()
    }

    /// The sources whose sentences come nearest to `sentence`, one offer each, nearest first.
    pub fn offers(&self, sentence: &str, limit: usize) -> Vec<Offer> {
        self.offers_said_by("", sentence, limit)
    }

    /// The same for a sentence that says that `speaker` said `content`; sources of the speaker first.
    pub fn offers_said_by(&self, speaker: &str, content: &str, limit: usize) -> Vec<Offer> {
        let (topic, names) = (Topic::new(content), named(speaker));
        let words = format!("{speaker} {content}");
        let hits = self.best_of_all(LOOKED_AT, |searcher| searcher.candidates(&words, LOOKED_AT).ok());
        let mut seen = HashSet::new();
        let paths = hits.into_iter().map(|hit| hit.path).filter(|path| seen.insert(path.clone()));
        let mut near: Vec<Near> = paths.filter_map(|p| Near::new(&topic, &names, self.text(&p)?)).collect();
        near.sort_by(|a, b| {
            b.by_speaker.cmp(&a.by_speaker).then(b.closeness.nearness.total_cmp(&a.closeness.nearness))
        });
        near.truncate(limit);
        near.iter().map(Near::offer).collect()
    }
}

/// Takes out passages that another index gave already: a source may be in two of them.
fn each_once(hits: &mut Vec<Hit>) {
    let mut seen = HashSet::new();
    hits.retain(|hit| seen.insert((hit.path.clone(), hit.span)));
}

impl Resolved {
    /// The sentence of this source that comes nearest to `claim`.
    pub fn closest(&self, claim: &str) -> Option<Evidence> {
        let near = Topic::new(claim).closest(&self.text, 1).first().copied()?;
        Some(self.evidence(self.text.sentences()[near.sentence].span))
    }
}

/// A source that comes near to a sentence.
struct Near {
    source: Resolved,
    closeness: Closeness,
    by_speaker: bool,
}

impl Near {
    fn new(topic: &Topic, speaker: &[String], source: Resolved) -> Option<Near> {
        let closeness = topic.closest(&source.text, 1).first().copied()?;
        let by_speaker = is_by(speaker, &source);
        Some(Near { source, closeness, by_speaker })
    }

    fn offer(&self) -> Offer {
        let Closeness { sentence, nearness, shared } = self.closeness;
        let evidence = self.source.evidence(self.source.text.sentences()[sentence].span);
        Offer { evidence, nearness, shared, by_speaker: self.by_speaker }
    }
}

/// The names in `speaker`, as terms.
fn named(speaker: &str) -> Vec<String> {
    let names =
        ibid_text::words(speaker).filter(|w| w.text.starts_with(|c: char| c.is_uppercase() || is_cjk(c)));
    let names: String = names.map(|w| w.text).collect::<Vec<_>>().join(" ");
    terms(&names, Language::of(&names))
}

/// Whether all names of the `speaker` stand in the source's reference or at its beginning, and there is one.
fn is_by(speaker: &[String], source: &Resolved) -> bool {
    if speaker.is_empty() {
        return false;
    }
    let head: String = source.text.text().chars().take(HEAD).collect();
    let reference = source.reference.as_deref();
    let named = reference.map(|r| format!("{} {}", r.title, r.authors.join(" "))).unwrap_or_default();
    let known: HashSet<String> = terms(&format!("{named} {head}"), Language::English).into_iter().collect();
    speaker.iter().all(|term| known.contains(term))
}
