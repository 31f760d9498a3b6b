//! Short forms that one text writes out and another does not.

/// Each with the words it stands for.
const ABBREVIATIONS: &[(&str, &[&str])] = &[
    ("R&D", &["research", "development"]),
    ("AI", &["artificial", "intelligence"]),
    ("EVs", &["electric", "vehicles"]),
    ("EV", &["electric", "vehicle"]),
    ("GDP", &["gross", "domestic", "product"]),
    ("CPI", &["consumer", "price", "index"]),
    ("CEO", &["chief", "executive"]),
    ("EU", &["european", "union"]),
    ("UN", &["united", "nations"]),
    ("UK", &["united", "kingdom"]),
    ("USA", &["united", "states"]),
    ("US", &["united", "states"]),
    ("U.S.", &["united", "states"]),
    ("SMEs", &["small", "medium", "enterprises"]),
    ("NGOs", &["non-governmental", "organisations"]),
];

/// The abbreviation that begins at byte `at` of `text`, and what it stands for.
pub(crate) fn at(text: &str, at: usize) -> Option<(&'static str, &'static [&'static str])> {
    let rest = &text[at..];
    let whole = |short: &str| {
        rest.strip_prefix(short).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
    };
    let starts = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '&');
    ABBREVIATIONS.iter().find(|(short, _)| starts && whole(short)).copied()
}
