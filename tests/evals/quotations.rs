//! Quotations, true and spoilt by rule, of texts that belong to everybody: each as a sentence of a draft, held against a
//! clean text or against one with the hyphens of a scan.

use fastrand::Rng;
use ibid_check::{Code, LedgerLine};
use ibid_evidence::Shelf;
use ibid_text::is_cjk;

use crate::library::{check, shelf, warnings};
use crate::table::{Coverage, Row, percent, share};
use crate::{quoted, spoiled};

const SEED: u64 = 5;
/// How wide the lines of a scan are.
const WIDTH: usize = 60;
/// Quotations of one sentence.
const WINDOWS: usize = 2;

const TEXTS: [(&str, &str); 11] = [
    ("gettysburg", include_str!("texts/gettysburg.txt")),
    ("constitution", include_str!("texts/constitution.txt")),
    ("declaration", include_str!("texts/declaration.txt")),
    ("darwin", include_str!("texts/darwin.txt")),
    ("smith", include_str!("texts/smith.txt")),
    ("austen", include_str!("texts/austen.txt")),
    ("dickens", include_str!("texts/dickens.txt")),
    ("inaugural", include_str!("texts/second-inaugural.txt")),
    ("analects", include_str!("texts/analects.txt")),
    ("laozi", include_str!("texts/laozi.txt")),
    ("taohuayuan", include_str!("texts/taohuayuan.txt")),
];

/// A quotation as it is to stand in a draft.
struct Quoting {
    way: &'static str,
    spoilt: bool,
    negation: bool,
    draft: String,
}

/// What the checks made of all quotations.
#[derive(Default)]
struct Tally {
    coverage: Coverage,
    spoilt: usize,
    caught: usize,
    negations: usize,
    negations_caught: usize,
    truths: usize,
    alarms: usize,
    faults: Vec<String>,
}

pub(crate) fn rows() -> Vec<Row> {
    let mut tally = Tally::default();
    for (key, text) in TEXTS {
        let scan = scanned(text);
        let scan_key = format!("{key}-scan");
        let shelf = shelf(&[(key, text), (&scan_key, &scan)]);
        for quoting in quotings(key, &scan_key, text) {
            tally.add(&shelf, &quoting);
        }
    }
    let Tally { coverage, spoilt, caught, negations, negations_caught, truths, alarms, faults } = tally;
    let (precision, recall) = (share(caught, caught + alarms), share(caught, spoilt));
    let f1 = 2.0 * precision * recall / (precision + recall);
    let all = format!("F1 {f1:.4} (precision {precision:.4}, recall {recall:.4})");
    let denied =
        format!("{} found ({negations_caught} of {negations})", percent(negations_caught, negations));
    vec![
        Row::new("true and spoilt", "F1 .995", all, coverage).with_faults(faults),
        Row::new("  a negation dropped or added", "all found", denied, Coverage::whole(negations)),
        Row::new("  true ones flagged", "0", format!("{alarms} of {truths}"), Coverage::whole(truths)),
    ]
}

impl Tally {
    fn add(&mut self, shelf: &Shelf, quoting: &Quoting) {
        let checked = check(shelf, &quoting.draft);
        let quotations: Vec<LedgerLine> =
            checked.ledger().iter().filter(|l| l.kind == "quotation").cloned().collect();
        match quotations.first() {
            // The words are read, and are in no source: that is an answer.
            Some(line) if is_caught(&checked) || line.why == "word for word" => self.coverage.compared(),
            Some(line) => self.coverage.passed_over(&line.why),
            None => self.coverage.passed_over("no quotation seen"),
        }
        let wrong = match quoting.spoilt {
            true => {
                let caught = is_caught(&checked);
                self.spoilt += 1;
                self.caught += usize::from(caught);
                self.negations += usize::from(quoting.negation);
                self.negations_caught += usize::from(quoting.negation && caught);
                (!caught).then(|| format!("{:?}", quotations.first().map(|l| &l.why)))
            }
            false => {
                let alarms = warnings(&checked);
                self.truths += 1;
                self.alarms += usize::from(!alarms.is_empty());
                (!alarms.is_empty()).then(|| alarms.join("; "))
            }
        };
        self.faults.extend(wrong.map(|why| format!("{}: {}    {why}", quoting.way, quoting.draft)));
    }
}

fn is_caught(checked: &ibid_check::Checked) -> bool {
    let codes = [Code::Misquote, Code::QuoteNotFound, Code::MisattributedQuote];
    checked.findings.iter().any(|f| codes.contains(&f.code))
}

/// Every quotation of a text, in every way.
fn quotings(key: &str, scan: &str, text: &str) -> Vec<Quoting> {
    let mut rng = Rng::with_seed(SEED);
    let bare_text = bare(text);
    let chinese = text.starts_with(is_cjk);
    let mut all = Vec::new();
    for sentence in ibid_text::sentences(text) {
        for words in windows(sentence.of(text), chinese, &mut rng) {
            let mut add = |way, spoilt, negation, inner: String| {
                let key = if rng.bool() { key } else { scan };
                let draft = framed(&inner, key, chinese, &mut rng);
                all.push(Quoting { way, spoilt, negation, draft });
            };
            let mut ways = Rng::with_seed(SEED + words.len() as u64);
            let truths: &[_] = if chinese { &quoted::CHINESE } else { &quoted::ENGLISH };
            for (way, make) in truths {
                make(&words, &mut ways).into_iter().for_each(|inner| add(way, false, false, inner));
            }
            let spoilers: &[_] = if chinese { &spoiled::CHINESE } else { &spoiled::ENGLISH };
            for (way, negation, make) in spoilers {
                let made = make(&words, text, &mut ways).filter(|inner| is_false(inner, &bare_text));
                made.into_iter().for_each(|inner| add(way, true, *negation, inner));
            }
        }
    }
    all
}

/// Stretches of a sentence that somebody might quote.
fn windows(sentence: &str, chinese: bool, rng: &mut Rng) -> Vec<String> {
    const FEWEST: usize = 7;
    const MOST: usize = 26;
    let sentence = sentence.replace(['“', '”', '"'], "");
    if chinese {
        let long = sentence.chars().filter(|c| is_cjk(*c)).count() >= FEWEST;
        return if long { vec![sentence] } else { Vec::new() };
    }
    let words: Vec<&str> = sentence.split_whitespace().filter(|word| *word != "--").collect();
    match words.len() {
        0..FEWEST => Vec::new(),
        FEWEST..=MOST => vec![sentence.split_whitespace().collect::<Vec<_>>().join(" ")],
        _ => {
            let all: Vec<&str> = sentence.split_whitespace().collect();
            let window = |rng: &mut Rng| {
                let len = rng.usize(FEWEST + 3..=MOST);
                let from = rng.usize(..=all.len() - len);
                bare_end(all[from..from + len].join(" ").trim_start_matches("-- ")).to_owned()
            };
            (0..WINDOWS).map(|_| window(rng)).collect()
        }
    }
}

fn bare_end(words: &str) -> &str {
    words.trim_end_matches([' ', '-', ',', ';'])
}

/// A sentence, or a paragraph, that quotes `inner`.
fn framed(inner: &str, key: &str, chinese: bool, rng: &mut Rng) -> String {
    match (chinese, rng.u8(..4)) {
        (true, 0 | 1) => format!("书中写道：“{inner}”[@{key}]。\n"),
        (true, 2) => format!("他说：「{inner}」[@{key}]。\n"),
        (true, _) => format!("作者指出“{inner}”[@{key}]，可见一斑。\n"),
        (false, 0) => format!("The text says that “{inner}” [@{key}].\n"),
        (false, 1) => format!("“{inner}” are the author's words [@{key}].\n"),
        (false, 2) => format!("As it is put there: \"{inner}\" [@{key}].\n"),
        (false, _) => format!("> {}\n>\n> [@{key}]\n", inner.replace('\n', "\n> ")),
    }
}

/// Whether the text has not these words in this order: told by letters and digits alone, without the checks' own means.
fn is_false(inner: &str, text: &str) -> bool {
    let mut from = 0;
    !inner.split('…').map(bare).all(|piece| match text[from..].find(&piece) {
        Some(at) => {
            from += at + piece.len();
            true
        }
        None => false,
    })
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The text in narrow lines, long words broken at their ends.
fn scanned(text: &str) -> String {
    let mut out = String::new();
    for paragraph in text.lines() {
        let mut width = 0;
        for word in paragraph.split(' ') {
            if width + word.len() > WIDTH {
                match word.len() > 6 && word.chars().all(|c| c.is_ascii_alphabetic()) {
                    true => {
                        let (head, tail) = word.split_at(word.len() / 2);
                        out.push_str(&format!("{head}-\n{tail} "));
                        width = tail.len() + 1;
                        continue;
                    }
                    false => {
                        out.truncate(out.trim_end().len());
                        out.push('\n');
                        width = 0;
                    }
                }
            }
            out.push_str(word);
            out.push(' ');
            width += word.len() + 1;
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    out
}
