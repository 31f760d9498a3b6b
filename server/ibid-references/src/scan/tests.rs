use super::*;

/// All of a file, cut.
struct All<'a> {
    entries: Vec<RawEntry<'a>>,
    strings: HashMap<String, Value<'a>>,
    faults: Vec<Fault>,
}

fn scan(text: &str) -> All<'_> {
    let mut scan = Scan::new(text);
    let entries = scan.by_ref().collect();
    All { entries, strings: scan.strings, faults: scan.faults }
}

/// Checks which entries are read from `text`, and which stretches are at fault.
#[track_caller]
fn check(text: &str, keys: &[&str], at_fault: &[&str]) {
    let scan = scan(text);
    let got: Vec<_> = scan.entries.iter().map(|entry| entry.key).collect();
    let faults: Vec<_> = scan.faults.iter().map(|fault| fault.span.of(text)).collect();
    assert_eq!((got.as_slice(), faults.as_slice()), (keys, at_fault));
    for entry in &scan.entries {
        assert_eq!(entry.key_span.of(text), entry.key);
        assert!(entry.span.of(text).starts_with('@') && entry.span.of(text).ends_with(['}', ')']));
    }
}

#[track_caller]
fn check_fields(entry: &str, expected: &[(&str, &str)]) {
    let scan = scan(entry);
    let fields = scan.entries[0].fields.iter();
    let got: Vec<_> = fields
        .map(|(name, value)| {
            (name.clone(), crate::formats::bibtex::values::text(value, &scan.strings).into_owned())
        })
        .collect();
    let got: Vec<_> = got.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(got, expected);
}

#[test]
fn entries_are_cut() {
    check("@article{a, title={A}}\r\n@Book(b, title = \"B\")\n@misc{c}", &["a", "b", "c"], &[]);
    check("Notes to me@x.org {\n@misc{键:2025+, title={中}}\n", &["键:2025+"], &[]);
    check("% @misc{no, title={}}\n  @misc{yes,}", &["yes"], &[]);
    check("@comment{@misc{no, title={x}}}\n@preamble{\"\\x{y}\" # \"z\"}\n@misc{yes, a=1}", &["yes"], &[]);
    check("\u{feff}@misc{a,}", &["a"], &[]);
    check("", &[], &[]);
}

#[test]
fn values() {
    check_fields(
        "@string{acm = {Assoc.} # \" CM\"}@misc{a, Title = {A {B} \"c\"}, x = \"d {\"} e\", year = 2025, journal = ACM # { Press},}",
        &[("title", "A {B} \"c\""), ("x", "d {\"} e"), ("year", "2025"), ("journal", "Assoc. CM Press")],
    );
    check_fields(
        "@misc{a, % note\n b = {50\\% \\} }, % more\n c = jan}",
        &[("b", "50\\% \\} "), ("c", "jan")],
    );
    check_fields("@misc{a, file = {C:\\dir\\}, b = {x}}", &[("file", "C:\\dir\\"), ("b", "x")]);
}

#[test]
fn names_that_run_in_a_circle_end() {
    let scan = scan("@string{a = b # b} @string{b = a # a} @misc{k, t = a}");
    assert!(!crate::formats::bibtex::values::text(&scan.entries[0].fields[0].1, &scan.strings).is_empty());
}

#[test]
fn an_unclosed_entry_costs_itself() {
    check(
        "@misc{a, title={A}}\n@misc{broken, title={B\n}\n  @misc{c, title={C}}\r\n@misc{d, title={D}}",
        &["a", "c", "d"],
        &["@misc{broken"],
    );
    check("@misc{broken, title=\"B}\n@misc{b, title={B}}", &["b"], &["@misc{broken"]);
    check("@misc{broken, title {B}}\n@misc{b, title={B}}", &["b"], &["@misc{broken"]);
    check("@misc{broken, title={B}\n@misc{b, title={B}}\n", &["b"], &["@misc{broken"]);
    check("@misc{broken", &[], &["@misc{broken"]);
    check("@misc{broken, title = {👍", &[], &["@misc{broken"]);
    check("@misc{\n@misc{b,}", &["b"], &["@misc{"]);
}

#[test]
fn an_entry_without_a_key() {
    check("@misc{title = {A}}\n@misc{b,}", &["b"], &["@misc{title"]);
    check("@misc{, title = {A}}\n@misc{b,}", &["b"], &["@misc{"]);
}

#[test]
fn a_missing_comma_is_told_and_read_over() {
    check("@misc{a, title={A} year=2025,, note={}}", &["a"], &["year"]);
}

#[test]
fn hostile_files_end_soon() {
    check("@comment{".repeat(20_000).as_str(), &[], &[]);
    let open = "@misc{".repeat(20_000);
    assert!(scan(&open).entries.is_empty());
    let lines = "@misc{a, b={\n".repeat(20_000);
    assert!(scan(&lines).entries.is_empty());
    for text in [
        "@",
        "@@",
        "@a",
        "@a{",
        "@a{b",
        "@a{b,",
        "@a{b,c",
        "@a{b,c=",
        "@a{b,c={",
        "@a{b,c=d#",
        "@string{",
        "@preamble{",
        "@a{b,c=\\",
    ] {
        assert!(scan(text).entries.is_empty(), "{text}");
    }
}
