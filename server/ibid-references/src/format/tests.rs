use std::path::Path;

use expect_test::{Expect, expect};

use super::*;
use crate::Bibliography;

#[track_caller]
fn check(style: &str, bib: &str, expected: &Expect) {
    let bibliography = Bibliography::parse(Path::new("a.bib"), bib);
    expected.assert_eq(&format(&bibliography.references[0], &Style::named(style).unwrap()));
}

#[test]
fn apa() {
    check(
        "apa",
        "@article{a, author={Ren, Zhengfei and van der Berg, Jan}, title={The Chip Gap}, journal={Journal of Policy}, volume=12, number=3, year=2025, month=may, pages={33--35}, doi={10.1000/ab}}",
        &expect![
            "Ren, Z., & van der Berg, J. (2025). The Chip Gap. Journal of Policy, 12(3), 33–35. https://doi.org/10.1000/ab"
        ],
    );
    check(
        "apa",
        "@book{a, editor={Ed, Carla}, title={The Book}, publisher={Press}, year=1999}",
        &expect!["Ed, C. (Ed.). (1999). The Book. Press."],
    );
    check(
        "apa",
        "@incollection{a, author={Smith, John A.}, title={A Chapter}, booktitle={The Book}, editor={Ed, Carla and Fox, D.}, publisher={Press}, year=1999, pages={1--9}}",
        &expect!["Smith, J. A. (1999). A Chapter. In C. Ed & D. Fox (Eds.), The Book (pp. 1–9). Press."],
    );
    check(
        "apa",
        "@article{a, title={Ports}, journal={Trade}, publisher={Press}, year=2020}",
        &expect!["Ports. (2020). Trade."],
    );
    check(
        "apa",
        "@movie{a, director={Li, Ann}, title={The Gap}, publisher={Studio}, year=2011}",
        &expect!["Li, A. (Director). (2011). The Gap [Video recording]. Studio."],
    );
    check(
        "apa",
        "@report{a, institution={World Bank}, title={Outlook}, date={2020-01}}",
        &expect!["World Bank. (2020). Outlook."],
    );
    check(
        "apa",
        "@online{a, author={{World Bank}}, title={Data}, url={https://example.org/x}, urldate={2024-01-02}, year=2017}",
        &expect!["World Bank. (2017). Data. https://example.org/x"],
    );
    check(
        "apa",
        "@article{a, author={李, 明 and 任正非}, title={华为的芯片战略}, journal={经济研究}, year=2021, langid={chinese}}",
        &expect!["李明, & 任正非. (2021). 华为的芯片战略. 经济研究."],
    );
}

#[test]
fn a_body_stays_whole_whatever_stands_in_its_name() {
    let bib = "@misc{a, author={{Ministry of Foreign Affairs, Republic of X}}, title={On Trade}, year=2020}";
    check("apa", bib, &expect!["Ministry of Foreign Affairs, Republic of X. (2020). On Trade."]);
    let institution = bib.replace("author={{", "institution={").replace("X}}", "X}");
    assert!(
        formatted("a.bib", &institution).starts_with("Ministry of Foreign Affairs, Republic of X. (2020).")
    );
    let csl = r#"[{"id": "a", "type": "report", "title": "On Trade", "issued": {"date-parts": [[2020]]},
        "author": [{"literal": "Ministry of Foreign Affairs, Republic of X"}, {"family": "Ren", "given": "Zhengfei"}]}]"#;
    assert!(
        formatted("a.json", csl).starts_with("Ministry of Foreign Affairs, Republic of X, & Ren, Z. (2020)."),
        "{}",
        formatted("a.json", csl)
    );
    let editor = "@book{a, editor={{Ministry of Trade and Industry}}, title={On Trade}, year=2020}";
    assert_eq!(formatted("a.bib", editor), "Ministry of Trade and Industry (Ed.). (2020). On Trade.");
}

fn formatted(file: &str, text: &str) -> String {
    let bibliography = Bibliography::parse(Path::new(file), text);
    format(&bibliography.references[0], &Style::named("apa").unwrap())
}

#[test]
fn a_title_that_ends_in_a_mark_of_its_own_has_no_other() {
    assert_eq!(
        ended_once("It is? it?. Or!. Ed.. (ed..) So... x?.y A. B."),
        "It is? it? Or! Ed. (ed.) So... x?.y A. B."
    );
    let apa =
        formatted("a.bib", "@book{a, author={Ren, Z.}, title={Where To?}, publisher={Press}, year=2020}");
    assert_eq!(apa, "Ren, Z. (2020). Where To? Press.");
}

#[test]
fn other_styles() {
    let bib = "@article{a, author={Ren, Zhengfei}, title={The chip gap}, journal={Journal of Policy}, volume=12, year=2025}";
    check("ieee", bib, &expect!["Z. Ren, “The chip gap,” Journal of Policy, vol. 12, 2025."]);
    check("chicago-author-date", bib, &expect!["Ren, Zhengfei. 2025. “The Chip Gap.” Journal of Policy 12."]);
    assert!(Style::named("no-such-style").is_none());
}

/// A style of somebody's own.
const OWN: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title" prefix="«" suffix="»"/></layout></bibliography></style>"#;

/// A style that has no rules but those of another.
const DEPENDENT: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Journal</title>
<id>j</id><link href="http://www.zotero.org/styles/ieee" rel="independent-parent"/>
<updated>2026-01-01T00:00:00+00:00</updated></info></style>"#;

#[test]
fn a_style_of_ones_own() {
    let bib = "@article{a, author={Ren, Z.}, title={The gap}, year=2025}";
    let bibliography = Bibliography::parse(Path::new("a.bib"), bib);
    let formatted = |csl| format(&bibliography.references[0], &Style::parse(csl).unwrap());
    assert_eq!(formatted(OWN), "«The gap»");
    assert_eq!(formatted(DEPENDENT), "Z. Ren, “The gap,” 2025.");
    assert!(Style::parse("<html/>").is_none() && Style::parse(&DEPENDENT.replace("ieee", "x")).is_none());
    assert!(Style::names().contains(&"chicago-author-date"));
}

#[test]
fn little_is_known() {
    check("apa", "@misc{a,}", &expect!["(n.d.)."]);
    check("apa", "@misc{a, title={T: S}}", &expect!["T: S. (n.d.)."]);
}

#[test]
fn hostile_values_are_formatted() {
    for value in
        ["99999999999999999999", "1-99999999999", "–", "-", "{,}", "a, b, c, d", "\u{0}", "<b>", ", ", "0"]
    {
        for name in "title author editor date year pages volume number edition langid url doi isbn eprint urldate chapter".split(' ') {
            let bib = format!("@incollection{{a, booktitle={{B}}, {name} = {{{value}}}}}");
            let bibliography = Bibliography::parse(Path::new("a.bib"), &bib);
            assert!(!format(&bibliography.references[0], &Style::default()).is_empty());
        }
    }
}
