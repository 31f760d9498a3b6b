//! The form of a judge's answer, and what of it is believed.

use ibid_evidence::{Evidence, Quote, Resolved, Stream};
use ibid_facts::glossed_terms;
use ibid_text::{Language, Span, is_shown, markup};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Judged, Question, Verdict};

/// The longest reason or translation that is shown, in characters.
const LONGEST: usize = 300;
/// Fewer words (or Chinese characters) decide nothing.
const LEAST: usize = 3;

/// What a judge answers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Answer {
    /// The number of the passage that decides; 0: none.
    #[serde(default)]
    pub passage: usize,
    /// The words that decide, as they stand in it.
    #[serde(default)]
    pub quote: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// The words in the claim's language.
    #[serde(default)]
    pub translation: String,
    /// The verdict.
    pub verdict: Told,
    /// The claim corrected.
    #[serde(default)]
    pub wording: String,
}

/// A verdict as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "as in `Verdict`")]
pub enum Told {
    Supported,
    Contradicted,
    Unsupported,
    Unknown,
}

/// The JSON Schema of an [`Answer`]. What comes first in it is thought of first: the passage before the verdict.
pub fn schema() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "properties": {
            "passage": { "type": "integer" },
            "quote": text,
            "reason": text,
            "translation": text,
            "verdict": { "type": "string", "enum": ["supported", "contradicted", "unsupported", "unknown"] },
            "wording": text,
        },
        "required": ["passage", "quote", "reason", "translation", "verdict", "wording"],
        "additionalProperties": false,
    })
}

/// What is believed of `answer` to `question` about `claim`, whose `unsupported` is of this question's passages alone.
pub(super) fn believed(claim: &str, question: &Question, answer: &Answer) -> Judged {
    const MADE_UP: &str = "The judge's words stand in no passage that it was given.";
    const BESIDE: &str = "The judge's words have nothing to do with the claim.";
    let reason = plain(&answer.reason).unwrap_or_default();
    let verdict = match answer.verdict {
        Told::Supported => Verdict::Supported,
        Told::Contradicted => Verdict::Contradicted,
        Told::Unsupported => return Judged { verdict: Verdict::Unsupported, ..Judged::unknown(&reason) },
        Told::Unknown => return Judged::unknown(&reason),
    };
    let Some(words) = words(question, answer) else { return Judged::unknown(MADE_UP) };
    let (spoken, written) = (Language::of(claim), Language::of(&words.quote));
    if spoken == written && !is_about(claim, question, &words, spoken) {
        return Judged::unknown(BESIDE);
    }
    Judged {
        verdict,
        reason,
        words: Some(words),
        translation: plain(&answer.translation).filter(|_| spoken != written),
        wording: Some(answer.wording.trim().to_owned()).filter(|wording| !wording.is_empty()),
    }
}

/// The words that decide, where they stand: in the passage named, else in another that was given.
fn words(question: &Question, answer: &Answer) -> Option<Evidence> {
    let quote = Quote::new(&answer.quote);
    if quote.words() < LEAST {
        return None;
    }
    let named = answer.passage.checked_sub(1).and_then(|number| question.passages.get(number));
    let mut passages = named.into_iter().chain(&question.passages);
    passages.find_map(|(source, span)| stands(&quote, source, *span))
}

fn stands(quote: &Quote, source: &Resolved, passage: Span) -> Option<Evidence> {
    let found = quote.find(&Stream::new(passage.of(source.text.text())), 1).into_iter().next()?;
    Some(source.evidence(Span::new(passage.start + found.start, passage.start + found.end)))
}

/// Whether the sentence in which `words` stand has a term in common with the claim.
fn is_about(claim: &str, question: &Question, words: &Evidence, language: Language) -> bool {
    let own = glossed_terms(claim, language);
    let sources = question.passages.iter().map(|(source, _)| &source.text);
    let mut sources = sources.filter(|text| text.path == words.source);
    let holds = |span: Span| words.span.is_some_and(|words| span.overlaps(words));
    sources.any(|text| {
        let mut around = (0..text.sentences().len()).filter(|i| holds(text.sentences()[*i].span));
        around.any(|i| own.iter().any(|term| text.has(i, term)))
    })
}

/// A model's words for people: one line, of a bearable length, without markup; `None` where they are more than words, or none.
fn plain(said: &str) -> Option<String> {
    let shown: String = said.chars().filter(|c| is_shown(*c)).collect();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let long = line.chars().count() > LONGEST;
    let cut = || line.chars().take(LONGEST).chain(['…']).collect();
    (markup(&said.replace('\n', " ")).is_none() && !line.is_empty())
        .then(|| if long { cut() } else { line.clone() })
}
