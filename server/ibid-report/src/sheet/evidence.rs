//! Beside a claim: its verdict, its findings, the passages it rests on, what became of each fact.

use ibid_check::{Finding, Judged, LedgerLine, Outcome};
use ibid_features::{Passage, Rests};
use maud::{Markup, html};

use super::claims::sign;
use super::signed::signed;
use super::text::{tag, text};
use super::{Claim, Sheet, code, links};
use crate::human::{help, mends, wrap};
use crate::{clean, json};

/// How much of a fact's words is told again beside it, in columns.
const FACT: usize = 48;

/// What stands beside `claim`, which begins in `line` of the draft.
pub(super) fn evidence(sheet: &Sheet<'_>, claim: &Claim, line: u32) -> Markup {
    let accounted = &claim.accounted;
    let verdict = accounted.verdict;
    html! {
        div.evidence {
            p.verdict {
                span.badge { span aria-hidden="true" { (sign(verdict)) " " } (verdict.as_str()) }
                span.where { "line " (line) }
            }
            @for finding in &accounted.findings { (self::finding(finding)) }
            @if let Some(judged) = &accounted.judged { (self::judged(judged)) }
            @for passages in by_source(&claim.passages) { (figure(sheet, &passages)) }
            @if claim.passages.is_empty() { p.none { "No passage to show." } }
            @if !accounted.facts.is_empty() {
                ul.facts aria-label="Facts" { @for fact in &accounted.facts { (self::fact(fact)) } }
            }
            (signed(&claim.signed))
        }
    }
}

fn finding(finding: &Finding) -> Markup {
    html! {
        p.finding {
            (code(finding)) " " (text(&finding.message))
            @for fix in finding.fixes.iter().filter(|fix| mends(fix)) {
                " " span.fix { (help(fix)) "." }
            }
        }
    }
}

/// The judge's word, marked as a model's.
fn judged(judged: &Judged) -> Markup {
    html! {
        p.judged {
            "The judge, a model: " (judged.verdict.as_str()) ". " (text(&judged.reason))
            @if let Some(words) = &judged.translation { " Its translation: “" (text(words)) "”." }
        }
    }
}

/// The passages of each source together, both in the order in which the claim comes to them.
fn by_source(passages: &[Passage]) -> Vec<Vec<&Passage>> {
    let mut sources: Vec<Vec<&Passage>> = Vec::new();
    for passage in passages {
        match sources.iter_mut().find(|known| known[0].evidence.source == passage.evidence.source) {
            Some(known) => known.push(passage),
            None => sources.push(vec![passage]),
        }
    }
    sources
}

/// What one source says, each passage with a link to its place.
fn figure(sheet: &Sheet<'_>, passages: &[&Passage]) -> Markup {
    let first = passages[0];
    let nearest = first.rests == Rests::Nearest;
    let file = sheet.context.told(&first.evidence.source);
    html! {
        figure.(if nearest { "nearest" } else { "held" }) {
            figcaption {
                @if nearest { span.why { "Nearest passage, not compared:" } " " }
                @if let Some(reference) = &first.evidence.reference {
                    span.key { "@" (text(&reference.key)) } " " cite dir="auto" { (text(&reference.title)) } ", "
                }
                span.file { (file) }
                @if let Some(copy) = sheet.context.copy(&first.evidence.source) && let Some(day) = &copy.day {
                    ", saved " (text(day))
                }
            }
            @for passage in passages { (self::passage(sheet, passage)) }
        }
    }
}

fn passage(sheet: &Sheet<'_>, passage: &Passage) -> Markup {
    let evidence = &passage.evidence;
    let place = text(&evidence.place.to_string());
    html! {
        blockquote lang=[tag(passage.language)] dir="auto" { (quote(passage)) }
        p.place {
            a href=(links::source(sheet, &evidence.source, &evidence.place)) rel="noreferrer" {
                @let file = sheet.context.told(&evidence.source);
                @if place.is_empty() { (file) } @else { span.unseen { (file) ", " } (place) }
            }
        }
    }
}

/// The passage with the words marked that the draft quotes.
fn quote(passage: &Passage) -> Markup {
    let quote = &passage.evidence.quote;
    let mut words = passage.words.clone();
    words.sort();
    let mut at = 0;
    let mut parts = Vec::new();
    for span in words.iter().filter(|span| span.end <= quote.len()) {
        let start = span.start.max(at);
        if start < span.end {
            parts.push((false, &quote[at..start]));
            parts.push((true, &quote[start..span.end]));
            at = span.end;
        }
    }
    parts.push((false, &quote[at..]));
    html! {
        @for (marked, part) in parts {
            @if marked { mark { (clean::excerpt(part)) } } @else { (clean::excerpt(part)) }
        }
    }
}

fn fact(fact: &LedgerLine) -> Markup {
    let outcome = json::outcome_name(fact.outcome);
    html! {
        li.(outcome) {
            span.fact.(outcome) dir="auto" { (wrap::shortened(&text(&fact.text), FACT)) } " "
            @if fact.outcome == Outcome::Agrees {
                span.outcome { "agrees" }
            } @else {
                span.outcome { (outcome.replace('-', " ")) ": " (text(&fact.why)) }
            }
        }
    }
}
