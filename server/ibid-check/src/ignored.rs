//! What the writer said not to show: comments in the draft, codes in its front matter.

use crate::context::Context;
use crate::model::Finding;

/// Leaves out what the draft ignores.
pub(crate) fn drop_ignored(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let everywhere = cx.draft.front_matter().ignore;
    let here = cx.draft.ignores();
    findings.retain(|finding| {
        let code = finding.code.as_str();
        let named = |codes: &[String]| codes.is_empty() || codes.iter().any(|c| c == code);
        let covered = here.iter().any(|i| i.covers.overlaps(finding.span) && named(&i.codes));
        finding.file != cx.file || !(covered || everywhere.iter().any(|c| c == code))
    });
}
