//! Essays over a folder of sources, written by people who had not seen the checks; half of their sentences have a fault. In
//! `drafts/`, `key.json` has for each cited sentence how it begins and what is wrong in it, if anything. What was caught when each
//! was seen first: railways 10 of 20, batteries 6, hospitals 9, basin 9, cod 9 of 18, teachers 11 of 19, housing 13 of 19,
//! plastic 8 of 19, bushfires 17 of 21, libraries 8 of 20, deposits 8; of these last five, 8 of 154 faithful sentences were flagged;
//! water 5 of 9, wards 9, ferries 7, chips 6, meals 4, electricity 5, and 1 of 78 flagged. The next six tell everything in other words
//! than their sources: harbours 2 of 11, pensions 2, seeds 2, prisons 3, solar 4, archives 5, and 0 of 100 flagged.
//! Then letters 10 of 17, cameras 6, airports 9 of 18, and 4 of 71 flagged; courts 7 of 17, forests 10, and 3 of 48 flagged;
//! buses 8 of 17, couriers 7, and 3 of 44 flagged. The last twelve say everything as an analyst would, in free words and worked-out
//! figures: broadband 7 of 17, bees 6, lithium 7, wages 6, and 6 of 100 flagged; steel 10, clinics 6, and 7 of 47 flagged; windfarms 12,
//! tuition 12, and 3 of 46 flagged; vaccines 8, freight 9, and 2 of 50 flagged; museums
//! and antibiotics 13 of 34, and 0 of 46 flagged.

use std::path::{Path, PathBuf};

use ibid_check::{Checked, Context, Finding, Severity};
use ibid_draft::{Claim, Draft};
use ibid_evidence::Shelf;
use ibid_text::Span;
use serde::Deserialize;

use crate::library::shelf_of;
use crate::table::{Coverage, Row};

const DRAFTS: [&str; 42] = [
    "railways",
    "batteries",
    "hospitals",
    "basin",
    "cod",
    "teachers",
    "housing",
    "plastic",
    "bushfires",
    "libraries",
    "deposits",
    "water",
    "wards",
    "ferries",
    "chips",
    "meals",
    "electricity",
    "harbours",
    "pensions",
    "seeds",
    "prisons",
    "solar",
    "archives",
    "letters",
    "cameras",
    "airports",
    "courts",
    "forests",
    "buses",
    "couriers",
    "broadband",
    "bees",
    "lithium",
    "wages",
    "steel",
    "clinics",
    "windfarms",
    "tuition",
    "vaccines",
    "freight",
    "museums",
    "antibiotics",
];

/// A draft with its library, and where its faithful sentences stand.
pub(crate) struct Faithful {
    pub(crate) text: String,
    pub(crate) shelf: Shelf,
    pub(crate) sentences: Vec<Span>,
}

pub(crate) fn faithful() -> Vec<Faithful> {
    let of = |name: &&str| {
        let (folder, text, key) = read(name);
        let claims = Draft::new(&text).claims();
        let sentences = key.iter().filter(|s| s.fault.is_none()).map(|s| span(&text, &claims, s)).collect();
        Faithful { shelf: shelf(&folder), sentences, text }
    };
    DRAFTS.iter().map(of).collect()
}

/// The folder of a draft, its text, and what is known of its sentences.
fn read(name: &str) -> (PathBuf, String, Vec<Sentence>) {
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/evals/drafts");
    let folder = drafts.join(name).canonicalize().unwrap();
    let text = std::fs::read_to_string(folder.join("draft.md")).unwrap();
    let key = serde_json::from_str(&std::fs::read_to_string(folder.join("key.json")).unwrap()).unwrap();
    (folder, text, key)
}

/// A cited sentence of a draft.
#[derive(Deserialize)]
struct Sentence {
    /// How it begins.
    start: String,
    /// The kind of fault in it.
    fault: Option<String>,
}

pub(crate) fn rows() -> Vec<Row> {
    DRAFTS.iter().flat_map(|name| of_draft(name)).collect()
}

fn of_draft(name: &str) -> [Row; 2] {
    let (folder, text, key) = read(name);
    let draft = Draft::new(&text);
    let (shelf, file) = (shelf(&folder), folder.join("draft.md"));
    let checked = ibid_check::check(&Context { draft: &draft, file: &file, shelf: &shelf });
    let (faulty, faithful): (Vec<&Sentence>, Vec<&Sentence>) = key.iter().partition(|s| s.fault.is_some());
    let claims = draft.claims();
    let starts: Vec<usize> = key.iter().filter_map(|sentence| text.find(&sentence.start)).collect();
    let span = |text: &str, sentence: &Sentence| {
        let own = span(text, &claims, sentence);
        let next = starts.iter().filter(|start| **start > own.start).min();
        Span::new(own.start, next.map_or(own.end, |next| own.end.min(*next)))
    };
    let found = |sentence: &&&Sentence| !warnings(&checked, span(&text, sentence)).is_empty();
    let told = |sentence: &Sentence| {
        let here = span(&text, sentence);
        let own = checked.ledger().into_iter().filter(|line| here.contains(line.span));
        own.map(|line| format!("“{}” ({})", line.text, line.why)).collect::<Vec<_>>().join("; ")
    };
    let missed = faulty.iter().filter(|s| !found(s));
    let missed: Vec<String> = missed.map(|s| format!("missed: {}…\n    {}", s.start, told(s))).collect();
    let flagged: Vec<String> = faithful
        .iter()
        .filter(found)
        .map(|s| format!("flagged: {}… {}", s.start, warnings(&checked, span(&text, s))[0].message))
        .collect();
    let mut coverage = Coverage::default();
    for sentence in &faithful {
        let here = span(&text, sentence);
        let own: Vec<_> = checked.ledger().into_iter().filter(|line| here.contains(line.span)).collect();
        coverage.add(&own);
    }
    let caught = format!("{} of {}", faulty.len() - missed.len(), faulty.len());
    let alarms = format!("{} of {}", flagged.len(), faithful.len());
    [
        Row::new(&format!("{name}: faults caught"), "90%", caught, Coverage::whole(faulty.len()))
            .with_faults(missed),
        Row::new(&format!("{name}: faithful sentences flagged"), "0", alarms, coverage).with_faults(flagged),
    ]
}

/// From the beginning of a sentence to its end, or to its citation, whichever is later: it may begin with a citation. That may be
/// the citation of the next.
fn span(text: &str, claims: &[Claim], sentence: &Sentence) -> Span {
    let start = text.find(&sentence.start).unwrap();
    let cited = text[start..].find(']').map_or(text.len(), |at| start + at + 1);
    let own = claims.iter().find(|claim| claim.span.start <= start && start < claim.span.end);
    Span::new(start, own.map_or(cited, |claim| claim.span.end.max(cited)))
}

fn warnings(checked: &Checked, span: Span) -> Vec<&Finding> {
    let grave = checked.findings.iter().filter(|finding| finding.code.severity() <= Severity::Warning);
    grave.filter(|finding| finding.span.overlaps(span)).collect()
}

fn shelf(folder: &Path) -> Shelf {
    let bib = folder.join("library.bib");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder.join("sources")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let sources = paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect();
    shelf_of(&bib, &std::fs::read_to_string(&bib).unwrap(), sources)
}
