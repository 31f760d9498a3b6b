//! What a model can do with a sentence or a selection: mend it to its source, shorten it, say it plainly, translate it, answer
//! it, summarise what it cites. What it says is held against the sources before it is offered.

use std::collections::BTreeSet;

use ibid_check::{Checked, Code, Context, Edit, LedgerLine, Outcome, check_part};
use ibid_draft::{BlockKind, Claim, Draft, Markup, Target};
use ibid_evidence::{Evidence, Resolved, Topic};
use ibid_llm::{Message, Prompt};
use ibid_text::{Language, Span};
use serde::Serialize;

use crate::ghost::{Ending, Passage, citable, fitting, ground, passage, plain};

/// Passages given for a question.
const PASSAGES: usize = 8;
/// Sentences of a cited source given for a sentence to mend.
const SENTENCES: usize = 4;
/// Bytes of a passage of a source that is summarised, and of the source.
const PASSAGE: usize = 600;
const SOURCE: usize = 16_000;
/// Bytes of what stands before that are given.
const BEFORE: usize = 1_000;
/// A shorter text is not made shorter or plainer (in words).
const LEAST: usize = 8;
/// The most bytes of a selection that is worked on.
const MOST: usize = 8_000;

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rewrite {
    /// Say what the cited source says.
    Mend,
    /// Say it in fewer words.
    Shorten,
    /// Say it in plainer words.
    Plainer,
    /// Answer the question, in a paragraph of its own.
    Answer,
    /// Say it in the language of the draft; the original stays beside it in a comment.
    Translate,
    /// Summarise the source that it cites, in a paragraph of its own.
    Summarise,
}

impl Rewrite {
    /// All, in the order in which they are offered.
    pub const ALL: [Rewrite; 6] = [
        Rewrite::Mend,
        Rewrite::Answer,
        Rewrite::Translate,
        Rewrite::Shorten,
        Rewrite::Plainer,
        Rewrite::Summarise,
    ];

    /// The name of its rules, and of the file in which the user may have others.
    pub fn name(self) -> &'static str {
        match self {
            Rewrite::Mend => "mend",
            Rewrite::Shorten => "shorten",
            Rewrite::Plainer => "plainer",
            Rewrite::Answer => "answer",
            Rewrite::Translate => "translate",
            Rewrite::Summarise => "summarise",
        }
    }

    /// The one of this name.
    pub fn parse(name: &str) -> Option<Rewrite> {
        Rewrite::ALL.into_iter().find(|rewrite| rewrite.name() == name)
    }

    /// What it does, for people.
    pub fn title(self) -> &'static str {
        match self {
            Rewrite::Mend => "Say what the source says",
            Rewrite::Shorten => "Shorten",
            Rewrite::Plainer => "Say it plainly",
            Rewrite::Answer => "Answer from my sources",
            Rewrite::Translate => "Translate, and keep the original in a comment",
            Rewrite::Summarise => "Summarise the cited source, with pages",
        }
    }

    fn rules(self) -> &'static str {
        match self {
            Rewrite::Mend => include_str!("../prompts/mend.md"),
            Rewrite::Shorten => include_str!("../prompts/shorten.md"),
            Rewrite::Plainer => include_str!("../prompts/plainer.md"),
            Rewrite::Answer => include_str!("../prompts/answer.md"),
            Rewrite::Translate => include_str!("../prompts/translate.md"),
            Rewrite::Summarise => include_str!("../prompts/summarise.md"),
        }
    }
}

/// What the model is given.
#[derive(Serialize)]
struct Given<'a> {
    passages: &'a [Passage],
    before: &'a str,
    text: &'a str,
}

/// A piece of work for a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// What is asked.
    pub prompt: Prompt,
    /// The stretch of the draft that is worked on: whole sentences.
    pub span: Span,
}

/// What can be done with the selection `span`, or with the sentence in which it is empty.
pub fn rewrites(cx: &Context<'_>, span: Span) -> Vec<Rewrite> {
    let Some((stretch, claims)) = stretch(cx, span) else { return Vec::new() };
    let words = cx.draft.slice(stretch).split_whitespace().count();
    let possible = |rewrite: &Rewrite| match (rewrite, &claims[..]) {
        (Rewrite::Mend, [claim]) => claim.is_cited(),
        (Rewrite::Answer, [claim]) => claim.text.trim_end().ends_with(['?', '？']),
        (Rewrite::Summarise, [claim]) => source(cx, claim).is_some(),
        (Rewrite::Mend | Rewrite::Answer | Rewrite::Summarise, _) => false,
        (Rewrite::Translate, _) => is_foreign(cx, stretch),
        (Rewrite::Shorten | Rewrite::Plainer, _) => words >= LEAST,
    };
    Rewrite::ALL.into_iter().filter(possible).collect()
}

/// What to ask of a model for that; `rules` are the user's own in place of ibid's, and `room` are the tokens that the model has
/// for all of it. Searches the library.
pub fn task(
    cx: &Context<'_>,
    span: Span,
    rewrite: Rewrite,
    rules: Option<&str>,
    room: usize,
) -> Option<Task> {
    let (span, claims) = stretch(cx, span)?;
    let passages = match rewrite {
        Rewrite::Mend => cited(cx, claims.first()?),
        Rewrite::Answer => citable(cx, &claims.first()?.text, PASSAGES),
        Rewrite::Summarise => whole(&source(cx, claims.first()?)?),
        Rewrite::Shorten | Rewrite::Plainer | Rewrite::Translate => Vec::new(),
    };
    let max_tokens = 200 + u32::try_from(span.len() / 2).unwrap_or(u32::MAX / 2);
    let rules = rules.unwrap_or(rewrite.rules());
    let told: Vec<Passage> = passages.iter().filter_map(passage).collect();
    let before = cx.draft.slice(Span::new(span.start.saturating_sub(BEFORE), span.start));
    let text = cx.draft.slice(span);
    let asked = fitting(&told, rules, room.saturating_sub(max_tokens as usize), |passages| Given {
        passages,
        before: &before,
        text: &text,
    })?;
    let prompt = Prompt {
        purpose: rewrite.name(),
        system: rules.to_owned(),
        messages: vec![Message::user(asked)],
        max_tokens,
        temperature: 0.2,
        stop: Vec::new(),
    };
    Some(Task { prompt, span })
}

/// The change that `said` comes to, of the stretch `span` of a [`Task`]; `None` where the sources do not bear it out, or it
/// changes nothing. Searches the library.
pub fn rewritten(cx: &Context<'_>, rewrite: Rewrite, span: Span, said: &str) -> Option<Edit> {
    if matches!(rewrite, Rewrite::Answer | Rewrite::Summarise) {
        return answered(cx, span, said);
    }
    let old = cx.draft.slice(span);
    let text = plain(said)?;
    let draft = cx.draft.edit(span, &text);
    let new = Span::new(span.start, span.start + text.len());
    let (before, after) = (keys(cx.draft, span), keys(&draft, new));
    let cites = if rewrite == Rewrite::Mend {
        after.is_subset(&before) && !after.is_empty()
    } else {
        after == before
    };
    let shorter = rewrite != Rewrite::Shorten || text.len() < old.len();
    let offered =
        text != old && cites && shorter && is_borne_out(&Context { draft: &draft, ..*cx }, new, &old);
    let text = match rewrite {
        Rewrite::Translate if cx.draft.markup() == Markup::Markdown => {
            format!("{text} <!-- {} -->", old.replace("--", "–"))
        }
        _ => text,
    };
    offered.then_some(Edit { span, text })
}

/// The change of the sentence `claim` to `wording`, if the sources bear that out. Searches the library.
pub fn mended(cx: &Context<'_>, claim: &Claim, wording: &str) -> Option<Edit> {
    rewritten(cx, Rewrite::Mend, claim.with_citations(), wording)
}

/// Whether the stretch is in another language than the draft.
fn is_foreign(cx: &Context<'_>, stretch: Span) -> bool {
    const LOOKED_AT: usize = 6_000;
    let language = |span: Span| Language::of(&cx.draft.masked(span));
    language(stretch) != language(Span::new(0, LOOKED_AT))
}

/// The one source that the claim cites.
fn source(cx: &Context<'_>, claim: &Claim) -> Option<Resolved> {
    let mut cited = claim.cited();
    let (Some(by), None) = (cited.next(), cited.next()) else { return None };
    cx.shelf.resolve(&by.citation.target, cx.file).ok().filter(|source| source.reference.is_some())
}

/// A source in passages, as much of it as a model is given.
fn whole(source: &Resolved) -> Vec<Evidence> {
    let mut passages: Vec<Span> = Vec::new();
    for sentence in source.text.sentences().iter().map(|sentence| sentence.span) {
        match passages.last_mut() {
            Some(last) if last.len() + sentence.len() <= PASSAGE => *last = last.cover(sentence),
            _ => passages.push(sentence),
        }
    }
    let given = passages.into_iter().take_while(|span| span.end <= SOURCE);
    given.map(|span| source.evidence(span)).collect()
}

/// A paragraph behind the question's, of what the sources bear out.
fn answered(cx: &Context<'_>, span: Span, said: &str) -> Option<Edit> {
    let block = cx.draft.blocks_in(span).into_iter().next()?;
    let at = Span::new(block.span.end, block.span.end);
    let apart = cx.draft.edit(at, "\n\n");
    let grounded = ground(&Context { draft: &apart, ..*cx }, at.start + 2, said, Ending::Done);
    (!grounded.text.is_empty()).then(|| Edit { span: at, text: format!("\n\n{}", grounded.text) })
}

/// Whether nothing in `span` is at fault, and each of its facts is a source's or stood in `old`.
fn is_borne_out(cx: &Context<'_>, span: Span, old: &str) -> bool {
    let held = check_part(cx, span, &Checked::default());
    let grave =
        |code: Code| !matches!(code, Code::CitationNeeded | Code::MissingSource | Code::UnreadableSource);
    let fault = held.findings.iter().any(|f| f.span.overlaps(span) && grave(f.code));
    let comparable = |line: &LedgerLine| line.kind != "name" || line.outcome == Outcome::NotFound;
    let known = |line: &LedgerLine| line.outcome == Outcome::Agrees || old.contains(&line.text);
    !fault && held.ledger().iter().filter(|line| comparable(line)).all(known)
}

/// The citekeys cited in `span`.
fn keys(draft: &Draft, span: Span) -> BTreeSet<String> {
    let cited = draft.citations_in(span).into_iter().filter(|citation| span.contains(citation.span));
    let key = |target| match target {
        Target::Key(key) => Some(key),
        _ => None,
    };
    cited.filter_map(|citation| key(citation.target)).collect()
}

/// The sentences that `span` touches, with the citations right behind them.
fn stretch(cx: &Context<'_>, span: Span) -> Option<(Span, Vec<Claim>)> {
    let prose = |claim: &Claim| matches!(claim.kind, BlockKind::Prose | BlockKind::ListItem);
    let touched = |claim: &Claim| claim.span.touches(span.start) || claim.span.overlaps(span);
    let claims: Vec<Claim> =
        cx.draft.claims_in(span).into_iter().filter(|claim| prose(claim) && touched(claim)).collect();
    let end = claims.iter().map(|claim| claim.with_citations().end).max()?;
    let whole = Span::new(claims.first()?.span.start, end);
    (whole.len() <= MOST).then_some((whole, claims))
}

/// The sentences of the cited sources that come nearest to the claim.
fn cited(cx: &Context<'_>, claim: &Claim) -> Vec<Evidence> {
    let topic = Topic::new(&claim.text);
    let sources = claim.cited().filter_map(|by| cx.shelf.resolve(&by.citation.target, cx.file).ok());
    sources
        .flat_map(|source| {
            let near = topic.closest(&source.text, SENTENCES).into_iter();
            let spans = near.filter_map(|c| Some(source.text.sentences().get(c.sentence)?.span));
            spans.map(|span| source.evidence(span)).collect::<Vec<_>>()
        })
        .collect()
}
