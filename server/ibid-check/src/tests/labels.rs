//! What a source tells by label: rows of tables, and lists with their values in brackets.

use expect_test::expect;

use super::{check, faithful};

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
