//! `ibid doctor`: what is found, what is missing, how to mend it.

mod bounds;
mod model;
mod zotero;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ibid_draft::{Draft, Markup, Target};
use ibid_evidence::{Shelf, SourceState, WhyNot};
use ibid_report::Context;
use ibid_workspace::roots::{self, SETTINGS_FILE};
use ibid_workspace::{Effort, Head, RootKind, read_text};

use crate::index;
use crate::libraries::{self, Libraries, Library, Project};
use crate::terminal::Output;

/// Say what is found here, what is missing, and how to mend it
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  ibid doctor\n  ibid doctor essay.md   as that draft sees it, with the bibliography it names"
)]
pub(crate) struct Args {
    /// A draft or a folder
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
}

/// How many references without a text are named.
const NAMED: usize = 20;

/// What is said of a part: lines with their names, what is worth knowing and no fault, and faults with their cures.
#[derive(Default)]
struct Told {
    lines: Vec<(&'static str, String)>,
    notes: Vec<String>,
    faults: Vec<String>,
}

/// Prints what is found and what is missing.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let here = libraries::current_folder()?;
    let mut libraries = Libraries::new()?;
    let Named { project, private, drafts } = named(&args.path, &here, &mut libraries)?;
    let mut library = libraries.open(&project).with_meaning(Effort::Quick);
    let library = library.read(&|references| libraries::cited_of_zotero(&drafts, references))?;
    let context = Context::new(&here);
    let mut output = Output::new();
    let settings = &project.settings;
    let mut lines = found(&project, &library, &libraries, &context);
    lines.extend(meaning(&library));
    let zotero = zotero::told(&libraries.environment, &project);
    lines.extend(zotero.lines);
    let model = model::told(&libraries.environment, settings)?;
    lines.extend(model.lines);
    lines.push(("ghost text", bounds::ghost_text(settings, private)));
    lines.push(("privacy", bounds::privacy(settings, private).to_owned()));
    for (name, found) in lines {
        output.line(&format!("{name:<15} {found}"))?;
    }
    let mut faults = to_mend(&project, &library, &context);
    faults.extend(zotero.faults);
    faults.extend(model.faults);
    if !model.notes.is_empty() {
        list(&mut output, "\nWorth knowing:", &model.notes)?;
    }
    list(&mut output, if faults.is_empty() { "\nNothing to mend." } else { "\nTo mend:" }, &faults)?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn list(output: &mut Output, head: &str, items: &[String]) -> anyhow::Result<()> {
    output.line(head)?;
    for item in items {
        output.line(&format!("- {item}"))?;
    }
    Ok(())
}

/// The draft or folder that the user names.
struct Named {
    /// Where it belongs.
    project: Project,
    /// Whether the draft itself is marked as private.
    private: bool,
    /// The drafts there.
    drafts: Vec<(PathBuf, Draft)>,
}

fn named(path: &Path, here: &Path, libraries: &mut Libraries) -> anyhow::Result<Named> {
    let candidate = crate::drafts::named(path, here)?;
    if candidate.is_folder() {
        let project = libraries.project_of_folder(&candidate.path);
        let drafts = libraries::drafts_below(&project, &candidate.path)?;
        return Ok(Named { project, private: false, drafts });
    }
    let markup = Markup::of(&candidate.path).unwrap_or_default();
    let draft = Draft::written_in(markup, &read_text(&candidate.path)?);
    let head = draft.front_matter();
    let private = head.private;
    let mut project = libraries.project(&candidate.path, &candidate.opened, &Head::from(head));
    libraries.look_in_zotero(&mut project, &draft);
    Ok(Named { project, private, drafts: vec![(candidate.path, draft)] })
}

/// Each thing that was looked for, and what was found.
fn found(
    project: &Project,
    library: &Library,
    libraries: &Libraries,
    context: &Context,
) -> Vec<(&'static str, String)> {
    let root = &project.root.path;
    let why = match project.root.kind {
        RootKind::Settings => "it has .ibid.toml",
        RootKind::VersionControl => "it is under version control",
        RootKind::Client => "the folder named",
        RootKind::Quarto => "it has _quarto.yml",
        RootKind::Alone => "the draft's own folder",
    };
    let settings = |file: &Path| {
        let there = if file.is_file() { "" } else { " (not there, not needed)" };
        format!("{}{there}", file.display())
    };
    let user = libraries.environment.user.file.as_deref();
    let index = if library.known.shelf.searchers().is_empty() {
        "none".to_owned()
    } else {
        library.index.display().to_string()
    };
    vec![
        ("ibid", env!("CARGO_PKG_VERSION").to_owned()),
        ("root", format!("{}, {why}", root.display())),
        ("settings", settings(&root.join(SETTINGS_FILE))),
        ("your settings", user.map_or_else(|| "none".to_owned(), settings)),
        ("bibliographies", listed(&project.reach.bibliographies, context)),
        ("references", library.known.shelf.references().iter().filter(|r| r.is_entry()).count().to_string()),
        ("source folders", listed(&project.reach.sources, context)),
        ("sources", index::counts(&library.known)),
        ("index", index),
        ("PDF", pdf_readers(libraries)),
    ]
}

/// The model that reads passages, where the user's settings name one, and how many it has read.
fn meaning(library: &Library) -> Option<(&'static str, String)> {
    let meaning = library.known.shelf.meaning()?;
    let (passages, done) = (meaning.passages(), meaning.sources().len());
    let sources = library.known.shelf.sources().iter();
    let read = sources.filter(|source| matches!(source.state, SourceState::Read(_))).count();
    Some((
        "meaning",
        format!("{}; it has read {passages} passages of {done} of {read} sources", meaning.told()),
    ))
}

fn pdf_readers(libraries: &Libraries) -> String {
    match libraries.environment.pdf_library() {
        Some(library) => {
            format!("read by hayro, which is built in; by PDFium ({}) where it cannot", library.display())
        }
        None => "read by hayro, which is built in; no PDFium found (not needed)".to_owned(),
    }
}

fn listed(paths: &[PathBuf], context: &Context) -> String {
    let told: Vec<String> = paths.iter().map(|path| context.told(path)).collect();
    if told.is_empty() { "none".to_owned() } else { told.join(", ") }
}

/// What is missing or broken, each with its cure.
fn to_mend(project: &Project, library: &Library, context: &Context) -> Vec<String> {
    let mut faults: Vec<String> = library.known.notices.iter().map(|n| ibid_report::one_line(n)).collect();
    if roots::is_too_wide(&project.root.path) {
        let root = project.root.path.display();
        faults.push(format!("Ibid never searches {root}: it is too wide. Work in a folder below it."));
    } else if project.reach.is_empty() {
        faults.push(
            "There is no library: put a bibliography (.bib, .ris, CSL JSON, CSL or Hayagriva YAML) beside the draft, and sources into a folder named \
             `sources` beside it."
                .to_owned(),
        );
    }
    for (file, broken) in library.known.faults.iter() {
        let told = |fault: &ibid_references::Fault| format!("{}: {}", context.told(file), fault.message);
        faults.extend(broken.iter().map(told));
    }
    let unreadable = index::unreadable(&library.known, context);
    faults.extend(unreadable.into_iter().map(|(source, reason)| format!("{source}: {reason}")));
    faults.extend(without_text(&library.known.shelf));
    faults
}

/// The references whose text is not in the library.
fn without_text(shelf: &Shelf) -> Option<String> {
    let missing = |key: &str| {
        matches!(shelf.resolve(&Target::Key(key.to_owned()), Path::new("")), Err(WhyNot::MissingSource(_)))
    };
    let keys: Vec<String> = shelf
        .references()
        .iter()
        .filter(|r| r.is_entry() && missing(&r.key))
        .map(|r| format!("@{}", r.key))
        .collect();
    let rest = keys.len().saturating_sub(NAMED);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    (!keys.is_empty()).then(|| {
        format!(
            "No text is in the library for {}{more}: save it under the citekey in `sources`, or name it in the \
             entry's `file` field.",
            keys[..keys.len().min(NAMED)].join(", ")
        )
    })
}
