//! Figures and dates: claims that people found borne out or refuted by their source, beside a plain rule in the same
//! run; and true sentences with one fact spoilt. The curves count the claims that keep so close to one sentence of their source:
//! what is missed is mostly told in other words altogether. More words in common would move it (vectors of a static model, the
//! judge), lower bars would not: a differing figure in a sentence with few words in common is another thing's as often as not.
//! And some of what is spoilt stays true: "more than 260" of 300 and more.

use ibid_check::{Checked, Code, Finding, LedgerLine, Outcome};
use ibid_text::Span;

use crate::alarms::{has_rivals, retold};
use crate::data::{CITED, CITING_CLAIMS, Data, FEVER, FOOL_ME_TWICE, Pair, SCIFACT, SCIFACT_CLAIMS};
use crate::library::{check, citing, held, shelf};
use crate::rules;
use crate::table::{Coverage, Row, percent, share};

const GOAL: &str = "precision .95, recall x 2";
const MUTANTS_GOAL: &str = "80% caught";
/// The share of a claim's words that a sentence must have for the plain rule to compare their figures.
const OVERLAP: f64 = 0.7;
/// The shares of a claim's words from which on the curves count it: how much is caught the closer a claim keeps to its source.
const NEARNESS: [f64; 3] = [0.7, 0.5, 0.3];
/// Sentences of sources that are spoilt.
const SENTENCES: usize = 300;

pub(crate) fn rows(data: &Data) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut all = Vec::new();
    for (name, file, pairs) in
        [("FeverSymmetric", FEVER, data.fever()), ("FoolMeTwice", FOOL_ME_TWICE, data.fool_me_twice())]
    {
        match pairs {
            Some(pairs) => all.extend(pairs),
            None => rows.push(Row::without(name, GOAL, file)),
        }
    }
    if !all.is_empty() {
        rows.extend(against_people(&all));
    }
    rows.extend(mutants(data));
    rows
}

/// How many were flagged, rightly and wrongly.
#[derive(Default)]
struct Flags {
    right: usize,
    wrong: usize,
}

impl Flags {
    fn add(&mut self, flagged: bool, pair: &Pair) {
        self.right += usize::from(flagged && !pair.supported);
        self.wrong += usize::from(flagged && pair.supported);
    }

    fn told(&self, refuted: usize) -> String {
        let Flags { right, wrong } = self;
        let precision = percent(*right, right + wrong);
        format!("precision {precision}, recall {} ({right} of {refuted})", percent(*right, refuted))
    }
}

/// The checks, and the plain rule, on all claims with a figure or date in them.
fn against_people(pairs: &[Pair]) -> Vec<Row> {
    let (mut ours, mut plain) = (Flags::default(), Flags::default());
    let mut curve: [(Flags, usize); NEARNESS.len()] = Default::default();
    let (mut coverage, mut faults, mut refuted) = (Coverage::default(), Vec::new(), 0);
    for pair in pairs {
        let checked = held(&pair.claim, &pair.source);
        let ledger: Vec<LedgerLine> = checked.ledger().iter().filter(|l| is_figure(l)).cloned().collect();
        coverage.add(&ledger);
        let figures = !ledger.is_empty();
        refuted += usize::from(figures && !pair.supported);
        let flagged = is_mismatch(&checked);
        ours.add(flagged, pair);
        let near = nearness(&pair.claim, &pair.source);
        for (_, (flags, refuted)) in NEARNESS.iter().zip(&mut curve).filter(|(least, _)| near >= **least) {
            flags.add(flagged, pair);
            *refuted += usize::from(figures && !pair.supported);
        }
        plain.add(plain_rule(pair), pair);
        if figures && flagged == pair.supported {
            faults.push(fault(pair, flagged, &ledger));
        }
    }
    let ratio = ours.right as f64 / plain.right.max(1) as f64;
    let result = format!("{}, x {ratio:.2}", ours.told(refuted));
    let rule =
        Row::new("  the plain rule: words overlap .7", "", plain.told(refuted), Coverage::whole(pairs.len()));
    let mut rows =
        vec![Row::new("FeverSymmetric and FoolMeTwice", GOAL, result, coverage).with_faults(faults)];
    rows.extend(NEARNESS.iter().zip(&curve).map(|(least, (flags, refuted))| {
        Row::new(&of_nearness(*least), "", flags.told(*refuted), Coverage::whole(*refuted))
    }));
    rows.push(rule);
    rows
}

fn is_figure(line: &LedgerLine) -> bool {
    matches!(line.kind, "quantity" | "date" | "ordinal")
}

fn is_mismatch(checked: &Checked) -> bool {
    checked.findings.iter().any(|f| matches!(f.code, Code::NumberMismatch | Code::DateMismatch))
}

fn fault(pair: &Pair, flagged: bool, ledger: &[LedgerLine]) -> String {
    let what = if flagged { "false alarm" } else { "missed" };
    let facts: Vec<String> =
        ledger.iter().map(|l| format!("“{}” {:?} ({})", l.text, l.outcome, l.why)).collect();
    format!("{what}: {}\n    source: {}\n    {}", pair.claim, pair.source, facts.join("; "))
}

/// Whether the sentence of the source with most of the claim's words has at least [`OVERLAP`] of them and another figure.
fn plain_rule(pair: &Pair) -> bool {
    let claim = Bag::of(&pair.claim);
    let sentences = ibid_text::sentences(&pair.source);
    let bags = sentences.iter().map(|span| Bag::of(span.of(&pair.source)));
    let near = bags.max_by(|a, b| claim.found_in(a).total_cmp(&claim.found_in(b)));
    near.is_some_and(|near| claim.found_in(&near) >= OVERLAP && claim.has_another_figure(&near))
}

/// The share of the claim's words that the sentence of the source with most of them has.
fn nearness(claim: &str, source: &str) -> f64 {
    let claim = Bag::of(claim);
    let bags = ibid_text::sentences(source).into_iter().map(|span| Bag::of(span.of(source)));
    bags.map(|bag| claim.found_in(&bag)).fold(0.0, f64::max)
}

fn of_nearness(least: f64) -> String {
    format!("  of claims with {least} of their words in one sentence")
}

/// The words and the figures of a sentence.
struct Bag {
    words: Vec<String>,
    figures: Vec<String>,
}

impl Bag {
    fn of(sentence: &str) -> Bag {
        let words = ibid_text::words(sentence).map(|w| w.text.to_lowercase());
        let (figures, words) = words.partition(|w| w.contains(|c: char| c.is_ascii_digit()));
        Bag { words, figures }
    }

    fn found_in(&self, other: &Bag) -> f64 {
        share(self.words.iter().filter(|w| other.words.contains(w)).count(), self.words.len())
    }

    fn has_another_figure(&self, other: &Bag) -> bool {
        self.figures.iter().any(|f| !other.figures.contains(f))
            && other.figures.iter().any(|f| !self.figures.contains(f))
    }
}

/// True sentences of two kinds, one fact of each spoilt.
fn mutants(data: &Data) -> Vec<Row> {
    let people: Vec<Pair> = borne_out(data).into_iter().flat_map(|(_, pairs)| pairs).collect();
    [("claims borne out, one fact spoilt", people), ("sources' own sentences, one fact spoilt", own(data))]
        .into_iter()
        .flat_map(|(name, pairs)| match pairs.is_empty() {
            true => vec![Row::without(name, MUTANTS_GOAL, "such sentences")],
            false => spoilt(name, &pairs),
        })
        .collect()
}

/// Sentences of sources, as a writer might tell them.
fn own(data: &Data) -> Vec<Pair> {
    let mut abstracts: Vec<_> = data.abstracts(SCIFACT).unwrap_or_default().into_iter().collect();
    abstracts.sort();
    let mut pairs = Vec::new();
    for (_, sentences) in abstracts {
        let source = sentences.join(" ");
        for sentence in sentences.iter().filter(|sentence| has_rivals(sentence, &source)) {
            let claim = retold(sentence, pairs.len());
            pairs.push(Pair { claim, source: source.clone(), supported: true });
        }
        if pairs.len() >= SENTENCES {
            break;
        }
    }
    pairs
}

/// Each fact that its source bears out, spoilt in every way its kind allows.
fn spoilt(name: &str, pairs: &[Pair]) -> Vec<Row> {
    let mut curve = [(0, 0); NEARNESS.len()];
    let (mut caught, mut all, mut coverage, mut faults) = (0, 0, Coverage::default(), Vec::new());
    for pair in pairs {
        let shelf = shelf(&[("s", &pair.source)]);
        let draft = citing(&pair.claim);
        let near = nearness(&pair.claim, &pair.source);
        let mut ledger = check(&shelf, &draft).ledger();
        ledger.retain(is_figure);
        coverage.add(&ledger);
        for line in ledger.iter().filter(|line| line.outcome == Outcome::Agrees) {
            for (rule, words) in rules::spoilt(line.kind, line.span.of(&draft)) {
                let mut spoilt = draft.clone();
                spoilt.replace_range(line.span.start..line.span.end, &words);
                let at = Span::new(line.span.start, line.span.start + words.len());
                let checked = check(&shelf, &spoilt);
                let told = |f: &Finding| {
                    f.span.overlaps(at) && matches!(f.code, Code::NumberMismatch | Code::DateMismatch)
                };
                let found = checked.findings.iter().any(told);
                all += 1;
                caught += usize::from(found);
                for (_, (near_caught, near_all)) in
                    NEARNESS.iter().zip(&mut curve).filter(|(least, _)| near >= **least)
                {
                    *near_all += 1;
                    *near_caught += usize::from(found);
                }
                if !found {
                    let now = checked.ledger().into_iter().find(|l| l.span.overlaps(at));
                    let why = now.map_or("no fact".to_owned(), |l| l.why);
                    let (was, spoilt, source) = (&line.text, spoilt.trim(), &pair.source);
                    faults.push(format!("missed ({rule}), {why}: was {was}: {spoilt}\n    source: {source}"));
                }
            }
        }
    }
    let told =
        |caught, all| format!("{} caught ({caught} of {all} in facts that agree)", percent(caught, all));
    let mut rows = vec![Row::new(name, MUTANTS_GOAL, told(caught, all), coverage).with_faults(faults)];
    rows.extend(NEARNESS.iter().zip(curve).map(|(least, (caught, all))| {
        Row::new(&of_nearness(*least), "", told(caught, all), Coverage::whole(all))
    }));
    rows
}

/// Claims that people found borne out by their source, by the name of the set; what is not there is left out.
pub(crate) fn borne_out(data: &Data) -> Vec<(&'static str, Vec<Pair>)> {
    let supported = |pairs: Vec<Pair>| pairs.into_iter().filter(|pair| pair.supported).collect();
    let sets = [
        ("FeverSymmetric", data.fever().map(supported)),
        ("FoolMeTwice", data.fool_me_twice().map(supported)),
        ("WiCE", data.wice()),
        ("SciFact", data.borne_out(SCIFACT_CLAIMS, SCIFACT)),
        ("papers that cite papers", data.borne_out(CITING_CLAIMS, CITED)),
    ];
    sets.into_iter().filter_map(|(name, pairs)| Some((name, pairs?))).collect()
}
