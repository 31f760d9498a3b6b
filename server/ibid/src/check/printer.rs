//! What a check found, printed as it goes, and counted.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use ibid_check::signoffs::{SignedClaim, State};
use ibid_check::{Checked, Code, Finding, LedgerLine, Severity, SignOff, Signed, secondary};
use ibid_report::{Context, Provenance, Summary, github, human, json, sarif};
use ibid_workspace::{claims_absence, paths, read_text};

use super::group::DraftFile;
use super::{Format, Told};
use crate::libraries::Project;
use crate::terminal::{self, Output};

/// Prints what was found, and counts it.
pub(crate) struct Printer {
    output: Output,
    sarif: sarif::Log,
    format: Format,
    told_of: Told,
    /// The folder from which people see files.
    here: PathBuf,
    summary: Summary,
    counts: BTreeMap<Severity, usize>,
    /// Sign-offs that hold, and that lapsed.
    states: (usize, usize),
    /// Bibliographies that were told of; several drafts may share one.
    told: HashSet<PathBuf>,
}

impl Printer {
    /// A printer of what is `told_of` drafts.
    pub(super) fn new(format: Format, told_of: Told, here: PathBuf) -> Printer {
        let (summary, counts, told) = (Summary::default(), BTreeMap::new(), HashSet::new());
        Printer {
            output: Output::new(),
            sarif: sarif::Log::default(),
            format,
            told_of,
            here,
            summary,
            counts,
            states: (0, 0),
            told,
        }
    }

    /// Prints what was found in a draft, less what was `signed` off. Without a library there is nothing to find.
    pub(crate) fn draft(
        &mut self,
        project: &Project,
        draft: &DraftFile,
        cx: &ibid_check::Context<'_>,
        mut checked: Checked,
        signed: &Signed,
    ) -> io::Result<()> {
        let mut context = self.context(project);
        context.add_text(&draft.path, draft.text.clone());
        checked.findings.retain(|finding| !signed.silences(cx, finding));
        let ledger = checked.ledger();
        let findings = shown(project, checked.findings);
        self.add_related(&mut context, &draft.path, &findings);
        self.summary.claims += checked.claims;
        self.summary.count(&ledger);
        self.findings(&context, findings)?;
        match self.told_of {
            Told::Findings => return Ok(()),
            Told::SignOffs => return self.signed(&context, &draft.path, signed.all()),
            Told::Facts => {}
        }
        for evidence in ledger.iter().flat_map(|fact| &fact.evidence) {
            if let Some(copy) = cx.shelf.text(&evidence.source).and_then(|source| source.web_copy()) {
                context.add_copy(&evidence.source, copy);
            }
        }
        self.ledger(&context, cx, &ledger, signed)
    }

    /// Prints a sign-off of a draft that is there no more, in the project at `root`.
    pub(crate) fn gone(&mut self, root: &Path, sign_off: SignOff) -> io::Result<()> {
        let file = root.join(&sign_off.file);
        let context = Context::new(if self.format == Format::Human { &self.here } else { root });
        self.signed(&context, &file, &[SignedClaim { sign_off, state: State::SentenceChanged, claim: None }])
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
        self.findings(&context, shown(project, findings.to_vec()))
    }

    /// The severities of what was found, each once.
    pub(crate) fn severities(&self) -> impl Iterator<Item = Severity> + '_ {
        self.counts.keys().copied()
    }

    /// Prints what it all comes to.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        match self.format {
            Format::Json => self.output.line(&json::summary(&self.summary))?,
            Format::Sarif => self.output.line(&self.sarif.finish(&self.summary))?,
            Format::Github => self.output.line(&self.summary.to_string())?,
            Format::Human if terminal::is_quiet() => {}
            Format::Human => {
                let (holding, lapsed) = self.states;
                match self.told_of {
                    Told::Findings => self.output.line(&totals(&self.counts))?,
                    Told::Facts => {}
                    Told::SignOffs => self.output.line(&human::signed_totals(holding, lapsed))?,
                }
                if self.told_of != Told::SignOffs {
                    self.output.line(&self.summary.to_string())?;
                }
            }
        }
        self.output.finish()
    }

    fn context(&self, project: &Project) -> Context {
        match self.format {
            Format::Human => Context::new(&self.here),
            // Annotations name files as the repository does.
            Format::Github => Context::new(&repository(&self.here)),
            Format::Json | Format::Sarif => Context::new(&project.root.path),
        }
    }

    /// Adds the texts of other files that findings point to, for their lines.
    fn add_related(&self, context: &mut Context, draft: &Path, findings: &[(Severity, Finding)]) {
        let related = findings.iter().flat_map(|(_, finding)| &finding.related).map(|related| &related.file);
        let files: HashSet<&PathBuf> = related.filter(|file| *file != draft).collect();
        for file in files {
            if let Ok(text) = read_text(file) {
                context.add_text(file, text);
            }
        }
    }

    fn findings(&mut self, context: &Context, findings: Vec<(Severity, Finding)>) -> io::Result<()> {
        self.summary.findings += findings.len();
        findings.iter().for_each(|(severity, _)| *self.counts.entry(*severity).or_default() += 1);
        // Facts or sign-offs are told instead.
        let told = if self.told_of == Told::Findings { findings } else { Vec::new() };
        if self.format == Format::Sarif {
            self.sarif.findings(context, &told);
            return Ok(());
        }
        told.iter().try_for_each(|(severity, finding)| match self.format {
            Format::Json => self.output.line(&json::finding(context, finding, *severity)),
            Format::Github => self.output.line(&github::finding(context, finding, *severity)),
            _ => self.output.write(&human::finding(context, self.output.look, finding, *severity)),
        })
    }

    fn ledger(
        &mut self,
        context: &Context,
        cx: &ibid_check::Context<'_>,
        ledger: &[LedgerLine],
        signed: &Signed,
    ) -> io::Result<()> {
        let provenance = |fact: &LedgerLine| Provenance {
            signed: signed.of(cx, fact.span).cloned(),
            secondary: secondary(cx, fact),
        };
        match self.format {
            Format::Json => {
                let mut told = ledger.iter().map(|fact| json::fact(context, fact, &provenance(fact)));
                return told.try_for_each(|fact| self.output.line(&fact));
            }
            Format::Sarif => {
                self.sarif.facts(context, ledger);
                return Ok(());
            }
            Format::Github => {
                let mut told = ledger.iter().filter_map(|fact| github::fact(context, fact));
                return told.try_for_each(|fact| self.output.line(&fact));
            }
            Format::Human => {}
        }
        if ledger.is_empty() {
            return Ok(());
        }
        let look = self.output.look;
        self.output.write(&human::heading(context, look, cx.file))?;
        for fact in ledger {
            self.output.write(&human::fact(context, look, fact, &provenance(fact)))?;
        }
        self.output.write(&human::copies(context, look))?;
        self.output.line("")
    }

    fn signed(&mut self, context: &Context, draft: &Path, all: &[SignedClaim]) -> io::Result<()> {
        let holding = all.iter().filter(|signed| signed.state == State::Holds).count();
        self.states.0 += holding;
        self.states.1 += all.len() - holding;
        if self.format == Format::Json {
            return all.iter().try_for_each(|one| self.output.line(&json::signed(context, draft, one)));
        }
        if all.is_empty() {
            return Ok(());
        }
        let look = self.output.look;
        self.output.write(&human::heading(context, look, draft))?;
        for one in all {
            self.output.write(&human::signed(context, look, draft, one))?;
        }
        self.output.line("")
    }
}

/// Those of `findings` that are shown in `project`, with the severities that its settings give. Without a library there
/// is nothing to find but that one was named in vain.
pub(crate) fn shown(project: &Project, mut findings: Vec<Finding>) -> Vec<(Severity, Finding)> {
    if project.reach.is_empty() {
        findings.retain(|finding| finding.code == Code::UnreadableSource);
    }
    let lacks_bibliographies = project.reach.lacks_bibliographies();
    let vouched = findings.into_iter().filter(|f| !(lacks_bibliographies && claims_absence(f.code)));
    vouched.filter_map(|finding| Some((project.settings.severity(finding.code)?, finding))).collect()
}

/// The checkout of the repository where `here` is part of one in a workflow, else `here`.
fn repository(here: &Path) -> PathBuf {
    let checkout = std::env::var_os("GITHUB_WORKSPACE").map(|path| paths::normal(Path::new(&path)));
    checkout.filter(|checkout| here.starts_with(checkout)).unwrap_or_else(|| here.to_owned())
}

/// "9 findings: 1 error, 8 warnings".
fn totals(counts: &BTreeMap<Severity, usize>) -> String {
    let plural = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let told = |(severity, count): (&Severity, &usize)| match severity {
        // "Information" has no plural.
        Severity::Information => format!("{count} information"),
        severity => plural(*count, severity.as_str()),
    };
    let parts: Vec<String> = counts.iter().map(told).collect();
    match counts.values().sum() {
        0 => "no findings".to_owned(),
        all => format!("{}: {}", plural(all, "finding"), parts.join(", ")),
    }
}
