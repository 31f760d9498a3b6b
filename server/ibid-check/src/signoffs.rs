//! Sign-offs: a person's word on a claim. It holds as long as the sentence says the same, cites the same, and its
//! sources are the same; then it lapses by itself.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use ibid_draft::{Claim, Target};
use ibid_evidence::SourceState;
use ibid_sources::ContentHash;
use ibid_text::Span;

use crate::context::Context;
use crate::model::{Code, Finding};

/// What stands in place of a code where a claim was found right.
pub const CHECKED: &str = "checked";

/// Digits of a hash that are kept.
const DIGITS: usize = 16;
/// Letters of a sentence by which people know it again.
const EXCERPT: usize = 60;

/// A person's word on a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// The draft, from the root, with `/`.
    pub file: String,
    /// The first words of the sentence, for people.
    pub excerpt: String,
    /// [`CHECKED`], or the code of a finding that is no fault.
    pub code: String,
    /// Why, in the person's own words.
    pub reason: String,
    /// Who says so.
    pub who: String,
    /// When: RFC 3339.
    pub when: String,
    /// Which claim.
    pub claim: ClaimId,
    /// The sources it was held against, from the root or absolute outside it, and the hash of each.
    pub sources: BTreeMap<String, String>,
}

/// Which claim of a draft: what it says and cites, and which of those that say and cite the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimId {
    /// The hash of its words and of what it cites.
    pub hash: String,
    /// From 1, in the order of the draft.
    pub occurrence: usize,
}

/// Whether a sign-off still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Sentence and sources are what they were.
    Holds,
    /// The draft has no such sentence any more.
    SentenceChanged,
    /// A source is another than it was.
    SourceChanged,
}

/// The sign-offs of one draft, held against it as it is now.
#[derive(Clone, Debug, Default)]
pub struct Signed(Vec<SignedClaim>);

/// A sign-off and what became of it.
#[derive(Clone, Debug)]
pub struct SignedClaim {
    /// The sign-off.
    pub sign_off: SignOff,
    /// Whether it holds.
    pub state: State,
    /// Its claim; `None` where the sentence is another.
    pub claim: Option<Claim>,
}

impl Signed {
    /// What became of the `sign_offs` of the draft, which they know as `file`. Those of another draft belong to it where
    /// it has their claims.
    pub fn new(cx: &Context<'_>, file: &str, sign_offs: Vec<SignOff>) -> Signed {
        if sign_offs.is_empty() {
            return Signed::default();
        }
        let mut claims: HashMap<ClaimId, Claim> = named_claims(cx).into_iter().collect();
        claims.retain(|id, _| sign_offs.iter().any(|sign_off| sign_off.claim == *id));
        let library = Library::new(cx);
        let held = |sign_off: SignOff| {
            let claim = claims.get(&sign_off.claim).cloned();
            let state = match &claim {
                None => State::SentenceChanged,
                Some(claim) if library.is_as_signed(cx, claim, &sign_off) => State::Holds,
                Some(_) => State::SourceChanged,
            };
            SignedClaim { sign_off, state, claim }
        };
        let its = |signed: &SignedClaim| signed.sign_off.file == file || signed.claim.is_some();
        Signed(sign_offs.into_iter().map(held).filter(its).collect())
    }

    /// Every sign-off, in the order given.
    pub fn all(&self) -> &[SignedClaim] {
        &self.0
    }

    /// Whether `finding` is not to be shown: its claim was checked, or it is no fault there.
    pub fn silences(&self, cx: &Context<'_>, finding: &Finding) -> bool {
        let code = finding.code.as_str();
        finding.file == cx.file
            && self.on(cx, finding.span).any(|sign_off| sign_off.code == code || sign_off.code == CHECKED)
    }

    /// The sign-off that holds on the claim of the words at `span`, a fact or a finding; that it was checked before
    /// any other.
    pub fn of(&self, cx: &Context<'_>, span: Span) -> Option<&SignOff> {
        self.on(cx, span).max_by_key(|sign_off| sign_off.code == CHECKED)
    }

    /// The sign-offs that hold on the claim of the words at `span`.
    pub fn on(&self, cx: &Context<'_>, span: Span) -> impl Iterator<Item = &SignOff> {
        let holding = self.0.iter().filter(|signed| signed.state == State::Holds);
        let near: Vec<(&SignOff, &Claim)> = holding
            .filter_map(|signed| Some((&signed.sign_off, signed.claim.as_ref()?)))
            .filter(|(_, claim)| touches(claim, span))
            .collect();
        let claim = if near.is_empty() { None } else { claim_of(cx, span) };
        near.into_iter()
            .filter(move |(_, signed)| claim.as_ref().is_some_and(|claim| claim.span == signed.span))
            .map(|(sign_off, _)| sign_off)
    }
}

/// The claim that the words at `span` belong to: the sentence they stand in, the one that ends their quotation, or the
/// one that their citation governs.
pub fn claim_of(cx: &Context<'_>, span: Span) -> Option<Claim> {
    let around = cx.draft.blocks_in(span).iter().fold(span, |around, block| around.cover(block.span));
    let claims = cx.draft.claims_in(around);
    let find = |test: &dyn Fn(&Claim) -> bool| claims.iter().rfind(|claim| test(claim)).cloned();
    find(&|claim| claim.span.contains(span))
        .or_else(|| find(&|claim| claim.quotations.iter().any(|quotation| quotation.span.contains(span))))
        .or_else(|| find(&|claim| cites(claim, span)))
}

fn touches(claim: &Claim, span: Span) -> bool {
    claim.span.contains(span)
        || claim.quotations.iter().any(|quotation| quotation.span.contains(span))
        || cites(claim, span)
}

fn cites(claim: &Claim, span: Span) -> bool {
    claim.cited().any(|by| by.citation.group.contains(span) || by.via.is_some_and(|via| via.contains(span)))
}

/// Every claim of the draft, in order, with its name.
pub fn named_claims(cx: &Context<'_>) -> Vec<(ClaimId, Claim)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let named = |claim: Claim| {
        let hash = claim_hash(cx, &claim);
        let occurrence = seen.entry(hash.clone()).and_modify(|n| *n += 1).or_insert(1);
        (ClaimId { hash, occurrence: *occurrence }, claim)
    };
    cx.draft.claims().into_iter().map(named).collect()
}

/// The hash of what `claim` says and cites: neither line breaks nor emphasis count.
pub fn claim_hash(cx: &Context<'_>, claim: &Claim) -> String {
    let mut said = claim.text.split_whitespace().collect::<Vec<_>>().join(" ");
    for by in claim.cited() {
        let (sign, name) = match &by.citation.target {
            Target::Key(key) => ('@', key),
            Target::Link(link) | Target::Page(link) => ('<', link),
            // Labels of notes change when notes come and go.
            Target::Footnote(_) => continue,
        };
        let locator = by.citation.locator.as_ref().map(|(span, _)| cx.draft.slice(*span));
        said.extend(['\n', sign]);
        said.push_str(name);
        said.push('\n');
        said.push_str(&locator.unwrap_or_default());
    }
    short(&blake3::hash(said.as_bytes()).to_hex())
}

/// A sign-off with `code` on the claim of this hash that stands nearest to byte `offset`; `None` where there is none, or
/// no such finding among those that `findings` gives of a stretch of the draft. `root` is where paths begin.
pub fn sign(
    cx: &Context<'_>,
    root: &Path,
    (hash, offset): (&str, usize),
    code: &str,
    findings: &dyn Fn(Span) -> Vec<Finding>,
) -> Option<SignOff> {
    let claims = named_claims(cx).into_iter().filter(|(id, _)| id.hash == hash);
    let (id, claim) = claims.min_by_key(|(_, claim)| claim.span.start.abs_diff(offset))?;
    let mut held: Vec<(&Path, &ContentHash)> = governing(cx, &claim);
    if code != CHECKED {
        let code = Code::parse(code)?;
        let around = claim.quotations.iter().map(|quotation| quotation.span).chain(claim.cited_in_text());
        let found = findings(around.fold(claim.span, Span::cover));
        let of_claim = |finding: &&Finding| {
            finding.code == code && claim_of(cx, finding.span).is_some_and(|its| its.span == claim.span)
        };
        let finding = found.iter().find(of_claim)?;
        let shown = finding.evidence.iter().filter(|evidence| evidence.span.is_some());
        held.extend(shown.filter_map(|evidence| read(cx, &evidence.source)));
    }
    let told = |path: &Path| told(root, path);
    Some(SignOff {
        file: told(cx.file),
        excerpt: excerpt(&cx.draft.slice(claim.span)),
        code: code.to_owned(),
        reason: String::new(),
        who: String::new(),
        when: String::new(),
        claim: id,
        sources: held.into_iter().map(|(path, hash)| (told(path), short(&hash.0))).collect(),
    })
}

/// `path` from the folder `root`, absolute outside it, with `/` between its parts.
pub fn told(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// The state of every source, by its content.
struct Library(HashSet<String>);

impl Library {
    fn new(cx: &Context<'_>) -> Library {
        let read = |state: &SourceState| match state {
            SourceState::Read(hash) => Some(short(&hash.0)),
            SourceState::Waiting | SourceState::Unreadable(_) => None,
        };
        Library(cx.shelf.sources().iter().filter_map(|source| read(&source.state)).collect())
    }

    /// Whether what `claim` rests on is what it rested on when it was signed. That a source is gone is said of a library
    /// that was read whole; that it has another name is nothing.
    fn is_as_signed(&self, cx: &Context<'_>, claim: &Claim, sign_off: &SignOff) -> bool {
        let known = |hash: &String| sign_off.sources.values().any(|signed| signed == hash);
        let still_there =
            !cx.shelf.is_complete() || sign_off.sources.values().all(|hash| self.0.contains(hash));
        still_there && governing(cx, claim).into_iter().all(|(_, hash)| known(&short(&hash.0)))
    }
}

/// The sources that `claim` cites, as far as they are read.
fn governing<'c>(cx: &Context<'c>, claim: &Claim) -> Vec<(&'c Path, &'c ContentHash)> {
    let resolved = claim.cited().flat_map(|by| cx.shelf.resolve_all(&by.citation.target, cx.file));
    resolved.flatten().filter_map(|source| read(cx, &source.text.path)).collect()
}

fn read<'c>(cx: &Context<'c>, path: &Path) -> Option<(&'c Path, &'c ContentHash)> {
    let source = cx.shelf.sources().iter().find(|source| source.path == path)?;
    match &source.state {
        SourceState::Read(hash) => Some((&source.path, hash)),
        SourceState::Waiting | SourceState::Unreadable(_) => None,
    }
}

fn short(hash: &str) -> String {
    hash.chars().take(DIGITS).collect()
}

fn excerpt(sentence: &str) -> String {
    let line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
