//! The pages on kinds of fact say what is true: each line that they call flagged is, and no other.

use super::{library, run, show};
use crate::Severity;

const PAGES: [(&str, &str); 5] = [
    ("quotations", include_str!("../../../../docs/facts/quotations.md")),
    ("quantities", include_str!("../../../../docs/facts/quantities.md")),
    ("dates", include_str!("../../../../docs/facts/dates.md")),
    ("names", include_str!("../../../../docs/facts/names.md")),
    ("negation-and-comparison", include_str!("../../../../docs/facts/negation-and-comparison.md")),
];

/// The lines of the block that opens with this word.
fn block<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let (_, rest) = page.split_once(&format!("```{name}\n")).unwrap();
    rest.split_once("\n```").unwrap().0.lines().collect()
}

#[test]
fn what_is_said_to_be_flagged_is_and_nothing_else() {
    for (name, page) in PAGES {
        let source = block(page, "source").join("\n");
        let library = library(&[("source.md", &source)], "");
        let warnings = |draft: &str| {
            let found = run(&library, draft).findings.into_iter();
            let grave = found.filter(|finding| finding.code.severity() <= Severity::Warning);
            grave.map(|finding| show(draft, &finding)).collect::<Vec<_>>()
        };
        for line in block(page, "flagged") {
            assert!(!warnings(line).is_empty(), "{name}: not flagged: {line}");
        }
        for line in block(page, "fine") {
            assert_eq!(warnings(line), Vec::<String>::new(), "{name}: {line}");
        }
    }
}
