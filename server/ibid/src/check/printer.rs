//! What a check found, printed as it goes, and counted.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use ibid_check::{Checked, Finding, LedgerLine, Severity};
use ibid_report::{Context, Summary, human, json};
use ibid_workspace::{claims_absence, read_text};

use super::group::DraftFile;
use crate::cli::Format;
use crate::libraries::Project;
use crate::terminal::Output;

/// Prints what was found, and counts it.
pub(crate) struct Printer {
    output: Output,
    format: Format,
    facts: bool,
    /// The folder from which people see files.
    here: PathBuf,
    summary: Summary,
    counts: BTreeMap<Severity, usize>,
    /// Bibliographies that were told of; several drafts may share one.
    told: HashSet<PathBuf>,
}

impl Printer {
    /// A printer of findings, or of `facts`.
    pub(crate) fn new(format: Format, facts: bool, here: PathBuf) -> Printer {
        let (summary, counts, told) = (Summary::default(), BTreeMap::new(), HashSet::new());
        Printer { output: Output::new(), format, facts, here, summary, counts, told }
    }

    /// Prints what was found in a draft. Without a library there is nothing to find.
    pub(crate) fn draft(&mut self, project: &Project, draft: &DraftFile, checked: Checked) -> io::Result<()> {
        let mut context = self.context(project);
        context.add_text(&draft.path, draft.text.clone());
        let mut findings = if project.reach.is_empty() { Vec::new() } else { checked.findings };
        if !project.reach.missing.is_empty() {
            findings.retain(|finding| !claims_absence(finding.code));
        }
        self.add_related(&mut context, &draft.path, &findings);
        self.summary.claims += checked.claims;
        self.summary.count(&checked.ledger);
        self.findings(project, &context, &findings)?;
        if self.facts { self.ledger(&context, &draft.path, &checked.ledger) } else { Ok(()) }
    }

    /// Prints what was found in the bibliography at `file`, once.
    pub(crate) fn bibliography(
        &mut self,
        project: &Project,
        file: &Path,
        findings: &[Finding],
    ) -> io::Result<()> {
        if findings.is_empty() || !self.told.insert(file.to_owned()) {
            return Ok(());
        }
        let mut context = self.context(project);
        context.add_text(file, read_text(file).unwrap_or_default());
        self.findings(project, &context, findings)
    }

    /// The severities of what was found, each once.
    pub(crate) fn severities(&self) -> impl Iterator<Item = Severity> + '_ {
        self.counts.keys().copied()
    }

    /// Prints what it all comes to.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        match self.format {
            Format::Json => self.output.line(&json::summary(&self.summary))?,
            Format::Human => {
                if !self.facts {
                    self.output.line(&totals(&self.counts))?;
                }
                self.output.line(&self.summary.to_string())?;
            }
        }
        self.output.finish()
    }

    fn context(&self, project: &Project) -> Context {
        match self.format {
            Format::Human => Context::new(&self.here),
            Format::Json => Context::new(&project.root.path),
        }
    }

    /// Adds the texts of other files that findings point to, for their lines.
    fn add_related(&self, context: &mut Context, draft: &Path, findings: &[Finding]) {
        let related = findings.iter().flat_map(|finding| &finding.related).map(|related| &related.file);
        let files: HashSet<&PathBuf> = related.filter(|file| *file != draft).collect();
        for file in files {
            if let Ok(text) = read_text(file) {
                context.add_text(file, text);
            }
        }
    }

    fn findings(&mut self, project: &Project, context: &Context, findings: &[Finding]) -> io::Result<()> {
        for finding in findings {
            let Some(severity) = project.settings.severity(finding.code) else { continue };
            self.summary.findings += 1;
            *self.counts.entry(severity).or_default() += 1;
            match self.format {
                _ if self.facts => {}
                Format::Json => self.output.line(&json::finding(context, finding, severity))?,
                Format::Human => {
                    let told = human::finding(context, self.output.look, finding, severity);
                    self.output.write(&told)?;
                }
            }
        }
        Ok(())
    }

    fn ledger(&mut self, context: &Context, draft: &Path, ledger: &[LedgerLine]) -> io::Result<()> {
        if self.format == Format::Json {
            return ledger.iter().try_for_each(|fact| self.output.line(&json::fact(context, fact)));
        }
        if ledger.is_empty() {
            return Ok(());
        }
        let look = self.output.look;
        self.output.write(&human::heading(context, look, draft))?;
        for fact in ledger {
            self.output.write(&human::fact(context, look, fact))?;
        }
        self.output.line("")
    }
}

/// "9 findings: 1 error, 8 warnings".
fn totals(counts: &BTreeMap<Severity, usize>) -> String {
    let plural = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let told = |(severity, count): (&Severity, &usize)| match severity {
        // "Information" has no plural.
        Severity::Information => format!("{count} information"),
        severity => plural(*count, json::severity_name(*severity)),
    };
    let parts: Vec<String> = counts.iter().map(told).collect();
    match counts.values().sum() {
        0 => "no findings".to_owned(),
        all => format!("{}: {}", plural(all, "finding"), parts.join(", ")),
    }
}
