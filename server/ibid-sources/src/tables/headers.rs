//! A header to the column's name and its unit ("Memory, GB", "增速（%）").

use super::{
    currencies::find_sign,
    units::{self, Found, Unit},
};

/// A header without its unit, and the unit. A header that is all unit gives an empty name.
pub(super) fn split(header: &str) -> (String, Option<Unit>) {
    marked(header).or_else(|| signed(header)).or_else(|| alone(header)).map_or_else(
        || (header.trim().to_owned(), None),
        |(name, unit)| (name.trim().trim_end_matches(units::SEPARATORS).to_owned(), Some(unit)),
    )
}

/// A unit in parentheses or after the last comma.
pub(super) fn marked(header: &str) -> Option<(String, Unit)> {
    bracketed(header).or_else(|| after_comma(header))
}

/// The stretches in parentheses: where each begins and ends, and what is in it.
pub(super) fn brackets(text: &str) -> impl DoubleEndedIterator<Item = (usize, usize, &str)> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('(' | '（' | '[', _) => open = Some((at, at + c.len_utf8())),
            (')' | '）' | ']', Some((start, inside))) => {
                found.push((start, at + c.len_utf8(), &text[inside..at]));
                open = None;
            }
            _ => {}
        }
    }
    found.into_iter()
}

fn bracketed(header: &str) -> Option<(String, Unit)> {
    brackets(header).rev().find_map(|(start, end, inside)| {
        let Found { unit, whole } = units::read(inside)?;
        let without = format!("{} {}", header[..start].trim_end(), header[end..].trim_start());
        Some((if whole { without } else { header.to_owned() }, unit))
    })
}

fn after_comma(header: &str) -> Option<(String, Unit)> {
    let (name, phrase) = header.split_at(units::commas(header).next_back()?);
    let Found { unit, whole } = units::read(phrase.trim_start_matches(units::SEPARATORS))?;
    Some((if whole { name } else { header }.to_owned(), unit))
}

/// A sign at the end or within ("Change %", "Price US$", "% of total").
fn signed(header: &str) -> Option<(String, Unit)> {
    if let Some(at) = find_sign(header) {
        let found = units::read(&header[at..]).filter(|found| found.whole)?;
        return Some((header[..at].to_owned(), found.unit));
    }
    let found = header.contains(['%', '％']).then(|| units::read("%")).flatten()?;
    Some((header.trim_end().trim_end_matches(['%', '％']).to_owned(), found.unit))
}

/// A header that is a unit in words; symbols alone are as often the names of parties or countries.
fn alone(header: &str) -> Option<(String, Unit)> {
    let header = header.trim();
    let found = units::read(header).filter(|found| found.whole)?;
    let scaled = header.to_ascii_lowercase().contains("illion") || header.starts_with("Thousand");
    let words =
        header.len() > 3 && header.ends_with(['s', '元', '吨', '时', '里', '顷']) && units::is_known(header);
    (scaled || words || header.eq_ignore_ascii_case("percent")).then(|| (String::new(), found.unit))
}
