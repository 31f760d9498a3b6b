//! `citation-needed`: a sentence that wants a source and names none, where the library has one to offer; and a figure that the
//! library contradicts beyond doubt.

use ibid_draft::{BlockKind, CitationForm, Claim, citing};
use ibid_evidence::{Evidence, Offer};

use crate::context::Context;
use crate::elsewhere::{self, Stand};
use crate::model::{Code, Edit, Finding, Fix};
use crate::speech;
use crate::wants::{states_figure, wants};

/// How near a passage must come to be offered.
const NEAR: f32 = 0.5;
/// How near where the sentence names the source's author or subject as the one who said it.
const NEAR_SAID: f32 = 0.15;
/// Terms that must stand in one sentence of the source.
const SHARED: usize = 3;
/// Likewise where the sentence says who said it.
const SHARED_SAID: usize = 2;
/// Offers shown.
const OFFERS: usize = 3;

/// The hint for `claim`, with the best passages as evidence and their citations as fixes.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    let prose = matches!(claim.kind, BlockKind::Prose | BlockKind::ListItem | BlockKind::Quote);
    let cites = claim.governed_by.iter().any(|by| by.citation.form != CitationForm::Attributed);
    if !prose || cites || !cx.shelf.is_complete() {
        return None;
    }
    let want = wants(claim);
    if want.is_none() && !states_figure(&claim.text) {
        return None;
    }
    let near: Vec<Offer> = offers(cx, claim, OFFERS).into_iter().filter(near).collect();
    let offers = match bearing_out(cx, claim, near) {
        Ok(offers) => offers,
        Err(contradiction) => return Some(*contradiction),
    };
    want?;
    let first = offers.first()?;
    let name = first.evidence.reference.as_ref().map_or_else(
        || first.evidence.source.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
        |r| format!("@{}", r.key),
    );
    let message = format!("This wants a source, and names none. {name} has a passage near to it.");
    let mut finding = Finding::new(Code::CitationNeeded, cx.file, claim.span, message);
    finding.fixes = offers.iter().filter_map(|o| cite(cx, claim, &o.evidence)).collect();
    finding.evidence = offers.into_iter().map(|o| o.evidence).collect();
    Some(finding)
}

/// The `offers` that bear `claim` out, then those that are silent on its figures; what contradicts it is no source for it.
/// Where nothing bears it out and one contradicts it beyond doubt, that contradiction.
fn bearing_out(cx: &Context<'_>, claim: &Claim, offers: Vec<Offer>) -> Result<Vec<Offer>, Box<Finding>> {
    let (mut bearing, mut silent, mut contradictions) = (Vec::new(), Vec::new(), Vec::new());
    for offer in offers {
        match elsewhere::stand(cx, claim, &offer) {
            Stand::BearsOut => bearing.push(offer),
            Stand::Silent => silent.push(offer),
            Stand::Differs(finding) => contradictions.extend(finding),
        }
    }
    if bearing.is_empty() && !contradictions.is_empty() {
        return Err(Box::new(contradictions.swap_remove(0)));
    }
    bearing.append(&mut silent);
    Ok(bearing)
}

/// The sources that come nearest to `claim`, at most `limit`, nearest first; where it says who said it, those of that
/// speaker first. Searches the library.
pub fn offers(cx: &Context<'_>, claim: &Claim, limit: usize) -> Vec<Offer> {
    match speech::attribution(&claim.text) {
        Some(said) => cx.shelf.offers_said_by(said.speaker, said.content, limit),
        None => cx.shelf.offers(&claim.text, limit),
    }
}

fn near(offer: &Offer) -> bool {
    let plain = offer.nearness >= NEAR && offer.shared >= SHARED;
    let said = offer.by_speaker && offer.nearness >= NEAR_SAID && offer.shared >= SHARED_SAID;
    plain || said
}

fn cite(cx: &Context<'_>, claim: &Claim, evidence: &Evidence) -> Option<Fix> {
    let key = &evidence.reference.as_ref()?.key;
    let cited = citing::key_at(key, &evidence.place);
    let (span, text) = citing::insertion(cx.draft, claim, key, &evidence.place);
    Some(Fix { title: format!("Cite [@{cited}]"), edits: vec![Edit { span, text }] })
}
