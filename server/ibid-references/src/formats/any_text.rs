//! Whatever a file holds, it is read without a panic and its spans are in it.

use proptest::prelude::*;

use std::path::Path;

use crate::Bibliography;

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

/// The same for the other formats.
fn piece_of_others() -> impl Strategy<Value = String> {
    let pieces = [
        "[",
        "]",
        "{",
        "}",
        "\"id\"",
        ": ",
        ",",
        "\"a\"",
        "\"",
        "\n",
        "\r\n",
        "\\",
        "\"title\": \"é",
        "\"author\": [{\"family\": \"中\"}]",
        "\"issued\": {\"date-parts\": [[",
        "2020",
        "-",
        "/",
        "\"items\": [",
        "null",
        "true",
        "1e999",
        "---\n",
        "references:\n",
        "- id: a\n",
        "  type: book\n",
        "  title: [",
        "  title: \"x",
        "  date: 2020-13\n",
        "  issued: {year: ",
        "a:\n",
        "  type: article\n",
        "  title: T\n",
        "  author: [A, B\n",
        "  parent:\n",
        "    - ",
        "&x ",
        "*x",
        "<<: ",
        "|\n",
        "\t",
        "👍",
        "\u{feff}",
        "#",
        "'",
        "TY  - JOUR\n",
        "ER  - \n",
        "AU  - Ä, B\n",
        "PY  - 2001/02/\n",
        "ID  - ",
        "SP  - 1\n",
        "UR  - file://x\n",
        "L1  - ",
        "XX",
        "~",
        "*",
        "_",
        "]{.x}",
        "<i>",
        "</i",
        "...\n",
    ];
    prop_oneof![8 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn any_format_is_read(
        name in prop::sample::select(vec!["a.json", "a.yaml", "a.ris", "a.md"]),
        begin in prop::sample::select(vec!["", "[", "{\"items\": [{", "---\nreferences:\n- id: a\n", "a:\n  type: book\n  title: T\n", "TY  - BOOK\n"]),
        pieces in prop::collection::vec(piece_of_others(), 0..40),
    ) {
        let text = begin.to_owned() + &pieces.concat();
        let path = Path::new(name);
        crate::looks_like_bibliography(path, &text);
        crate::named_in_metadata(&text);
        let bibliography = Bibliography::parse(path, &text);
        for reference in &bibliography.references {
            prop_assert!(text.get(reference.span.start..reference.span.end).is_some());
            prop_assert!(text.get(reference.key_span.start..reference.key_span.end).is_some());
            crate::format(reference, &crate::Style::default());
        }
        for fault in &bibliography.faults {
            prop_assert!(text.get(fault.span.start..fault.span.end).is_some());
        }
    }

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
