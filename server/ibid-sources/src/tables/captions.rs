//! A caption's unit or units, and which columns they are of ("Revenue (US$ million) and share (%)").

use super::{
    headers::brackets,
    units::{self, Unit},
};

/// A longer paragraph before a table is no caption (in bytes).
const LONGEST: usize = 300;
/// What a unit in a caption may be said to be of.
const QUALIFIERS: [&str; 7] = [
    "live weight",
    "net weight",
    "gross weight",
    "at current prices",
    "current prices",
    "at constant prices",
    "seasonally adjusted",
];
const DECLARED: &[&str] = &["计量单位", "单位", "Units", "Unit", "units", "unit"];

/// The units that stand over a table, each with the words that it follows.
#[derive(Default)]
pub(super) struct Caption {
    units: Vec<(String, Unit)>,
}

impl Caption {
    /// Reads what stands above a table and its own titles; the last that names a unit counts.
    pub(super) fn read(above: &str, titles: &[String]) -> Caption {
        let lines =
            titles.iter().rev().map(String::as_str).chain([above]).filter(|line| line.len() <= LONGEST);
        let units = lines.map(units).find(|units| !units.is_empty()).unwrap_or_default();
        Caption { units }
    }

    /// The unit of a column called `label`. Of several, the one whose words it shares; a column that is
    /// called by a period alone takes the first.
    pub(super) fn unit_of(&self, label: &str) -> Option<&Unit> {
        if let [(_, unit)] = self.units.as_slice() {
            return Some(unit);
        }
        let mut names = words(label).peekable();
        if names.peek().is_none() {
            return self.units.first().map(|(_, unit)| unit);
        }
        let names: Vec<_> = names.collect();
        let shares = |said: &str| words(said).any(|word| names.contains(&word));
        self.units.iter().find(|(said, _)| shares(said)).map(|(_, unit)| unit)
    }
}

/// The words of a text that are no period ("Q1", "2024").
fn words(text: &str) -> impl Iterator<Item = String> {
    let is_word = |word: &&str| word.len() > 2 && !word.contains(|c: char| c.is_ascii_digit());
    text.split(|c: char| !c.is_alphanumeric()).filter(is_word).map(str::to_lowercase)
}

fn units(line: &str) -> Vec<(String, Unit)> {
    if let Some(phrase) = declared(line) {
        return units::declared(phrase).map(|unit| (String::new(), unit)).into_iter().collect();
    }
    let mut from = 0;
    let mut found = Vec::new();
    for (start, end, inside) in brackets(line) {
        if let Some(read) = units::read(inside) {
            found.push((line[from..start].to_owned(), read.unit));
            from = end;
        }
    }
    if found.is_empty() {
        found.extend(after_comma(line).map(|unit| (String::new(), unit)));
    }
    found
}

/// What is said after "Unit:".
fn declared(line: &str) -> Option<&str> {
    DECLARED.iter().find_map(|word| {
        let (_, after) = line.split_once(word)?;
        let phrase = after.trim_start().strip_prefix([':', '：'])?;
        Some(phrase.split([')', '）', ']']).next().unwrap_or_default())
    })
}

/// The unit that the last part of a caption is, periods aside. A sentence is no caption.
fn after_comma(line: &str) -> Option<Unit> {
    let line = line.trim().trim_end_matches([':', '：']);
    if line.ends_with(['.', '。', '!', '?', '！', '？']) {
        return None;
    }
    let is_period = |part: &str| {
        part.contains(|c: char| c.is_ascii_digit()) && !part.contains(|c: char| c.is_alphabetic() || c == '%')
    };
    let mut rest = line;
    while let Some(at) = units::commas(rest).next_back().filter(|at| is_period(&rest[*at..])) {
        rest = &rest[..at];
    }
    let start = units::commas(rest).next_back().unwrap_or(0);
    let last = rest[start..].trim_start_matches(units::SEPARATORS);
    let qualified = QUALIFIERS.iter().find_map(|qualifier| last.trim_end().strip_suffix(qualifier));
    units::read(qualified.unwrap_or(last)).filter(|found| found.whole).map(|found| found.unit)
}
