//! What a source tells by label: rows of tables, and lists with their values in brackets.

use expect_test::expect;

use super::{check, faithful, silent, wrong};

const VENDORS: (&str, &str) = (
    "vendors.md",
    "# Deliveries\n\nTable 1. Deliveries, thousands of units\n\n\
     | Vendor | Q3 2024 | Q4 2024 | Share, % |\n|---|---|---|---|\n\
     | Castellan | 128 | 155 | 12.0 |\n| Haoyue | 121 | 137 | 11.0 |\n| Kisaragi | 19 | 21 | 1.9 |\n",
);
const CENTRES: (&str, &str) = (
    "centres.md",
    "Four centres will be set up: at Skagen (September 2025), Hallen (January 2026), Vardnes (September 2026) \
     and Lunde (January 2027).\n",
);

#[test]
fn a_row_that_the_claim_names_bears_it_out() {
    faithful(
        &[VENDORS, CENTRES],
        &[
            "Castellan shipped 155,000 units in the fourth quarter of 2024 [@vendors].",
            "By the end of 2024 Haoyue had 11 percent of the market [@vendors].",
            "Hallen opens in January 2026 [@centres].",
        ],
    );
}

#[test]
fn another_rows_figure_is_the_wrong_one() {
    check(
        &[VENDORS],
        "Haoyue sold 155,000 pieces in the fourth quarter of 2024 [@vendors].",
        expect![[r#"
            number-mismatch «155,000» The source has “137 thousand” where this says “155,000”.
              vendors.md, “Deliveries”, line 8: Haoyue; Q3 2024: 121 thousand; Q4 2024: 137 thousand; Share: 11.0%
              fix: Use the source’s “137 thousand”: Haoyue sold 137 thousand pieces in the fourth quarter of 2024 [@vendors]."#]],
    );
    check(
        &[VENDORS],
        "Castellan sold 128,000 pieces in the fourth quarter of 2024 [@vendors].",
        expect![[r#"
            number-mismatch «128,000» The source has “155 thousand” where this says “128,000”.
              vendors.md, “Deliveries”, line 7: Castellan; Q3 2024: 128 thousand; Q4 2024: 155 thousand; Share: 12.0%
              fix: Use the source’s “155 thousand”: Castellan sold 155 thousand pieces in the fourth quarter of 2024 [@vendors]."#]],
    );
    check(
        &[CENTRES],
        "Hallen is to follow in September 2026 [@centres].",
        expect![[r#"
        date-mismatch «September 2026» The source has “January 2026” where this says “September 2026”.
          centres.md, line 1: Four centres will be set up: at Skagen (September 2025), Hallen (January 2026), Vardnes (September 2026) and Lunde (January 2027).
          fix: Use the source’s “January 2026”: Hallen is to follow in January 2026 [@centres]."#]],
    );
}

const REGIONS: (&str, &str) = (
    "regions.md",
    "By region, there were 15,800 in the Eastern Highlands, 10,400 in the Western Islands, 6,700 in the Northern Province \
     and 5,200 in the Lake Region. Telvia invested €412 million (2023: €398 million), Norlink €301 million (€243 million) \
     and Orbita Mobile €187 million (€171 million).\n",
);

#[test]
fn an_item_of_a_list_has_its_own_figure() {
    faithful(
        &[REGIONS],
        &[
            "There were 10,400 of them in the Western Islands and 6,700 in the Northern Province [@regions].",
            "Norlink spent €301 million, after €243 million in 2023 [@regions].",
        ],
    );
    check(
        &[REGIONS],
        "The Western Islands, with 15,800 subscribers, are well served [@regions].",
        expect![[r#"
            number-mismatch «15,800» The source has “10,400” where this says “15,800”.
              regions.md, line 1: By region, there were 15,800 in the Eastern Highlands, 10,400 in the Western Islands, 6,700 in the Northern Province and 5,200 in the Lake Region.
              fix: Use the source’s “10,400”: The Western Islands, with 10,400 subscribers, are well served [@regions]."#]],
    );
    check(
        &[REGIONS],
        "Orbita Mobile invested €301 million [@regions].",
        expect![[r#"
        number-mismatch «€301 million» The source has “€187 million” where this says “€301 million”.
          regions.md, line 1: Telvia invested €412 million (2023: €398 million), Norlink €301 million (€243 million) and Orbita Mobile €187 million (€171 million).
          fix: Use the source’s “€187 million”: Orbita Mobile invested €187 million [@regions]."#]],
    );
}

const PORTS: (&str, &str) = (
    "ports.md",
    "Grain throughput rose by 3.4 percent in Larnvik, to 412 thousand tonnes, and by 5.9 percent in Osthavn, to 187 thousand \
     tonnes. Of the crews 34 percent were hired abroad and 21 percent were trainees. Five of them were laid off.\n",
);
const PORTS_ZH: (&str, &str) = (
    "ports-zh.txt",
    "2024年3月，新码头开工建设；同年11月18日，首列货运火车开出。煤炭吞吐量412.5万吨，增长3.4%；粮食吞吐量187.2万吨，增长5.9%。\n",
);

#[test]
fn one_things_figure_told_of_another() {
    faithful(
        &[PORTS, PORTS_ZH],
        &[
            "In Osthavn throughput grew by 5.9 percent, to 187 thousand tonnes [@ports].",
            "Grain grew by 5.9 percent, to 1.872 million tonnes [@ports-zh].",
        ],
    );
    check(
        &[PORTS],
        "In Osthavn throughput grew by 3.4 percent, to 187 thousand tonnes [@ports].",
        expect![[r#"
            number-mismatch «3.4 percent» The source has “5.9 percent” where this says “3.4 percent”.
              ports.md, line 1: Grain throughput rose by 3.4 percent in Larnvik, to 412 thousand tonnes, and by 5.9 percent in Osthavn, to 187 thousand tonnes.
              fix: Use the source’s “5.9 percent”: In Osthavn throughput grew by 5.9 percent, to 187 thousand tonnes [@ports].
            number-mismatch «187 thousand tonnes» The source has “412 thousand tonnes” where this says “187 thousand tonnes”.
              ports.md, line 1: Grain throughput rose by 3.4 percent in Larnvik, to 412 thousand tonnes, and by 5.9 percent in Osthavn, to 187 thousand tonnes.
              fix: Use the source’s “412 thousand tonnes”: In Osthavn throughput grew by 3.4 percent, to 412 thousand tonnes [@ports]."#]],
    );
    check(
        &[PORTS],
        "Only 34 percent of the men were trainees [@ports].",
        expect![[r#"
        number-mismatch «34 percent» The source has “21 percent” where this says “34 percent”.
          ports.md, line 1: Of the crews 34 percent were hired abroad and 21 percent were trainees.
          fix: Use the source’s “21 percent”: Only 21 percent of the men were trainees [@ports]."#]],
    );
    check(
        &[PORTS_ZH],
        "Grain grew by 3.4 percent, to 1.872 million tonnes [@ports-zh].",
        expect![[r#"
        number-mismatch «3.4 percent» The source has “5.9%” where this says “3.4 percent”.
          ports-zh.txt, line 1: 煤炭吞吐量412.5万吨，增长3.4%；粮食吞吐量187.2万吨，增长5.9%。
        number-mismatch «1.872 million tonnes» The source has “412.5万吨” where this says “1.872 million tonnes”.
          ports-zh.txt, line 1: 煤炭吞吐量412.5万吨，增长3.4%；粮食吞吐量187.2万吨，增长5.9%。"#]],
    );
    check(
        &[PORTS_ZH],
        "The first freight train left in March 2024 [@ports-zh].",
        expect![[r#"
        date-mismatch «March 2024» The source has “11月18日” where this says “March 2024”.
          ports-zh.txt, line 1: 2024年3月，新码头开工建设；同年11月18日，首列货运火车开出。"#]],
    );
}

#[test]
fn a_count_in_words_of_what_was_told_before() {
    faithful(&[PORTS], &["Five of them were laid off [@ports]."]);
    check(
        &[PORTS],
        "Six of them were laid off [@ports].",
        expect![[r#"
        number-mismatch «Six» The source has “Five” where this says “Six”.
          ports.md, line 1: Five of them were laid off.
          fix: Use the source’s “Five”: Five of them were laid off [@ports]."#]],
    );
}

const HOMES: (&str, &str) = (
    "homes.md",
    "| District | 2023, all | 2023, social |\n|---|---|---|\n| Millbank | 531 | 174 |\n| Harbour | 420 | 96 |\n\n\
     A further 8 million euros went into changes, and 4 million into claims. The wait fell from 26 to 19 months. The crew stayed \
     two years and four months.\n",
);

#[test]
fn what_is_worked_out_or_said_of_another_is_left_alone() {
    silent(
        &[HOMES],
        &[
            "Of the social homes 174 out of 378 stand in Millbank [@homes].",
            "In Millbank 531 homes were built, while those in Harbour came to 420 [@homes].",
            "Changes and claims took 12 million between them [@homes].",
            "The wait shortened by seven months [@homes].",
            "The crew stayed 28 months [@homes].",
        ],
    );
    check(
        &[HOMES],
        "In Harbour 531 homes were built [@homes].",
        expect![[r#"
        number-mismatch «531» The source has “420” where this says “531”.
          homes.md, line 4: Harbour; 2023, all: 420; 2023, social: 96
          fix: Use the source’s “420”: In Harbour 420 homes were built [@homes]."#]],
    );
}

const MUSEUMS: (&str, &str) = (
    "museums.html",
    "<h1>Museums</h1><table><caption>Table 1. Visits, thousands</caption>\
     <tr><th>Museum</th><th>2023 (year)</th><th>2024 (year)</th></tr>\
     <tr><td>Open-Air Museum Trell</td><td>402</td><td>388</td></tr><tr><td>Railway Museum Osk</td><td>187</td><td>179</td></tr>\
     <tr><td>National Museum</td><td>936</td><td>905</td></tr></table>\
     <table><caption>Table 2. Means of the museums (income in million crowns)</caption>\
     <tr><th>Museum</th><th>State grant</th><th>Ticket sales</th><th>Of which older than 52 weeks, 2024</th></tr>\
     <tr><td>Open-Air Museum Trell</td><td>21.8</td><td>9.7</td><td>171</td></tr>\
     <tr><td>Railway Museum Osk</td><td>12.6</td><td>2.9</td><td>174</td></tr>\
     <tr><td>Museum of Applied Arts</td><td>18.2</td><td>3.4</td><td>196</td></tr></table>\
     <p>The national average is higher.</p>",
);

#[test]
fn a_row_goes_by_the_name_in_its_label() {
    wrong(
        &[MUSEUMS],
        &[
            ("Trell drew 402,000 visits in 2024 [@museums].", "402,000"),
            ("Osk, the smallest of the three, has 196 old files [@museums].", "196"),
        ],
    );
    silent(
        &[MUSEUMS],
        &[
            "Trell drew 388,000 visits in 2024 [@museums].",
            "Osk has 174 old files [@museums].",
            "National pride has its price, which was 402,000 visits in 2023 [@museums].",
            "Compared with Osk, the 388,000 visits of the open-air museum are a triumph [@museums].",
            "Trell went from 402,000 visits in 2023 to 388,000 in 2024 [@museums].",
        ],
    );
}

const AID: (&str, &str) = (
    "aid.md",
    "Table 1. Aid by donor (million dollars)\n\n| Donor | 2022 | 2023 |\n|---|---|---|\n| European Investment Bank | 388 | 371 |\n\
     | World Bank | 940 | 877 |\n\nThe European Commission pledged 150 million dollars for 2024.\n",
);

#[test]
fn what_a_sentence_says_need_be_in_no_row() {
    silent(
        &[AID],
        &[
            "The European Commission pledged 150 million dollars [@aid].",
            "European money fell in 2023 to 371 million dollars, and the Commission pledged 150 million [@aid].",
        ],
    );
}

#[test]
fn the_title_over_a_table_tells_its_scale() {
    wrong(
        &[MUSEUMS],
        &[(
            "Osk, which has 2.9 million from tickets, leans on a grant of 18.2 million [@museums].",
            "18.2 million",
        )],
    );
    silent(
        &[MUSEUMS],
        &["Osk, which has 2.9 million from tickets, leans on a grant of 12.6 million [@museums]."],
    );
}

const CORRIDORS: (&str, &str) = (
    "corridors.md",
    "Table 1. Goods by corridor (million tonnes)\n\n| Corridor | Mode | 2021 | 2022 |\n|---|---|---|---|\n\
     | Halder | Rail | 17.9 | 18.6 |\n| Halder | Road | 10.3 | 17.9 |\n| Furgg | Rail | 2.0 | 1.8 |\n| Furgg | Road | 3.9 | 4.2 |\n",
);

#[test]
fn rows_of_one_label_are_told_apart_by_what_stands_beside_it() {
    wrong(
        &[CORRIDORS],
        &[(
            "On the Halder, the railways carried 17.9 million tonnes in 2022 [@corridors].",
            "17.9 million tonnes",
        )],
    );
    silent(
        &[CORRIDORS],
        &[
            "On the Halder, the railways carried 18.6 million tonnes in 2022 [@corridors].",
            "On the Halder, 17.9 million tonnes went by road in 2022 [@corridors].",
        ],
    );
}

const LINES: (&str, &str) = (
    "lines.txt",
    "Table 1. Accidents by year\n\nYear All accidents Serious Fatal\n\n2021 2,406 355 19\n\n2022 2,918 402 23\n\n\
     2023 3,127 389 17\n\nTable 2. Couriers by city\n\nCity Registered couriers Accidents\n\nPort Lienne 11,400 1,042\n\n\
     Aldmark 7,850 588\n\nTessaly 5,200 312\n",
);

#[test]
fn rows_of_plain_lines_stand_below_their_heads() {
    wrong(
        &[LINES],
        &[
            ("For 2021, 402 serious accidents are on record [@lines].", "402"),
            ("Aldmark has 5,200 registered couriers [@lines].", "5,200"),
        ],
    );
    silent(
        &[LINES],
        &[
            "For 2021, 355 serious accidents are on record [@lines].",
            "In 2023, 389 accidents were serious, after 402 in the previous year [@lines].",
            "Two years after 2021, there were 389 serious accidents [@lines].",
            "Aldmark has 7,850 registered couriers [@lines].",
        ],
    );
}
