//! False alarms: faithful sentences against their own sources, each with a figure that has another value of its
//! dimension in the source, or with a quotation.

use std::path::PathBuf;

use ibid_evidence::SourceText;
use ibid_facts::{Comparison, compare};
use ibid_sources::{ContentHash, extract};
use ibid_text::Language;

use crate::data::{Data, Pair, SCIFACT};
use crate::figures::borne_out;
use crate::library::{check, citing, shelf, warnings};
use crate::table::{Coverage, Row};

const GOAL: &str = "0";
/// Sentences of sources that are held against them.
const SENTENCES: usize = 3_000;

pub(crate) fn rows(data: &Data) -> Vec<Row> {
    let name = "sources' own sentences, nearly word for word";
    let mut rows = vec![match data.abstracts(SCIFACT) {
        Some(abstracts) => own_sentences(name, abstracts.into_iter().collect()),
        None => Row::without(name, GOAL, SCIFACT),
    }];
    let people = borne_out(data);
    rows.extend(people.iter().map(|(name, pairs)| by_people(name, pairs)));
    if people.is_empty() {
        rows.push(Row::without("claims that people found borne out", GOAL, "such claims"));
    }
    rows
}

/// Sentences of abstracts, each told as a writer might, until there are enough.
fn own_sentences(name: &str, mut abstracts: Vec<(String, Vec<String>)>) -> Row {
    abstracts.sort();
    let (mut alarms, mut told, mut coverage) = (Vec::new(), 0, Coverage::default());
    for (_, sentences) in abstracts {
        let text = sentences.join(" ");
        let shelf = shelf(&[("s", &text)]);
        for sentence in sentences.iter().filter(|sentence| has_rivals(sentence, &text)) {
            let draft = citing(&retold(sentence, told));
            told += 1;
            let checked = check(&shelf, &draft);
            coverage.add(&checked.ledger());
            alarms.extend(warnings(&checked).into_iter().map(|w| format!("{draft}    {w}")));
        }
        if told >= SENTENCES {
            break;
        }
    }
    result(name, told, alarms, coverage)
}

/// The claims of a set that have a figure with rivals, or a quotation.
fn by_people(name: &str, pairs: &[Pair]) -> Row {
    let (mut alarms, mut told, mut coverage) = (Vec::new(), 0, Coverage::default());
    let quoting = |pair: &&Pair| pair.claim.contains(['“', '"']) || has_rivals(&pair.claim, &pair.source);
    for pair in pairs.iter().filter(quoting) {
        told += 1;
        let checked = check(&shelf(&[("s", &pair.source)]), &citing(&pair.claim));
        coverage.add(&checked.ledger());
        let told = |w: String| format!("{}\n    source: {}\n    {w}", pair.claim, pair.source);
        alarms.extend(warnings(&checked).into_iter().map(told));
    }
    result(&format!("borne out, as people found: {name}"), told, alarms, coverage)
}

fn result(name: &str, told: usize, alarms: Vec<String>, coverage: Coverage) -> Row {
    let result = format!("{} in {told} sentences", alarms.len());
    Row::new(name, GOAL, result, coverage).with_faults(alarms)
}

/// Whether a fact of the sentence has another value of its dimension in the source.
pub(crate) fn has_rivals(sentence: &str, source: &str) -> bool {
    let facts = ibid_facts::facts(sentence, Language::of(sentence));
    if facts.is_empty() {
        return false;
    }
    let path = PathBuf::from("/eval/s.txt");
    let extracted = extract(&path, source.as_bytes()).unwrap();
    let source = SourceText::new(path, ContentHash(String::new()), extracted);
    let theirs = (0..source.sentences().len()).flat_map(|i| source.facts(i));
    theirs
        .into_iter()
        .any(|other| facts.iter().any(|f| compare(&f.value, &other.value) == Comparison::Different))
}

/// The sentence as a writer might tell it, in one of several ways by its `number`.
pub(crate) fn retold(sentence: &str, number: usize) -> String {
    let sentence = sentence.trim().replace(['[', ']', '<', '>', '*', '`', '@', '#', '|', '\\'], "");
    match number % 6 {
        0 => sentence,
        1 => sentence.replace('%', " percent"),
        2 => format!("As the authors report, {}", lowered(&sentence)),
        3 => without_parentheses(&sentence),
        4 => sentence.replace(" percent", "%").replace(" ten ", " 10 ").replace(" 10 ", " ten "),
        _ => format!("It was found that {}", lowered(&sentence)),
    }
}

fn lowered(sentence: &str) -> String {
    let capital = sentence.chars().next().is_some_and(char::is_uppercase)
        && sentence.chars().nth(1).is_some_and(char::is_lowercase);
    let first = sentence.chars().next().map_or(0, char::len_utf8);
    match capital {
        true => sentence[..first].to_lowercase() + &sentence[first..],
        false => sentence.to_owned(),
    }
}

/// The sentence without its first parentheses.
fn without_parentheses(sentence: &str) -> String {
    let cut = sentence.split_once(" (").and_then(|(before, rest)| Some((before, rest.split_once(')')?.1)));
    cut.map_or(sentence.to_owned(), |(before, after)| format!("{before}{after}"))
}
