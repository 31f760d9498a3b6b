//! Checking again after an edit finds what checking from scratch does.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use ibid_draft::Draft;
use ibid_text::Span;

use super::library;
use crate::{Context, check, check_again, check_part};

const SOURCE: (&str, &str) =
    ("a.md", "Exports fell by 2.5 percent to 1.97 billion euros in May. The port was closed.\n");
const DRAFT: &str = "First words.\n\nExports fell by 5.2 percent to 1.97 billion euros [@a]. They say “the port was \
    open” [@a].[^1]\n\nExports fell by 5.2 percent to 1.97 billion euros [@a].\n\n[^1]: Also @nobody.\n";

#[test]
fn the_same_as_from_scratch() {
    let library = library(&[SOURCE], "");
    let file = Path::new("/w/draft.md");
    let mut draft = Draft::new(DRAFT);
    let mut last = check(&Context { draft: &draft, file, shelf: &library.shelf });
    assert!(last.findings.len() >= 3);
    for (at, until, text) in
        [(0, 5, "Some"), (0, 0, "A paragraph of its own.\n\n"), (60, 61, "9"), (30, 90, ""), (3, 9, "é 芯片")]
    {
        draft = draft.edit(Span::new(at, until), text);
        let cx = Context { draft: &draft, file, shelf: &library.shelf };
        last = check_again(&cx, &last, &|| true).unwrap();
        let fresh = check(&cx);
        assert_eq!(last.findings, fresh.findings);
        assert_eq!(last.ledger(), fresh.ledger());
    }
}

#[test]
fn what_was_stopped_goes_on_where_it_was() {
    let library = library(&[SOURCE], "");
    let draft = Draft::new(DRAFT);
    let cx = Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &library.shelf };
    let fresh = check(&cx);
    let (worked_out, mut stops, mut last) = (AtomicUsize::new(0), 0, Default::default());
    let whole = loop {
        let once = AtomicBool::new(true);
        let keep_on = || {
            let go = once.swap(false, Ordering::Relaxed);
            worked_out.fetch_add(usize::from(go), Ordering::Relaxed);
            go
        };
        match check_again(&cx, &last, &keep_on) {
            Ok(whole) => break whole,
            Err(stopped) => (last, stops) = (stopped.0, stops + 1),
        }
    };
    assert_eq!((&whole.findings, &whole.ledger()), (&fresh.findings, &fresh.ledger()));
    let worked_out = worked_out.into_inner();
    assert!(stops >= 2 && worked_out <= stops + 1, "{stops} stops, {worked_out} worked out");
}

#[test]
fn a_part_has_the_findings_that_the_whole_has_there() {
    let library = library(&[SOURCE], "");
    let draft = Draft::new(DRAFT);
    let cx = Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &library.shelf };
    let fresh = check(&cx);
    for finding in &fresh.findings {
        let part = check_part(&cx, finding.span, &Default::default()).findings;
        assert!(part.contains(finding), "{finding:?}");
        assert!(part.iter().all(|f| fresh.findings.contains(f)));
        assert!(part.len() < fresh.findings.len());
    }
}
