//! A small bibliography of each format goes in; what comes out is what hover shows, and what is at fault.

use std::path::Path;

use expect_test::{Expect, expect};

use crate::{Bibliography, Style, format, is_bibliography, looks_like_bibliography, may_be_bibliography};

/// What is read of `text`, the content of a file called `name`: each reference with what stands at its citekey's
/// place and its files, then each fault with what it stands on.
#[track_caller]
fn check(name: &str, text: &str, expected: &Expect) {
    let bibliography = Bibliography::parse(Path::new(name), text);
    let mut shown = String::new();
    for reference in &bibliography.references {
        let key = reference.key_span.of(text);
        assert!(key == reference.key || key.is_empty(), "{key} is no citekey");
        assert!(reference.span.contains(reference.key_span));
        let full = format(reference, &Style::default());
        shown += &format!("@{} ({}): {full}\n", reference.key, reference.kind);
        for file in &reference.files {
            shown += &format!("  file {file}\n");
        }
    }
    for fault in &bibliography.faults {
        shown += &format!("fault at `{}`: {}\n", fault.span.of(text), fault.message);
    }
    for key in &bibliography.broken {
        shown += &format!("broken: @{key}\n");
    }
    expected.assert_eq(&shown);
}

#[test]
fn bibtex() {
    check(
        "a.bib",
        r#"
@string{ieee = {Proc. of the {IEEE}}}
@xdata{shop, publisher = {Press}, location = {Bonn}}
@mvbook{works, title = {Works}, author = {Kant, Immanuel}, xdata = {shop}, volumes = 9}
@book{critique, crossref = {works}, title = {Critique}, volume = 5, date = {1968}, ids = {kpv, kant5}}
@inbook{part, crossref = {critique}, title = {A Part}, pages = {1--3}}
@article{gogh, author = {family=Gogh, given=Vincent, prefix=van and {\'E}mile Zola and others}, title = {On $\alpha$-{TeX} in {H$_2$O}},
  journal = ieee # {, vol.}, date = {2020/2021}, file = {:papers/gogh.pdf:PDF}}
@set{both, entryset = {gogh, part}}
@online{decade, title = {A Decade}, author = {Ng, An}, date = {199X}, url = {https://a.b}, urldate = {2020-01-02}}
@thesis{thesis, type = {phdthesis}, author = {Circa, Ann}, title = {About Then}, institution = {ETH}, date = {2020-05~}}
"#,
        &expect![[r#"
            @works (mvbook): Kant, I. (n.d.). Works (Vols. 1–9). Press.
            @critique (book): Kant, I. (1968). Critique. In Works (Vol. 5). Press.
            @part (inbook): Kant, I. (1968). A Part. In I. Kant, Critique (Vol. 5, pp. 1–3). Press.
            @gogh (article): van Gogh, V., & Zola, É. (2020–2021). On α-TeX in H₂O. Proc. Of the IEEE, Vol.
              file papers/gogh.pdf
            @both (article): van Gogh, V., & Zola, É. (2020–2021). On α-TeX in H₂O. Proc. Of the IEEE, Vol.
              file papers/gogh.pdf
            @decade (online): Ng, A. (1990–1999). A Decade. https://a.b
            @thesis (thesis): Circa, A. (ca. 2020). About Then [Doctoral dissertation]. ETH.
        "#]],
    );
}

#[test]
fn csl_json() {
    check(
        "a.json",
        r#"[
  {
    "id": "gogh", "type": "article-journal", "title": "On <i>Sun</i> & <span class=\"nocase\">Co</span>",
    "author": [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, {"literal": "World Bank"}],
    "container-title": "Journal", "volume": 3, "issue": "2", "page": "1-9", "issued": {"date-parts": [["2020", 5, 17]]}, "DOI": "10.1/x"
  },
  {"id": "range", "type": "book", "title": "Range", "issued": {"date-parts": [[1999], [2001]]}, "publisher": "Press", "editor": [{"family": "Ed", "given": "C."}]},
  {"id": "circa", "type": "webpage", "title": "Circa", "issued": {"raw": "2001", "circa": true}, "URL": "https://a.b", "author": [{"family": "A"}]},
  {"id": "http://zotero.org/users/1/items/AB", "citation-key": "named2020", "type": "chapter", "title": "Part", "container-title": "Whole", "author": [{"family": "B", "given": "C"}], "issued": {"date-parts": [[2020]]}},
  {"type": "book", "title": "No key"},
  {"id": "odd", "title": nothing},
  {"id": "gogh", "type": "book", "title": "Again"},
  {"id": "open", "title": "half
  },
  {"id": "last", "type": "book", "title": "Last"}
]"#,
        &expect![[r#"
            @range (book): Ed, C. (Ed.). (1999–2001). Range. Press.
            @circa (online): A. (ca. 2001). Circa. https://a.b
            @named2020 (incollection): B, C. (2020). Part. In Whole.
            @gogh (book): Again. (n.d.).
            @last (book): Last. (n.d.).
            fault at `{`: This item has no citekey: give it an “id”.
            fault at `{"id": "odd", "title": nothing}`: This item cannot be read: expected ident (line 11). The other items are read.
            fault at `gogh`: The citekey “gogh” stands on an earlier entry of this file too. Pandoc uses the last one, and so does ibid; BibTeX the first. Rename or remove one.
            fault at `"half`: This item is cut off: a quotation mark or brace is missing in it. The other items are read.
            broken: @odd
            broken: @open
        "#]],
    );
    check(
        "a.csl.json",
        r#"{"items": [{"id": "a", "type": "book", "title": "A"}"#,
        &expect![[r#"
        @a (book): A. (n.d.).
        fault at `}`: The file ends before its list does: a “]” is missing.
    "#]],
    );
    check(
        "a.json",
        r#"{"name": "x"}"#,
        &expect![[r#"
        fault at `{"name": "x"}`: There is no list of references in this file: CSL JSON is a list of items, “[{"id": …}, …]”.
    "#]],
    );
    check(
        "export.json",
        r#"{"config": {"label": "BetterBibTeX JSON"}, "items": [
          {"itemType": "journalArticle", "title": "Eruption", "creators": [{"creatorType": "author", "firstName": "Nancy K", "lastName": "Adams"}, {"creatorType": "editor", "name": "A Body"}], "date": "2001-02-03", "publicationTitle": "Bulletin", "volume": "62", "pages": "493–518", "citationKey": "Adams2001", "attachments": [{"path": "files/a.pdf", "title": "PDF"}]},
          {"itemType": "note", "note": "x"}
        ]}"#,
        &expect![[r#"
            @Adams2001 (article): Adams, N. K. (2001). Eruption. Bulletin, 62, 493–518.
              file files/a.pdf
        "#]],
    );
    check("a.json", "[]", &expect![[r#""#]]);
    check("a.json", "", &expect![[r#""#]]);
}

#[test]
fn csl_types_and_variables_stay_what_they_are() {
    check(
        "a.json",
        r#"[
  {"id": "pre", "type": "article", "title": "Early", "author": [{"family": "Li", "given": "Wei"}], "issued": {"date-parts": [[2021]]}, "publisher": "arXiv", "number": "2101.1"},
  {"id": "old", "type": "book", "title": "Poetics", "author": [{"literal": "Aristotle"}], "issued": {"date-parts": [[-334]]}, "part-title": "On Verse"}
]"#,
        &expect![[r#"
            @pre (article): Li, W. (2021). Early (2101.1). arXiv.
            @old (book): Aristotle. (334 B.C.E.). Poetics: On Verse.
        "#]],
    );
}

#[test]
fn csl_yaml() {
    check(
        "a.yaml",
        r#"---
references:
- id: gogh
  type: article-journal
  title: On *Sun* and [TeX]{.nocase}, C\* and a_b
  author:
  - family: Gogh
    given: Vincent
    dropping-particle: van
  container-title: Journal
  issued:
  - year: 2020
    month: 5
  - year: 2020
    month: 8
- id: 2019
  type: report
  title: 'Outlook: 2019'
  author: {literal: World Bank}
  issued: 2019-02
- title: No id
...
"#,
        &expect![[r#"
            @gogh (article): Gogh, V. van. (2020). On Sun and TeX, C* and a_b. Journal.
            @2019 (report): World Bank. (2019). Outlook: 2019.
            fault at `title: No id`: This reference has no citekey: give it an “id:”.
        "#]],
    );
    check(
        "a.yml",
        "- id: a\n  title: A\n- id: b\n  title: [half\n- id: c\n  title: C\n  type: book\n",
        &expect![[r#"
            @a (): A. (n.d.).
            @c (book): C. (n.d.).
            fault at `- id: b`: This entry cannot be read: while parsing a flow sequence, expected ',' or ']' (line 5). The other entries are read.
            broken: @b
        "#]],
    );
    check(
        "a.yml",
        "- id: a\n  title: A\n  issued: 2020\n  note: \"half\n",
        &expect![[r#"
        fault at `- id: a`: This entry cannot be read: while scanning a quoted scalar, found unexpected end of stream (line 4). The other entries are read.
        broken: @a
    "#]],
    );
    check(
        "a.yml",
        "jobs:\n  build: x\n",
        &expect![[r#"
        fault at `jobs:`: There are no references in this file: write them as a list under “references:”, each with an “id:”, or as a mapping of citekeys for Hayagriva.
    "#]],
    );
}

#[test]
fn front_matter() {
    check(
        "essay.md",
        "---\ntitle: Essay\nreferences:\n- id: doe99\n  type: book\n  title: Own\n  author:\n  - {family: Doe, given: J.}\n  issued: {year: 1999}\n- title: x\n---\n\nText.\n\n- id: no\n",
        &expect![[r#"
            @doe99 (book): Doe, J. (1999). Own.
            fault at `title: x`: This reference has no citekey: give it an “id:”.
        "#]],
    );
    check("essay.md", "---\ntitle: [half\n---\nText\n", &expect![[r#""#]]);
    check(
        "essay.md",
        "---\nreferences:\n- id: a\n  title: A\n- id: b\n  title: \"half\nbibliography: x.bib\n---\n",
        &expect![[r#"
            @a (): A. (n.d.).
            fault at `- id: b`: This entry cannot be read: while scanning a quoted scalar, found unexpected end of stream (line 6). The other entries are read.
            broken: @b
        "#]],
    );
    check("essay.md", "references:\n- id: a\n", &expect![[r#""#]]);
}

#[test]
fn hayagriva() {
    check(
        "a.yml",
        r#"
zygos:
  type: Article
  title: Low Latency
  author: ["Prekas, George", "van der Berg, Jan"]
  date: 2017-10
  page-range: 325-341
  serial-number: { doi: "10.1145/1" }
  parent:
    type: Proceedings
    title: Proceedings of X
    publisher: ACM
news:
  type: article
  title: News
  author: Doe, Jane
  date: 2019-11-04
  url: { value: https://n.example.org/x, date: 2020-01-02 }
  parent: { type: newspaper, title: The Times }
odd:
  type: book
  date: someday
half:
  type: book
  title: [x
last:
  type: book
  title: Last
  publisher: { name: Press, location: Bonn }
"#,
        &expect![[r#"
            @zygos (inproceedings): Prekas, G., & van der Berg, J. (2017). Low Latency. Proceedings of X, 325–341. https://doi.org/10.1145/1
            @news (article): Doe, J. (2019, November 4). News. The Times. https://n.example.org/x
            @last (book): Last. (n.d.). Press.
            fault at `odd`: “odd” cannot be read: date format unknown. The other entries are read.
            fault at `half:`: This entry cannot be read: while parsing a flow sequence, expected ',' or ']' (line 26). The other entries are read.
            broken: @odd
            broken: @half
        "#]],
    );
}

#[test]
fn ris() {
    check(
        "a.ris",
        "TY  - JOUR\nID  - muller15\nAU  - Müller,Karl\nA1  - Li, Wei\nPY  - 2015/03/04/\nTI  - On Things\nJO  - J. of X\nVL  - 3\nIS  - 2\nSP  - 11\nEP  - 15\nUR  - https://a.example.org\nL1  - papers/muller.pdf\nL2  - https://a.example.org/full.pdf\nER  - \n\nTY  - CHAP\nAU  - Smith, John\nPY  - 2001\nTI  - Part\nT2  - Whole\nA2  - Ed, Carla\nPB  - Press\nCY  - Bonn\nER  -\nTY  - BOOK\nAU  - Smith, John\nPY  - 2001\nTI  - Twin\nER  - \n",
        &expect![[r#"
            @muller15 (article): Müller, K., & Li, W. (2015). On Things. J. Of X, 3(2), 11–15. https://a.example.org
              file papers/muller.pdf
            @Smith_2001 (incollection): Smith, J. (2001). Part. In C. Ed (Ed.), Whole. Press.
            @Smith_2001a (book): Smith, J. (2001). Twin.
        "#]],
    );
    check(
        "a.ris",
        "AU  - Nobody\nTI  - x\nTY  - BOOK\nTI  - No key\nER  - \nTY  - BOOK\nID  - open\nTI  - Open\n",
        &expect![[r#"
            @open (book): Open. (n.d.).
            fault at `AU  - Nobody`: This line belongs to no record: a record begins with “TY  - ”.
            fault at `TY  - BOOK`: This record has no citekey: give it a line “ID  - ”.
            fault at `BOOK`: This record does not end: a line “ER  - ” is missing.
        "#]],
    );
}

#[test]
fn what_databases_write_as_ris() {
    check(
        "a.ris",
        "TY  - CONF\nAU  - Li,\n      Wei\nTI  - On Things\nand others\n\nof Note\nT2  - Meeting on Things\nC3  - Proceedings\nPY  - 2015\nDA  - 4 March\nID  - li\nUR  - //a.example.org/x\nL1  - a.pdf\nb.pdf\nER  - \n\
         TY  - RPRT\nID  - bank\nAU  - Bank\nTI  - Outlook\nSN  - WB-12\nY1  - 2015///\nDA  - 2015/October\nER  - \n\
         TY  - JOUR\nID  - old\nTI  - Old\nPY  - 99\nDA  - 2001/02/03\nER  - \nanything\n",
        &expect![[r#"
            @li (inproceedings): Li, W. (2015, March 4). On Things and others of Note. Proceedings. Meeting on Things. https://a.example.org/x
              file a.pdf
              file b.pdf
            @bank (report): Bank. (2015). Outlook (No. WB-12).
            @old (article): Old. (2001).
        "#]],
    );
}

#[test]
fn which_files_are_bibliographies() {
    for sure in ["a.bib", "A.BIB", "a.bibtex", "a.ris", "my.csl.json", "x.hayagriva.yml"] {
        assert!(is_bibliography(Path::new(sure)), "{sure}");
    }
    for never in ["a.md", "a.txt", ".json", "bib", "a.pdf"] {
        assert!(!may_be_bibliography(Path::new(never)), "{never}");
    }
    let looks = |name: &str, text: &str| looks_like_bibliography(Path::new(name), text);
    assert!(looks("a.json", r#"[{"id": "a", "type": "book"}, {"#));
    assert!(looks("a.json", r#"[{"author": [{"family": "x"}], "id": "a", "issued": {}, "tit"#));
    assert!(looks("a.json", r#"{"items": [{"citation-key": "a", "type": "webpage"}]}"#));
    assert!(looks(
        "a.json",
        r#"{"config": {}, "items": [{"creators": [], "itemType": "book", "citationKey": "a"}]}"#
    ));
    assert!(looks("a.yaml", "---\nreferences:\n- id: a\n  author:\n  - family: x\n  type: book\n"));
    assert!(looks("a.yml", "# mine\n\na:\n  type: article\n  author: X\n  title: Y\n"));
    for (name, text) in [
        ("package.json", r#"{"name": "x", "version": "1", "type": "module"}"#),
        ("data.json", r#"[{"id": 1, "type": "point", "title": "x"}]"#),
        ("tsconfig.json", r#"{"compilerOptions": {}, "references": [{"path": "x"}]}"#),
        ("a.json", "[1, 2]"),
        ("a.json", ""),
        ("ci.yml", "jobs:\n  build:\n    type: x\n"),
        ("openapi.yaml", "info:\n  type: object\n  title: x\n"),
        ("_quarto.yml", "project:\n  type: book\n  output-dir: x\nbook:\n  title: y\n"),
        ("tasks.yml", "- name: x\n  id: y\n"),
        ("a.yml", ""),
    ] {
        assert!(!looks(name, text), "{name}: {text}");
    }
}
