//! Whether a source only quotes what it is cited for.

use std::path::Path;

use ibid_draft::Draft;

use super::library;
use crate::{Context, Outcome, secondary};

/// Each fact of `draft` that agrees with `source`, with whom the source quotes: `-` for its own word, `?` for a quotation
/// of nobody named.
#[track_caller]
fn check(source: &str, draft: &str, expected: &[&str]) {
    let library = library(&[("news.md", source)], "");
    let draft = Draft::new(draft);
    let cx = Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &library.shelf };
    let ledger = crate::check(&cx).ledger();
    let told = ledger.iter().filter(|line| line.kind != "name").map(|line| {
        assert_eq!(line.outcome, Outcome::Agrees, "{}", line.text);
        match secondary(&cx, line) {
            None => format!("{} -", line.text),
            Some(quoted) => format!("{} {}", line.text, quoted.of.as_deref().unwrap_or("?")),
        }
    });
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn a_sources_own_word_is_its_own() {
    check(
        "Output rose by 12 percent in 2023.",
        "Output rose by 12 percent in 2023 [@news].",
        &["12 percent -", "2023 -"],
    );
    check(
        "The plan was “bold”. Output rose by 12 percent. It was “fine”.",
        "Output rose by 12 percent [@news].",
        &["12 percent -"],
    );
    check("We told the story. She said 40 trams came.", "Some 40 trams came [@news].", &["40 -"]);
    check("According to plan, 40 trams came.", "Some 40 trams came [@news].", &["40 -"]);
}

#[test]
fn what_stands_in_quotation_marks_is_anothers() {
    check("He paused. “We lost 7 boats,” he said.", "They lost 7 boats [@news].", &["7 ?"]);
    check("“Much is gone. We lost 7 boats. That was all,” he said.", "They lost 7 boats [@news].", &["7 ?"]);
    check("\"We lost 7 boats,\" he said.", "They lost 7 boats [@news].", &["7 ?"]);
    check("“We lost 7 boats,” said Mary Dunn.", "They lost 7 boats [@news].", &["7 Mary Dunn"]);
    check(
        "The mayor wept: “We lost all our boats in one night.”",
        "“We lost all our boats in one night,” the mayor said [@news].",
        &["We lost all our boats in one night, ?"],
    );
    check(
        "“A bold plan” cost 40 million euros.",
        "It cost 40 million euros [@news].",
        &["40 million euros -"],
    );
}

#[test]
fn what_is_attributed_is_anothers() {
    check("According to Reuters, 40 trams came.", "Some 40 trams came [@news].", &["40 Reuters"]);
    check(
        "40 trams came, according to the City Office.",
        "Some 40 trams came [@news].",
        &["40 the City Office"],
    );
    check("Mary Dunn told Reuters that 40 trams came.", "Some 40 trams came [@news].", &["40 Mary Dunn"]);
    check("据路透社报道，产量增长12%。", "Output grew by 12 percent [@news].", &["12 percent 路透社"]);
}
