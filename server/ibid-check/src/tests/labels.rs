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
