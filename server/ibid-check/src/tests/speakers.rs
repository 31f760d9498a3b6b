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

const STORM: (&str, &str) = (
    "storm.md",
    "“It was a serious storm, but one we would expect about every eight years,” said Oskar Brandvold, a forecaster at the institute.\n\n\
     The harbour master, Egil Toft, did not wish to argue about the wind. “We asked for stone and they sent us a form,” he said. North \
     Skagby, the bigger town, was spared.\n",
);

#[test]
fn who_somebody_is_may_be_told_by_any_trade() {
    wrong(
        &[STORM],
        &[(
            "“It was a serious storm, but one we would expect about every eight years,” said Egil Toft, the harbour master [@storm].",
            "Egil Toft",
        )],
    );
    silent(
        &[STORM],
        &[
            "“It was a serious storm, but one we would expect about every eight years,” said the forecaster Oskar Brandvold [@storm].",
            "“It was a serious storm, but one we would expect about every eight years,” they said in North Skagby [@storm].",
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

const THEATRE: (&str, &str) = (
    "theatre.html",
    "<html><body><article><p>The old theatre is for sale. The largest bidder is the Corvin Fund, which owns 61 halls; its manager, Nora \
     Falk, says that it has filled 340 evenings this year. &ldquo;An empty seat is how a town tells you it is tired,&rdquo; Ms Falk \
     said.</p><p>Not everyone agrees. Omar Reyes, who paints the sets, left in May and took his brushes with him. &ldquo;I earned more by \
     staying in bed,&rdquo; he said. &ldquo;That cannot be good for a town.&rdquo;</p><p>The fund’s director for the north, Birte Lang, had \
     promised to keep the company.</p><p>House prices have risen. &ldquo;We sell the view now,&rdquo; said the caretaker, Jean Potter. She counts 31 lamps.</p><p>The \
     union is against it. Its president, Jorun Ber, called the sale a disgrace.</p><p>The fund disputes that. Its lawyer, Sanna Ek, says \
     that nobody ever complained. &ldquo;You cannot miss what did not exist,&rdquo; she said.</p></article></body></html>",
);

#[test]
fn words_of_somebody_else_in_a_report() {
    wrong(
        &[THEATRE],
        &[
            (
                "\"An empty seat is how a town tells you it is tired,\" said Omar Reyes [@theatre].",
                "Omar Reyes",
            ),
            ("\"We sell the view now,\" said Birte Lang [@theatre].", "Birte Lang"),
            (
                "“You cannot miss what did not exist,” retorts Jorun Ber, the president of the union [@theatre].",
                "Jorun Ber",
            ),
        ],
    );
    silent(
        &[THEATRE],
        &[
            "“An empty seat is how a town tells you it is tired,” said Nora Falk of the Corvin Fund [@theatre].",
            "“We sell the view now,” says Jean Potter, the caretaker [@theatre].",
            "Sanna Ek retorts: “You cannot miss what did not exist” [@theatre].",
            "“I earned more by staying in bed,” said Omar Reyes [@theatre].",
        ],
    );
}

const BRANCH: (&str, &str) = (
    "branch.md",
    "“They counted the nets and forgot to count the crews,” said Maren Ulvik, 71, who chaired the Save Our Quay group and who learned \
     to sail at North End. Her group had offered to take the shed over.\n\nFor those who used it the arithmetic looks different. Tove \
     Berge, 34, used to walk ten minutes to the Sallow Point shed. “Now it is an hour on the bus,” she said.\n\n\
     | Shed | District | Opened |\n|---|---|---|\n| North End | Ulvik | 1934 |\n| Sallow Point | Ulvik | 1969 |\n| Quayside | Sund | 1978 \
     |\n| Harrow Hill | Vale | 1961 |\n",
);

#[test]
fn names_of_places_are_nobody() {
    wrong(
        &[BRANCH],
        &[(
            "“They counted the nets and forgot to count the crews”, said Tove Berge, who had used the Sallow Point shed [@branch].",
            "Tove Berge",
        )],
    );
    silent(
        &[BRANCH],
        &[
            "“They counted the nets and forgot to count the crews”, said Maren Ulvik of the Save Our Quay group [@branch].",
        ],
    );
}

const AUDIT: (&str, &str) = (
    "audit.md",
    "\"Trust is the cheapest form of control until it is the dearest,\" the former director of the Agency, Hugo Laske, said in \
     evidence.\n\nThe yard's guard, Pell Orne, has found debts of 31 million. \"It earned money by being a destination,\" she said.\n\n\
     Vera Simmel, a teacher, has 2,870 signatures. \"For thirty years I have taught children,\" she said.",
);

#[test]
fn words_of_somebody_of_whom_the_source_never_tells() {
    wrong(
        &[AUDIT],
        &[
            (
                "Trust, says Ladislav Hornig, is \"the cheapest form of control until it is the dearest\" [@audit].",
                "Ladislav Hornig",
            ),
            ("“It earned money by being a destination,” as Vera Simmel puts it [@audit].", "Vera Simmel"),
        ],
    );
    silent(
        &[AUDIT],
        &[
            "Trust, says H. Laske, is \"the cheapest form of control until it is the dearest\" [@audit].",
            "Trust, says the old director, is \"the cheapest form of control until it is the dearest\" [@audit].",
            "“It earned money by being a destination,” as Pell Orne puts it [@audit].",
        ],
    );
}

const TALK_OF_TWO: (&str, &str) = (
    "two.md",
    "# A door\n\n*Malin Rehn ran the ferry. Her colleague Oskar Dahl teaches.*\n\n**Jonna Vik: Ms Rehn, is it the end?**\n\n**Malin Rehn:** No. It is \
     the end of pretending.\n\n**Mr Dahl, do the numbers support her?**\n\n**Oskar Dahl:** On the whole.\n\n**Dahl:** I would close the pier \
     tomorrow, and I would double what we spend on boats.\n\n**Rehn:** I would give the people there four years and the truth.\n",
);
const TOWN: (&str, &str) = (
    "town.md",
    "Gregor Till, who owns a haulage firm, says that each van makes fewer rounds. “Thirty is a number for people who are paid by the \
     month,” he says.\n\nThe police carried out 186 checks. Inspector Tom Brill sums it up: “In the first month we were hated.”\n",
);

#[test]
fn a_surname_is_enough_in_an_interview_and_a_rank_makes_a_person() {
    wrong(
        &[TALK_OF_TWO, TOWN],
        &[
            ("“I would close the pier tomorrow,” Rehn told the magazine [@two].", "Rehn"),
            (
                "“Thirty is a number for people who are paid by the month,” says Inspector Tom Brill [@town].",
                "Tom Brill",
            ),
        ],
    );
    silent(
        &[TALK_OF_TWO, TOWN],
        &[
            "“I would close the pier tomorrow,” Dahl told the magazine [@two].",
            "“It is the end of pretending,” says Rehn [@two].",
            "“In the first month we were hated,” says Tom Brill [@town].",
        ],
    );
}

const BEET: (&str, &str) = (
    "beet.md",
    "“The court has closed the door,” said Jonas Petri, the lawyer who had won the case.\n\n“We have had no dressed seed for years and still we have beet,” \
     said the minister, Ilse Marten.\n\nThe mayor of Hallam, Joost Arden, shrugged. “Without the mine this is a petrol station,” he said.\n\nKestrel's general \
     manager, Paul Strand, was disappointed.\n\nThe Federation of Mills is against it; its president, Tassilo Brandt, fears more talks.\n",
);

#[test]
fn speakers_by_surname_office_and_body() {
    faithful(
        &[BEET],
        &[
            "“We have had no dressed seed for years and still we have beet,” Marten added [@beet].",
            "The mayor of Hallam warns that “without the mine this is a petrol station” [@beet].",
        ],
    );
    wrong(
        &[BEET],
        &[
            ("“We have had no dressed seed for years and still we have beet,” Petri added [@beet].", "Petri"),
            (
                "Kestrel's general manager warns that “without the mine this is a petrol station” [@beet].",
                "Kestrel's general manager",
            ),
            (
                "“Without the mine this is a petrol station,” says Tassilo Brandt of the Federation of Mills [@beet].",
                "Tassilo Brandt",
            ),
        ],
    );
}

const REPLIES: (&str, &str) = (
    "replies.md",
    "In its reply of 11 April the Ministry of Fisheries accepted the first recommendation. It rejected the second. “A catch is the only evidence \
     that does not rest on memory,” it wrote. The Marine Institute replied in May.\n",
);

#[test]
fn bodies_that_wrote_it() {
    faithful(
        &[REPLIES],
        &[
            "“A catch is the only evidence that does not rest on memory,” the Ministry of Fisheries wrote [@replies].",
        ],
    );
    wrong(
        &[REPLIES],
        &[(
            "“A catch is the only evidence that does not rest on memory,” the Marine Institute wrote [@replies].",
            "Marine Institute",
        )],
    );
}

/// A name whose family stands first is known by it in a transcript.
#[test]
fn a_surname_that_stands_first() {
    let hearing = (
        "hearing.txt",
        "Witnesses: Professor Meng Zhaolin; Ms Lu Peiyun, director\n\nTHE CHAIR: We begin.\n\nMS LU: Pay for readiness.\n\nPROFESSOR MENG: A \
         fire brigade is not paid by the fire.\n\nTHE CHAIR: Thank you.\n",
    );
    wrong(
        &[hearing],
        &[("“A fire brigade is not paid by the fire,” says Lu Peiyun [@hearing].", "Lu Peiyun")],
    );
    silent(&[hearing], &["“A fire brigade is not paid by the fire,” says Meng Zhaolin [@hearing]."]);
    // Another with the same first name says nothing of who chairs.
    let chaired = (
        "chaired.txt",
        "Chair: Maria Lund\n\nTHE CHAIR: A fire brigade is not paid by the fire.\n\nMARIA HOLT: Quite so.\n\nPETER ROE: I agree.\n",
    );
    silent(&[chaired], &["“A fire brigade is not paid by the fire,” says Maria Lund [@chaired]."]);
}
