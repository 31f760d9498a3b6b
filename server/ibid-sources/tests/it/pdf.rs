use std::path::Path;

use expect_test::{Expect, expect};
use ibid_sources::{Error, extract};

use crate::{
    pdf_file::{PdfFile, PdfPage},
    pdfium,
};

/// What the file says, by either engine.
#[track_caller]
fn check(file: PdfFile, expected: Expect) {
    let bytes = file.bytes();
    expected.assert_eq(&crate::read("a.pdf", &bytes));
    if let Some(extracted) = pdfium::extracted(&bytes) {
        expected.assert_eq(&crate::show(&extracted));
    }
}

fn page() -> PdfPage {
    PdfPage::default()
}

#[test]
fn lines_become_paragraphs() {
    check(
        PdfFile::default().page(page().sized(16.0, 72.0, 720.0, "What was spent").text(
            72.0,
            690.0,
            "\
The state spent a great deal on shore power, more
than any port had asked for, and the audit found
that berths were equip-
ped too early. It was well-
known, but nobody said it.
   A second paragraph begins with an indent and it
runs on over the line.

A third stands below a gap, and it is long enough
to fill a line.
The fourth begins after a short line, with no gap
and no indent at all.",
        )),
        expect![[r#"
            ‹page 1›‹#›What was spent

            The state spent a great deal on shore power, more than any port had asked for, and the audit found that berths were equipped too early. It was well-known, but nobody said it.

            A second paragraph begins with an indent and it runs on over the line.

            A third stands below a gap, and it is long enough to fill a line.

            The fourth begins after a short line, with no gap and no indent at all.
        "#]],
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = "\
Ships at berth burn diesel in
their engines all night long,
and the town breathes what is
left of it in the morning. In
the year before, the harbour
counted many thousand calls,
of which most were ferries.";
    let right = "\
The grid is the bottleneck of
the plan, as everyone agrees.
It carries eighteen megawatts
at best, and twice as much is
needed before the end of the
decade, or the berths will be
of no use to any ship at all.";
    check(
        PdfFile::default().page(
            page()
                .sized(14.0, 120.0, 740.0, "A Title Over Both of the Columns")
                .text(72.0, 700.0, left)
                .text(320.0, 703.0, right)
                .text(
                    72.0,
                    600.0,
                    "A caption that runs across the page, below both of the columns above it, in one line",
                ),
        ),
        expect![[r#"
            ‹page 1›‹#›A Title Over Both of the Columns

            Ships at berth burn diesel in their engines all night long, and the town breathes what is left of it in the morning. In the year before, the harbour counted many thousand calls, of which most were ferries.

            The grid is the bottleneck of the plan, as everyone agrees. It carries eighteen megawatts at best, and twice as much is needed before the end of the decade, or the berths will be of no use to any ship at all.

            A caption that runs across the page, below both of the columns above it, in one line
        "#]],
    );
}

/// Justified lines have wide gaps, and some stand below each other.
#[test]
fn gaps_below_each_other_are_no_columns() {
    let rows = [
        ("section one does", "not ask the makers"),
        ("of their devices", "to answer to it"),
        ("in some same ways", "as they had before"),
        ("and also products", "for purposes they"),
        ("have never chosen", "by their own accord."),
    ];
    let set = |page: PdfPage, (n, (left, right)): (usize, (&str, &str))| {
        let y = 700.0 - 12.0 * n as f64;
        page.text(72.0, y, left).text(72.0 + 6.0 * (left.len() as f64 + 3.0), y, right)
    };
    check(
        PdfFile::default().page(rows.into_iter().enumerate().fold(page(), set)),
        expect![[r#"
            ‹page 1›section one does not ask the makers of their devices to answer to it in some same ways as they had before and also products for purposes they have never chosen by their own accord.
        "#]],
    );
}

#[test]
fn a_table_is_read_row_by_row() {
    check(
        PdfFile::default().page(
            page()
                .text(72.0, 700.0, "Port\nVessby\nOster\nCalder\nLund")
                .text(200.0, 700.0, "Berths\n12\n41\n26\n7")
                .text(300.0, 700.0, "Tonnes\n5.4\n15.2\n9.7\n0.8"),
        ),
        expect![[r#"
            ‹page 1›Port Berths Tonnes

            Vessby 12 5.4

            Oster 41 15.2

            Calder 26 9.7

            Lund 7 0.8
        "#]],
    );
}

#[test]
fn labels_running_heads_and_sentences_over_a_page() {
    let sheet = |number: &str, text: &str| {
        page().text(72.0, 760.0, &format!("THE HARBOUR GRID {number}")).text(72.0, 700.0, text).text(
            300.0,
            40.0,
            &format!("- {number} -"),
        )
    };
    let file = PdfFile::default()
        .catalog("/PageLabels << /Nums [0 << /S /r /St 3 >> 1 << /S /D /St 7 /P (A-) >>] >>")
        .page(sheet("iii", "The audit of the ports began in May, and found"))
        .page(sheet(
            "7",
            "that one euro in five bought nothing of use.\nIt ended in June of the year that came after.",
        ))
        .page(sheet("8", "The last page begins a new sentence of its own."));
    check(
        file,
        expect![[r#"
        ‹p. iii›The audit of the ports began in May, and found ‹p. A-7›that one euro in five bought nothing of use. It ended in June of the year that came after.

        ‹p. A-8›The last page begins a new sentence of its own.
    "#]],
    );
}

/// Heads that name the section at hand are told by the page's number at their outer end.
#[test]
fn running_heads_that_change_go_by_their_numbers() {
    let heads = ["12 The first part", "What was spent 13", "14 The first part, on", "And what it bought 15"];
    let sheet = |(n, head): (usize, &&str)| {
        let x = if n % 2 == 0 { 72.0 } else { 300.0 };
        page().text(x, 750.0, head).text(72.0, 600.0, &format!("Paragraph {n} says a thing of its own."))
    };
    check(
        heads.iter().enumerate().map(sheet).fold(PdfFile::default(), PdfFile::page),
        expect![[r#"
            ‹page 1›Paragraph 0 says a thing of its own.

            ‹page 2›Paragraph 1 says a thing of its own.

            ‹page 3›Paragraph 2 says a thing of its own.

            ‹page 4›Paragraph 3 says a thing of its own.
        "#]],
    );
}

#[test]
fn chapters_numbered_as_their_pages_keep_their_headings() {
    let headings = ["1 What was spent", "2 What was built", "3 What should change"];
    let sheet = |(n, heading): (usize, &&str)| {
        let says = format!("Part {n} says it.");
        page().sized(16.0, 72.0, 750.0, heading).text(72.0, 600.0, &says).text(72.0, 570.0, "And so on.")
    };
    let file = headings.iter().enumerate().map(sheet).fold(PdfFile::default(), PdfFile::page);
    let text = crate::read("a.pdf", &file.page(page().text(72.0, 600.0, "The end.")).bytes());
    for heading in headings {
        assert!(text.contains(&format!("‹#›{heading}")), "{text}");
    }
}

/// A figure's labels stand beside text of the other column, and are no part of its lines.
#[test]
fn a_figure_in_a_column_leaves_the_other_whole() {
    let left = "\
Ships at berth burn diesel in
their engines all night long,
and the town breathes what is
left of it in the morning. In
the year before, the harbour
counted many thousand calls,
of which most were ferries by
night, and few of the masters
had asked for a cable to shore.";
    let below = "\
It carries eighteen megawatts
at best, and twice as much is
needed before the end of this
decade, or berths will remain
of no use to any ship at all.";
    check(
        PdfFile::default().page(
            page()
                .text(72.0, 700.0, left)
                .text(340.0, 700.0, "Grid")
                .text(400.0, 688.0, "Berth")
                .text(350.0, 676.0, "Ship")
                .text(320.0, 652.0, below),
        ),
        expect![[r#"
            ‹page 1›Ships at berth burn diesel in their engines all night long, and the town breathes what is left of it in the morning. In the year before, the harbour counted many thousand calls, of which most were ferries by night, and few of the masters had asked for a cable to shore.

            Grid

            Berth

            Ship

            It carries eighteen megawatts at best, and twice as much is needed before the end of this decade, or berths will remain of no use to any ship at all.
        "#]],
    );
}

#[test]
fn a_watermark_is_no_text_and_a_turned_page_is() {
    let aslant = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (DRAFT) Tj ET";
    let turned = "BT /F 10 Tf 0 1 -1 0 100 72 Tm (This page is a wide one, turned.) Tj ET";
    check(
        PdfFile::default()
            .page(page().raw(aslant).text(72.0, 700.0, "Words that count."))
            .page(page().raw(turned)),
        expect![[r#"
            ‹page 1›Words that count.

            ‹page 2›This page is a wide one, turned.
        "#]],
    );
}

#[test]
fn what_only_looks_alike_inside_the_margins_stays() {
    let sheet = |number: u32, opening: &str| {
        page()
            .text(72.0, 770.0, "A RUNNING HEAD")
            .text(72.0, 752.0, opening)
            .text(72.0, 740.0, &format!("Figure {number} is shown."))
            .text(72.0, 400.0, "And some text of the page.")
    };
    check(
        PdfFile::default().page(sheet(1, "The first page opens.")).page(sheet(2, "So does the second.")),
        expect![[r#"
            ‹page 1›The first page opens. Figure 1 is shown.

            And some text of the page.

            ‹page 2›So does the second. Figure 2 is shown.

            And some text of the page.
        "#]],
    );
}

#[test]
fn note_marks_go_and_exponents_stay() {
    let raised = |x: f64, y: f64, mark: &str| format!("BT /F 6 Tf 1 0 0 1 {x} {} Tm ({mark}) Tj ET", y + 4.0);
    check(
        PdfFile::default().page(
            page()
                .text(72.0, 700.0, "It grew in 2019  and by 10  tonnes over 5 km  in all.")
                .raw(&raised(72.0 + 15.0 * 6.0, 700.0, "12"))
                .raw(&raised(72.0 + 26.0 * 6.0, 700.0, "6"))
                .raw(&raised(72.0 + 44.0 * 6.0, 700.0, "2")),
        ),
        expect![[r#"
            ‹page 1›It grew in 2019 and by 10⁶ tonnes over 5 km² in all.
        "#]],
    );
}

#[test]
fn chinese_has_no_spaces_inside() {
    check(
        PdfFile::default().page(page().chinese(
            72.0,
            700.0,
            "澜汀市交通局的数据显示，二〇二四年全市渡轮运送乘客七千万\n人次，比五年前增长百分之十二。",
        )),
        expect![[r#"
            ‹page 1›澜汀市交通局的数据显示，二〇二四年全市渡轮运送乘客七千万人次，比五年前增长百分之十二。
        "#]],
    );
}

#[test]
fn invisible_text_of_a_scan_is_read() {
    check(
        PdfFile::default().page(page().raw("3 Tr").text(
            72.0,
            700.0,
            "Recognised words stand under the image.",
        )),
        expect![[r#"
            ‹page 1›Recognised words stand under the image.
        "#]],
    );
}

#[test]
fn kerned_words_are_parted_by_gaps_alone() {
    check(
        PdfFile::default()
            .page(page().raw("BT /F 10 Tf 72 700 Td [(Ships) -300 (b) 20 (urn) -280 (diesel.)] TJ ET")),
        expect![[r#"
            ‹page 1›Ships burn diesel.
        "#]],
    );
}

#[track_caller]
fn refused(file: &[u8]) -> Error {
    extract(Path::new("sources/a.pdf"), file).expect_err("the file cannot be read")
}

#[test]
fn what_cannot_be_read_is_told_with_its_cure() {
    let scan = PdfFile::default().page(page().raw("0 0 100 100 re f"));
    expect!["cannot read sources/a.pdf: it holds no text, only images or nothing. Run text recognition (OCR) on it, for instance with ocrmypdf."]
        .assert_eq(&refused(&scan.bytes()).to_string());
    let locked = PdfFile::default().page(page().text(72.0, 700.0, "Secret")).trailer(&format!(
        "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{}> /U <{}> >>",
        "ab".repeat(32),
        "cd".repeat(32)
    ));
    expect!["cannot read sources/a.pdf: it is protected with a password. Save a copy without protection beside it."]
        .assert_eq(&refused(&locked.bytes()).to_string());
    expect!["cannot read sources/a.pdf: it is not a PDF, or is broken. Fetch or export it again."]
        .assert_eq(&refused(b"not a PDF at all").to_string());
}

/// Where a file tells the hyphens that its lines' ends have brought from its own, that is believed.
#[test]
fn soft_hyphens_go_and_others_stay() {
    let soft = |x: f64, y: f64| {
        format!("/Span << /ActualText <FEFF00AD> >> BDC BT /F 10 Tf {x} {y} Td (-) Tj ET EMC")
    };
    let file = PdfFile::default().page(
        page().text(72.0, 700.0, "The town has a shore").raw(&soft(72.0 + 20.0 * 6.0, 700.0)).text(
            72.0,
            688.0,
            "line, and a well-to-do\nand a user-\nvisible one.",
        ),
    );
    assert_eq!(
        crate::read("a.pdf", &file.bytes()),
        "‹page 1›The town has a shoreline, and a well-to-do and a user-visible one.\n"
    );
}

/// Made by `qpdf --encrypt '' owner 128`: what needs no password to be opened is read.
#[test]
fn a_file_that_only_its_owner_may_change_is_read() {
    let read = crate::read("a.pdf", include_bytes!("open-to-all.pdf"));
    assert_eq!(read, "‹page 1›What was spent.\n");
    let locked = refused(include_bytes!("locked.pdf"));
    assert!(matches!(locked, Error::Encrypted { .. }), "{locked}");
}

#[test]
fn a_download_cut_short_is_no_source() {
    let whole = PdfFile::default().page(page().text(72.0, 690.0, "What was spent.")).bytes();
    assert!(extract(Path::new("a.pdf"), &whole).is_ok());
    let mut padded = whole.clone();
    padded.extend(b"\n\0\0\n");
    assert!(extract(Path::new("a.pdf"), &padded).is_ok());
    let mut filled = whole[..whole.len() - 40].to_vec();
    filled.resize(whole.len(), 0);
    for cut in [&whole[..whole.len() / 2], &whole[..whole.len() - 40], &filled[..]] {
        let read = extract(Path::new("a.pdf"), cut);
        assert!(
            matches!(&read, Err(Error::Damaged { reason, .. }) if reason.contains("cut short")),
            "{read:?}"
        );
    }
}
