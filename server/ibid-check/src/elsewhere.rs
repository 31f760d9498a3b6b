//! A sentence without a citation against a source of the library that comes near to it: whether that bears its figures out, or
//! says otherwise.

use ibid_draft::{Citation, CitationForm, Claim, Governing, Target};
use ibid_evidence::Offer;
use ibid_text::Span;

use crate::context::Context;
use crate::figures;
use crate::model::{Code, Finding, Outcome};

/// How near a passage must come to contradict a sentence that does not cite it.
const NEAR: f32 = 0.85;
/// Terms that must stand in one sentence of the source.
const SHARED: usize = 5;

/// What a source says of a sentence that does not cite it.
pub(crate) enum Stand {
    /// It has one of its figures or dates in the same slot, and contradicts none.
    BearsOut,
    /// It has none of them.
    Silent,
    /// It says otherwise; what the writer is shown, where that is beyond doubt.
    Differs(Option<Finding>),
}

/// Where the source of `offer` stands to `claim`, held as if it were cited.
pub(crate) fn stand(cx: &Context<'_>, claim: &Claim, offer: &Offer) -> Stand {
    let Some(reference) = &offer.evidence.reference else { return Stand::Silent };
    let held = figures::check(cx, &citing(claim, &reference.key));
    let outcomes = || held.iter().map(|held| held.line.outcome);
    if !outcomes().any(|outcome| outcome == Outcome::Differs) {
        let agrees = outcomes().any(|outcome| outcome == Outcome::Agrees);
        return if agrees { Stand::BearsOut } else { Stand::Silent };
    }
    let beyond_doubt = offer.nearness >= NEAR && offer.shared >= SHARED;
    // A source's day may be any; without a citation nothing says that it is the claim's.
    let figure = |finding: &Finding| finding.code == Code::NumberMismatch;
    let finding = held.into_iter().filter_map(|held| held.finding).find(figure).filter(|_| beyond_doubt);
    Stand::Differs(finding.map(|found| Finding {
        message: format!("{} This cites nothing; @{} is about the same.", found.message, reference.key),
        ..found
    }))
}

/// `claim` with a citation of `key`.
fn citing(claim: &Claim, key: &str) -> Claim {
    let end = Span::new(claim.span.end, claim.span.end);
    let citation = Citation {
        span: end,
        group: end,
        target_span: end,
        target: Target::Key(key.to_owned()),
        locator: None,
        form: CitationForm::Bracketed,
    };
    Claim { governed_by: vec![Governing { citation, weak: false, via: None }], ..claim.clone() }
}
