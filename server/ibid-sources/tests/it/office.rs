//! Word processors' files and books.

use std::path::Path;

use expect_test::{Expect, expect};
use ibid_sources::extract;

use crate::metadata;
use crate::packed::{docx, epub, odt, zip};

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: Expect) {
    expected.assert_eq(&crate::read(name, bytes));
}

#[test]
fn a_word_document_as_its_reader_sees_it() {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>The Quay</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Toc1"/></w:pPr><w:r><w:t>Contents ... 3</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>Where we stand</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">The quay </w:t></w:r><w:ins><w:r><w:t xml:space="preserve">of Lanting </w:t></w:r></w:ins><w:del><w:r><w:delText>of Osthavn </w:delText></w:r></w:del>
<w:r><w:t>is short.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r><w:r><w:t xml:space="preserve"> It is 12 km</w:t></w:r>
<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>, see page </w:t></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One paragraph </w:t></w:r></w:p><w:p><w:r><w:t>made of two.</w:t></w:r></w:p>
<w:p><w:r><w:t>Table 1. Landings, tonnes</w:t></w:r></w:p>
<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>Species</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2022</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2023</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Cod</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>18,420</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>Gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Again.</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"#;
    check(
        "a.docx",
        &docx(body),
        expect![[r#"
        ‹title The Quay›
        ‹#›The Quay

        ‹##›Where we stand

        The quay of Lanting is short. It is 12 km², see page 7.

        One paragraph made of two.

        Table 1. Landings, tonnes

        Species 2022 2023

        Cod; 2022: 18,420 tonnes; 2023: 18,420 tonnes

        In a box.

        The flood of 1911.
    "#]],
    );
    metadata::check(
        "a.docx",
        &docx(body),
        expect![[r#"
        authors: Anna Ren | Bo Ek
        language: en-GB
        title: The Quay
    "#]],
    );
}

#[test]
fn an_odt_as_its_reader_sees_it() {
    let body = r#"<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:table-of-content><text:index-body><text:p>Contents 3</text:p></text:index-body></text:table-of-content>
<text:h text:outline-level="2">Where we<text:s text:c="2"/>stand</text:h>
<text:p>The quay<text:change-start/> of Lanting<text:change-end/> is short.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The flood of 1911.</text:p></text:note-body></text:note>
 It is 12 km<text:span text:style-name="T1">2</text:span>.<office:annotation><text:p>A comment</text:p></office:annotation></text:p>
<text:list><text:list-item><text:p>One thing</text:p></text:list-item></text:list><text:p>Table 1. Landings, tonnes</text:p>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Species</text:p></table:table-cell><table:table-cell><text:p>2022</text:p></table:table-cell><table:table-cell><text:p>2023</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Cod</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>18,420</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="1000000"><table:covered-table-cell/><table:table-cell/></table:table-row></table:table>"#;
    check(
        "a.odt",
        &odt(body),
        expect![[r#"
        ‹title The Quay›
        ‹##›Where we stand

        The quay of Lanting is short. It is 12 km².

        One thing

        Table 1. Landings, tonnes

        Species 2022 2023

        Cod; 2022: 18,420 tonnes; 2023: 18,420 tonnes

        The flood of 1911.
    "#]],
    );
    metadata::check(
        "a.odt",
        &odt("<text:p>Words.</text:p>"),
        expect![[r#"
        authors: Anna Ren
        language: de-CH
        title: The Quay
    "#]],
    );
}

#[test]
fn a_book_in_the_order_of_reading() {
    let book = epub(&[
        "<h1>The flood</h1><p>It rose.<sup>3</sup> And fell.<a epub:type=\"noteref\" href=\"#n\"><span>4</span></a></p><aside epub:type=\"footnote\"><p>In 1911.</p></aside>",
        "<p>A chapter without a heading.</p><script/><p>More.</p>",
    ]);
    check(
        "a.epub",
        &book,
        expect![[r#"
        ‹title The Quay›
        ‹#›The flood

        It rose. And fell.

        In 1911.

        ‹#›Chapter 2

        A chapter without a heading.

        More.
    "#]],
    );
    metadata::check(
        "a.epub",
        &book,
        expect![[r#"
        authors: Anna Ren
        date: 2024-05-03
        editors: Bo Ek
        isbn: 9783161484100
        language: en
        publisher: Tide Press
        title: The Quay
        work: book
    "#]],
    );
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], words: &str) {
    let error = extract(Path::new(name), bytes).unwrap_err().to_string();
    assert!(error.contains(words) && error.contains(name), "{error}");
}

#[test]
fn a_book_with_a_lock_says_what_to_do() {
    let container = r#"<container><rootfile full-path="b.opf"/></container>"#;
    let lock = |method: &str| {
        format!(
            r#"<encryption><EncryptedData><EncryptionMethod Algorithm="{method}"/></EncryptedData></encryption>"#
        )
    };
    let book = |method: &str| {
        zip(&[
            ("META-INF/container.xml", container),
            ("META-INF/encryption.xml", &lock(method)),
            (
                "b.opf",
                r#"<package><metadata/><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>"#,
            ),
            ("a.xhtml", "<p>Words.</p>"),
        ])
    };
    refused("a.epub", &book("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), "copy protection (DRM)");
    check(
        "a.epub",
        &book("http://www.idpf.org/2008/embedding"),
        expect![[r#"
        Words.
    "#]],
    );
}

#[test]
fn what_cannot_be_read_says_why() {
    refused("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "protected with a password");
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    refused(
        "a.odt",
        &zip(&[("META-INF/manifest.xml", manifest), ("content.xml", "?")]),
        "protected with a password",
    );
    refused("a.docx", b"", "it is empty");
    refused("a.docx", b"<html>", "not what its name says");
    refused("a.docx", &docx("<w:p/>")[..400], "cut short");
    refused("a.docx", &zip(&[("word/other.xml", "<a/>")]), "no part word/document.xml");
    refused("a.docx", &docx("<w:p>"), "its XML is broken");
    refused("a.docx", &docx("<w:p/>"), "holds no text");
    refused("a.epub", &zip(&[("META-INF/container.xml", "<container/>")]), "names no package");
}

#[test]
fn a_bomb_ends_at_the_limit() {
    let spaces = " ".repeat(130 << 20);
    refused("a.odt", &zip(&[("content.xml", &spaces)]), "unpacked to more than 128 MB");
    let deep = format!("{}{}", "<w:sdt>".repeat(20_000), "</w:sdt>".repeat(20_000));
    refused("a.docx", &docx(&deep), "more elements than a document has");
}

#[test]
fn a_path_that_leads_out_leads_nowhere() {
    let book = zip(&[
        (
            "META-INF/container.xml",
            r#"<container><rootfile full-path="../../../../etc/passwd"/></container>"#,
        ),
        ("../../evil", "x"),
    ]);
    refused("a.epub", &book, "it has no part");
}

#[test]
fn rtf_as_its_reader_sees_it() {
    let file = br"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Times;}}{\stylesheet{\s0 Normal;}{\s2\outlinelevel1 berschrift;}{\s3 heading 3;}}
{\info{\title The Quay}{\author Anna Ren}{\operator Somebody Else}}{\header Page 3}
\pard\s2 Where we stand\par\pard\plain The quay of M\'fcller is \u8222?short\u8220?.{\super\chftn}{\footnote\pard {\super\chftn} The flood of 1911.\par}
 It is 12 km{\super 2}, {\v hidden}{\deleted gone }see {\field{\*\fldinst PAGEREF x}{\fldrslt 7}}. \u28193?\u28180?\emdash yes.{\*\unknown no}\par
\pard Table 1. Landings, tonnes\par
\trowd\pard\intbl Species\cell 2022\cell 2023\cell\row\trowd\pard\intbl Cod\cell 18,420\cell 14,960\cell\row
\pard{\pict\bin5 }}{{} 0102}After.\par}";
    check(
        "a.rtf",
        file,
        expect![[r#"
        ‹title The Quay›
        ‹##›Where we stand

        The quay of Müller is „short“. It is 12 km², see 7. 渡渔—yes.

        Table 1. Landings, tonnes

        Species 2022 2023

        Cod; 2022: 18,420 tonnes; 2023: 14,960 tonnes

        After.

        The flood of 1911.
    "#]],
    );
    metadata::check(
        "a.rtf",
        file,
        expect![[r#"
        authors: Anna Ren
        title: The Quay
    "#]],
    );
    refused("a.rtf", &file[..600], "its end is missing");
    check(
        "a.rtf",
        b"{\\rtf1\\ansi\\ansicpg936 \\'b6\\'c9\\'c2\\'d6\\par}",
        expect![[r#"
        渡轮
    "#]],
    );
}
