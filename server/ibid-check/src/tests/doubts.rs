//! What is no difference though the figures differ: what the claim denies, bounds, ranks of other things, sums.

use super::{library, run, silent, wrong};

const SHOW: (&str, &str) = (
    "show.md",
    "# The show\n\nIn July 2011 the series began its seventh and final season, having finished its sixth season as the most \
     watched drama. She was the second woman to lead a major party in the kingdom. The album was a success and sold 258,000 \
     copies in its first week. One of nine children, Guerrero is the younger brother of a player. The airport ranked first in \
     2009. The fifth season of the show was divided into 24 short episodes and two long episodes. The stories of the town were \
     printed in 1919 in one volume. The play was written sometime between 1599 and 1601 in London. One of 19 children, he was \
     the third son of a landlord.\n",
);

#[test]
fn true_and_told_otherwise() {
    silent(
        &[SHOW],
        &[
            "The final season of the series was its seventh season [@show].",
            "She was not the first woman to lead a major party in the kingdom [@show].",
            "The album sold more than 100,000 copies in its first week [@show].",
            "Guerrero has 8 siblings, and one of them is a player [@show].",
            "The airport ranked first in the year before 2010 [@show].",
            "The fifth season of the show was divided into 26 episodes [@show].",
            "The stories of the town were printed in the 1900s in one volume [@show].",
            "The play was written in London around the beginning of the 17th century [@show].",
            "The first minister of the kingdom was one of 19 children [@show].",
        ],
    );
}

/// The same in words that leave no such reading.
#[test]
fn false_and_told_otherwise() {
    let library = library(&[SHOW], "");
    for (draft, wrong) in [
        ("She was the first woman to lead a major party in the kingdom [@show].", "first"),
        ("The album sold 100,000 copies in its first week [@show].", "100,000"),
        ("The album sold more than 300,000 copies in its first week [@show].", "300,000"),
        ("The stories of the town were printed in the 1820s in one volume [@show].", "1820s"),
        ("The fifth season of the show was divided into 28 short episodes [@show].", "28"),
    ] {
        let found: Vec<&str> = run(&library, draft).findings.iter().map(|f| f.span.of(draft)).collect();
        assert!(found.iter().any(|words| words.contains(wrong)), "{draft}: {found:?}");
    }
}

#[test]
fn a_share_is_held_against_shares_of_the_same_thing() {
    let source = [(
        "a.md",
        "The share of vacant nursing posts rose in Lower Tarn over the five years from 7.9 to 14.3 percent. Hospitals in Lower \
         Tarn closed wards.\n",
    )];
    silent(
        &source,
        &[
            "Over the five years Lower Tarn gave up only about 2 percent of its beds [@a].",
            "Over the five years Upper Tarn gave up 15 percent of its beds, Lower Tarn only about 2 percent [@a].",
        ],
    );
    let shown = super::run(
        &super::library(&source, ""),
        "Over the five years the share of vacant nursing posts in Lower Tarn rose to 13.4 percent of posts [@a].",
    );
    assert_eq!(shown.findings.len(), 1, "{:?}", shown.findings);
}

#[test]
fn a_share_that_is_left_or_loosely_told() {
    let source = [(
        "a.md",
        "Of the timber felled in 2021, 51.3 percent was sawn, 38.6 percent was burnt in power stations and 9.2 percent was pulped. In the \
         Sund district 94 percent of households live within five miles of a mill, in Torvik 61 percent. In the whole of the country \
         the figure is 82 percent.\n\n- The share sawn rose to 51.3 percent.\n- The share sent to paper makers fell below ten percent for the \
         first time, to 9.2 percent.\n- In the first full year of the scheme 812 million logs were counted.\n\nTen years earlier, in \
         2011, the share of pulp had been 34.7 percent and the share sawn 33.2 percent.\n",
    )];
    silent(
        &source,
        &[
            "A little under a tenth of the timber was boiled in 2021, whereas a decade before more than a third had been [@a].",
            "All in all some 18 percent of households in the country live more than five miles from a mill [@a].",
        ],
    );
    wrong(
        &source,
        &[("In Torvik 71 percent of households live within five miles of a mill [@a].", "71 percent")],
    );
}

const BEDS: (&str, &str) = (
    "beds.md",
    "We asked all hospitals in February how many beds were closed: one in eleven. In our first survey, in February 2022, it had been one \
     in fifteen. In pure stands 41 per cent of trees were killed, in stands with one quarter of broadleaves 24 per cent. After two years \
     63 per cent of the saplings were alive. Some 7,150 nurses left the hospitals for good. Of those 1,940 retired. In the same year \
     8,600 nurses began, which is 1,900 more than the year before. On 30 June the lakes held 31 per cent of what they can hold, compared \
     with 52 per cent the year before.\n",
);

#[test]
fn what_is_reckoned_or_of_the_same_month() {
    silent(
        &[BEDS],
        &[
            "In February 2024 one bed in eleven was closed, two years before it had been one in fifteen [@beds].",
            "With broadleaves 24 per cent were killed, not quite a quarter more than a half of what died in pure stands [@beds].",
            "After two years not even two in three of the saplings were alive [@beds].",
            "About 1,450 more nurses began than left [@beds].",
        ],
    );
    wrong(
        &[BEDS],
        &[("On the last day of June the lakes held 52 per cent of what they can [@beds].", "52 per cent")],
    );
}

#[test]
fn the_whole_that_a_share_is_of() {
    let complaints = (
        "tousu.md",
        "报告期内，共收到船东提出的设计变更73项，其中影响船体结构的19项，影响电气系统的28项，其余26项涉及内装。\n",
    );
    silent(
        &[complaints],
        &[
            "Well over a third of the 73 changes requested by the owner concerned the electrical system [@tousu].",
        ],
    );
}

const VAN: (&str, &str) = (
    "van.md",
    "Closing the clinic saves 310,000 florins a year.\n\nIn its place there is a van. It stops on Tuesdays. It costs 195,000 florins a year.\n\nThe first budget was 86 million \
     florins. In March 2022 the council raised it to 104 million.\n\nAt the end of 2015 there were 148 clinics.\n\nMillers filed 58 requests by the end of 2023. The board \
     granted 21 of them and refused 33. Four were pending.\n\nThe board opened its inquiry on 9 May 2022. A duty of 18 percent applied from 14 November 2022.\n\nIn 2024 dealers \
     sold 12,659 tonnes of seed, 3.1 percent less than in 2023.\n\nFive years ago honey was 9.20 thalers a kilo and now it is 12.80.\n",
);

/// What a writer works out from the source's figures, or tells of another time, is no other figure.
#[test]
fn figures_worked_out_or_told_of_another_time() {
    silent(
        &[VAN],
        &[
            "After paying for the van the clinic's closing saves 115,000 florins a year [@van].",
            "In March 2022 the council put another 18 million florins on top of the first 86 million [@van].",
            "Since the end of 2015 the number of clinics has gone down by 27, so that 121 clinics are left [@van].",
            "Of the 54 requests that were decided by the end of 2023, fewer than two in five were granted [@van].",
            "The inquiry began in May 2022, and a duty of 18 percent followed in mid-November [@van].",
            "In 2024 dealers sold 12,659 tonnes of seed, some 8 percent less than in 2019 [@van].",
            "Honey has become almost two-fifths dearer in five years, at 12.80 thalers a kilo [@van].",
        ],
    );
}
