//! Whether the right passage is shown first: SciFact's claims against the abstracts that people found their evidence in.

use std::path::PathBuf;

use ibid_evidence::{SourceText, Topic};
use ibid_sources::{ContentHash, extract};
use ibid_text::Span;
use serde_json::Value;

use crate::data::{Data, SCIFACT, SCIFACT_CLAIMS, array, string};
use crate::table::{Coverage, Row, percent};

const GOAL: &str = "first 60%, of three 85%";
const LOOKED_AT: usize = 3;

pub(crate) fn rows(data: &Data) -> Vec<Row> {
    let name = "SciFact's claims in their abstracts";
    let (Some(claims), Some(abstracts)) = (data.lines(SCIFACT_CLAIMS), data.abstracts(SCIFACT)) else {
        return vec![Row::without(name, GOAL, SCIFACT)];
    };
    let (mut first, mut among, mut faults, mut asked) = (0, 0, Vec::new(), 0);
    let mut coverage = Coverage::default();
    for claim in &claims {
        let text = string(&claim["claim"]);
        for (document, evidence) in claim["evidence"].as_object().unwrap() {
            let Some(sentences) = abstracts.get(document) else { continue };
            let (found, source) = shown(text, sentences);
            let telling = telling(evidence, sentences, &source);
            let rank = found.iter().position(|span| telling.iter().any(|t| t.overlaps(*span)));
            asked += 1;
            first += usize::from(rank == Some(0));
            among += usize::from(rank.is_some());
            match found.is_empty() {
                true => coverage.passed_over("nothing in common"),
                false => coverage.compared(),
            }
            if rank != Some(0) {
                let shown = found.first().map_or("", |span| span.of(&source));
                faults.push(format!(
                    "{text}\n    shown:  {shown}\n    wanted: {}",
                    telling.iter().map(|t| t.of(&source)).collect::<Vec<_>>().join(" | ")
                ));
            }
        }
    }
    let result =
        format!("first {}, of three {} of {asked} claims", percent(first, asked), percent(among, asked));
    vec![Row::new(name, GOAL, result, coverage).with_faults(faults)]
}

/// The passages shown for `claim`, best first, and the source they stand in.
fn shown(claim: &str, sentences: &[String]) -> (Vec<Span>, String) {
    let path = PathBuf::from("/eval/abstract.txt");
    let extracted = extract(&path, sentences.join(" ").as_bytes()).unwrap();
    let source = SourceText::new(path, ContentHash(String::new()), extracted);
    let closest = Topic::new(claim).closest(&source, LOOKED_AT);
    (closest.iter().map(|c| source.sentences()[c.sentence].span).collect(), source.text().to_owned())
}

/// Where the sentences stand in the source that people chose as evidence.
fn telling(evidence: &Value, sentences: &[String], source: &str) -> Vec<Span> {
    let chosen = array(evidence).iter().flat_map(|e| array(&e["sentences"]));
    let sentence = |i: &Value| sentences[usize::try_from(i.as_u64().unwrap()).unwrap()].trim();
    let span = |sentence: &str| source.find(sentence).map(|at| Span::new(at, at + sentence.len()));
    chosen.map(sentence).filter_map(span).collect()
}
