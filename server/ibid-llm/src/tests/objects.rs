use serde::Deserialize;

use crate::objects::{NoValue, find};

#[derive(Debug, PartialEq, Deserialize)]
struct Sum {
    sum: i64,
}

#[track_caller]
fn check(text: &str, sum: i64) {
    assert_eq!(find::<Sum>(text), Ok(Sum { sum }), "{text}");
}

#[test]
fn finds_the_object_in_what_stands_around_it() {
    check(r#"{"sum": 5}"#, 5);
    check("```json\n{\"sum\": 5}\n```", 5);
    check(r#"The {answer} is: {"sum": 5}. I hope that {helps}!"#, 5);
    check(r#"<think>maybe {"sum": 4}?</think>{"sum": 5}"#, 5);
    check(r#"{"sum": 5} Again: {"sum": 5}"#, 5);
    check(r#"{"note": "}{ \" }", "sum": 5}"#, 5);
}

#[test]
fn takes_nothing_that_is_doubtful() {
    assert_eq!(find::<Sum>("five"), Err(NoValue::NoObject));
    assert_eq!(find::<Sum>(""), Err(NoValue::NoObject));
    for text in [
        r#"{"sum": 5"#,
        r#"{"sum": "5"}"#,
        r#"{"total": 5}"#,
        r#"{wrong: {"sum": 5}}"#,
        r#"{"sum": 5} or {"sum": 6}"#,
        r#"{"sum": 5, "sum": 6}"#,
        r#"{"inner": {"sum": 5}}"#,
        "{{{{",
        r#"{"sum": 5, "text": "cut"#,
    ] {
        assert!(matches!(find::<Sum>(text), Err(NoValue::Unfit(_))), "{text}");
    }
}

#[test]
fn deep_nests_end_in_an_error() {
    let deep = "{\"a\":".repeat(100_000) + "1" + &"}".repeat(100_000);
    assert!(matches!(find::<Sum>(&deep), Err(NoValue::Unfit(_))));
}
