//! The words of a claim, and how much each counts towards a run.

use std::sync::LazyLock;

use ibid_draft::Claim;
use ibid_evidence::{Stream, Tokens};
use ibid_text::{Language, Span, is_cjk};

use super::between;
use crate::context::Context;

/// So much makes a run: twelve words, or 25 Chinese characters.
pub(super) const ENOUGH: f32 = 12.0;
/// What one Chinese character counts.
const CHARACTER: f32 = ENOUGH / 25.0;
/// What a stretch that is looked up counts: so that each run that is long enough holds one whole.
const STRETCH: f32 = 5.5;

/// Words that lead to a name or number.
const SMALL: [&str; 12] = ["of", "in", "at", "on", "by", "to", "from", "the", "and", "for", "with", "since"];

/// What is said in these words alone, by whoever says it.
#[rustfmt::skip]
const SET_PHRASES: &[&str] = &[
    "on the one hand", "on the other hand", "at the same time", "as well as", "in order to", "with respect to",
    "as a result of", "in the case of", "at the end of", "at the beginning of", "in the course of", "one of the",
    "the fact that", "in addition to", "in accordance with", "on the basis of", "for the first time",
    "the rest of the", "in the context of", "in terms of", "with regard to", "in relation to", "due to the",
    "the same period of the previous year", "the same period last year", "compared with the", "compared to the",
    "in the first half of", "in the second half of", "a year earlier", "over the past", "over the course of",
    "from the point of view of", "by the end of", "per cent of", "percent of", "is one of the most",
    "research and development", "gross domestic product", "the rule of law", "freedom of expression",
    "supply and demand", "the united states", "the european union", "there is no doubt that",
    "it should be noted that", "it is important to note that", "to the extent that", "no later than",
    "all over the world", "men and women", "small and medium sized enterprises", "each and every",
    "shall enter into force on", "without prejudice to", "the burden of proof", "beyond reasonable doubt",
    "greenhouse gas emissions", "to a greater or lesser extent", "years of age or older",
    "confidence interval", "randomized controlled trial", "systematic review and meta analysis",
    "与此同时", "与去年同期相比", "在此基础上", "从某种意义上说", "国内生产总值", "改革开放以来", "一方面", "另一方面",
    "中华人民共和国", "中国共产党", "社会主义现代化", "高质量发展", "国家统计局", "有限责任公司", "股份有限公司", "同比增长", "同比下降",
    "按可比价格计算", "比上年同期",
];

/// One word of a claim.
pub(super) struct Counted {
    /// Its letters, folded.
    pub(super) text: String,
    /// Its bytes in the claim's text.
    pub(super) span: Span,
    /// What it counts.
    pub(super) counts: f32,
    /// Whether a quotation stands between it and the word before.
    pub(super) apart: bool,
}

/// The words of a claim that stand outside of quotation marks.
pub(super) struct Words<'a> {
    claim: &'a str,
    pub(super) list: Vec<Counted>,
}

impl<'a> Words<'a> {
    pub(super) fn of(cx: &Context<'_>, claim: &'a Claim) -> Words<'a> {
        let text = claim.text.as_str();
        let quoted: Vec<Span> =
            claim.quoted.iter().filter_map(|q| within(*q, claim.span)).chain(emphasised(cx, claim)).collect();
        let uncounted = uncounted(text);
        let (mut list, mut apart): (Vec<Counted>, bool) = (Vec::new(), false);
        for (folded, span) in folded(text) {
            if quoted.iter().any(|quoted| quoted.overlaps(span)) {
                apart = true;
                continue;
            }
            let first = list.is_empty() && !apart;
            let idle = uncounted.iter().any(|other| other.overlaps(span)) || is_name(span.of(text), first);
            list.push(Counted {
                counts: if idle { 0.0 } else { counts(&folded) },
                text: folded,
                span,
                apart,
            });
            apart = false;
        }
        // "in 2024", "of Kell": the small word goes with what does not count.
        for i in 1..list.len() {
            if list[i].counts == 0.0 && SMALL.contains(&list[i - 1].text.as_str()) {
                list[i - 1].counts = 0.0;
            }
        }
        Words { claim: text, list }
    }

    /// What all of them count.
    pub(super) fn counted(&self) -> f32 {
        self.list.iter().map(|word| word.counts).sum()
    }

    /// The text cut into stretches to be looked up, quotations between none of their words.
    pub(super) fn stretches(&self) -> impl Iterator<Item = &'a str> {
        let mut found = Vec::new();
        let (mut from, mut counted) = (0, 0.0);
        for (i, word) in self.list.iter().enumerate() {
            if word.apart {
                (from, counted) = (i, 0.0);
            }
            counted += word.counts;
            if counted >= STRETCH {
                found.push(between(self.list[from].span, word.span).of(self.claim));
                (from, counted) = (i + 1, 0.0);
            }
        }
        found.into_iter()
    }

    /// How long the stretch `span` of the claim is, and what that counts.
    pub(super) fn length(&self, span: Span) -> (usize, &'static str) {
        let within: Vec<&Counted> = self.list.iter().filter(|word| span.contains(word.span)).collect();
        let characters = within.iter().filter(|word| word.text.starts_with(is_cjk)).count();
        if 2 * characters > within.len() { (characters, "characters") } else { (within.len(), "words") }
    }
}

/// The words of `text`, folded, parted at hyphens, with their bytes.
pub(super) fn folded(text: &str) -> Vec<(String, Span)> {
    Tokens::new(text).iter().map(|(word, span)| (word.to_owned(), span)).collect()
}

fn counts(folded: &str) -> f32 {
    if folded.starts_with(is_cjk) { CHARACTER } else { 1.0 }
}

/// Whether a word is part of a name, or a number; one that opens the sentence has its capital from that.
fn is_name(word: &str, first: bool) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    word.contains(|c: char| c.is_ascii_digit()) || capital && !first
}

/// Figures, dates and set phrases.
fn uncounted(text: &str) -> Vec<Span> {
    let facts = ibid_facts::facts(text, Language::of(text)).into_iter().map(|fact| fact.span);
    let stream = Stream::new(text);
    static PHRASES: LazyLock<Vec<Stream>> =
        LazyLock::new(|| SET_PHRASES.iter().map(|phrase| Stream::new(phrase)).collect());
    let phrases = PHRASES.iter().filter_map(|phrase| Some(stream.original(stream.find(phrase, 0)?)));
    facts.chain(phrases).collect()
}

/// Titles of works, which writers set in italics.
fn emphasised(cx: &Context<'_>, claim: &Claim) -> Vec<Span> {
    let raw = cx.draft.slice(claim.span);
    let mut found = Vec::new();
    for mark in ['*', '_'] {
        let mut open = None;
        for (at, _) in raw.match_indices(mark) {
            match open.take() {
                Some(from) if raw[from + 1..at].contains(char::is_alphanumeric) => {
                    found.push(Span::new(from, at));
                }
                _ => open = Some(at),
            }
        }
    }
    found
}

/// `span` of the draft in bytes of the claim at `claim`, where it reaches into it.
fn within(span: Span, claim: Span) -> Option<Span> {
    let (start, end) = (span.start.max(claim.start), span.end.min(claim.end));
    (start < end).then(|| Span::new(start - claim.start, end - claim.start))
}
