use std::path::Path;

use expect_test::{Expect, expect};
use ibid_sources::{extract, passages};
use ibid_text::Language;

/// The passages of a Markdown source, one after the other.
#[track_caller]
fn check(source: &str, expected: Expect) {
    let extracted = extract(Path::new("a.md"), source.as_bytes()).unwrap();
    let mut shown = String::new();
    for passage in passages(&extracted) {
        assert_eq!(passage.text, passage.span.of(&extracted.text));
        assert_eq!(passage.place, extracted.place(passage.span.start));
        shown.push_str(&format!("[{}] {:?}: {}\n", passage.place, passage.language, passage.text));
    }
    expected.assert_eq(&shown);
}

#[test]
fn passages_overlap_by_a_sentence_and_stop_at_headings() {
    check(
        "# One\n\nThe first sentence of the text says what the harbour is and why it matters to the town around it, at length. \
         The second sentence of it gives the number of berths, cranes, ships and people in the year before last. \
         The third sentence says that the grid is weak and that it has been weak for as long as anyone can remember. \
         The fourth sentence says that nothing was done about it for a decade, and nobody in office was ever surprised. \
         The fifth ends it.\n\n## Two\n\nUnder another heading.",
        expect![[r#"
            [“One”, line 3] English: The first sentence of the text says what the harbour is and why it matters to the town around it, at length. The second sentence of it gives the number of berths, cranes, ships and people in the year before last. The third sentence says that the grid is weak and that it has been weak for as long as anyone can remember.
            [“One”, line 3] English: The third sentence says that the grid is weak and that it has been weak for as long as anyone can remember. The fourth sentence says that nothing was done about it for a decade, and nobody in office was ever surprised. The fifth ends it.
            [“Two”, line 7] English: Under another heading.
        "#]],
    );
}

#[test]
fn a_sentence_without_end_is_cut_between_words() {
    let words = "berth ".repeat(400);
    let extracted = extract(Path::new("a.txt"), words.as_bytes()).unwrap();
    let passages = passages(&extracted);
    assert!(
        passages.len() >= 3 && passages.iter().all(|p| p.text.split(' ').count() <= 121),
        "{}",
        passages.len()
    );
    assert_eq!(passages.last().unwrap().span.end, extracted.text.len());
}

#[test]
fn chinese_passages_are_of_some_hundred_characters() {
    let sentence = "市交通局的数据显示，二〇二四年全市渡轮运送乘客七千三百万人次，比五年前增长百分之十二。";
    let extracted = extract(Path::new("a.txt"), sentence.repeat(20).as_bytes()).unwrap();
    let passages = passages(&extracted);
    assert!(passages.iter().all(|p| p.language == Language::Chinese));
    assert!(passages.iter().all(|p| (80..=200).contains(&p.text.chars().count())));
}
