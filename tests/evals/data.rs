//! The folder of public benchmarks: claims with sources, and what people said of them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub(crate) const FEVER: &str = "fever-symmetric/symmetric_v0.2_fever_symmetric_dev.jsonl";
pub(crate) const FOOL_ME_TWICE: &str = "fm2/dev.jsonl";
pub(crate) const WICE: &str = "wice/claim_dev.jsonl";
pub(crate) const SCIFACT_CLAIMS: &str = "scifact/claims_train.jsonl";
pub(crate) const SCIFACT: &str = "scifact/corpus.jsonl";
pub(crate) const SCIFACT_RELEVANCE: &str = "scifact/beir_qrels_train.tsv";
pub(crate) const CITING_CLAIMS: &str = "citation-integrity/claims_train.jsonl";
pub(crate) const CITED: &str = "citation-integrity/corpus_train.jsonl";
pub(crate) const CLAIMBUSTER: &str = "checkworthy/claimbuster_train.json";

/// What the command was given: the folder, and what is measured with it.
#[derive(Default)]
pub(crate) struct Data {
    pub(crate) folder: Option<PathBuf>,
    /// Folders of models that find passages by meaning.
    pub(crate) models: Vec<PathBuf>,
    /// Other queries than the training ones, and which sources are relevant to them.
    pub(crate) queries: Option<String>,
    pub(crate) relevance: Option<String>,
}

/// A claim, its source, and whether people found that it bears the claim out.
pub(crate) struct Pair {
    pub(crate) claim: String,
    pub(crate) source: String,
    pub(crate) supported: bool,
}

impl Data {
    /// What the command's `arguments` say, and those of them that it does not know.
    pub(crate) fn new(arguments: Vec<String>) -> (Data, Vec<String>) {
        let (mut data, mut rest) = (Data::default(), Vec::new());
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--model" => data.models.extend(arguments.next().map(PathBuf::from)),
                "--queries" => data.queries = arguments.next(),
                "--relevance" => data.relevance = arguments.next(),
                _ if data.folder.is_none() && Path::new(&argument).is_dir() => {
                    data.folder = Some(argument.into());
                }
                _ => rest.push(argument),
            }
        }
        (data, rest)
    }

    /// The text of a file, by its absolute path or as it stands in the folder.
    pub(crate) fn text(&self, file: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.as_ref()?.join(file)).ok()
    }

    /// The objects of a file, one a line.
    pub(crate) fn lines(&self, file: &str) -> Option<Vec<Value>> {
        Some(self.text(file)?.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    /// FeverSymmetric: a claim and one sentence.
    pub(crate) fn fever(&self) -> Option<Vec<Pair>> {
        let pair = |line: &Value| Pair {
            claim: untokenised(string(&line["claim"])),
            source: untokenised(string(&line["evidence"])),
            supported: line["label"] == "SUPPORTS",
        };
        Some(self.lines(FEVER)?.iter().map(pair).collect())
    }

    /// FoolMeTwice: a claim and a few sentences of an article.
    pub(crate) fn fool_me_twice(&self) -> Option<Vec<Pair>> {
        let pair = |line: &Value| Pair {
            claim: string(&line["text"]).to_owned(),
            source: joined(&line["gold_evidence"], "text"),
            supported: line["label"] == "SUPPORTS",
        };
        Some(self.lines(FOOL_ME_TWICE)?.iter().map(pair).collect())
    }

    /// WiCE: a sentence of an encyclopedia and the whole page it cites; those that the page bears out.
    pub(crate) fn wice(&self) -> Option<Vec<Pair>> {
        let lines = self.lines(WICE)?;
        let supported = lines.iter().filter(|line| line["label"] == "supported");
        let pair = |line: &Value| Pair {
            claim: string(&line["claim"]).to_owned(),
            source: array(&line["evidence"]).iter().map(string).collect::<Vec<_>>().join("\n\n"),
            supported: true,
        };
        Some(supported.map(pair).collect())
    }

    /// Claims about abstracts, or the like, that people found borne out by them.
    pub(crate) fn borne_out(&self, claims: &str, sources: &str) -> Option<Vec<Pair>> {
        let sources = self.abstracts(sources)?;
        let mut pairs = Vec::new();
        for line in self.lines(claims)? {
            // What other papers bear out too is not to be held against this one.
            let claim = string(&line["claim"]).replace("<|cit|>", "");
            if claim.contains("<|") {
                continue;
            }
            for (document, evidence) in line["evidence"].as_object().unwrap() {
                let supported = array(evidence).iter().all(|e| e["label"] == "SUPPORT");
                if let Some(source) = sources.get(document).filter(|_| supported) {
                    let claim = claim.clone();
                    pairs.push(Pair { claim, source: source.join(" "), supported });
                }
            }
        }
        Some(pairs)
    }

    /// The sentences of each abstract, by its number.
    pub(crate) fn abstracts(&self, file: &str) -> Option<HashMap<String, Vec<String>>> {
        let abstracted = |line: Value| {
            let spaced = |s: &Value| string(s).split_whitespace().collect::<Vec<_>>().join(" ");
            let sentences = array(&line["abstract"]).iter().map(spaced).collect();
            (line["doc_id"].to_string(), sentences)
        };
        Some(self.lines(file)?.into_iter().map(abstracted).collect())
    }
}

pub(crate) fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub(crate) fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn joined(list: &Value, field: &str) -> String {
    array(list).iter().map(|part| string(&part[field])).collect::<Vec<_>>().join(" ")
}

/// Text as people write it, out of words and marks that a benchmark parted by spaces.
fn untokenised(text: &str) -> String {
    const MARKS: [(&str, &str); 15] = [
        ("-LRB- ", "("),
        (" -RRB-", ")"),
        ("-LSB- ", "["),
        (" -RSB-", "]"),
        ("-LRB-", "("),
        ("-RRB-", ")"),
        (" -- ", "–"),
        (" - ", "-"),
        (" ,", ","),
        (" .", "."),
        (" ;", ";"),
        (" :", ":"),
        (" 's", "'s"),
        (" '", "'"),
        (" %", "%"),
    ];
    MARKS.iter().fold(text.to_owned(), |text, (apart, together)| text.replace(apart, together))
}
