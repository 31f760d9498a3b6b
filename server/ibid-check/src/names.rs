//! `name-mismatch`: names held against the cited sources.
//!
//! A name differs only where it stands nowhere in them, however spelt, and a closely matching sentence has exactly one
//! other in its place.

mod apart;
mod authors;
mod callings;
mod deeds;
mod elsewhere;
mod known;
mod led;
mod nearly;
mod place;
mod placed;
mod roles;
mod shown;

use ibid_draft::Claim;
use ibid_evidence::{Resolved, WhyNot};
use ibid_facts::{Fact, Name};
use ibid_text::Language;

use crate::context::Context;
use crate::held::{Held, cited};
use crate::model::Outcome;
use known::{Known, known};
use place::Passages;
use shown::{differs, silent};

/// A claim with its names.
struct Claimed<'a> {
    cx: &'a Context<'a>,
    claim: &'a Claim,
    names: &'a [Name],
    facts: &'a [Fact],
    language: Language,
}

/// The names in `claim`, each held against its sources. What stands inside a quotation is held with the quotation.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Vec<Held> {
    let language = Language::of(&claim.text);
    let facts: Vec<Fact> = ibid_facts::facts(&claim.text, language);
    let names = ibid_facts::names(&claim.text, &facts, language);
    if names.is_empty() {
        return Vec::new();
    }
    let (sources, without) = cited(cx, claim);
    let sources: Vec<Resolved> = sources.into_iter().map(|source| source.resolved).collect();
    let claimed = Claimed { cx, claim, names: &names, facts: &facts, language };
    let passages: Vec<Passages<'_>> =
        sources.iter().map(|source| Passages::new(&claimed, &facts, source)).collect();
    let quoted = |name: &Name| claim.quoted.iter().any(|q| q.overlaps(name.span.shift(claim.span.start)));
    let own = names.iter().filter(|name| !quoted(name));
    own.filter_map(|name| hold(&claimed, name, &passages, &without)).collect()
}

/// The name held against the sources; `None` where it turns out to be none.
fn hold(claimed: &Claimed<'_>, name: &Name, passages: &[Passages<'_>], without: &[WhyNot]) -> Option<Held> {
    if let Some(held) = authors::check(claimed, name) {
        return Some(held);
    }
    let not_checkable = |why| Some(silent(claimed, name, (Outcome::NotCheckable, why), Vec::new()));
    if passages.is_empty() {
        let why = if without.is_empty() {
            "no source is cited for it"
        } else {
            "a cited source has no text to read"
        };
        return (!is_doubtful(name)).then(|| not_checkable(why)).flatten();
    }
    let mut missing = Vec::new();
    let all = passages;
    for passages in all {
        match known(name, passages.source) {
            Known::Common => return None,
            Known::Whole => {
                // Of several sources, another may say so.
                let only = claimed.language == ibid_text::Language::English && without.is_empty();
                let other = passages
                    .instead(claimed.names, name)
                    .or_else(|| passages.told_of_place(claimed.names, claimed.facts, name))
                    .filter(|_| only);
                if let (Some(other), [_]) = (other, all) {
                    return Some(differs(claimed, name, passages.source, &other));
                }
                let evidence = passages.naming(name).into_iter().collect();
                return Some(silent(claimed, name, (Outcome::Agrees, "the source names it"), evidence));
            }
            Known::InReference(evidence) => {
                return Some(silent(
                    claimed,
                    name,
                    (Outcome::Agrees, "the reference says so"),
                    vec![evidence],
                ));
            }
            Known::Without(parts) => missing.push(parts),
        }
    }
    if !without.is_empty() {
        return not_checkable("a cited source has no text to read");
    }
    if passages.iter().any(|passages| passages.source.text.language() != claimed.language) {
        return not_checkable("the source is in another language");
    }
    // A part that one of the sources has may be from there.
    let absent = |part: &usize| missing.iter().all(|parts| parts.contains(part));
    let absent: Vec<usize> = (0..name.parts.len()).filter(absent).collect();
    if absent.is_empty() {
        return not_checkable("the sources name its parts");
    }
    let other = |passages: &Passages<'_>| {
        let english = claimed.language == Language::English;
        passages
            .other(claimed, name, &absent)
            .or_else(|| passages.called_so(name).filter(|_| english))
            .or_else(|| passages.nearly(name, &absent).filter(|_| english))
    };
    let others: Vec<_> = passages.iter().filter_map(|p| Some((p, other(p)?))).collect();
    if let [(passages, other)] = &others[..] {
        return Some(differs(claimed, name, passages.source, other));
    }
    (!is_doubtful(name))
        .then(|| silent(claimed, name, (Outcome::NotFound, "the source does not name it"), Vec::new()))
}

/// Whether the capital may be that of a sentence's first word.
fn is_doubtful(name: &Name) -> bool {
    name.opens && name.parts.len() == 1
}
