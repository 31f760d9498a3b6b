//! What the reference itself says: its date, volume, number of pages.

use std::sync::Arc;

use ibid_evidence::{Evidence, Resolved};
use ibid_facts::{Comparison, Date, Dimension, Fact, Value, compare};
use ibid_references::Reference;

use crate::matching::differs_in_one;

/// Letters before a date within which words may say what it is the date of.
const NEAR: usize = 60;

/// The field of the source's reference that states `fact`, and whether so exactly that nothing else is meant: a
/// year alone may be of anything.
pub(crate) fn states(fact: &Fact, resolved: &Resolved) -> Option<(Evidence, bool)> {
    let reference = resolved.reference.as_ref()?;
    let quote = match &fact.value {
        Value::Date(_) => date(fact, reference)?,
        Value::Quantity(q) => {
            let (name, value) = number(&q.dimension, q.low, reference)?;
            format!("{name}: {value}")
        }
        Value::Ordinal(n) => {
            let holds = |(name, value): &&(String, String)| {
                ["edition", "volume", "number", "issue"].contains(&name.as_str()) && value.parse() == Ok(*n)
            };
            let (name, value) = reference.fields.iter().find(holds)?;
            format!("{name}: {value}")
        }
    };
    let exact = !matches!(&fact.value, Value::Date(date) if date.month.is_none());
    Some((evidence(reference, quote), exact))
}

/// The reference's date, where the words before `fact`, a date of the sentence `text`, say that it is the day on which
/// the source came out, and it is another in one part.
pub(crate) fn published_otherwise(text: &str, fact: &Fact, resolved: &Resolved) -> Option<(Evidence, Value)> {
    const WORDS: [&str; 14] = [
        "publish",
        "publication",
        "issue of",
        "edition of",
        "appeared",
        "printed",
        "dated",
        "released",
        "came out",
        "broadcast",
        "issued",
        "刊登",
        "发表",
        "发布",
    ];
    let reference = resolved.reference.as_ref()?;
    let Value::Date(date) = &fact.value else { return None };
    let before = text.get(..fact.span.start)?;
    let near = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let said = before[near..].to_lowercase();
    let known = published(reference)?;
    let full = date.month.is_some() && date.year.is_some() && known.month.is_some();
    let other =
        full && WORDS.iter().any(|word| said.contains(word)) && differs_in_one(date, &known).is_some();
    other.then(|| (evidence(reference, format!("date: {}", written(&known))), Value::Date(known)))
}

/// What a reference says, as evidence.
pub(crate) fn evidence(reference: &Arc<Reference>, quote: String) -> Evidence {
    Evidence {
        source: reference.file.clone(),
        span: None,
        reference: Some(Arc::clone(reference)),
        place: ibid_text::Place::default(),
        quote,
    }
}

/// The date that `reference` states.
fn published(reference: &Reference) -> Option<Date> {
    let known = reference.date?;
    Some(Date { year: Some(known.year), month: known.month, day: known.day, ..Date::default() })
}

fn date(fact: &Fact, reference: &Reference) -> Option<String> {
    let known = published(reference)?;
    let said = format!("date: {}", written(&known));
    let agrees =
        matches!(compare(&fact.value, &Value::Date(known)), Comparison::Same | Comparison::Compatible);
    agrees.then_some(said)
}

/// A date as a bibliography writes it.
fn written(date: &Date) -> String {
    let parts = [
        date.year.map(|y| y.to_string()),
        date.month.map(|m| format!("{m:02}")),
        date.day.map(|d| format!("{d:02}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-")
}

fn number<'r>(dimension: &Dimension, amount: f64, reference: &'r Reference) -> Option<(&'r str, &'r str)> {
    let names: &[&str] = match dimension {
        Dimension::Count(noun) if noun == "page" => &["pagetotal", "pages"],
        Dimension::Count(noun) if noun == "volum" => &["volumes"],
        Dimension::Number => &["volume", "number", "issue"],
        _ => return None,
    };
    let holds =
        |(name, value): &&(String, String)| names.contains(&name.as_str()) && value.parse() == Ok(amount);
    reference.fields.iter().find(holds).map(|(name, value)| (name.as_str(), value.as_str()))
}
