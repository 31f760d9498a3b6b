use std::path::Path;
use std::sync::Arc;

use crate::{Catalogue, References};

const LIBRARY: &str = "
@book{gap1999, author={Jones, A.}, title={Mind the Chip}, year=1999}
@book{smith2010, author={Smith, John and Ren, Anna}, title={Generations of the Gap}, year=2010}
@article{ren2025, author={Ren, Zhengfei}, title={The Chip Gap}, journal={People's Daily}, year=2025}
@article{müller2019, author={Müller, Jörg}, title={Export Controls and the Semiconductor Industry}, journal={World Trade Review}, date={2019-03}}
@article{li2021, author={李, 明}, title={华为的芯片战略}, journal={经济研究}, year=2021}
@misc{apart, title={On Trade and War Controls}}
@misc{side, title={On War and Trade Controls}}
";

#[track_caller]
fn check(query: &str, expected: &[&str]) {
    let references = References::new(vec![Arc::new(Catalogue::parse(Path::new("a.bib"), LIBRARY))]);
    let found = references.search(query, 50);
    let keys: Vec<_> = found.iter().map(|m| m.reference.key.as_str()).collect();
    assert_eq!(keys, expected, "{query}: {:?}", found.iter().map(|m| m.score).collect::<Vec<_>>());
    assert!(found.is_sorted_by(|a, b| a.score >= b.score));
}

#[test]
fn every_word_must_be_there_in_any_order() {
    check("ren 2025", &["ren2025"]);
    check("2025 chip ren", &["ren2025"]);
    check("daily gap", &["ren2025"]);
    check("ren2025", &["ren2025"]);
    check("chip 2010", &[]);
    check("muller semicond", &["müller2019"]);
    check("Müller’s", &["müller2019"]);
}

#[test]
fn slips_are_forgiven() {
    check("semicodnuctor", &["müller2019"]);
    check("semicnductor", &["müller2019"]);
    check("semiconxuctor", &["müller2019"]);
    check("simth", &["smith2010"]);
    check("genreations", &["smith2010"]);
    check("2018", &[]);
}

#[test]
fn beginnings_and_order_rank_higher() {
    check("ren", &["ren2025", "smith2010"]);
    check("chip gap", &["ren2025", "gap1999"]);
    check("war trade", &["side", "apart"]);
    check("trade controls", &["side", "apart", "müller2019"]);
    check("the chip", &["ren2025", "gap1999"]);
    check("gap", &["gap1999", "smith2010", "ren2025"]);
}

#[test]
fn chinese_needs_no_spaces() {
    check("芯片", &["li2021"]);
    check("李明 华为", &["li2021"]);
    check("芯战", &["li2021"]);
    check("美国", &[]);
}

#[test]
fn an_empty_query_finds_all_in_order() {
    check("", &["gap1999", "smith2010", "ren2025", "müller2019", "li2021", "apart", "side"]);
    check(" , ", &["gap1999", "smith2010", "ren2025", "müller2019", "li2021", "apart", "side"]);
}

#[test]
fn hostile_queries() {
    let references = References::new(vec![Arc::new(Catalogue::parse(Path::new("a.bib"), LIBRARY))]);
    for query in ["👍", "\u{301}", "a ".repeat(1000).as_str(), "x".repeat(10_000).as_str(), "'", "１２"] {
        let _ = references.search(query, 50);
        let _ = references.near_keys(query, 3);
    }
    assert!(References::default().search("a", 5).is_empty());
    assert_eq!(references.search("", 2).len(), 2);
}

proptest::proptest! {
    /// However few references are looked at for the best, they are the best of all.
    #[test]
    fn a_shorter_list_is_the_beginning_of_a_longer(
        titles in proptest::collection::vec("(Ren|Trade|War|Wart|rent|chips?)( (ren|trades?|war|chip|gap)){0,5}", 1..40),
        query in "(r|ren|tra|w|wra|chip)( (g|war|rent|t)){0,2}",
        limit in 0_usize..9,
    ) {
        let entry = |(i, title): (usize, &String)| format!("@book{{k{i}, title={{{title}}}, author={{Ren{i}, War}}}}\n");
        let library: String = titles.iter().enumerate().map(entry).collect();
        let references = References::new(vec![Arc::new(Catalogue::parse(Path::new("a.bib"), &library))]);
        let keys = |limit, nearby: &[&str]| -> Vec<String> {
            let found = references.search_nearby(&query, limit, nearby);
            found.iter().map(|m| m.reference.key.clone()).collect()
        };
        for nearby in [&[][..], &["k3", "k0"]] {
            let all = keys(titles.len(), nearby);
            proptest::prop_assert_eq!(&keys(limit, nearby), &all[..limit.min(all.len())]);
        }
    }
}
