use expect_test::{Expect, expect};

#[track_caller]
fn check(source: &str, expected: Expect) {
    expected.assert_eq(&crate::read("a.md", source.as_bytes()));
}

#[test]
fn markup_is_stripped_and_front_matter_gives_the_title() {
    check(
        r#"---
title: "The Harbour: A Plan"
author: Someone
---

# Where we *stand*

Ships **burn** [diesel](https://example.org "no") in their
engines, `always`.[^1] See <b>this</b>.

```rust
let dropped = true;
```

- One thing
- Another

> Quoted words
> run on.

| Port | Tonnes |
|------|-------:|
| A    | 12     |

[^1]: A note.
"#,
        expect![[r#"
            ‹title The Harbour: A Plan›
            ‹#›‹6›Where we stand

            ‹8›Ships burn diesel in their ‹9›engines, always. See this.

            ‹15›One thing

            ‹16›Another

            ‹18›Quoted words ‹19›run on.

            ‹21›Port Tonnes

            ‹23›A; Tonnes: 12 tonnes

            ‹25›A note.
        "#]],
    );
}

#[test]
fn chinese_lines_join_without_a_space() {
    check(
        "# 标题\n\n市交通局的数据\n显示，2024年\n增长 😀 了。\n",
        expect![[r#"
            ‹title 标题›
            ‹#›‹1›标题

            ‹3›市交通局的数据‹4›显示，2024年‹5›增长 😀 了。
        "#]],
    );
}

#[test]
fn windows_line_ends_and_byte_order_mark() {
    check(
        "\u{feff}# One\r\n\r\nTwo\r\nthree.\r\n",
        expect![[r#"
            ‹title One›
            ‹#›‹1›One

            ‹3›Two ‹4›three.
        "#]],
    );
}

#[test]
fn html_inside_gives_its_text() {
    check(
        "One<sup>2</sup> word<br>and [[Page|another]] one.<!-- dropped -->\n\n<div class=\"x\">\n<p>A paragraph</p>\n<script>no</script>\n</div>\n\n<!-- a comment alone -->\n\nLast.\n",
        expect![[r#"
            ‹1›One word and another one.

            ‹3›A paragraph

            ‹10›Last.
        "#]],
    );
}

#[test]
fn what_was_made_of_a_pdf_says_where_its_pages_begin() {
    check(
        "One.\n\n<!-- page 2 -->\n\nTwo.\n\n<!-- Page: 5 -->\nFive.\n\n<!-- page of contents -->\n\nSix.\n",
        expect![[r#"
            ‹1›One.

            ‹p. 2›‹5›Two.

            ‹p. 5›‹8›Five.

            ‹12›Six.
        "#]],
    );
}
