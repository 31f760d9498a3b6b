//! A draft claim by claim as the writer has it now, and the sentence at hand alone: what an evidence view shows.

use std::time::Instant;

use ibid_check::{Account, Accounted, Finding, account, account_of};
use ibid_draft::Claim;
use ibid_text::Span;

use crate::findings::Looked;
use crate::session::Session;
use crate::snapshot::Snapshot;

impl Session {
    /// What became of the draft of `snapshot` at the time `now`, its findings as they are shown; `None` once `wanted` says no
    /// or where it is no draft with a library. Blocks.
    pub fn account(
        &self,
        snapshot: &Snapshot,
        now: Instant,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Account> {
        let cx = snapshot.context()?;
        let Looked { findings, checked, judged } = self.look(snapshot, now, wanted)?;
        let findings: Vec<Finding> = findings.own.into_iter().map(|(_, finding)| finding).collect();
        Some(account(&cx, &checked.ledger(), &findings, &judged))
    }

    /// What became of the sentence at byte `offset` of the draft of `snapshot`, or before the citation there; does not look at
    /// the rest of it.
    pub fn account_at(&self, snapshot: &Snapshot, offset: usize, now: Instant) -> Option<Accounted> {
        let cx = snapshot.context()?;
        let claims = cx.draft.claims_in(Span::new(offset, offset));
        let cites = |claim: &&Claim| claim.cited_in_text().any(|group| group.touches(offset));
        let claim = claims.iter().find(|claim| claim.span.touches(offset)).or(claims.iter().find(cites))?;
        let part = self.part(snapshot, claim.with_citations(), now);
        let judged = self.judged_of(snapshot, claim);
        Some(account_of(&cx, claim, &part.ledger(), &part.findings, judged))
    }
}
