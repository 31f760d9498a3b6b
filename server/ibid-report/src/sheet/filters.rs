//! What is shown of the claims: how many there are of each verdict, which the script makes into filters.

use ibid_check::Verdict;
use maud::{Markup, html};

use super::Sheet;
use super::claims::{meaning, sign};
use super::sources::Sources;

/// The counts, and the filters, which only show where the script runs.
pub(super) fn filters(sheet: &Sheet<'_>, sources: &Sources) -> Markup {
    let count = |verdict| sheet.claims.iter().filter(|claim| claim.accounted.verdict == verdict).count();
    html! {
        form #filters aria-label="Filter the claims" autocomplete="off" {
            fieldset.verdicts {
                legend.unseen { "Verdicts" }
                @for verdict in Verdict::ALL {
                    label.tile.(verdict.as_str()) {
                        input type="checkbox" name="verdict" value=(verdict.as_str()) checked hidden;
                        span.count { (count(verdict)) }
                        span.word { span.sign aria-hidden="true" { (sign(verdict)) " " } (verdict.as_str()) }
                        span.meaning { (meaning(verdict)) }
                    }
                }
            }
            div.more hidden {
                label { "Source " select name="source" {
                    option value="" { "all" }
                    @for (id, name) in sources.names() { option value=(id) { (name) } }
                } }
                label { "Kind " select name="kind" {
                    option value="" { "all" }
                    optgroup label="Facts" { @for kind in fact_kinds(sheet) { option value=(kind) { (kind) } } }
                    optgroup label="Findings" { @for kind in codes(sheet) { option value=(kind) { (kind) } } }
                } }
                button type="reset" { "Show all" }
                p #shown role="status" aria-live="polite" {}
            }
        }
    }
}

fn fact_kinds<'a>(sheet: &Sheet<'a>) -> Vec<&'a str> {
    let facts = sheet.claims.iter().flat_map(|claim| &claim.accounted.facts);
    each_once(facts.map(|fact| fact.kind).collect())
}

fn codes<'a>(sheet: &Sheet<'a>) -> Vec<&'a str> {
    let findings = sheet.claims.iter().flat_map(|claim| &claim.accounted.findings);
    each_once(findings.map(|finding| finding.code.as_str()).collect())
}

fn each_once(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_unstable();
    names.dedup();
    names
}
