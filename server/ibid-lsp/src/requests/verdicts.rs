//! `ibid/verdicts`, of `{ textDocument }`: a draft claim by claim with its verdicts and findings, for a view of them all.
//! `null` where the file is no draft, or has no library. Waits until the draft is checked.

use std::sync::Arc;
use std::time::Instant;

use ibid_check::{Accounted, Finding, Judged};
use ibid_workspace::Snapshot;
use serde::Serialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DiagnosticSeverity, Range};

use super::OfDocument;
use crate::server::State;
use crate::to_proto;

/// A draft claim by claim.
#[derive(Serialize)]
pub(crate) struct Account {
    /// The version of the draft that ranges are of.
    version: i32,
    /// The sentences that cite a source, state a fact or have a finding, in the order of the draft.
    claims: Vec<Claim>,
    /// Findings that belong to none of them.
    others: Vec<Found>,
}

/// A sentence and what became of it.
#[derive(Serialize)]
struct Claim {
    range: Range,
    /// As it was written, on one line.
    sentence: String,
    /// "supported", "contradicted", "unsupported" or "unknown".
    verdict: &'static str,
    findings: Vec<Found>,
    /// What the judge said, in a sentence.
    judged: Option<String>,
    /// What people have signed of it: "checked", or the code of what is no fault.
    signed: Vec<String>,
}

/// A finding.
#[derive(Serialize)]
struct Found {
    range: Range,
    code: &'static str,
    severity: Option<DiagnosticSeverity>,
    message: String,
}

pub(crate) async fn answer(state: &Arc<State>, params: OfDocument) -> Result<Option<Account>> {
    let question = |state: &State, snapshot: &Snapshot, wanted: &crate::workers::Wanted| {
        let account = state.session.account(snapshot, Instant::now(), &|| wanted.still())?;
        let (text, encoding) = (snapshot.open.text(), state.peer().encoding);
        let found = |finding: &Finding| Found {
            range: to_proto::range(text, finding.span, encoding),
            code: finding.code.as_str(),
            severity: snapshot.settings.severity(finding.code).map(to_proto::severity),
            message: finding.message.clone(),
        };
        let (cx, signed) = (snapshot.context()?, state.session.signed(snapshot));
        let claim = |accounted: Accounted| Claim {
            range: to_proto::range(text, accounted.claim.span, encoding),
            findings: accounted.findings.iter().map(found).collect(),
            signed: signed.on(&cx, accounted.claim.span).map(|signed| signed.code.clone()).collect(),
            sentence: one_line(&cx.draft.slice(accounted.claim.span)),
            verdict: accounted.verdict.as_str(),
            judged: accounted.judged.map(|judged: Judged| judged.reason).filter(|reason| !reason.is_empty()),
        };
        Some(Account {
            version: snapshot.open.version,
            claims: account.claims.into_iter().map(claim).collect(),
            others: account.others.iter().map(found).collect(),
        })
    };
    state.look_through(&params.text_document.uri, "diagnostics", question).await
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
