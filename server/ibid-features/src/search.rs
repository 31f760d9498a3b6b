//! The passages of a library that fit some words, and what a search is kept to.

use std::path::PathBuf;

use ibid_evidence::{Evidence, Shelf};
use ibid_library::{Filter, Hit, matching};
use ibid_text::{Span, Tongue};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Plain words.
    pub query: String,
    /// How many passages at most.
    pub limit: usize,
    /// Only sources of the references with these citekeys; all where there are none.
    pub citekeys: Vec<String>,
    /// Only sources below this folder, or this source.
    pub folder: Option<PathBuf>,
    /// Only passages in the language with this code ("de").
    pub language: Option<String>,
}

/// A passage that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The passage with its reference, in one line.
    pub evidence: Evidence,
    /// Bytes of [`Evidence::quote`] that are words of the search, in order.
    pub words: Vec<Span>,
    /// How well it fits; only to be compared within one answer.
    pub score: f32,
}

/// The passages of `shelf` that fit best, best first. An error is for people: a citekey or a language that is none.
pub fn search(shelf: &Shelf, search: &Search) -> Result<Vec<Match>, String> {
    let filter = filter(shelf, search)?;
    let hits = shelf.search_where(&search.query, &filter, search.limit);
    Ok(hits.iter().map(|hit| matched(shelf, &search.query, hit)).collect())
}

/// What `search` keeps to among the sources of `shelf`.
pub(crate) fn filter(shelf: &Shelf, search: &Search) -> Result<Filter, String> {
    let tongue = match &search.language {
        Some(code) => Some(
            Tongue::named(code)
                .ok_or_else(|| format!("“{code}” is no language's code, as “en” or “de” are"))?,
        ),
        None => None,
    };
    let mut filter = Filter { folder: search.folder.clone(), tongue, ..Filter::default() };
    for key in &search.citekeys {
        let sources = shelf.sources_of(key).ok_or_else(|| format!("no reference has the citekey “{key}”"))?;
        filter.sources.get_or_insert_default().extend(sources);
    }
    if let Some(path) =
        filter.folder.take_if(|path| shelf.sources().iter().any(|source| source.path == *path))
    {
        filter.sources = match filter.sources {
            Some(sources) => Some(sources.into_iter().filter(|source| *source == path).collect()),
            None => Some(vec![path]),
        };
    }
    Ok(filter)
}

/// The passage with its reference, and its page as the reference counts it.
fn matched(shelf: &Shelf, query: &str, hit: &Hit) -> Match {
    let source = shelf.text(&hit.path).filter(|source| source.text.hash == hit.hash);
    let mut evidence = source.map(|source| source.evidence(hit.span)).unwrap_or_else(|| Evidence {
        source: hit.path.clone(),
        span: Some(hit.span),
        reference: shelf.owner_of(&hit.path).cloned(),
        place: hit.place.clone(),
        quote: hit.text.clone(),
    });
    evidence.quote = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    Match { words: matching(query, &evidence.quote), evidence, score: hit.score }
}
