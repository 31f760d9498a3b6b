use expect_test::{Expect, expect};

#[track_caller]
fn check(bytes: &[u8], expected: Expect) {
    expected.assert_eq(&crate::read("a.txt", bytes));
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    check(
        b"The harbour authority will equip seventeen\r\nberths with shore power by 2029, and all of\r\nthem by 2034.\r\n\r\nThe grid is the bottleneck.\r\n",
        expect![[r#"
            ‹1›The harbour authority will equip seventeen ‹2›berths with shore power by 2029, and all of ‹3›them by 2034.

            ‹5›The grid is the bottleneck.
        "#]],
    );
}

#[test]
fn unwrapped_lines_are_paragraphs_of_their_own() {
    check(
        "Q: How many ships run on batteries?\nA: Three out of fourteen. The first went into service in March 2022.\nQ: And the cost?\n".as_bytes(),
        expect![[r#"
            ‹1›Q: How many ships run on batteries?

            ‹2›A: Three out of fourteen. The first went into service in March 2022. ‹3›Q: And the cost?
        "#]],
    );
}

#[test]
fn legacy_encodings_are_known() {
    let chinese = encoding_rs::GBK.encode("澜汀市有四百一十二万人口，渡轮一百零八艘。").0.into_owned();
    check(
        &chinese,
        expect![[r#"
            ‹1›澜汀市有四百一十二万人口，渡轮一百零八艘。
        "#]],
    );
    check(
        b"Caf\xe9 cr\xe8me \x96 d\xe9j\xe0 vu",
        expect![[r#"
            ‹1›Café crème – déjà vu
        "#]],
    );
    let wide: Vec<u8> = [0xFEFF].into_iter().chain("Öl".encode_utf16()).flat_map(u16::to_be_bytes).collect();
    check(
        &wide,
        expect![[r#"
            ‹1›Öl
        "#]],
    );
}

#[test]
fn a_long_address_does_not_break_the_lines_around_it() {
    let lines = "The harbour authority said that it would\nequip seventeen berths before the year\n2029, and that all of the rest would be\n";
    let text = format!("{}https://example.org/{}\n", lines.repeat(8), "x".repeat(200));
    let read = crate::read("a.txt", text.as_bytes());
    assert_eq!(read.matches("\n\n").count(), 0, "{read}");
}

#[test]
fn form_feeds_part_pages() {
    check(
        b"One river.\n\x0cTwo lakes.\n\n\x0c\x0cFour seas.\n",
        expect![[r#"
        ‹page 1›‹1›One river. ‹page 2›‹2›Two lakes.

        ‹page 4›‹4›Four seas.
    "#]],
    );
    check(
        b"One river.\n\x0c",
        expect![[r#"
        ‹1›One river.
    "#]],
    );
}

#[test]
fn a_text_says_itself_where_its_pages_begin() {
    check(
        "Pages 14 to 17\n\n[Page 14]\n\nThe CHAIR: Order.\n\n[Page 15]\nDr VASKO: It is a cut.\n".as_bytes(),
        expect![[r#"
            ‹1›Pages 14 to 17

            ‹p. 14›‹5›The CHAIR: Order.

            ‹p. 15›‹8›Dr VASKO: It is a cut.
        "#]],
    );
    check(
        "[第3页]\n一江春水。\n[第4页]\n两湖秋月。\n".as_bytes(),
        expect![[r#"
            ‹p. 3›‹2›一江春水。

            ‹p. 4›‹4›两湖秋月。
        "#]],
    );
    // What is said of one page, or of pages in no order, begins none.
    for text in ["One river.\n\n[Page 14]\n\nTwo lakes.\n", "[p. 9]\n\nOne river.\n\n[p. 3]\n"] {
        let read = crate::read("a.txt", text.as_bytes());
        assert!(!read.contains("‹p. "), "{read}");
    }
}

#[test]
fn what_is_no_text_is_no_source() {
    let noise: Vec<u8> = (0..4_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let read = ibid_sources::extract(std::path::Path::new("a.txt"), &noise);
    assert!(matches!(read, Err(ibid_sources::Error::Damaged { .. })), "{read:?}");
}

#[test]
fn tables_set_in_columns_are_told_row_by_row() {
    check(
        b"Table 1. Landings, tonnes\n\nSpecies      Q1 2023   Q2 2023      2023\n---------------------------------------\nCod           18,420    14,960    55,330\nBlue whiting  22,380         -    64,480\n---------------------------------------\n\nTwo  spaces  by  chance\nmake no table.\n",
        expect![[r#"
            ‹1›Table 1. Landings, tonnes

            ‹5›Cod; Q1 2023: 18,420 tonnes; Q2 2023: 14,960 tonnes; 2023: 55,330 tonnes

            ‹6›Blue whiting; Q1 2023: 22,380 tonnes; 2023: 64,480 tonnes

            ‹7›---------------------------------------

            ‹9›Two spaces by chance ‹10›make no table.
        "#]],
    );
}

#[test]
fn a_table_in_parts_has_the_part_with_each_column() {
    check(
        "表1 主要产品\n\n产品  单位  产量  增长(%)\n棉花  万吨  1642  2.5\n大豆  吨  310  -4.1\n".as_bytes(),
        expect![[r#"
            ‹1›表1 主要产品

            ‹4›棉花；产量：1642万吨；增长：2.5%

            ‹5›大豆；产量：310吨；增长：-4.1%
        "#]],
    );
    check(
        b"TABLE 2. SHIPS AND CREWS\n\nPort            2021     2022\n\nShips moored (thousand tonnes)\nOsthavn        1,402    1,385\nVelm             610      655\n\nCrew on leave\nOsthavn          310      290\nVelm              84       91\n\nNOTES\n\nA note.\n",
        expect![[r#"
            ‹1›TABLE 2. SHIPS AND CREWS

            ‹6›Osthavn; Ships moored 2021: 1,402 thousand tonnes; Ships moored 2022: 1,385 thousand tonnes

            ‹7›Velm; Ships moored 2021: 610 thousand tonnes; Ships moored 2022: 655 thousand tonnes

            ‹10›Osthavn; Crew on leave 2021: 310; Crew on leave 2022: 290

            ‹11›Velm; Crew on leave 2021: 84; Crew on leave 2022: 91

            ‹13›NOTES

            ‹15›A note.
        "#]],
    );
}

#[test]
fn headers_of_several_lines_belong_to_the_columns_under_them() {
    check(
        b"TABLE 4. FERRIES\n\n                Passengers (thousand)      Fares (million euros)\nLine             2021     2022     2023     2021     2022     2023\nNorth ferry     1,402    1,385    1,510     12.4     13.1     15.0\nSound             610      655      598      4.9      5.2      5.1\n\nTABLE 5. STAFF\n\n              2021     2023\nOn board       402      385\nAshore         110       97\n",
        expect![[r#"
            ‹1›TABLE 4. FERRIES

            ‹5›North ferry; Passengers 2021: 1,402 thousand; Passengers 2022: 1,385 thousand; Passengers 2023: 1,510 thousand; Fares 2021: 12.4 million euros; Fares 2022: 13.1 million euros; Fares 2023: 15.0 million euros

            ‹6›Sound; Passengers 2021: 610 thousand; Passengers 2022: 655 thousand; Passengers 2023: 598 thousand; Fares 2021: 4.9 million euros; Fares 2022: 5.2 million euros; Fares 2023: 5.1 million euros

            ‹8›TABLE 5. STAFF

            ‹11›On board; 2021: 402; 2023: 385

            ‹12›Ashore; 2021: 110; 2023: 97
        "#]],
    );
    check(
        b"Region       Nurses    Beds per   Average stay   Nurses aged\n             (FTE)     nurse      (days)         60 or over (%)\nCoast       11,310        1.1           6.4           24.1\nPlain        7,160        1.5           5.8           27.6\n",
        expect![[r#"
            ‹3›Coast; Nurses (FTE): 11,310; Beds per nurse: 1.1; Average stay: 6.4 days; Nurses aged 60 or over: 24.1%

            ‹4›Plain; Nurses (FTE): 7,160; Beds per nurse: 1.5; Average stay: 5.8 days; Nurses aged 60 or over: 27.6%
        "#]],
    );
}

#[test]
fn a_caption_right_above_a_table_is_no_header() {
    check(
        "表2  2024年各市产量\n市    产量（万辆）  增长(%)\n云州  41.2  49.8\n安陵  19.6  41.0\n".as_bytes(),
        expect![[r#"
            ‹1›表2 2024年各市产量

            ‹3›云州；产量：41.2万辆；增长：49.8%

            ‹4›安陵；产量：19.6万辆；增长：41.0%
        "#]],
    );
}
