//! The author told beside a citation: "Smith (2020) argues", with the citation of a work by Jones.

use ibid_draft::Target;
use ibid_evidence::Resolved;
use ibid_facts::Name;
use ibid_references::Reference;

use super::Claimed;
use super::known::words_of;
use super::shown::by_another;
use crate::fields::evidence;
use crate::held::Held;

/// Words by which a work tells of another.
const SECOND_HAND: [&str; 6] = ["cited in", "quoted in", "as cited", "cited by", "quoted by", "according to"];

/// The finding that the one cited work of the claim, of the year told right behind `name`, is by somebody else.
pub(super) fn check(claimed: &Claimed<'_>, name: &Name) -> Option<Held> {
    let mut cited = claimed.claim.cited();
    let (Some(by), None) = (cited.next(), cited.next()) else { return None };
    let Target::Key(key) = &by.citation.target else { return None };
    let reference = claimed.cx.shelf.references().get(key)?;
    let text = &claimed.claim.text;
    let second_hand = SECOND_HAND.iter().any(|words| text.contains(words));
    let told = year_behind(text.get(name.span.end..)?) == Some(reference.date?.year);
    if second_hand || !told || reference.authors.is_empty() || is_known(name, &reference) {
        return None;
    }
    let sources = claimed.cx.shelf.resolve_all(&by.citation.target, claimed.cx.file);
    if sources.iter().flatten().any(|source| is_told_of(name, source)) {
        return None;
    }
    let author = &ibid_references::family(&reference.authors[0]);
    let authors = format!("author: {}", reference.authors.join("; "));
    Some(by_another(claimed, name, author, evidence(&reference, authors)))
}

/// The year in brackets right behind a name, others' names between: "Smith (2020)", "Smith et al. (2020)".
fn year_behind(after: &str) -> Option<i32> {
    let after = after.strip_prefix("’s").or(after.strip_prefix("'s")).unwrap_or(after).trim_start();
    let after = after.strip_prefix("et al.").unwrap_or(after).trim_start();
    let inner = after.strip_prefix('(')?;
    let year = inner.split([')', ',', ':', ';']).next()?.trim();
    year.trim_end_matches(char::is_alphabetic).parse().ok().filter(|_| year.len() <= 5)
}

/// Whether the reference has any part of the name, in whatever field.
fn is_known(name: &Name, reference: &Reference) -> bool {
    let vocabulary = words_of(reference);
    name.parts.iter().any(|part| {
        vocabulary.has(&part.text) || vocabulary.has_like(&part.text) || vocabulary.abbreviates(&part.text)
    })
}

/// Whether the source itself tells of the name.
fn is_told_of(name: &Name, resolved: &Resolved) -> bool {
    let vocabulary = resolved.text.vocabulary();
    name.parts.iter().any(|part| vocabulary.has(&part.text) || vocabulary.has_like(&part.text))
}
