//! Whose words a quotation is.

use expect_test::expect;

use super::{check, faithful, silent, wrong};

const HARBOUR: (&str, &str) = (
    "harbour.md",
    "The harbour will close. “Nobody wanted this,” said Inga Lund, who chairs the council. “We had no other choice.”\n\n\
     The pilot Arne Moe has worked there for thirty years. “I learned of it from the radio,” he says in his kitchen. “The quay was my \
     second home.”\n\nJon Dahl, the director, disagrees: “A harbour without ships is a car park.” The mayor, Eva Holt, wrote that “the town \
     must look to the land now”.\n",
);
const SITTING: (&str, &str) = (
    "sitting.txt",
    "SITTING OF 3 MAY\n\nThe CHAIR (Ms Ada Quist): I open the debate.\n\nMr ERIK NORDAHL (Farmers): Rain does not wait for a vote. We \
     need the dam.\n\nDr LISE BRANDT (Greens): A dam is a promise made to concrete. We shall vote against it.\n\nMr NORDAHL: Then build \
     it of wood.\n",
);
const TALK: (&str, &str) = (
    "talk.txt",
    "记者：工厂为什么搬走？\n\n王建国：地价太高，我们留不住工人。\n\n李秀英：机器比人更怕潮湿。\n\n记者：什么时候搬？\n\n王建国：明年春天。\n",
);

#[test]
fn words_of_somebody_else() {
    check(
        &[HARBOUR],
        "“A harbour without ships is a car park,” as Inga Lund put it [@harbour].",
        expect![[r#"
            misattributed-quote «Inga Lund» The source has these words from “Jon Dahl”, where this has them from “Inga Lund”.
              harbour.md, line 5: Jon Dahl, the director, disagrees: “A harbour without ships is a car park.”"#]],
    );
    wrong(
        &[HARBOUR, SITTING, TALK],
        &[
            ("Jon Dahl said: “We had no other choice” [@harbour].", "Jon Dahl"),
            ("“The quay was my second home,” says Eva Holt [@harbour].", "Eva Holt"),
            ("Erik Nordahl replied that “a dam is a promise made to concrete” [@sitting].", "Erik Nordahl"),
        ],
    );
}

#[test]
fn words_of_those_who_said_them() {
    faithful(
        &[SITTING, HARBOUR],
        &[
            "Lise Brandt said that “a dam is a promise made to concrete” [@sitting].",
            "“We had no other choice,” said Inga Lund of the council [@harbour].",
        ],
    );
    silent(
        &[HARBOUR, SITTING, TALK],
        &[
            "“The quay was my second home,” says Arne Moe [@harbour].",
            "A pilot told the paper: “I learned of it from the radio” [@harbour].",
            "The mayor, Eva Holt, wrote that “the town must look to the land now” [@harbour].",
            "The harbour’s friends have a saying: “A harbour without ships is a car park” [@harbour].",
            "As Erik Nordahl said, “Rain does not wait for a vote” [@sitting].",
            "王建国说：“地价太高，我们留不住工人” [@talk]。",
        ],
    );
}
