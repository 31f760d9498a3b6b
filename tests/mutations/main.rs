//! The sample's facts, spoilt by rule: each fact that the ledger says agrees is changed in every way its kind
//! allows, and the checker must see nine in ten of the changes, on the words that were changed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test's helpers may fail loudly")]

mod project;
mod rules;

use std::fmt::Write;

use project::{Fact, Finding, Project};

/// A paragraph of the sample with one fact changed.
struct Mutant {
    rule: &'static str,
    before: String,
    after: String,
    /// The changed words, in bytes of its text.
    at: std::ops::Range<usize>,
    file: String,
    text: String,
}

#[test]
fn spoilt_facts_are_caught() {
    let project = Project::of_the_sample();
    let facts = project.agreeing_facts();
    assert!(facts.len() >= 40, "the ledger says of only {} facts that they agree", facts.len());

    let mutants: Vec<Mutant> = facts.iter().flat_map(|fact| mutants_of(&project, fact)).collect();
    for mutant in &mutants {
        project.write(&mutant.file, &mutant.text);
    }
    let findings = project.findings(".");
    let missed: Vec<&Mutant> = mutants.iter().filter(|mutant| !is_caught(mutant, &findings)).collect();

    let caught = mutants.len() - missed.len();
    println!("{} facts, {} mutants, {caught} caught; missed:\n{}", facts.len(), mutants.len(), list(&missed));
    assert!(
        caught * 10 >= mutants.len() * 9,
        "{caught} of {} caught; missed:\n{}",
        mutants.len(),
        list(&missed)
    );
}

#[test]
fn facts_that_agree_are_left_alone() {
    let project = Project::of_the_sample();
    let findings = project.findings("essay.md");
    for fact in project.agreeing_facts() {
        let marked = findings.iter().find(|f| f.is_about(fact.kind.as_str()) && f.overlaps(&fact.at));
        assert!(marked.is_none(), "{:?} agrees, and is marked: {marked:?}", fact.words);
    }
}

fn mutants_of(project: &Project, fact: &Fact) -> Vec<Mutant> {
    let (paragraph, at) = project.paragraph_around(&fact.at);
    let spoil = |(number, (rule, after)): (usize, (&'static str, String))| {
        let mut text = paragraph.clone();
        text.replace_range(at.clone(), &after);
        text.push('\n');
        Mutant {
            rule,
            before: fact.words.clone(),
            at: at.start..at.start + after.len(),
            after,
            file: format!("mutant-{}-{number}.md", fact.at.start),
            text,
        }
    };
    rules::spoilt(&fact.kind, &fact.words).into_iter().enumerate().map(spoil).collect()
}

fn is_caught(mutant: &Mutant, findings: &[Finding]) -> bool {
    let in_it = |finding: &&Finding| finding.file == mutant.file;
    findings
        .iter()
        .filter(in_it)
        .any(|finding| finding.is_warning() && finding.overlaps_in(&mutant.text, &mutant.at))
}

fn list(mutants: &[&Mutant]) -> String {
    let mut list = String::new();
    for Mutant { rule, before, after, .. } in mutants {
        writeln!(list, "  {rule}: {before:?} -> {after:?}").unwrap();
    }
    list
}
