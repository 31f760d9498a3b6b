//! Whatever a draft and its source hold, they are checked without a panic, and all that is found stands on characters.

use proptest::prelude::*;

use super::{library, run};

/// Pieces that mean something to a check, in any order.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        " ",
        " ",
        " ",
        "\n\n",
        ". ",
        ", ",
        "; ",
        ": ",
        "“",
        "”",
        "\"",
        "‘",
        "’",
        "「",
        "」",
        "(",
        ")",
        "[…]",
        "…",
        " and ",
        " to ",
        " from ",
        " by ",
        " of ",
        " in ",
        "not ",
        "never ",
        "had ",
        "rose ",
        "fell ",
        "more ",
        "than ",
        "cheaper ",
        "half ",
        "a third ",
        "twice ",
        "respectively",
        "said ",
        "that ",
        "Ren ",
        "5",
        "12.5",
        "1,560",
        "7.2 billion",
        "billion ",
        "percent",
        "%",
        "percentage points ",
        "€",
        "V$",
        "$",
        "crowns",
        "yuan",
        "cents",
        "days",
        "2024",
        "March ",
        "9 March 2018",
        "Friday, ",
        "second quarter of ",
        "the 1980s",
        "last year",
        "1800亿元",
        "百分之十二",
        "增长",
        "从",
        "到",
        "。",
        "，",
        "；",
        "出口",
        "年",
        "月",
        "日",
        "3",
        "第三",
        "two ",
        "fourteen ",
        "reasons ",
        "berths ",
        "> ",
        "| a | b |\n|---|---|\n| c | 4 |\n",
        "Label; Head: 5; Head: 6",
        "é",
        "👍",
        "½",
        "（",
        "）",
        "\u{ad}",
        "ﬁ",
    ];
    let piece = prop_oneof![12 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn nothing_panics_and_spans_stand_on_characters(source in text(), draft in text(), more in text()) {
        // A source without any text is none.
        let (source, other) = (format!("Text. {source}"), format!("Text. {more}"));
        let library = library(&[("ren.md", &source), ("other.md", &other)], "");
        let draft = format!("{draft} [@ren, p. 3]. {more} [@other; @ren].\n");
        let checked = run(&library, &draft);
        let is_in = |span: ibid_text::Span| draft.get(span.start..span.end).is_some();
        for finding in &checked.findings {
            prop_assert!(is_in(finding.span), "{finding:?}");
            let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
            for edit in edits {
                prop_assert!(is_in(edit.span), "{finding:?}");
            }
        }
        prop_assert!(checked.ledger().iter().all(|line| is_in(line.span)), "{:?}", checked.ledger());
    }
}
