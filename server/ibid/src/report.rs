//! `ibid report DRAFT`: the evidence sheet.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use ibid_check::{Checked, Finding, Judged, Severity, Signed, account, check_bibliography};
use ibid_evidence::Shelf;
use ibid_report::sheet::{Claim, Sheet};
use ibid_report::{Context, Summary};
use ibid_text::Span;
use ibid_workspace::{Known, Role, paths, read_text, role, write_whole};

use crate::check::{self, DraftFile, Group, Judging, Signing};
use crate::cli::COULD_NOT_RUN;
use crate::drafts;
use crate::libraries::{self, Libraries, Project};
use crate::terminal::{self, Output};

/// Write the evidence sheet: a draft claim by claim beside its passages, as one page for a browser or for paper
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  ibid report essay.md -o sheet.html\n  ibid report essay.md > sheet.html\n  ibid report --judge essay.md -o sheet.html   with what your own model says of each cited sentence\n\nThe page needs nothing but itself, and links to the sources from where it stands. It is written whole or not at all."
)]
pub(crate) struct Args {
    /// The draft
    draft: PathBuf,
    /// The page to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Ask the model that your settings name about each cited sentence, too
    #[arg(long)]
    judge: bool,
}

/// Writes the sheet.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let here = libraries::current_folder()?;
    let candidate = drafts::named(&args.draft, &here)?;
    if candidate.is_folder() {
        bail!("{}: a folder; name one draft", args.draft.display());
    }
    let mut libraries = Libraries::new()?;
    let (groups, _) = check::groups(vec![candidate], &mut libraries);
    // Why it cannot be read, or is no draft, was told.
    let Some((group, draft)) = groups.first().and_then(|group| Some((group, group.drafts.first()?))) else {
        return Ok(ExitCode::from(COULD_NOT_RUN));
    };
    let known = libraries.read(&group.project, &|references| group.pointed(references))?.known;
    known.notices.iter().for_each(|notice| terminal::note(notice));
    if known.named.contains(&draft.path) {
        bail!("{}: a source; it is what drafts are held against", args.draft.display());
    }
    let draft = &draft.knowing(&known.shelf);
    let output = args.output.as_ref().map(|name| output(name, &here, &group.project, &known)).transpose()?;
    let folder = output.as_deref().and_then(Path::parent).unwrap_or(&here);
    let mut checked = check::checked(draft, &known.shelf)
        .with_context(|| format!("{}: ibid itself failed on it; please report it", args.draft.display()))?;
    libraries::keep_vouched(&mut checked.findings, &known);
    let mut judged = Vec::new();
    if args.judge {
        let judging = Judging::new(&libraries.environment, &group.project.settings)?;
        let (said, asked) = judging.add(&check::context(draft, &known.shelf), &mut checked);
        asked.map_err(|fault| anyhow!("{}: {fault}", args.draft.display()))?;
        judged = said;
    }
    let cx = check::context(draft, &known.shelf);
    let signed = Signing::new(&libraries.environment).of(&cx, &group.project.root.path);
    checked.findings.retain(|finding| !signed.silences(&cx, finding));
    let page = page(group, draft, &known, folder, checked, &judged, &signed);
    match &output {
        Some(path) => write_whole(path, page.as_bytes())
            .with_context(|| format!("{}: cannot be written", path.display()))?,
        None => {
            let mut output = Output::new();
            output.write(&page)?;
            output.finish()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the sheet goes, absolute. Fails where there is no such folder, or ibid itself would read what is there.
fn output(name: &Path, here: &Path, project: &Project, known: &Known) -> anyhow::Result<PathBuf> {
    let path = paths::normal(&here.join(name));
    let folder = path.parent().unwrap_or(&path);
    if path.is_dir() || path.file_name().is_none() {
        bail!("{}: a folder; name a file", name.display());
    }
    if !folder.is_dir() {
        bail!("{}: no such folder as {}", name.display(), folder.display());
    }
    match role(&path, &project.reach.sources, &known.named) {
        Role::Other => Ok(path),
        _ => bail!(
            "{}: ibid would take the sheet for one of your drafts or sources; name an .html file outside the folders of sources",
            name.display()
        ),
    }
}

/// The page of `draft`, with what was `checked`, `judged` and `signed` of it.
fn page(
    group: &Group,
    draft: &DraftFile,
    known: &Known,
    folder: &Path,
    checked: Checked,
    judged: &[(Span, Judged)],
    signed: &Signed,
) -> String {
    let (project, shelf) = (&group.project, known.shelf.as_ref());
    let cx = check::context(draft, shelf);
    let ledger = checked.ledger();
    let findings = unranked(check::shown(project, checked.findings));
    let account = account(&cx, &ledger, &findings, judged);
    let claims: Vec<Claim> = account
        .claims
        .into_iter()
        .map(|accounted| Claim {
            passages: ibid_features::passages(&cx, &accounted),
            signed: signed.on(&cx, accounted.claim.span).cloned().collect(),
            accounted,
        })
        .collect();
    let mut context = Context::new(&project.root.path);
    context.add_text(&draft.path, draft.text.clone());
    let mut others = account.others;
    for (file, faults) in known.faults.iter() {
        context.add_text(file, read_text(file).unwrap_or_default());
        others.extend(unranked(check::shown(project, check_bibliography(file, faults))));
    }
    add_copies(&mut context, shelf, &claims);
    let mut summary = Summary { claims: checked.claims, findings: findings.len(), ..Summary::default() };
    summary.count(&ledger);
    let day = time::OffsetDateTime::now_utc().date().to_string();
    let sheet = Sheet {
        context: &context,
        file: &draft.path,
        draft: &draft.draft,
        claims: &claims,
        others: &others,
        summary: &summary,
        folder,
        day: &day,
    };
    sheet.page()
}

fn unranked(findings: Vec<(Severity, Finding)>) -> Vec<Finding> {
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// Says which of the sources of `claims` are copies of web pages.
fn add_copies(context: &mut Context, shelf: &Shelf, claims: &[Claim]) {
    for passage in claims.iter().flat_map(|claim| &claim.passages) {
        let source = &passage.evidence.source;
        if let Some(copy) = shelf.text(source).and_then(|source| source.web_copy()) {
            context.add_copy(source, copy);
        }
    }
}
