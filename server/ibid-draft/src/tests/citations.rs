use expect_test::{Expect, expect};

use super::show;
use crate::Draft;

#[track_caller]
fn check(text: &str, expected: &Expect) {
    let draft = Draft::new(text);
    let shown: Vec<_> = draft.citations().iter().map(|citation| show(&draft, citation)).collect();
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn brackets_hold_items_with_locators() {
    check(
        "So [see @a, pp. 33-35; @b], [-@c, ch. 2] and [@d 33].",
        &expect![[r#"
            bracketed a at "pp. 33-35" in "see @a, pp. 33-35" of "[see @a, pp. 33-35; @b]"
            bracketed b in "@b" of "[see @a, pp. 33-35; @b]"
            bracketed c at "ch. 2" in "-@c, ch. 2" of "[-@c, ch. 2]"
            bracketed d at "33" in "@d 33" of "[@d 33]""#]],
    );
}

#[test]
fn narrative_citations_take_a_locator_in_brackets() {
    check(
        "As @a [p. 3] and @b [p. 4; see @c] say, -@d differs; @e [@f] too.",
        &expect![[r#"
            narrative a at "p. 3" in "@a [p. 3]"
            narrative b at "p. 4" in "@b [p. 4" of "@b [p. 4; see @c]"
            bracketed c in "see @c" of "@b [p. 4; see @c]"
            narrative d in "-@d"
            narrative e in "@e"
            bracketed f in "@f" of "[@f]""#]],
    );
}

#[test]
fn keys_end_where_pandoc_ends_them() {
    check(
        "See @{odd key}, @a:b.c/d. And @x_1... (@y), @z--, 根据@ren2025的说法，@任正非说。",
        &expect![[r#"
            narrative odd key in "@{odd key}"
            narrative a:b.c/d in "@a:b.c/d"
            narrative x_1 in "@x_1"
            narrative y in "@y"
            narrative z in "@z"
            narrative ren2025 in "@ren2025"
            narrative 任正非说 in "@任正非说""#]],
    );
}

#[test]
fn not_everything_with_an_at_is_a_citation() {
    check(
        "Mail a@b.org, `@code`, @fig-one, [@tbl-two], @fig:three, \\@no, \
         <a href=\"@x\">t</a>, <!-- @hidden -->.\n\n```\n@fenced\n```\n\n    @indented\n\n[label]: https://x.org/@d \"@title\"\n[l2]: x@y\n",
        &expect![""],
    );
}

#[test]
fn links_and_notes_are_citations() {
    check(
        "See [the *talk*](sources/talk.md#p3 \"T\"), [x](<a b.md>), [y](https://x.org/a_(b)), [z](#here), \
         ![i](i.png), [[Ren 2025|Ren]], a note[^1] and ^[inline @k, p. 3].\n\n[^1]: Said @n.\n",
        &expect![[r#"
            link <sources/talk.md#p3> in "[the *talk*](sources/talk.md#p3 \"T\")"
            link <a b.md> in "[x](<a b.md>)"
            link <https://x.org/a_(b)> in "[y](https://x.org/a_(b))"
            link [[Ren 2025]] in "[[Ren 2025|Ren]]"
            note ^1 in "[^1]"
            narrative k in "@k" of "^[inline @k, p. 3]"
            narrative n in "@n""#]],
    );
}

#[test]
fn addresses_lead_to_pages() {
    check(
        "See <https://x.org/a>, https://x.org/@user. And [a](https://x.org/b), `https://x.org/c`, <a href=\"https://x.org/d\">d</a>.",
        &expect![[r#"
            link <https://x.org/a> in "<https://x.org/a>"
            link <https://x.org/@user> in "https://x.org/@user"
            link <https://x.org/b> in "[a](https://x.org/b)""#]],
    );
}

#[test]
fn wikilinks_name_pages_or_citekeys() {
    check(
        "See [[note]], [[note#Heading|the note]], [[note#^block]], [[@ren2025]], [[@ren2025|Ren]], ![[talk.pdf#page=3]], \
         ![[photo.png|200]], [[#here]].\n\n| a |\n|---|\n| [[note\\|text]] |\n",
        &expect![[r#"
            link [[note]] in "[[note]]"
            link [[note#Heading]] in "[[note#Heading|the note]]"
            link [[note#^block]] in "[[note#^block]]"
            link ren2025 in "[[@ren2025]]"
            link ren2025 in "[[@ren2025|Ren]]"
            link [[talk.pdf#page=3]] in "[[talk.pdf#page=3]]"
            link [[note]] in "[[note\\|text]]""#]],
    );
}

#[test]
fn roles_of_myst_cite() {
    check(
        "It grew {cite}`a`, {cite:p}`{see}a{p. 3};b`, and {cite:t}`c, d` agree; {ref}`e` and `{cite}` do not cite.",
        &expect![[r#"
            bracketed a in "a" of "{cite}`a`"
            bracketed a at "p. 3" in "{see}a{p. 3}" of "{cite:p}`{see}a{p. 3};b`"
            bracketed b in "b" of "{cite:p}`{see}a{p. 3};b`"
            narrative c in "c" of "{cite:t}`c, d`"
            narrative d in "d" of "{cite:t}`c, d`""#]],
    );
}

#[test]
fn front_matter_names_keys() {
    check(
        "---\ntitle: Mail @nobody\nnocite: |\n  @a, @b-2.\n---\n\nText @c.\n",
        &expect![[r#"
            nocite a in "@a"
            nocite b-2 in "@b-2"
            narrative c in "@c""#]],
    );
}
