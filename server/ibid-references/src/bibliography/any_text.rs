//! Whatever a file holds, it is read without a panic and its spans are in it.

use proptest::prelude::*;

use super::*;

/// Pieces that mean something in a .bib file, in any order.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "@misc{a,",
        "@article(b,",
        "@string{x = ",
        "@comment{",
        "@preamble{",
        "title = ",
        "author = ",
        "year",
        " = ",
        "{",
        "}",
        "\"",
        "#",
        ",",
        "\n",
        "\r\n@",
        "@",
        "%",
        "\\",
        "\\\"",
        "\\'e",
        "$",
        "~",
        " and ",
        "=",
        "{\\o",
        "x",
        "jan",
        "2025",
        "中",
        "é",
        "👍",
        "crossref = a,",
        "--",
        "ids={",
        "date={2025-",
        "pages={1",
        "file={a:b",
    ];
    prop_oneof![8 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn is_read(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        let bibliography = Bibliography::parse(Path::new("a.bib"), &text);
        for reference in &bibliography.references {
            prop_assert_eq!(text.get(reference.key_span.start..reference.key_span.end), Some(reference.key.as_str()));
            prop_assert!(reference.span.contains(reference.key_span));
            crate::format(reference, &crate::Style::default());
        }
        for fault in &bibliography.faults {
            prop_assert!(text.get(fault.span.start..fault.span.end).is_some());
        }
    }

    #[test]
    fn values_are_read(
        name in prop::sample::select(vec!["title", "author", "editor", "year", "month", "pages", "file", "url"]),
        pieces in prop::collection::vec(piece(), 0..12),
    ) {
        let value = pieces.concat();
        let text = format!("@book{{a, {name} = {{{value}}},}}");
        for reference in Bibliography::parse(Path::new("a.bib"), &text).references {
            crate::format(&reference, &crate::Style::default());
        }
    }
}
