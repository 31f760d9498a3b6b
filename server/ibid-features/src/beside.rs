//! What stands beside a sentence while it is being written: the passages behind it in their context, and what puts them
//! into the draft. Where it cites nothing, the passages that could be cited.

use ibid_check::{Accounted, Context, Edit};
use ibid_draft::{Claim, Target};
use ibid_evidence::SourceText;
use ibid_text::{Language, Span};

use crate::actions::{self, Action};
use crate::passages::{Passage, Rests, passages};
use crate::{hover, link, quoting, reference};

/// Sentences of a source that are shown on each side of a passage.
const CONTEXT: usize = 3;
/// Bytes of them at most, on each side.
const MOST_CONTEXT: usize = 800;

/// What stands beside a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// It cites nothing: these passages of the library come nearest to it.
    pub offered: bool,
    /// The passages, best first.
    pub shown: Vec<Shown>,
    /// What it cites that has no passage.
    pub silent: Vec<Silent>,
}

/// A passage as it is shown. All of it is the text of others, as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The passage.
    pub passage: Passage,
    /// The sentences before it in the source.
    pub before: String,
    /// Those behind it.
    pub after: String,
    /// Its source in a few words: the reference, or the title that the file gives.
    pub title: String,
    /// The `file:` address that opens it.
    pub address: String,
    /// What cites it for the sentence, where that does not cite it yet.
    pub cite: Vec<Edit>,
    /// What puts it behind the sentence as a quotation, where that does not quote yet.
    pub quote: Vec<Edit>,
}

/// A cited source that has no passage to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// As the draft names it.
    pub name: String,
    /// Why, for people.
    pub why: String,
}

/// What stands beside the claim of `accounted`. Searches the library where it cites nothing.
pub fn beside(cx: &Context<'_>, accounted: &Accounted) -> Beside {
    let claim = &accounted.claim;
    let behind = passages(cx, accounted);
    let silent = silent(cx, claim);
    let offered = behind.is_empty() && !claim.is_cited() && actions::is_prose(claim);
    let found = if offered { offers(cx, claim) } else { behind };
    Beside { offered, shown: found.into_iter().map(|passage| shown(cx, claim, passage)).collect(), silent }
}

fn offers(cx: &Context<'_>, claim: &Claim) -> Vec<Passage> {
    let offers = ibid_check::offers(cx, claim, actions::OFFERS).into_iter();
    let passage = |evidence: ibid_evidence::Evidence| {
        let language = Language::of(&evidence.quote);
        Passage { evidence, words: Vec::new(), rests: Rests::Nearest, language }
    };
    offers.map(|offer| passage(offer.evidence)).collect()
}

fn silent(cx: &Context<'_>, claim: &Claim) -> Vec<Silent> {
    let keys = claim.cited().filter_map(|by| match &by.citation.target {
        Target::Key(key) => Some((key, cx.shelf.resolve(&by.citation.target, cx.file).err()?)),
        _ => None,
    });
    keys.map(|(key, why)| Silent { name: format!("@{key}"), why: hover::because(&why) }).collect()
}

fn shown(cx: &Context<'_>, claim: &Claim, passage: Passage) -> Shown {
    let evidence = &passage.evidence;
    let source = cx.shelf.text(&evidence.source).map(|source| source.text);
    let around = source.as_deref().zip(evidence.span).map(|(text, span)| around(text, span));
    let (before, after) = around.unwrap_or_default();
    let known = evidence.reference.as_deref();
    let edits =
        |action: Option<Action>| action.map(|action| action.does.edits().to_vec()).unwrap_or_default();
    let cites = |key: &str| claim.cited().any(|by| matches!(&by.citation.target, Target::Key(k) if k == key));
    let is_cited = known.is_some_and(|known| cites(&known.key));
    let may_quote = actions::is_prose(claim) && claim.quoted.is_empty() && evidence.span.is_some();
    Shown {
        before,
        after,
        title: reference::title(known, source.as_deref()),
        address: link::to(&evidence.source, &evidence.place),
        cite: edits((!is_cited).then(|| actions::cite(cx, claim, evidence)).flatten()),
        quote: edits(may_quote.then(|| quoting::action(cx, claim, evidence)).flatten()),
        passage,
    }
}

/// The sentences of `source` before and behind `span`.
fn around(source: &SourceText, span: Span) -> (String, String) {
    let sentences = source.sentences();
    let first = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let last = sentences.partition_point(|sentence| sentence.span.start < span.end);
    let near = |sentence: &Span| {
        sentence.end + MOST_CONTEXT > span.start && sentence.start < span.end + MOST_CONTEXT
    };
    let spans = |from: usize, to: usize| sentences[from..to].iter().map(|s| s.span).filter(near);
    let before = spans(first.saturating_sub(CONTEXT), first).next();
    let after = spans(last, sentences.len().min(last + CONTEXT)).last();
    let text = |start: usize, end: usize| source.text().get(start..end).unwrap_or_default().to_owned();
    (
        before.map(|before| text(before.start, span.start)).unwrap_or_default(),
        after.map(|after| text(span.end, after.end)).unwrap_or_default(),
    )
}
