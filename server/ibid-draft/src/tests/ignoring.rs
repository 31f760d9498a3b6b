use crate::Draft;

/// The draft that ignores `misquote` after the change.
#[track_caller]
fn check(draft: &str, expected: &str) {
    let draft = Draft::new(draft);
    let (span, text) = draft.ignoring("misquote").unwrap_or_else(|| panic!("no change for {}", draft.rope()));
    let changed = draft.edit(span, &text);
    assert_eq!(changed.rope().to_string(), expected);
    assert!(changed.front_matter().ignore.contains(&"misquote".to_owned()));
    assert_eq!(changed.ignoring("misquote"), None, "once is enough");
}

#[test]
fn a_draft_without_front_matter_gets_one() {
    check("It rose.\n", "---\nibid: { ignore: [misquote] }\n---\n\nIt rose.\n");
    check("", "---\nibid: { ignore: [misquote] }\n---\n\n");
}

#[test]
fn the_rest_of_the_front_matter_stays_as_it_is() {
    check(
        "---\ntitle: 'A: b' # mine\nbibliography: [a.bib]\n---\n\nIt rose.\n",
        "---\ntitle: 'A: b' # mine\nbibliography: [a.bib]\nibid: { ignore: [misquote] }\n---\n\nIt rose.\n",
    );
    check("---\n---\nIt rose.\n", "---\nibid: { ignore: [misquote] }\n---\nIt rose.\n");
}

#[test]
fn a_list_that_is_there_grows_in_its_own_form() {
    let check = |before: &str, after: &str| {
        check(
            &format!("---\n{before}\ntitle: 稿\n---\nIt.\n"),
            &format!("---\n{after}\ntitle: 稿\n---\nIt.\n"),
        );
    };
    check("ibid: { ignore: [a, b] }", "ibid: { ignore: [a, b, misquote] }");
    check("ibid: { ignore: [] }", "ibid: { ignore: [misquote] }");
    check("ibid: { ignore: a }", "ibid: { ignore: [a, misquote] }");
    check("ibid: { private: true }", "ibid: { private: true, ignore: [misquote] }");
    check("ibid: {}", "ibid: {ignore: [misquote]}");
    check("ibid:", "ibid: { ignore: [misquote] }");
    check("ibid:\n  private: true # 密", "ibid:\n  ignore: [misquote]\n  private: true # 密");
    check(
        "ibid:\n  ignore:\n    - a\n    - b # why\n",
        "ibid:\n  ignore:\n    - a\n    - b # why\n    - misquote\n",
    );
    check("ibid:\n  ignore:\n  - \"a\"", "ibid:\n  ignore:\n  - \"a\"\n  - misquote");
    check("ibid:\n  ignore:", "ibid:\n  ignore: [misquote]");
}

#[test]
fn front_matter_that_cannot_be_read_is_left_alone() {
    for head in ["title: [a", "ibid: yes", "ibid: [a]", "ibid: { ignore: { a: b } }", "a: b\nibid: {"] {
        assert_eq!(Draft::new(&format!("---\n{head}\n---\nIt.\n")).ignoring("misquote"), None, "{head}");
    }
}
