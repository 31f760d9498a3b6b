//! Names that the source gives otherwise, and names that only look it.

use expect_test::expect;

use super::{check, faithful, library, run, show, silent, wrong};

const TALKS: (&str, &str) = (
    "talks.md",
    "# The talks\n\nThe supplier's deputy chairman Peter Tang told the committee in Oslo that the new phone is built around the \
     Kirin 9000 chip. Mayor Ilse Arkwright opened the ferry terminal at Norvik with a speech about patience. The loan for the \
     second tunnel was granted by the Bank of Korea after eleven months of talks. Sweden bought twelve electric ferries for \
     its northern islands last winter. The harbour office in Larnvik collects the tolls for the state.\n",
);
const CHINESE: (&str, &str) = (
    "zh.md",
    "# 访谈\n\n副市长陈立说，我们先想到的是土地，后想到的才是船。新手机采用麒麟9000S芯片，由任正非主持研发。\n",
);

#[test]
fn another_name_in_the_same_slot() {
    check(
        &[TALKS],
        "The deputy chairman of the supplier, Peter Ding, told the committee that the phone is built around the Kirin 9000S \
         chip [@talks].",
        expect![[r#"
            name-mismatch «Peter Ding» The source has “Peter Tang” where this says “Peter Ding”.
              talks.md, “The talks”, line 3: The supplier's deputy chairman Peter Tang told the committee in Oslo that the new phone is built around the Kirin 9000 chip.
              fix: Use the source’s “Peter Tang”: The deputy chairman of the supplier, Peter Tang, told the committee that the phone is built around the Kirin 9000S chip [@talks].
            name-mismatch «Kirin 9000S» The source has “Kirin 9000” where this says “Kirin 9000S”.
              talks.md, “The talks”, line 3: The supplier's deputy chairman Peter Tang told the committee in Oslo that the new phone is built around the Kirin 9000 chip.
              fix: Use the source’s “Kirin 9000”: The deputy chairman of the supplier, Peter Ding, told the committee that the phone is built around the Kirin 9000 chip [@talks]."#]],
    );
    check(
        &[TALKS],
        "The Bank of Japan granted the loan for the second tunnel after eleven months of talks [@talks].",
        expect![[r#"
            name-mismatch «Bank of Japan» The source has “Bank of Korea” where this says “Bank of Japan”.
              talks.md, “The talks”, line 3: The loan for the second tunnel was granted by the Bank of Korea after eleven months of talks.
              fix: Use the source’s “Bank of Korea”: The Bank of Korea granted the loan for the second tunnel after eleven months of talks [@talks]."#]],
    );
    check(
        &[TALKS],
        "At Norvik, Mayor Ilse Arkwrigth opened the new ferry terminal with a speech about patience [@talks].",
        expect![[r#"
            name-mismatch «Ilse Arkwrigth» The source has “Ilse Arkwright” where this says “Ilse Arkwrigth”.
              talks.md, “The talks”, line 3: Mayor Ilse Arkwright opened the ferry terminal at Norvik with a speech about patience.
              fix: Use the source’s “Ilse Arkwright”: At Norvik, Mayor Ilse Arkwright opened the new ferry terminal with a speech about patience [@talks]."#]],
    );
    check(
        &[TALKS],
        "Last winter Finland bought twelve electric ferries for its northern islands [@talks].",
        expect![[r#"
            name-mismatch «Finland» The source has “Sweden” where this says “Finland”.
              talks.md, “The talks”, line 3: Sweden bought twelve electric ferries for its northern islands last winter.
              fix: Use the source’s “Sweden”: Last winter Sweden bought twelve electric ferries for its northern islands [@talks]."#]],
    );
    check(
        &[TALKS],
        "The harbour office in Vardnes collects the tolls for the state [@talks].",
        expect![[r#"
            name-mismatch «Vardnes» The source has “Larnvik” where this says “Vardnes”.
              talks.md, “The talks”, line 3: The harbour office in Larnvik collects the tolls for the state.
              fix: Use the source’s “Larnvik”: The harbour office in Larnvik collects the tolls for the state [@talks]."#]],
    );
    check(
        &[CHINESE],
        "副市长陈力说，他们先想到的是土地，后想到的才是船[@zh]。",
        expect![[r#"
            name-mismatch «陈力» The source has “陈立” where this says “陈力”.
              zh.md, “访谈”, line 3: 副市长陈立说，我们先想到的是土地，后想到的才是船。
              fix: Use the source’s “陈立”: 副市长陈立说，他们先想到的是土地，后想到的才是船[@zh]。"#]],
    );
}

#[test]
fn the_same_name_in_another_form() {
    faithful(
        &[TALKS],
        &[
            "Tang told the committee in Oslo about the chip [@talks].",
            "Arkwright opened the terminal in Norvik [@talks].",
            "The Swedish state bought twelve ferries [@talks].",
            "The BoK granted the loan [@talks].",
        ],
    );
    faithful(&[CHINESE], &["Chen Li told them of land and boats [@zh]."]);
}

#[test]
fn what_cannot_be_told_is_not_told() {
    silent(
        &[TALKS],
        &[
            // More than the source says.
            "Peter Albert Tang told the committee in Oslo about the new phone and its Kirin 9000 chip [@talks].",
            "The supplier's deputy chairman told the committee, with Maria Ding in the chair, about the new phone [@talks].",
            "The Norwegian committee heard the supplier's deputy chairman on the new phone [@talks].",
            // A capital that stands in for a country.
            "Stockholm bought twelve electric ferries for its northern islands last winter [@talks].",
            // Somebody else, of whom the source says nothing.
            "Mayor Jonas Hald closed the road to the quarry in May [@talks].",
            // A capital from opening the sentence.
            "Yesterday the deputy chairman told the committee so [@talks].",
        ],
    );
}

#[test]
fn a_notes_mark_glued_to_a_name_is_no_part_of_it() {
    let source = (
        "gene.md",
        "The repeats of BRCA2 promote filament formation on the strand, and the mechanism of the filament applies to \
         BRCA221: it bounds the strand.\n",
    );
    silent(
        &[source],
        &["BRCA2 promotes filament formation on the strand downstream of BRCA1 activities [@gene]."],
    );
}

#[test]
fn the_author_told_beside_the_citation() {
    let bib = "@article{jones, author = {Jones, Mary and Lee, Ann}, title = {Slow ferries}, date = {2020}, file = {slow.md}}\n";
    let library = library(&[("slow.md", "Ferries are slow, and Weber said so before us.\n")], bib);
    let shown = |draft: &str| {
        let found = run(&library, draft).findings;
        found.iter().map(|finding| show(draft, finding)).collect::<Vec<_>>().join("\n")
    };
    for fine in [
        "Jones (2020) argues that ferries are slow [@jones].",
        "Lee and Jones (2020) argue that ferries are slow [@jones].",
        "Weber (2020) was said to find them slow [@jones].",
        "Smith (1999) found ferries slow long before [@jones].",
        "Smith (2020), as cited in this book, finds them slow [@jones].",
    ] {
        assert_eq!(shown(fine), "");
    }
    expect![[r#"
        name-mismatch «Smith» By its reference the source is by Jones, where this says “Smith”.
          library.bib, : author: Jones, Mary; Lee, Ann
          fix: Use the reference’s “Jones”: Jones (2020) argues that ferries are slow [@jones]."#]]
    .assert_eq(&shown("Smith (2020) argues that ferries are slow [@jones]."));
}

const YARDS: (&str, &str) = (
    "yards.md",
    "# The yards\n\nThe three yards to be mended first are Kell Dry Dock, Osthavn (North): EUR 12 million, Marl Slip, Velm (South): EUR 7 \
     million, and Tarn Basin, Brenna (West): EUR 9 million.\n\nThe Sailors League has asked for years to be heard. It was founded in 1931 \
     and has an office in the capital.\n\nThe petition of the Pilots Union was passed to the Committee on Fisheries, which will answer by 30 \
     November. The chair thanked all who had come.\n\nThe shipper Halvors withdrew an offer worth 61 million crowns in May. Nobody was \
     surprised by that.\n\nTwo others, among them the shipper Nordvik, have kept their contracts.\n",
);

#[test]
fn a_name_of_something_else() {
    super::wrong(
        &[YARDS],
        &[
            ("The largest sum goes to Kell Dry Dock in Velm, with EUR 12 million [@yards].", "Velm"),
            (
                "The petition of the Sailors League was sent to the Committee on Fisheries, to answer by the end of November [@yards].",
                "Sailors League",
            ),
            ("In May the shipper Nordvik withdrew an offer worth 61 million crowns [@yards].", "Nordvik"),
        ],
    );
    super::silent(
        &[YARDS],
        &[
            "The largest sum goes to Kell Dry Dock in Osthavn, with EUR 12 million [@yards].",
            "The petition of the Pilots Union was sent to the Committee on Fisheries, to answer by the end of November [@yards].",
            "The Sailors League, founded in 1931, keeps an office in the capital [@yards].",
            "In May Halvors withdrew an offer worth 61 million crowns, while Nordvik kept its contract [@yards].",
            "Marl Slip in Velm is to get EUR 7 million [@yards].",
        ],
    );
}

const GRENDA: (&str, &str) = (
    "grenda.md",
    "Mayor Liv Sandnes of Grenda wrote to the minister in November, asking for mobile points. She received an answer on 19 January.\n\n\
     The spokesman of the operator, Anders Hoel, says that there will be ninety machines. Sigrid Aas, the head of Torvik Council, has \
     heard nothing.\n",
);

#[test]
fn an_office_of_somebody_else() {
    super::wrong(
        &[GRENDA],
        &[(
            "Anders Hoel, the mayor of Grenda, asked the minister for mobile points [@grenda].",
            "Anders Hoel",
        )],
    );
    super::silent(
        &[GRENDA],
        &[
            "Liv Sandnes, the mayor of Grenda, asked the minister for mobile points [@grenda].",
            "Anders Hoel, the spokesman of the operator, promises ninety machines [@grenda].",
            "Sigrid Aas, the head of Torvik Council, has heard nothing [@grenda].",
        ],
    );
}

const SALE: (&str, &str) = (
    "sale.md",
    "The nature league under Oskar Lenz calls the offer a start. Georg Malik, the finance minister, hopes to raise 50.5 million euros by \
     the sale of state forest. Lenz is against that sale, and Malik knows it. The mayor of Velm, Ingrid Fahl, kept her office. Mayor \
     Jonas Ruud of Tolm had to go, and Ruud is bitter. Fahl is not.\n",
);

#[test]
fn somebody_else_does_it_in_the_source() {
    super::wrong(
        &[SALE],
        &[
            ("Oskar Lenz hopes to raise 50.5 million euros by selling forest [@sale].", "Oskar Lenz"),
            ("The mayor of Velm, Jonas Ruud, kept the office [@sale].", "Jonas Ruud"),
            ("Velm’s mayor, Jonas Ruud, kept the office [@sale].", "Jonas Ruud"),
        ],
    );
    super::silent(
        &[SALE],
        &[
            "Georg Malik hopes to raise 50.5 million euros by selling forest [@sale].",
            "Lenz is against a sale by which Malik hopes to raise 50.5 million euros [@sale].",
            "The mayor of Velm, Ingrid Fahl, kept the office [@sale].",
            "The mayor of Tolm, Jonas Ruud, is bitter [@sale].",
        ],
    );
}

const RIVERS: (&str, &str) = (
    "rivers.md",
    "The county of Nordholm has had no applicant since March. In August it signed a contract with the firm Farlink for 64 million crowns \
     over three years. One driver left for a school in Fagerby.\n\nOur hydrologist, Ilse Marn, told us that 5,900 would be safe. The \
     answer came from Anna Kell, the engineer of the county. “They sell fear,” said the chairman, Nils Gath, a retired chemist. Marion \
     Lund, who runs the rival fund, disagreed with Gath.\n",
);

#[test]
fn the_same_words_lead_to_another_name() {
    super::wrong(
        &[RIVERS],
        &[("The county of Fagerby pays the firm Farlink 64 million crowns [@rivers].", "Fagerby")],
    );
    super::silent(
        &[RIVERS],
        &[
            "The county of Nordholm pays the firm Farlink 64 million crowns [@rivers].",
            "A driver went to Fagerby while the firm Farlink got 64 million crowns [@rivers].",
        ],
    );
}

#[test]
fn what_a_person_is_called() {
    super::wrong(
        &[RIVERS],
        &[
            ("The hydrologist Anna Kell had advised that 5,900 would be safe [@rivers].", "Anna Kell"),
            ("Its head is Marion Lund, a retired chemist [@rivers].", "Marion Lund"),
        ],
    );
    super::silent(
        &[RIVERS],
        &[
            "The hydrologist Ilse Marn had advised that 5,900 would be safe [@rivers].",
            "The engineer Anna Kell had the answer [@rivers].",
            "Its head is Nils Gath, a retired chemist [@rivers].",
            "The manager Marion Lund disagreed [@rivers].",
        ],
    );
}

const PEOPLE: (&str, &str) = (
    "people.md",
    "The chair of the graziers, Hanne Birkett, called it a film. Later she left.\n\nThe Retail and Catering Union was against it. Of its 240 posts 54 were \
     vacant, 23 of them in Port Mallin. The Highlands have an office, too.\n",
);

#[test]
fn names_that_are_nearly_the_sources() {
    faithful(
        &[PEOPLE],
        &[
            "Hanne Birkett complained of it [@people].",
            "The Retail and Catering Union was not for it [@people].",
            "At the union 54 of 240 posts are vacant, among them 23 in Port Mallin [@people].",
        ],
    );
    wrong(
        &[PEOPLE],
        &[
            ("Hanne Beckett complained of it [@people].", "Hanne Beckett"),
            ("The Retail and Transport Union was not for it [@people].", "Transport Union"),
            (
                "At the union 54 of 240 posts are vacant, among them 23 in the Highlands [@people].",
                "Highlands",
            ),
        ],
    );
    // Another of that given name may be somebody else.
    silent(&[PEOPLE], &["Hanne Thorvald complained of it [@people]."]);
}

#[test]
fn a_title_with_a_name_that_begins_alike() {
    let lords = ("lords.md", "The finance minister, Lord Averill, told her that on the telephone.\n");
    wrong(&[lords], &[("Lord Aveling told her on the telephone [@lords].", "Aveling")]);
}

const DEPOT: (&str, &str) = (
    "depot.md",
    "# The depots of Velm\n\nReport of the Audit Office\n\nNine depots were planned and six were opened. On 3 March 2022 the Board awarded the running of the depots to Norse \
     Haulage without a tender, for 18.9 million crowns, against the advice of its lawyers.\n\nThe register was due in spring. Its \
     builder, Kelda Systems, delivered it ten weeks late. The Farmers' League was content.\n\nThe arrears of the old depots come to 4.7 \
     million crowns. Vale Transport has paid nothing since May.\n",
);

#[test]
fn what_the_only_passage_tells_of_another() {
    wrong(
        &[DEPOT],
        &[(
            "In March 2022 the Board gave the running of the depots to Kelda Systems for 18.9 million crowns, without a tender [@depot].",
            "Kelda Systems",
        )],
    );
    silent(
        &[DEPOT],
        &[
            "In March 2022 the Board gave the running of the depots to Norse Haulage for 18.9 million crowns, without a tender [@depot].",
            // Who tells it, where it is, and who stands beside it are no others.
            "The Audit Office criticises that in March 2022 the Board gave the running of the depots away for 18.9 million crowns, without a \
             tender [@depot].",
            "In Velm the Board gave away the running of the depots in March 2022 for 18.9 million crowns, without a tender [@depot].",
            // Who stands in the same paragraph, or for what the claim is about, is no other.
            "The arrears of Vale Transport at the old depots come to 4.7 million crowns [@depot].",
            "Kelda Systems, the builder of the register, was ten weeks late [@depot].",
        ],
    );
}

#[test]
fn initials_are_the_name() {
    let board = (
        "board.md",
        "The National Harbour Board (NHB) met in May. On 3 March 2022 the NHB awarded the running of the depots to Norse Haulage, for 18.9 \
         million crowns.\n",
    );
    silent(
        &[board],
        &[
            "On 3 March 2022 the National Harbour Board awarded the running of the depots to Norse Haulage, for 18.9 million crowns [@board].",
        ],
    );
}
