//! Whether a search finds the right source: SciFact's claims as queries over all its abstracts, by plain BM25, and as ibid
//! searches.

mod bm25;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use ibid_evidence::{Meaning, Shelf, SourceFile, SourceState, Texts};
use ibid_library::{About, Batch, Document, Hit, Index};
use ibid_meaning::{Kind, Model, Vectors, embedded};
use ibid_references::References;
use ibid_sources::{ContentHash, Extracted, extract, passages};
use serde_json::Value;

use crate::data::{Data, SCIFACT, SCIFACT_CLAIMS, SCIFACT_RELEVANCE, array, string};
use crate::table::{Coverage, Row};
use bm25::Bm25;

const GOAL: &str = "at least plain BM25";
const GOAL_OF_MODEL: &str = "more than words alone";
/// Ranks that count.
const RANKS: usize = 10;
/// Passages asked for, of which each source's first counts.
const PASSAGES: usize = 100;

/// An abstract, and the source that it is to ibid.
struct Source {
    id: String,
    title: String,
    body: String,
    path: PathBuf,
    hash: ContentHash,
    extracted: Extracted,
}

/// A query, and how relevant which sources are to it.
struct Query {
    text: String,
    relevant: HashMap<String, f64>,
}

pub(crate) fn rows(data: &Data) -> Vec<Row> {
    let name = "SciFact: plain BM25 (Snowball, stopwords)";
    let (Some(corpus), Some(queries)) = (data.lines(SCIFACT), queries(data)) else {
        return vec![Row::without(name, GOAL, SCIFACT)];
    };
    let sources: Vec<Source> = corpus.iter().map(source).collect();
    let ids: HashMap<&Path, &str> = sources.iter().map(|s| (s.path.as_path(), s.id.as_str())).collect();
    let plain = Bm25::new(sources.iter().map(|s| format!("{} {}", s.title, s.body)));
    let by_plain = |text: &str| plain.best(text, RANKS).into_iter().map(|i| sources[i].id.clone()).collect();
    let mut rows = vec![row(&format!("{name}, k1 {} b {}", bm25::K1, bm25::B), "", &queries, by_plain)];

    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap().index;
    let documents = sources.iter().map(document).collect::<Vec<_>>();
    index.apply(&Batch { add: documents, remove: Vec::new() }).unwrap();
    let found = |hits: Vec<Hit>| first_of_each(hits.iter().map(|hit| ids[hit.path.as_path()]));
    let words = shelf(&index, &sources);
    rows.push(row("SciFact: words alone", GOAL, &queries, |text| found(words.search(text, PASSAGES))));
    for folder in &data.models {
        let name = format!("SciFact: words and {}", folder.file_name().unwrap_or_default().to_string_lossy());
        let model = match Model::open(folder) {
            Ok(model) => Arc::new(model),
            Err(fault) => {
                rows.push(Row::new(&name, GOAL_OF_MODEL, fault.to_string(), Coverage::default()));
                continue;
            }
        };
        let begun = Instant::now();
        let vectors: HashMap<PathBuf, Arc<Vectors>> =
            sources.iter().map(|s| (s.path.clone(), Arc::new(vectors(s, &model)))).collect();
        let passages: usize = vectors.values().map(|vectors| vectors.len()).sum();
        let speed = passages as f64 / begun.elapsed().as_secs_f64();
        let meaning = Meaning::new(Arc::clone(&model), vectors);
        let shelf = shelf(&index, &sources).with_meaning(Some(meaning));
        let row = row(&name, GOAL_OF_MODEL, &queries, |text| found(shelf.search(text, PASSAGES)));
        let result = format!("{}, {speed:.0} passages/s", row.result);
        rows.push(Row { result, ..row });
    }
    rows
}

/// What the passages of `source` mean to `model`.
fn vectors(source: &Source, model: &Model) -> Vectors {
    let mut vectors = Vectors::default();
    for (passage, text) in embedded(&source.extracted) {
        vectors.push(passage.span, &model.vector(&text, Kind::Passage).unwrap());
    }
    vectors
}

/// The training queries, or those that are named: BEIR's form, or SciFact's own.
fn queries(data: &Data) -> Option<Vec<Query>> {
    let mut relevant: HashMap<String, HashMap<String, f64>> = HashMap::new();
    for line in data.text(data.relevance.as_deref().unwrap_or(SCIFACT_RELEVANCE))?.lines() {
        if let [query, source, grade] = line.split('\t').collect::<Vec<_>>()[..]
            && let Ok(grade) = grade.trim().parse()
        {
            relevant.entry(query.to_owned()).or_default().insert(source.to_owned(), grade);
        }
    }
    let lines = data.lines(data.queries.as_deref().unwrap_or(SCIFACT_CLAIMS))?;
    let query = |line: &Value| {
        let text = string(line.get("claim").or(line.get("text"))?).to_owned();
        Some(Query { text, relevant: relevant.remove(&id(line))? })
    };
    Some(lines.iter().filter_map(query).collect())
}

/// `id` of SciFact's own files, `_id` of BEIR's.
fn id(line: &Value) -> String {
    let id = ["doc_id", "id", "_id"].iter().find_map(|name| line.get(name)).unwrap();
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

fn source(line: &Value) -> Source {
    let body = match line.get("text") {
        Some(text) => string(text).to_owned(),
        None => array(&line["abstract"]).iter().map(|s| string(s).trim()).collect::<Vec<_>>().join(" "),
    };
    let (id, title) = (id(line), string(&line["title"]).to_owned());
    let path = PathBuf::from(format!("/eval/{id}.txt"));
    let mut extracted = extract(&path, body.as_bytes()).unwrap();
    extracted.metadata.title = Some(title.clone());
    let hash = ContentHash::of(format!("{title}\n{body}").as_bytes());
    Source { id, title, body, path, hash, extracted }
}

fn document(source: &Source) -> Document {
    let about = About { title: source.title.clone(), ..About::default() };
    Document {
        path: source.path.clone(),
        hash: source.hash.clone(),
        about,
        address: None,
        passages: passages(&source.extracted),
    }
}

fn shelf(index: &Index, sources: &[Source]) -> Shelf {
    let texts: HashMap<ContentHash, Extracted> =
        sources.iter().map(|s| (s.hash.clone(), s.extracted.clone())).collect();
    let file = |s: &Source| SourceFile::new(s.path.clone(), SourceState::Read(s.hash.clone()));
    let texts = Texts::new(Box::new(move |hash| texts.get(hash).cloned()));
    let files = sources.iter().map(file).collect();
    let references = Arc::new(References::new(Vec::new()));
    Shelf::new(references, files, Arc::new(texts), vec![index.searcher()], true)
}

/// The first ranks, each source once.
fn first_of_each<'i>(ids: impl Iterator<Item = &'i str>) -> Vec<String> {
    let mut seen = Vec::new();
    for id in ids {
        if !seen.iter().any(|known| known == id) {
            seen.push(id.to_owned());
        }
        if seen.len() == RANKS {
            break;
        }
    }
    seen
}

/// The row of a way to search that gives sources, best first.
fn row(name: &str, goal: &'static str, queries: &[Query], search: impl Fn(&str) -> Vec<String>) -> Row {
    let begun = Instant::now();
    let gains: Vec<f64> = queries.iter().map(|query| gain(&search(&query.text), &query.relevant)).collect();
    let per_second = queries.len() as f64 / begun.elapsed().as_secs_f64();
    let mean = gains.iter().sum::<f64>() / gains.len().max(1) as f64;
    let result = format!("nDCG@10 {mean:.4}, {per_second:.0} queries/s");
    let missed = queries.iter().zip(&gains).filter(|(_, gain)| **gain == 0.0);
    let faults = missed.map(|(query, _)| format!("missed: {}", query.text)).collect();
    Row::new(name, goal, result, Coverage::whole(queries.len())).with_faults(faults)
}

/// nDCG of the first ranks.
fn gain(found: &[String], relevant: &HashMap<String, f64>) -> f64 {
    let at = |rank: usize, grade: f64| grade / (rank as f64 + 2.0).log2();
    let gained: f64 =
        found.iter().enumerate().filter_map(|(rank, id)| Some(at(rank, *relevant.get(id)?))).sum();
    let mut best: Vec<f64> = relevant.values().copied().collect();
    best.sort_by(|a, b| b.total_cmp(a));
    let ideal: f64 = best.iter().take(RANKS).enumerate().map(|(rank, grade)| at(rank, *grade)).sum();
    gained / ideal.max(f64::MIN_POSITIVE)
}
