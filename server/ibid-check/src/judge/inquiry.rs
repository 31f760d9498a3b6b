//! What a judge is asked of one claim: in a first question the passages that come nearest, in later ones the rest of what is
//! cited, so that "silent" can be said of a source that was read whole. What goes out is one JSON object, in which no text can
//! end its own field.

use std::collections::BTreeSet;

use ibid_draft::{BlockKind, Claim, citing};
use ibid_evidence::{Resolved, Topic};
use ibid_text::{Span, is_shown};
use serde::Serialize;

use super::answer::believed;
use super::{Answer, Judged, Verdict};
use crate::context::Context;

/// The nearest sentences of each source that are asked of first, with their neighbours.
const NEAREST: usize = 5;
/// Bytes of the draft before the claim that are given.
const BEFORE: usize = 800;
/// Sources longer than this many questions are not read whole.
const QUESTIONS: usize = 12;

/// What is said, to be held against sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it says, without citations.
    pub text: String,
    /// The sentence as it is written.
    pub written: String,
    /// What stands before it.
    pub before: String,
}

/// All that a judge may be asked of one claim.
pub struct Inquiry {
    claim: String,
    questions: Vec<Question>,
    /// The questions hold all that is cited.
    whole: bool,
}

/// One question.
pub struct Question {
    /// The JSON object that goes out.
    pub data: String,
    /// The passages in it, in order.
    pub(super) passages: Vec<(Resolved, Span)>,
}

/// How an inquiry goes on.
pub enum Next<'a> {
    /// This is to be asked.
    Ask(&'a Question),
    /// Enough was asked.
    Judged(Box<Judged>),
}

/// What to ask of `claim`, with about `room` bytes a question; `None` where nothing that it cites can be read, or it is no
/// sentence of the writer's.
pub fn inquiry(cx: &Context<'_>, claim: &Claim, room: usize) -> Option<Inquiry> {
    if matches!(claim.kind, BlockKind::Heading | BlockKind::Quote) {
        return None;
    }
    let mut cited: Vec<Resolved> = Vec::new();
    let mut readable = cx.shelf.is_complete();
    for by in claim.cited() {
        for source in cx.shelf.resolve_all(&by.citation.target, cx.file) {
            match source {
                Ok(source) if cited.iter().all(|known| known.text.path != source.text.path) => {
                    cited.push(source);
                }
                Ok(_) => {}
                Err(_) => readable = false,
            }
        }
    }
    let before = Span::new(claim.span.start.saturating_sub(BEFORE).max(claim.block.start), claim.span.start);
    let said = Said {
        text: claim.text.clone(),
        written: cx.draft.slice(claim.with_citations()),
        before: cx.draft.slice(before),
    };
    inquiry_into(&said, &cited, readable, room)
}

/// What to ask of what is `said` of the sources `cited`, with about `room` bytes a question; `all` says that nothing else is
/// cited. `None` where there is nothing to read.
pub fn inquiry_into(said: &Said, cited: &[Resolved], all: bool, room: usize) -> Option<Inquiry> {
    let near: Vec<(Resolved, Span)> = cited.iter().flat_map(|source| nearest(source, said)).collect();
    let rest = cited.iter().flat_map(|source| rest(source, &near));
    let parts = parts(near.clone(), rest, room);
    let whole = all && parts.len() <= QUESTIONS;
    let asked = parts.into_iter().take(if whole { QUESTIONS } else { 1 });
    let questions: Vec<Question> = asked.map(|passages| question(said, passages)).collect();
    (!questions.is_empty()).then(|| Inquiry { claim: said.text.clone(), questions, whole })
}

impl Inquiry {
    /// How it goes on after `answers` to the first questions.
    pub fn next(&self, answers: &[Answer]) -> Next<'_> {
        let mut reason = String::new();
        for (question, answer) in self.questions.iter().zip(answers) {
            let judged = believed(&self.claim, question, answer);
            if judged.verdict != Verdict::Unsupported {
                return Next::Judged(Box::new(judged));
            }
            reason = judged.reason;
        }
        match self.questions.get(answers.len()) {
            Some(question) => Next::Ask(question),
            None if self.whole => {
                let judged = Judged { verdict: Verdict::Unsupported, ..Judged::unknown(&reason) };
                Next::Judged(Box::new(judged))
            }
            None => Next::Judged(Box::new(Judged::unknown("Not all that is cited could be read."))),
        }
    }
}

/// The stretches of `source` around the sentences that come nearest to what is said, nearest first.
fn nearest(source: &Resolved, said: &Said) -> Vec<(Resolved, Span)> {
    let sentences = source.text.sentences();
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for close in Topic::new(&said.text).closest(&source.text, NEAREST) {
        let (first, last) =
            (close.sentence.saturating_sub(1), (close.sentence + 1).min(sentences.len().saturating_sub(1)));
        match stretches.iter_mut().find(|(from, to)| first <= *to + 1 && *from <= last + 1) {
            Some(stretch) => *stretch = (stretch.0.min(first), stretch.1.max(last)),
            None => stretches.push((first, last)),
        }
    }
    let span =
        |(first, last): (usize, usize)| Some(sentences.get(first)?.span.cover(sentences.get(last)?.span));
    stretches.into_iter().filter_map(span).map(|span| (source.clone(), span)).collect()
}

/// What of `source` is not in `near`, sentence by sentence.
fn rest(source: &Resolved, near: &[(Resolved, Span)]) -> Vec<(Resolved, Span)> {
    let asked =
        |span: Span| near.iter().any(|(known, n)| known.text.path == source.text.path && n.contains(span));
    let spans = source.text.sentences().iter().map(|sentence| sentence.span);
    spans.filter(|span| !asked(*span)).map(|span| (source.clone(), span)).collect()
}

/// The passages of each question: `near` first, then `rest`, neighbours as one, as much as `room` allows in each.
fn parts(
    near: Vec<(Resolved, Span)>,
    rest: impl Iterator<Item = (Resolved, Span)>,
    room: usize,
) -> Vec<Vec<(Resolved, Span)>> {
    /// A passage is not made longer than this.
    const PASSAGE: usize = 1_200;
    let mut parts: Vec<(usize, Vec<(Resolved, Span)>)> = Vec::new();
    let first = near.len();
    for (number, (source, span)) in near.into_iter().chain(rest).enumerate() {
        let begins = number == 0 || number == first;
        match parts.last_mut().filter(|(taken, _)| !begins && taken + span.len() <= room) {
            Some((taken, part)) => {
                *taken += span.len();
                match part.last_mut() {
                    Some((last, joined))
                        if number >= first
                            && last.text.path == source.text.path
                            && joined.end <= span.start
                            && joined.cover(span).len() <= PASSAGE =>
                    {
                        *joined = joined.cover(span);
                    }
                    _ => part.push((source, span)),
                }
            }
            None => parts.push((span.len(), vec![(source, span)])),
        }
    }
    parts.into_iter().map(|(_, part)| part).collect()
}

#[derive(Serialize)]
struct Data {
    sources: Vec<SourceData>,
    passages: Vec<PassageData>,
    before: String,
    claim: String,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
struct SourceData {
    name: String,
    title: String,
    authors: String,
    year: String,
}

#[derive(Serialize)]
struct PassageData {
    number: usize,
    source: String,
    text: String,
}

fn question(said: &Said, passages: Vec<(Resolved, Span)>) -> Question {
    let sources: BTreeSet<SourceData> = passages.iter().map(|(source, _)| source_data(source)).collect();
    let told = passages.iter().enumerate().map(|(number, (source, span))| PassageData {
        number: number + 1,
        source: cited_as(source, *span),
        text: shown(span.of(source.text.text())),
    });
    let data = Data {
        sources: sources.into_iter().collect(),
        passages: told.collect(),
        before: shown(&said.before),
        claim: shown(&said.written),
    };
    Question { data: serde_json::to_string(&data).unwrap_or_default(), passages }
}

fn source_data(source: &Resolved) -> SourceData {
    let name = name(source);
    let Some(reference) = &source.reference else {
        let title = source.text.title().map(shown).unwrap_or_default();
        return SourceData { name, title, authors: String::new(), year: String::new() };
    };
    SourceData {
        name,
        title: shown(&reference.title),
        authors: shown(&reference.authors.join("; ")),
        year: reference.date.map(|date| date.year.to_string()).unwrap_or_default(),
    }
}

fn name(source: &Resolved) -> String {
    let file = || source.text.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    source.reference.as_ref().map_or_else(file, |reference| reference.key.clone())
}

fn cited_as(source: &Resolved, span: Span) -> String {
    match &source.reference {
        Some(reference) => citing::key_at(&reference.key, &source.place(span.start)),
        None => name(source),
    }
}

/// Text without what cannot be seen.
fn shown(text: &str) -> String {
    text.chars().filter(|c| is_shown(*c)).collect::<String>().trim().to_owned()
}
