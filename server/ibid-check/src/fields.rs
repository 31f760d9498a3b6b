//! What the reference itself says: its date, volume, number of pages.

use ibid_evidence::{Evidence, Resolved};
use ibid_facts::{Comparison, Date, Dimension, Fact, Value, compare};
use ibid_references::Reference;

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
    let evidence = Evidence {
        source: reference.file.clone(),
        span: None,
        reference: Some(reference.clone()),
        place: ibid_text::Place::default(),
        quote,
    };
    Some((evidence, exact))
}

fn date(fact: &Fact, reference: &Reference) -> Option<String> {
    let known = reference.date?;
    let date = Date { year: Some(known.year), month: known.month, day: known.day, ..Date::default() };
    let agrees =
        matches!(compare(&fact.value, &Value::Date(date)), Comparison::Same | Comparison::Compatible);
    let parts = [
        Some(known.year.to_string()),
        known.month.map(|m| format!("{m:02}")),
        known.day.map(|d| format!("{d:02}")),
    ];
    agrees.then(|| format!("date: {}", parts.into_iter().flatten().collect::<Vec<_>>().join("-")))
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
