//! Who holds an office: "Anders Hoel, the mayor of Grenda", where the source has another person as the mayor of Grenda.

use ibid_facts::Name;
use ibid_text::Span;

use super::place::{Other, Passages};

/// Offices that one person holds at a time.
#[rustfmt::skip]
const OFFICES: [&str; 22] = [
    "mayor", "minister", "president", "chair", "chairman", "chairwoman", "director", "governor", "secretary", "commissioner",
    "head", "leader", "chief", "treasurer", "ombudsman", "principal", "rector", "dean", "bishop", "editor", "ambassador", "captain",
];
/// Words of an office, at most: "deputy prime minister".
const WORDS: usize = 3;
/// What stands between a name and the office behind it.
const HELD: [&str; 6] = [", ", ", the ", " is ", " is the ", ", who is ", ", who is the "];

impl Passages<'_> {
    /// The one person whom the source has in the office that the claim gives to `name`, of whom it tells elsewhere.
    pub(super) fn in_its_office(&self, names: &[Name], name: &Name) -> Option<Other> {
        let (office, of) =
            office_behind(self.claim, name, names).or_else(|| office_before(self.claim, name, names))?;
        let mut found: Option<Other> = None;
        for i in 0..self.source.text.sentences().len() {
            let text = self.sentence(i);
            let words = self.words_of(i);
            if !of.parts.iter().all(|part| words.contains(&part.text)) {
                continue;
            }
            let Some(at) = place_of(text, office) else { continue };
            if name.parts.iter().any(|part| words.contains(&part.text)) {
                return None;
            }
            let all = self.source.text.names(i);
            let is_place = |other: &Name| {
                other.parts.iter().all(|part| of.parts.iter().any(|own| own.text == part.text))
            };
            let holder = all.iter().find(|other| !is_place(other) && holds(text, other.span, at))?;
            let other = Other { sentence: i, span: holder.span };
            if found.as_ref().is_some_and(|known| self.named(known) != self.named(&other)) {
                return None;
            }
            found = Some(other);
        }
        found
    }
}

/// The office right behind `name` in `claim`, and the name of what it is of: "the mayor of Grenda".
fn office_behind<'a>(claim: &str, name: &Name, names: &'a [Name]) -> Option<(&'static str, &'a Name)> {
    if name.parts.len() < 2 {
        return None;
    }
    let rest = claim.get(name.span.end..)?.strip_prefix(", ")?;
    let (office, behind) = rest.split_once(" of ")?;
    let held = office.strip_prefix("the ").unwrap_or(office);
    let held: Vec<&str> = held.split(' ').collect();
    let office = OFFICES.into_iter().find(|office| held.len() <= WORDS && held.last() == Some(office))?;
    let from = claim.len() - behind.strip_prefix("the ").unwrap_or(behind).len();
    let of = names.iter().find(|other| other.span.start == from)?;
    Some((office, of))
}

/// The office right before `name` in `claim`, and the name of what it is of: "the mayor of Grenda, Anders Hoel", "Grenda's mayor, Anders
/// Hoel".
fn office_before<'a>(claim: &str, name: &Name, names: &'a [Name]) -> Option<(&'static str, &'a Name)> {
    let ahead = claim.get(..name.span.start)?;
    let ahead = ahead.strip_suffix(", ").or_else(|| ahead.strip_suffix(' '))?;
    let last = names.iter().rev().find(|other| other.span.end <= ahead.len())?;
    let behind = ahead.get(last.span.end..)?;
    let words: Vec<&str> = match behind.strip_prefix("'s ").or_else(|| behind.strip_prefix("’s ")) {
        Some(office) => office.split(' ').collect(),
        None if behind.is_empty() => {
            let before = claim.get(..last.span.start)?.trim_end();
            let before = before.strip_suffix(" the").unwrap_or(before).strip_suffix(" of")?;
            before.rsplit(' ').take(1).collect()
        }
        None => return None,
    };
    let office = OFFICES.into_iter().find(|office| words.len() <= WORDS && words.last() == Some(office))?;
    Some((office, last))
}

/// Where `text` names the office.
fn place_of(text: &str, office: &str) -> Option<Span> {
    ibid_text::words(text).find(|word| word.text.eq_ignore_ascii_case(office)).map(|word| word.span)
}

/// Whether the name at `name` stands right behind the office ("Mayor Liv Sandnes") or right before it.
fn holds(text: &str, name: Span, office: Span) -> bool {
    let between = |from: usize, to: usize| text.get(from..to);
    // "The mayor of Grenda, Liv Sandnes".
    let led =
        |words: &str| words.starts_with(" of ") && words.ends_with(", ") && words.matches(',').count() == 1;
    name.contains(office)
        || between(office.end, name.start).is_some_and(led)
        || between(office.end, name.start).is_some_and(|words| words == " ")
        || between(name.end, office.start).is_some_and(|words| HELD.contains(&words))
}
