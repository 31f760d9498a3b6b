//! The evidence sheet: a draft claim by claim beside the passages it rests on, as one page that needs nothing else and
//! fetches nothing.
//!
//! Everything on it is text: maud escapes what is put in, addresses are made in [`links`], and the page's own policy
//! lets no other script or style run. Without script it is whole; with it, it can be filtered and walked by keys.

mod claims;
mod evidence;
mod filters;
mod head;
mod ledger;
mod links;
mod said;
mod signed;
mod sources;
#[cfg(test)]
mod tests;
mod text;

use std::path::Path;

use ibid_check::{Accounted, Finding, SignOff};
use ibid_draft::Draft;
use ibid_features::Passage;
use maud::{DOCTYPE, Markup, html};

use crate::{Context, Summary, pages};
use sources::Sources;
use text::text;

/// What a sheet is made of.
pub struct Sheet<'a> {
    /// The texts that spans are of, the copies that sources are, and where paths begin.
    pub context: &'a Context,
    /// The draft's file, absolute.
    pub file: &'a Path,
    /// The same, read.
    pub draft: &'a Draft,
    /// Its claims, in its order.
    pub claims: &'a [Claim],
    /// Findings that belong to no claim, those in bibliographies among them.
    pub others: &'a [Finding],
    /// What it all comes to.
    pub summary: &'a Summary,
    /// The folder that the sheet will stand in, absolute: its links begin there.
    pub folder: &'a Path,
    /// The day on which it is made: "2025-05-15".
    pub day: &'a str,
}

/// A claim and the passages beside it.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What became of it.
    pub accounted: Accounted,
    /// The passages that it rests on.
    pub passages: Vec<Passage>,
    /// What people have signed of it.
    pub signed: Vec<SignOff>,
}

impl Sheet<'_> {
    /// The whole page.
    pub fn page(&self) -> String {
        let sources = Sources::of(self);
        let name = self.context.told(self.file);
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                (head::head(&name))
                body {
                    a.skip href="#draft" { "Skip to the draft" }
                    header.top {
                        p.kicker { "Evidence sheet" }
                        h1 dir="auto" { (name) }
                        (self.totals())
                        nav aria-label="Parts of the sheet" {
                            a href="#draft" { "Draft" }
                            @if !self.others.is_empty() { a href="#others" { "Other findings" } }
                            a href="#ledger" { "Ledger" }
                            a href="#sources" { "Sources" }
                        }
                    }
                    (filters::filters(self, &sources))
                    main {
                        (claims::draft(self, &sources))
                        (self.other_findings())
                        (ledger::ledger(self, &sources))
                        (sources.table(self))
                    }
                    footer.end {
                        p { "Made by ibid " (env!("CARGO_PKG_VERSION")) " on " time datetime=(self.day) { (self.day) } ". \
                            What could not be checked is marked so: it is neither right nor wrong." }
                    }
                    (head::script())
                }
            }
        };
        page.into_string()
    }

    fn totals(&self) -> Markup {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        html! {
            p.totals {
                (count(self.claims.len(), "claim")) ", "
                (count(self.summary.findings, "finding")) "; "
                (self.summary) "."
            }
        }
    }

    fn other_findings(&self) -> Markup {
        html! {
            @if !self.others.is_empty() {
                section #others aria-labelledby="others-title" {
                    h2 #others-title { "Other findings" }
                    ul.others {
                        @for finding in self.others {
                            li {
                                span.where { (self.context.told(&finding.file)) ", line " (self.line(finding)) }
                                " " (code(finding)) " " (text(&finding.message))
                            }
                        }
                    }
                }
            }
        }
    }

    fn line(&self, finding: &Finding) -> u32 {
        self.context.range(&finding.file, finding.span).0.line + 1
    }
}

/// The finding's code, with a link to what it means.
fn code(finding: &Finding) -> Markup {
    html! {
        a.code href=(pages::address(finding.code)) rel="noreferrer" { (finding.code.as_str()) }
    }
}
