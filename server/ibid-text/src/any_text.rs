//! Whatever a text holds, it is read without a panic and every span stands on characters.

use proptest::prelude::*;

use crate::{Language, Locator, Normal, Place, Span, sentences, words};

/// Pieces that mean something to a reader of prose, in any order.
fn text() -> impl Strategy<Value = String> {
    let pieces = [
        " ", "\n", "\r\n", "\r", "\n\n", ".", "...", "…", "?", "!", "。", "”", "“", "\"", "'", ")", "(", "[",
        "]", "[@a]", "[^1]", "Mr", "e.g", "U.S", "The", "the", "1", "33", "-", "–", "\u{ad}", ",", ":", ";",
        "p. ", "pp. ", "ch. ", "at ", "第", "页", "说", "中", "é", "e\u{301}", "👍", "ﬁ", "Ａ", "½", "İ",
        "ﾊﾞ", "ff.", "iv", "{", "}", "¹", "*",
    ];
    let piece =
        prop_oneof![8 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn is_in(span: Span, text: &str) -> bool {
    text.get(span.start..span.end).is_some()
}

proptest! {
    #[test]
    fn normal_forms_map_back(text in text()) {
        let normal = Normal::new(&text);
        let mut end = 0;
        for (i, c) in normal.text.char_indices() {
            let span = normal.original(Span::new(i, i + c.len_utf8()));
            prop_assert!(is_in(span, &text) && !span.is_empty(), "{c:?} at {span:?} of {text:?}");
            prop_assert!(end <= span.end, "{c:?} at {span:?} of {text:?} runs back");
            end = span.end;
        }
        for i in (0..=normal.text.len()).filter(|&i| normal.text.is_char_boundary(i)) {
            prop_assert!(is_in(normal.original(Span::new(i, i)), &text));
        }
    }

    #[test]
    fn sentences_hold_all_but_white_space(text in text()) {
        let (mut at, mut between) = (0, String::new());
        for sentence in sentences(&text) {
            prop_assert!(at <= sentence.start && is_in(sentence, &text) && !sentence.is_empty());
            between.push_str(&text[at..sentence.start]);
            at = sentence.end;
        }
        between.push_str(&text[at..]);
        prop_assert_eq!(between.trim(), "");
    }

    #[test]
    fn words_stand_in_order(text in text()) {
        let mut at = 0;
        for word in words(&text) {
            prop_assert!(at <= word.span.start && !word.span.is_empty() && word.span.of(&text) == word.text);
            at = word.span.end;
        }
    }

    #[test]
    fn locators_are_read(text in text()) {
        if let Some((locator, len)) = Locator::parse(&text) {
            prop_assert!(text.is_char_boundary(len) && len > 0 && !locator.ranges.is_empty());
            let place = Place { page: Some("3".into()), heading: Some("3 A".into()), time: Some(1.0), ..Place::default() };
            let _ = locator.matches(&place);
            let _ = locator.matches(&Place { page_index: Some(3), ..Place::default() });
        }
        let _ = Language::of(&text);
    }
}
