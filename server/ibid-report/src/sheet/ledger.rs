//! The ledger: every fact and what became of it.

use ibid_check::LedgerLine;
use maud::{Markup, html};

use super::sources::Sources;
use super::text::text;
use super::{Sheet, links};
use crate::human::wrap;
use crate::json;

/// How much of a fact's words is shown, in columns.
const FACT: usize = 90;

/// The part of the page with the ledger.
pub(super) fn ledger(sheet: &Sheet<'_>, sources: &Sources) -> Markup {
    let facts = sheet.claims.iter().enumerate();
    let facts: Vec<(usize, &str, &LedgerLine)> = facts
        .flat_map(|(at, claim)| {
            let verdict = claim.accounted.verdict.as_str();
            claim.accounted.facts.iter().map(move |fact| (at + 1, verdict, fact))
        })
        .collect();
    html! {
        section #ledger aria-labelledby="ledger-title" {
            h2 #ledger-title { "Ledger" }
            p.hint { "Every fact of the draft: " (sheet.summary) "." }
            @if !facts.is_empty() {
                div.wide role="region" aria-labelledby="ledger-title" tabindex="0" {
                    table {
                        thead { tr {
                            th scope="col" { "Claim" } th scope="col" { "Fact" } th scope="col" { "Kind" }
                            th scope="col" { "Outcome" } th scope="col" { "Where" } th scope="col" { "Why" }
                        } }
                        tbody { @for (number, verdict, fact) in facts { (row(sheet, sources, number, verdict, fact)) } }
                    }
                }
            }
        }
    }
}

fn row(sheet: &Sheet<'_>, sources: &Sources, number: usize, verdict: &str, fact: &LedgerLine) -> Markup {
    let outcome = json::outcome_name(fact.outcome);
    let ids: Vec<String> = fact.evidence.iter().filter_map(|evidence| sources.id(evidence)).collect();
    html! {
        tr.(outcome) data-verdict=(verdict) data-kinds=(fact.kind) data-sources=(ids.join(" ")) {
            td.number { a href={ "#c" (number) } { span.unseen { "Claim " } (number) } }
            th scope="row" dir="auto" { (wrap::shortened(&text(&fact.text), FACT)) }
            td { (fact.kind) }
            td.outcome { (outcome.replace('-', " ")) }
            td {
                @if let Some(evidence) = fact.evidence.first() {
                    a href=(links::source(sheet, &evidence.source, &evidence.place)) rel="noreferrer" {
                        @match &evidence.reference {
                            Some(reference) => { "@" (text(&reference.key)) }
                            None => { (sheet.context.told(&evidence.source)) }
                        }
                        @let place = text(&evidence.place.to_string());
                        @if !place.is_empty() { ", " (place) }
                    }
                } @else { "–" }
            }
            td { (text(&fact.why)) }
        }
    }
}
