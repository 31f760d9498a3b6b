//! `ibid check`: drafts held against their sources.

pub(crate) mod group;
mod judging;
mod printer;
mod signing;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::bail;
use clap::ValueEnum;
use ibid_check::{Checked, Context, Severity};
use ibid_workspace::{check_named, cites_any, read_text, unused};

use crate::cli::{COULD_NOT_RUN, FINDINGS};
use crate::drafts;
use crate::libraries::{self, Libraries};
use crate::terminal;
use printer::Printer;

pub(crate) use group::{DraftFile, Group, groups};
pub(crate) use judging::Judging;
pub(crate) use printer::shown;
pub(crate) use signing::Signing;

const AFTER_HELP: &str = "\
Examples:
  ibid check                            every draft below this folder
  ibid check essay.md notes/            a draft, and every draft below a folder
  ibid check --fail-on error essay.md   warnings are shown, but only errors fail
  ibid check --facts essay.md           the ledger: every fact, and whether its source agrees
  ibid check --signed                   every sign-off, and whether it still holds
  ibid check --judge essay.md           ask your own model about each cited sentence, too
  ibid check --format json essay.md     one JSON object a line, and a summary as the last
  ibid check --format github            in a workflow: annotations beside the lines of a pull request

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 could not run.";

/// Hold drafts against their sources
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Drafts, or folders of drafts; without any, this folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// For whom to write
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The least grave finding that makes the check fail
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Warning)]
    fail_on: FailOn,
    /// Instead of findings, every fact and what became of it
    #[arg(long)]
    facts: bool,
    /// Instead of findings, every sign-off and whether it still holds
    #[arg(long, conflicts_with = "facts")]
    signed: bool,
    /// Ask the model that your settings name about each cited sentence, too
    #[arg(long)]
    judge: bool,
}

/// What is told of a draft.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Findings,
    Facts,
    SignOffs,
}

/// For whom a check is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// For programs: one JSON object a line
    Json,
    /// For programs that take SARIF 2.1.0: one JSON document
    Sarif,
    /// For GitHub's workflows: annotations of the draft
    Github,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Information,
    Hint,
}

impl FailOn {
    fn fails(self, severity: Severity) -> bool {
        let least = match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Information => Severity::Information,
            FailOn::Hint => Severity::Hint,
        };
        severity <= least
    }
}

/// Checks what the arguments name, and prints it.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let told = match (args.facts, args.signed) {
        (true, _) => Told::Facts,
        (_, true) => Told::SignOffs,
        _ => Told::Findings,
    };
    if told == Told::SignOffs && matches!(args.format, Format::Sarif | Format::Github) {
        bail!("sign-offs are told with --format human or json");
    }
    let here = libraries::current_folder()?;
    let candidates = drafts::candidates(&args.paths, &here)?;
    let mut libraries = Libraries::new()?;
    let (groups, mut all_ran) = groups(candidates, &mut libraries);
    let mut printer = Printer::new(args.format, told, here);
    let mut signing = Signing::new(&libraries.environment);
    for group in &groups {
        let judging = args.judge.then(|| Judging::new(&libraries.environment, &group.project.settings));
        all_ran &= check_group(group, &libraries, judging.transpose()?.as_ref(), &mut signing, &mut printer)?;
    }
    if told == Told::SignOffs {
        signing.of_drafts_gone().try_for_each(|(root, sign_off)| printer.gone(root, sign_off))?;
        all_ran &= !signing.is_damaged();
    }
    let fails = printer.severities().any(|severity| args.fail_on.fails(severity));
    printer.finish()?;
    Ok(match (all_ran, fails) {
        (false, _) => ExitCode::from(COULD_NOT_RUN),
        (true, true) => ExitCode::from(FINDINGS),
        (true, false) => ExitCode::SUCCESS,
    })
}

/// Checks the drafts of one library; whether all could be.
fn check_group(
    group: &Group,
    libraries: &Libraries,
    judging: Option<&Judging>,
    signing: &mut Signing,
    printer: &mut Printer,
) -> anyhow::Result<bool> {
    let known = libraries.read(&group.project, &|references| group.pointed(references))?.known;
    let told = |notice: &String| group.project.reach.missing.iter().any(|m| m.in_draft && m.why == *notice);
    known.notices.iter().filter(|notice| !told(notice)).for_each(|notice| terminal::note(notice));
    let mut all_ran = true;
    // What the user keeps for all drafts says nothing of a file that cites none of it.
    let concerns =
        |draft: &DraftFile| !group.project.reach.is_only_the_users || cites_any(&draft.draft, &known);
    for draft in group.drafts.iter().filter(|draft| !known.named.contains(&draft.path) && concerns(draft)) {
        let draft = &draft.knowing(&known.shelf);
        let begun = Instant::now();
        match checked(draft, &known.shelf) {
            Some(mut checked) => {
                let (file, claims) = (draft.path.display(), checked.claims);
                tracing::debug!("{file}: {claims} claims in {:?}", begun.elapsed());
                libraries::keep_vouched(&mut checked.findings, &known);
                let missing = &group.project.reach.missing;
                checked.findings.splice(0..0, check_named(&draft.draft, &draft.path, missing));
                let cx = context(draft, &known.shelf);
                if let Some((_, Err(fault))) = judging.map(|judging| judging.add(&cx, &mut checked)) {
                    terminal::fault(&format!("{}: {fault}", draft.path.display()));
                    all_ran = false;
                }
                let signed = signing.of(&cx, &group.project.root.path);
                printer.draft(&group.project, draft, &cx, checked, &signed)?;
            }
            None => {
                terminal::fault(&format!(
                    "{}: ibid itself failed on it; please report it",
                    draft.path.display()
                ));
                all_ran = false;
            }
        }
    }
    let cited = group.cited(&known.shelf);
    for (file, faults) in known.faults.iter() {
        let mut found = ibid_check::check_bibliography(file, faults);
        found.extend(ibid_check::check_unreadable(file, &known.shelf, &known.named));
        if let Some(cited) = &cited {
            let text = read_text(file).unwrap_or_default();
            found.extend(unused(file, &text, known.shelf.references(), cited));
        }
        printer.bibliography(&group.project, file, &found)?;
    }
    Ok(all_ran)
}

/// What the checks say of `draft`; `None` where one of them broke down.
pub(crate) fn checked(draft: &DraftFile, shelf: &ibid_evidence::Shelf) -> Option<Checked> {
    catch_unwind(AssertUnwindSafe(|| ibid_check::check(&context(draft, shelf)))).ok()
}

pub(crate) fn context<'a>(draft: &'a DraftFile, shelf: &'a ibid_evidence::Shelf) -> Context<'a> {
    Context { draft: &draft.draft, file: &draft.path, shelf }
}
