//! `ibid report`.

use crate::folder::Folder;

const WRONG: &str =
    "# 桥\n\nThe office repaired 213 bridges in 2023 at a cost of €48 million [@bridge2024].\n";

/// What stands at `name` in the writer's folder.
#[track_caller]
fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn the_sheet_is_written_where_it_is_wanted() {
    let folder = Folder::with_library(&[("drafts/essay.md", WRONG)]);
    let ran = folder.ibid(&["report", "drafts/essay.md", "-o", "drafts/sheet.html"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
    let sheet = read(&folder, "drafts/sheet.html");
    for part in [
        "<!DOCTYPE html>",
        "<h1 dir=\"auto\">drafts/essay.md</h1>",
        "1 claim, 1 finding; 3 facts: 2 agree, 1 differ, 0 not checkable.",
        "class=\"claim contradicted\" id=\"c1\"",
        "The source has “312” where this says “213”.",
        "<a href=\"../sources/bridge.md\" rel=\"noreferrer\">",
        "The State of the Bridges",
    ] {
        assert!(sheet.contains(part), "no {part:?} in\n{sheet}");
    }
    let printed = folder.ibid(&["report", "drafts/essay.md"]).stdout;
    assert_eq!(
        printed,
        sheet.replace("../sources/", "sources/"),
        "its links begin in the folder one works in"
    );
}

#[test]
fn a_sheet_that_is_there_is_replaced_and_nothing_else_is_left() {
    let folder = Folder::with_library(&[("essay.md", WRONG), ("out/sheet.html", "old")]);
    assert_eq!(folder.ibid(&["report", "essay.md", "-o", "out/sheet.html"]).code, 0);
    assert!(read(&folder, "out/sheet.html").ends_with("</html>"));
    assert_eq!(std::fs::read_dir(folder.path().join("out")).unwrap().count(), 1);
    assert_eq!(
        folder.ibid(&["check"]).stdout.lines().last(),
        Some("3 facts: 2 agree, 1 differ, 0 not checkable")
    );
}

#[test]
fn what_cannot_be_is_one_clear_line_and_changes_nothing() {
    let folder = Folder::with_library(&[
        ("essay.md", WRONG),
        ("notes/x.md", "So.\n"),
        ("more.bib", "@misc{page, title = {P}, file = {papers/page.html}}\n"),
        ("papers/page.html", "<p>It says so.</p>"),
    ]);
    for (arguments, told) in [
        (&["gone.md"][..], "gone.md: no such file or folder"),
        (&["notes"], "notes: a folder; name one draft"),
        (&["library.bib"], "a bibliography"),
        (&["sources/bridge.md"], "a source"),
        (&["essay.md", "-o", "nowhere/sheet.html"], "nowhere/sheet.html: no such folder"),
        (&["essay.md", "-o", "notes"], "notes: a folder; name a file"),
        (&["essay.md", "-o", "essay.md"], "one of your drafts or sources"),
        (&["essay.md", "-o", "library.bib"], "one of your drafts or sources"),
        (&["essay.md", "-o", "papers/page.html"], "one of your drafts or sources"),
        (&["essay.md", "-o", "sources/sheet.html"], "one of your drafts or sources"),
    ] {
        let ran = folder.ibid(&[&["report"], arguments].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(
            ran.stderr.lines().count() == 1 && ran.stderr.contains(told),
            "{arguments:?}: {}",
            ran.stderr
        );
    }
    assert_eq!(read(&folder, "essay.md"), WRONG);
    assert_eq!(std::fs::read_dir(folder.path().join("sources")).unwrap().count(), 2);
}

#[test]
fn a_draft_without_a_library_has_a_sheet_too() {
    let folder = Folder::new(&[("README.md", "It has 41 seats, so they say [@it].\n")]);
    let ran = folder.ibid(&["report", "README.md"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("class=\"claim unknown\""), "{}", ran.stdout);
}

#[test]
fn hostile_texts_stay_texts() {
    let script = "<script>boo()</script><img src=x onerror=boo()>";
    let folder = Folder::with_library(&[
        (
            "sources/evil.html",
            "<p>The viaduct &lt;script>boo()&lt;/script>&lt;img src=x onerror=boo()> \u{202e}cost €7 million in 2020.</p>",
        ),
        (
            "evil.bib",
            "@misc{evil, title = {</cite><script>boo()</script>}, url = {javascript:boo()}, urldate = {2025}, file = {sources/evil.html}}\n",
        ),
        (
            "essay.md",
            &format!(
                "{script} mine.\n\nThe viaduct “<script>boo()</script>” cost €9 million in 2020 [@evil].\n\nSee [x](javascript:boo()) 9.\n"
            ),
        ),
    ]);
    let ran = folder.ibid(&["report", "essay.md"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout.matches("<script>").count(), 1, "the page's own");
    assert!(ran.stdout.contains("&lt;script&gt;boo()"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("<img") && !ran.stdout.contains("href=\"javascript"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('\u{202e}'));
}
