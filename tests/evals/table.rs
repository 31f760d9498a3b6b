//! Rows of the table.

use std::collections::BTreeMap;

use ibid_check::{LedgerLine, Outcome};

/// Reasons for passing a fact over that a row names.
const REASONS: usize = 3;

/// One row.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) goal: &'static str,
    /// What came out.
    pub(crate) result: String,
    pub(crate) coverage: Coverage,
    /// What was wrong, one line each.
    pub(crate) faults: Vec<String>,
}

/// What became of the facts or sentences behind a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage {
    found: usize,
    compared: usize,
    passed_over: BTreeMap<String, usize>,
}

pub(crate) fn head() {
    println!(
        "{:<15}{:<46}{:<26}{:<58}{:>7}{:>10}  passed over",
        "", "", "goal", "measured", "found", "compared"
    );
}

impl Row {
    pub(crate) fn new(name: &str, goal: &'static str, result: String, coverage: Coverage) -> Row {
        Row { name: name.to_owned(), goal, result, coverage, faults: Vec::new() }
    }

    pub(crate) fn with_faults(self, faults: Vec<String>) -> Row {
        Row { faults, ..self }
    }

    /// The row of a part whose file is not there.
    pub(crate) fn without(name: &str, goal: &'static str, file: &str) -> Row {
        Row::new(name, goal, format!("not measured: DATA has no {file}"), Coverage::default())
    }

    pub(crate) fn print(&self, group: &str) {
        let Row { name, goal, result, coverage, .. } = self;
        let (found, compared, passed_over) = (coverage.found, coverage.compared, coverage.reasons());
        println!("{group:<15}{name:<46}{goal:<26}{result:<58}{found:>7}{compared:>10}  {passed_over}");
    }
}

impl Coverage {
    /// All of `found` compared.
    pub(crate) fn whole(found: usize) -> Coverage {
        Coverage { found, compared: found, ..Coverage::default() }
    }

    /// Counts one that was compared.
    pub(crate) fn compared(&mut self) {
        self.found += 1;
        self.compared += 1;
    }

    /// Counts one that was passed over, and why.
    pub(crate) fn passed_over(&mut self, why: &str) {
        self.found += 1;
        *self.passed_over.entry(why.to_owned()).or_default() += 1;
    }

    /// Counts the facts of a ledger.
    pub(crate) fn add(&mut self, ledger: &[LedgerLine]) {
        for line in ledger {
            match line.outcome {
                Outcome::Agrees | Outcome::Differs => self.compared(),
                Outcome::NotFound | Outcome::NotCheckable => self.passed_over(&line.why),
            }
        }
    }

    /// The commonest reasons, with how often.
    fn reasons(&self) -> String {
        let mut reasons: Vec<_> = self.passed_over.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let rest: usize = reasons.iter().skip(REASONS).map(|(_, count)| **count).sum();
        let mut told: Vec<String> =
            reasons.iter().take(REASONS).map(|(why, count)| format!("{count} {why}")).collect();
        if rest > 0 {
            told.push(format!("{rest} otherwise"));
        }
        told.join("; ")
    }
}

/// "93.1%".
pub(crate) fn percent(part: usize, whole: usize) -> String {
    format!("{:.1}%", 100.0 * share(part, whole))
}

/// `part` of `whole`, 0 where there is none.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
