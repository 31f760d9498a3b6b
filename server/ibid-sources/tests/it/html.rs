use expect_test::{Expect, expect};

#[track_caller]
fn check(page: &[u8], expected: Expect) {
    expected.assert_eq(&crate::read("a.html", page));
}

#[test]
fn the_article_alone_is_kept() {
    let page = r#"<!doctype html><html><head><title>Ferry fares rise - The Tide</title>
<script>var tracked = "Do not read this";</script><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<div class="cookie-banner">We use cookies to make this page slow. Accept?</div>
<article><h1>Ferry fares rise</h1>
<p>The fare for the crossing rose from two to three euros on Monday, the operator said in a
statement, and a monthly pass was announced for those who cross on every working day of the week.</p>
<h2>What riders say</h2>
<p>Riders at the eastern pier were not amused.<sup>3</sup> One of them, a welder, said that he would rather
swim, <em>unless</em> the water was cold, which it was, and that the old boats were better in every way.</p>
<ul><li>The first boat leaves at six, as it did before.</li><li>The last boat leaves at eleven.</li></ul>
</article>
<footer>Copyright The Tide</footer></body></html>"#;
    check(
        page.as_bytes(),
        expect![[r#"
            ‹title Ferry fares rise›
            ‹#›Ferry fares rise

            The fare for the crossing rose from two to three euros on Monday, the operator said in a statement, and a monthly pass was announced for those who cross on every working day of the week.

            ‹##›What riders say

            Riders at the eastern pier were not amused. One of them, a welder, said that he would rather swim, unless the water was cold, which it was, and that the old boats were better in every way.

            The first boat leaves at six, as it did before.

            The last boat leaves at eleven.
        "#]],
    );
}

#[test]
fn a_page_without_article_gives_its_body() {
    check(
        b"<title>Note</title><body><nav>Menu</nav>Short <b>note</b>.<br>Second line.<div>A block</div><script>x</script>",
        expect![[r#"
            ‹title Note›
            ‹#›Note

            Short note. Second line.

            A block
        "#]],
    );
}

#[test]
fn the_encoding_that_a_page_names_is_believed() {
    let page = "<meta charset=\"gb2312\"><title>渡轮</title><p>渡轮票价从2元涨到了3元。</p>";
    check(
        &encoding_rs::GBK.encode(page).0,
        expect![[r#"
        ‹title 渡轮›
        ‹#›渡轮

        渡轮票价从2元涨到了3元。
    "#]],
    );
}

#[test]
fn nesting_without_end_is_read() {
    let page = format!("{}deep{}", "<div><span>".repeat(3000), "</span></div>".repeat(3000));
    check(
        page.as_bytes(),
        expect![[r#"
        deep
    "#]],
    );
}
