//! What of a model's words may be shown: whole sentences that the sources bear out. The first that they do not ends it.

use ibid_check::{Checked, Code, Context, Outcome, check_part};
use ibid_draft::{Claim, Draft, Target, citing};
use ibid_evidence::Topic;
use ibid_text::Span;

use super::{BEFORE, spoken};

/// Sentences shown at most.
const SENTENCES: usize = 3;
/// How near a passage must come for a sentence without a citation to rest on it, and the terms that the two share.
const RESTS: (f32, usize) = (0.5, 3);
/// Likewise for a sentence with the passage's citation.
const CITED: (f32, usize) = (0.2, 2);
/// Numbers in words that a writer counts with.
const COUNTS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "both", "first", "second"];

/// What may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounded {
    /// The words, from the cursor on; empty where none may.
    pub text: String,
    /// Nothing more may follow, whatever else the model says.
    pub closed: bool,
}

/// Whether a model has more to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It goes on.
    Open,
    /// It is done.
    Done,
    /// It was cut in the midst.
    Cut,
}

/// What of `said` may be shown after byte `offset`. Each sentence must be whole, its citations real and to the point, its
/// quotations a source's words, and each figure and date one that the cited source has; one that rests on a passage and cites
/// nothing is given the citation. Searches the library.
pub fn ground(cx: &Context<'_>, offset: usize, said: &str, ending: Ending) -> Grounded {
    let before = cx.draft.slice(Span::new(offset.saturating_sub(BEFORE), offset));
    let (words, markup) = spoken::words(said, &before);
    let ending = if markup { Ending::Cut } else { ending };
    let mut spoken = Spoken { cx, offset, before, words, ending };
    let mut shown = 0;
    for _ in 0..SENTENCES {
        let Some(claim) = spoken.sentence_after(shown) else {
            return spoken.up_to(shown, ending != Ending::Open);
        };
        let Some(end) = spoken.borne_out(&claim) else { return spoken.up_to(shown, true) };
        shown = end;
    }
    spoken.up_to(shown, true)
}

/// A model's words in their place.
struct Spoken<'a> {
    cx: &'a Context<'a>,
    offset: usize,
    before: String,
    words: String,
    ending: Ending,
}

impl Spoken<'_> {
    fn up_to(&self, end: usize, closed: bool) -> Grounded {
        Grounded { text: self.words[..end].trim_end().to_owned(), closed }
    }

    /// The draft as it would be.
    fn draft(&self) -> Draft {
        self.cx.draft.edit(Span::new(self.offset, self.offset), &self.words)
    }

    /// The words' bytes in that draft.
    fn span(&self) -> Span {
        Span::new(self.offset, self.offset + self.words.len())
    }

    /// The first sentence that ends behind the words up to `shown`, if it is whole.
    fn sentence_after(&self, shown: usize) -> Option<Claim> {
        let claims = self.draft().claims_in(self.span()).into_iter();
        let next = claims.filter(|claim| self.end(claim) > shown).min_by_key(|claim| claim.span.start)?;
        let rest = self.words.get(self.end(&next)..)?.trim_start();
        let whole = match self.ending {
            Ending::Done => true,
            Ending::Cut => ends(self.words[..self.end(&next)].trim_end()),
            // A citation may follow the full stop.
            Ending::Open => !rest.is_empty() && !rest.starts_with('['),
        };
        whole.then_some(next)
    }

    /// Where a sentence ends among the words, the citations right after it with it.
    fn end(&self, claim: &Claim) -> usize {
        let end = claim.with_citations().end;
        end.min(self.span().end).saturating_sub(self.offset)
    }

    /// Where the sentence ends among the words, given its citation, if all that it says may be shown.
    fn borne_out(&mut self, claim: &Claim) -> Option<usize> {
        let claim = if claim.is_cited() { claim.clone() } else { self.cited(claim)? };
        let draft = self.draft();
        let cx = Context { draft: &draft, ..*self.cx };
        let whole = Span::new(claim.span.start, self.offset + self.end(&claim));
        let held = check_part(&cx, whole, &Checked::default());
        let fault = held.findings.iter().any(|f| f.code != Code::CitationNeeded && f.span.overlaps(whole));
        let mut facts =
            held.ledger().into_iter().filter(|line| line.span.end > self.offset && line.span.overlaps(whole));
        let known = facts.all(|line| match claim.is_cited() {
            // A name that only cannot be compared is no reason to doubt the sentence.
            _ if line.kind == "name" => !claim.is_cited() || line.outcome != Outcome::NotFound,
            true => line.outcome == Outcome::Agrees || is_own_count(&line.text),
            false => is_own_count(&line.text) || self.before.contains(&line.text),
        });
        (!fault && known && self.is_to_the_point(&claim)).then(|| self.end(&claim))
    }

    /// The sentence with the citation of the passage that it rests on; as it is where it rests on none.
    fn cited(&mut self, claim: &Claim) -> Option<Claim> {
        let draft = self.draft();
        let cx = Context { draft: &draft, ..*self.cx };
        let (near, shared) = RESTS;
        let offers = ibid_check::offers(&cx, claim, 1).into_iter();
        let rests = offers.filter(|offer| offer.nearness >= near && offer.shared >= shared);
        let passage = rests.map(|offer| offer.evidence).next();
        let Some((reference, place)) = passage.and_then(|p| Some((p.reference?, p.place))) else {
            return Some(claim.clone());
        };
        let (at, text) = citing::insertion(&draft, claim, &reference.key, &place);
        let at = at.start.checked_sub(self.offset)?;
        self.words.insert_str(at, &text);
        self.draft().claim_at(claim.span.start)
    }

    /// Whether each cited source has a sentence on what the claim says.
    fn is_to_the_point(&self, claim: &Claim) -> bool {
        let (near, shared) = CITED;
        let topic = Topic::new(&claim.text);
        claim.cited().all(|by| {
            let key = matches!(by.citation.target, Target::Key(_));
            let source = self.cx.shelf.resolve(&by.citation.target, self.cx.file);
            let closest = source.ok().and_then(|source| topic.closest(&source.text, 1).into_iter().next());
            key && closest.is_some_and(|c| c.nearness >= near && c.shared >= shared)
        })
    }
}

/// Whether words end as a sentence does.
fn ends(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '”', '’', '」', '』', ')', '）']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', ']'])
}

/// Whether a figure is such as a writer counts with.
fn is_own_count(text: &str) -> bool {
    COUNTS.contains(&text.to_lowercase().as_str())
}
