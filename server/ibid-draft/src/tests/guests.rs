//! Drafts in LaTeX, Typst and Org: the claims in them, and what governs each.

use std::fmt::Write;

use expect_test::{Expect, expect};
use ibid_text::Span;
use proptest::prelude::*;

use super::{name, show};
use crate::{Draft, Markup};

/// One line a claim: its words, what governs it, its quotations; then the bibliographies that the draft names.
#[track_caller]
fn check(markup: Markup, text: &str, expected: &Expect) {
    let draft = Draft::written_in(markup, text);
    let mut out = String::new();
    for claim in draft.claims() {
        out.push_str(&claim.text.split_whitespace().collect::<Vec<_>>().join(" "));
        for governing in &claim.governed_by {
            let _ =
                write!(out, " {}{}", if governing.weak { "~" } else { "" }, name(&governing.citation.target));
            if let Some((span, _)) = &governing.citation.locator {
                let _ = write!(out, "@{}", draft.slice(*span));
            }
        }
        for quotation in &claim.quotations {
            let _ = write!(out, " “{}”", draft.slice(quotation.inner));
        }
        out.push('\n');
    }
    for (span, name) in draft.front_matter().bibliography {
        let _ = writeln!(out, "bibliography {name} at {:?}", draft.slice(span));
    }
    expected.assert_eq(&out);
}

#[track_caller]
fn cites(markup: Markup, text: &str, expected: &Expect) {
    let draft = Draft::written_in(markup, text);
    let shown: Vec<_> = draft.citations().iter().map(|citation| show(&draft, citation)).collect();
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn latex_cites() {
    cites(
        Markup::Latex,
        "So \\cite{a}, \\citep[see][p.~3]{b,c}, \\parencite[33--35]{d}, \\textcite{e} and \\citet*{f}; \\footcite[see][]{g}, \
         \\autocites(see)()[p.~3]{h}[ch.~2]{i}. \\nocite{*}\\nocite{j} \\href{https://x.org}{text} \\url{https://y.org} \\ref{fig:one} \
         % \\cite{no}\n\\verb|\\cite{no}| \\footnote{See \\cite[4]{k}.} \\citestyle{apa}",
        &expect![[r#"
            bracketed a in "\\cite{a}"
            bracketed b in "b" of "\\citep[see][p.~3]{b,c}"
            bracketed c at "p.~3" in "c" of "\\citep[see][p.~3]{b,c}"
            bracketed d at "33--35" in "\\parencite[33--35]{d}"
            narrative e in "\\textcite{e}"
            narrative f in "\\citet*{f}"
            bracketed g in "\\footcite[see][]{g}"
            bracketed h at "p.~3" in "h" of "\\autocites(see)()[p.~3]{h}[ch.~2]{i}"
            bracketed i at "ch.~2" in "i" of "\\autocites(see)()[p.~3]{h}[ch.~2]{i}"
            nocite j in "\\nocite{j}"
            link <https://x.org> in "\\href{https://x.org}{text}"
            link <https://y.org> in "\\url{https://y.org}"
            bracketed k at "4" in "\\cite[4]{k}" of "\\footnote{See \\cite[4]{k}.}""#]],
    );
}

#[test]
fn latex_prose() {
    check(
        Markup::Latex,
        "\\documentclass{article}\n\\usepackage{x}\n\n\\title{No claim.}\n\\addbibresource{lib/refs.bib}\n\\begin{document}\n\\section{A heading}\n\
         It grew by 12\\% to \\$180~billion~\\cite{a}. He said: ``It \\emph{fell} by half'' \\autocite[3]{b}. % A comment.\n\
         It stood \\enquote{still}.\\footnote{See \\textcite[4]{c}.}\n\n\\begin{equation}\n  x = 2. And more.\n\n\\end{equation}\n\n\
         \\begin{quote}\nWe fell.\n\nWe rose. \\cite{q}\n\\end{quote}\n\n\\begin{itemize}\n\\item One thing.\n\\item Another, with $x = 3$ in it~\\parencite{d}.\n\
         \\end{itemize}\n\n\\bibliography{one,two}\n\\end{document}\nNothing here.\n",
        &expect![[r#"
            It grew by 12 % to $180 billion . a
            He said: "It fell by half" . b@3 “It \emph{fell} by half”
            It stood "still". c@4 “still”
            We fell. q
            We rose. q “We fell.

            We rose.”
            One thing.
            Another, with in it . d
            bibliography lib/refs.bib at "lib/refs.bib"
            bibliography one.bib at "one"
            bibliography two.bib at "two"
        "#]],
    );
}

#[test]
fn typst_cites() {
    cites(
        Markup::Typst,
        "As @a says, and @b[p. 3]. So #cite(<c>, supplement: [p. 4]), #cite(<d>, form: \"prose\"). \
         #footnote[See @e[ch. 2].] me@x.org `@no` // @no\n#link(\"https://x.org\")[text] /* @no */ \\@no",
        &expect![[r##"
            narrative a in "@a"
            narrative b at "p. 3" in "@b[p. 3]"
            bracketed c at "p. 4" in "#cite(<c>, supplement: [p. 4])"
            narrative d in "#cite(<d>, form: \"prose\")"
            narrative e at "ch. 2" in "@e[ch. 2]" of "#footnote[See @e[ch. 2].]"
            link <https://x.org> in "#link(\"https://x.org\")[text]""##]],
    );
}

#[test]
fn typst_prose() {
    check(
        Markup::Typst,
        "#set page(paper: \"a4\")\n#import \"x.typ\": *\n#let x(y) = {\n  [No. claim.]\n}\n\n= A heading\n\n\
         It grew by 12% to \\$180~billion @a. He said: \"It *fell* by half\" @b[3]. It stood #quote[still]. #footnote[See @c.]\n\n\
         $ x = 2. \"And\" more $\n\n- One thing.\n- Another, _with_ $x = 3$ in it @d.\n\n#quote(block: true, attribution: <q>)[We fell. We rose.]\n\n\
         ```py\nprint(\"No. claim.\")\n```\n\n#figure(\n  image(\"x.png\"),\n  caption: [No. claim.],\n)\n\n#bibliography(\"refs.bib\", style: \"apa\")\n",
        &expect![[r#"
            It grew by 12% to $180 billion . a
            He said: "It fell by half" . b@3 “It *fell* by half”
            It stood "still". c
            One thing.
            Another, with in it . d
            "We fell.
            We rose." “We fell. We rose.”
            bibliography refs.bib at "refs.bib"
        "#]],
    );
}

#[test]
fn org_cites() {
    cites(
        Markup::Org,
        "So [cite:@a], [cite:see @b p. 3; @c, ch. 2], [cite/t:@d], cite:e, citep:f,g and [[cite:&h][text]]. [cite/n:@i] \
         See [[https://x.org][page]], [[file:talk.pdf]], https://y.org/a. [fn:1] [fn:: See [cite:@j p. 4].] =[cite:@no]= \
         incite: no, @no.",
        &expect![[r#"
            bracketed a in "@a" of "[cite:@a]"
            bracketed b at "p. 3" in "see @b p. 3" of "[cite:see @b p. 3; @c, ch. 2]"
            bracketed c at "ch. 2" in "@c, ch. 2" of "[cite:see @b p. 3; @c, ch. 2]"
            narrative d in "@d" of "[cite/t:@d]"
            bracketed e in "e" of "cite:e"
            bracketed f in "f" of "citep:f,g"
            bracketed g in "g" of "citep:f,g"
            bracketed h in "h" of "[[cite:&h][text]]"
            nocite i in "@i" of "[cite/n:@i]"
            link <https://x.org> in "[[https://x.org][page]]"
            link <talk.pdf> in "[[file:talk.pdf]]"
            link <https://y.org/a> in "https://y.org/a"
            note ^1 in "[fn:1]"
            bracketed j at "p. 4" in "@j p. 4" of "[fn:: See [cite:@j p. 4].]""#]],
    );
}

#[test]
fn org_prose() {
    check(
        Markup::Org,
        "#+title: No claim.\n#+bibliography: refs.bib\n\n* A heading\n:PROPERTIES:\n:ID: no. claim.\n:END:\n\
         It grew by 12% [cite:@a]. He said: \"It *fell* by half\" [cite:@b 3].\nIt stood.[fn:1]\n# A comment. No claim.\n\n\
         #+begin_src python\nprint(\"No. claim.\")\n\nx\n#+end_src\n\n#+BEGIN_QUOTE\nWe fell.\n\nWe rose. [cite:@q]\n#+END_QUOTE\n\n\
         - One thing.\n- Another, /with/ =x. 3= in it [cite:@d].\n\n| a | 2 |\n|---+---|\n| b | 3 [cite:@e] |\n\n[fn:1] See [cite:@c p. 4]. And more.\n",
        &expect![[r#"
            It grew by 12% . a
            He said: "It fell by half" . b@3 “It *fell* by half”
            It stood. c@p. 4
            We fell. q
            We rose. q “We fell.

            We rose.”
            One thing.
            Another, with in it . d
            a 2
            b 3 e
            See . c@p. 4
            And more.
            bibliography refs.bib at "refs.bib"
        "#]],
    );
}

const BITS: &[&str] = &[
    "\n",
    "\n\n",
    "\\begin{quote}\n",
    "\\end{quote}\n",
    "\\begin{verbatim}\n",
    "\\end{verbatim}\n",
    "\\documentclass{a}\n",
    "\\begin{document}\n",
    "\\end{document}\n",
    "\\cite[see][p. 3]{a,b}",
    "\\footnote{",
    "}",
    "{",
    "``",
    "''",
    "\\enquote{x}",
    "~",
    "%",
    "$",
    "\\",
    "\\item ",
    "\\section{H}\n",
    "#set x\n",
    "#let y = {\n",
    "#figure(\n",
    ")\n",
    "@key",
    "@key[p. 3]",
    "#cite(<a>)",
    "#quote[",
    "]",
    "```\n",
    "/*",
    "*/",
    "//",
    "= H\n",
    "- ",
    "#+begin_src\n",
    "#+end_src\n",
    "#+BEGIN_QUOTE\n",
    "#+END_QUOTE\n",
    "[cite:@a p. 3; @b]",
    "[fn:1]",
    "\n[fn:1] Note. ",
    "[fn:: x]",
    "cite:a,b",
    "[[x][y]]",
    "* H\n",
    "| a |\n",
    "=",
    "任正非说。",
    "é",
    "A sentence. ",
    "Word ",
    "(Ren 2025)",
    "\"",
];

fn bits() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(BITS), 0..16).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_lead_where_a_fresh_reading_leads(
        text in bits(),
        insert in bits(),
        place in any::<prop::sample::Index>(),
        markup in prop::sample::select(vec![Markup::Latex, Markup::Typst, Markup::Org]),
    ) {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = ends[place.index(ends.len())];
        let draft = Draft::written_in(markup, &text);
        let _ = draft.claims();
        let edited = draft.edit(Span::new(at, at), &insert);
        let fresh = Draft::written_in(markup, &format!("{}{insert}{}", &text[..at], &text[at..]));
        prop_assert_eq!(edited.blocks(), fresh.blocks());
        prop_assert_eq!(edited.claims(), fresh.claims());
        prop_assert_eq!(edited.front_matter(), fresh.front_matter());
        for block in edited.blocks() {
            prop_assert_eq!(block.text.len(), block.span.len());
        }
        for at in 0..=edited.len() {
            let _ = (edited.claim_at(at), edited.citation_at(at), edited.is_prose(at), edited.half_typed_citation_at(at));
        }
    }
}
