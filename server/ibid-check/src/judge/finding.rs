//! What the writer is shown of a verdict.

use ibid_draft::Claim;
use ibid_text::Span;

use super::Judged;
use crate::context::Context;
use crate::ignored;
use crate::model::Verdict;
use crate::model::{Code, Edit, Finding, Fix};

/// Whether one of `findings` says already what is wrong with what `claim` says, so that no judge is needed.
pub fn is_settled(findings: &[Finding], claim: Span) -> bool {
    let about = |code: Code| {
        matches!(
            code,
            Code::Misquote
                | Code::MisattributedQuote
                | Code::QuoteNotFound
                | Code::NumberMismatch
                | Code::DateMismatch
                | Code::NameMismatch
                | Code::Contradicted
        )
    };
    findings.iter().any(|finding| about(finding.code) && finding.span.overlaps(claim))
}

/// `findings` of a draft with those of its judged claims, each with the change that mends it if there is one.
pub fn add_judged<'a>(
    cx: &Context<'_>,
    findings: &mut Vec<Finding>,
    judged: impl Iterator<Item = (&'a Claim, &'a Judged, Option<Edit>)>,
) {
    let mut found: Vec<Finding> = judged
        .filter(|(claim, _, _)| !is_settled(findings, claim.span))
        .filter_map(|(claim, judged, mending)| finding(cx, claim, judged, mending))
        .collect();
    ignored::drop_ignored(cx, &mut found);
    findings.append(&mut found);
    findings.sort_by_key(|f| (f.span, f.code));
}

fn finding(cx: &Context<'_>, claim: &Claim, judged: &Judged, mending: Option<Edit>) -> Option<Finding> {
    let (code, said) = match (judged.verdict, &judged.words) {
        (Verdict::Contradicted, Some(words)) => {
            let translated = judged.translation.as_ref();
            let translated =
                translated.map(|t| format!(" (the model's translation: “{t}”)")).unwrap_or_default();
            let quote = words.quote.split_whitespace().collect::<Vec<_>>().join(" ");
            (
                Code::Contradicted,
                format!("The judge finds that the source says otherwise: “{quote}”{translated}."),
            )
        }
        (Verdict::Unsupported, _) => {
            let said = "The judge read what is cited here, and finds nothing in it that bears this out.";
            (Code::Unsupported, said.to_owned())
        }
        _ => return None,
    };
    let message = if judged.reason.is_empty() { said } else { format!("{said} {}", judged.reason) };
    let title = "Say what the source says (as the judge proposes)".to_owned();
    let fixes = mending.map(|edit| Fix { title, edits: vec![edit] });
    Some(Finding {
        evidence: judged.words.iter().cloned().collect(),
        fixes: fixes.into_iter().collect(),
        ..Finding::new(code, cx.file, claim.span, message)
    })
}
