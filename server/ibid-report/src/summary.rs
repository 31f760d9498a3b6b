//! What all of it comes to.

use ibid_check::{LedgerLine, Outcome};
use serde::Serialize;

/// What all of it comes to. The four outcomes add up to `facts`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Sentences that a source could bear out.
    pub claims: usize,
    /// Facts in the ledger.
    pub facts: usize,
    /// Facts that a source bears out.
    pub agree: usize,
    /// Facts that a source tells otherwise.
    pub differ: usize,
    /// Facts that stand in no source that was cited.
    pub not_found: usize,
    /// Facts that could not be compared.
    pub not_checkable: usize,
    /// Findings.
    pub findings: usize,
}

impl Summary {
    /// Counts the facts of `ledger` in.
    pub fn count(&mut self, ledger: &[LedgerLine]) {
        self.facts += ledger.len();
        for line in ledger {
            *match line.outcome {
                Outcome::Agrees => &mut self.agree,
                Outcome::Differs => &mut self.differ,
                Outcome::NotFound => &mut self.not_found,
                Outcome::NotCheckable => &mut self.not_checkable,
            } += 1;
        }
    }
}

impl std::fmt::Display for Summary {
    /// "41 facts: 33 agree, 2 differ, 6 not checkable".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let facts = if self.facts == 1 { "fact" } else { "facts" };
        write!(f, "{} {facts}: {} agree, {} differ", self.facts, self.agree, self.differ)?;
        if self.not_found > 0 {
            write!(f, ", {} not found", self.not_found)?;
        }
        write!(f, ", {} not checkable", self.not_checkable)
    }
}
