//! `ibid index --watch`: stays, and tells of each change of the library in a line.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, mpsc};

use anyhow::bail;
use ibid_evidence::{SourceFile, SourceState};
use ibid_report::Context;
use ibid_workspace::{ClientSide, Event, Known, Session, read_text};

use crate::libraries::{self, Libraries};
use crate::terminal::{self, Output};

/// Reads the library in reach of the folder that commands work in, and goes on whenever it changes, until it is killed:
/// the index is whole at any moment.
pub(super) fn run() -> anyhow::Result<ExitCode> {
    let here = libraries::current_folder()?;
    let mut libraries = Libraries::new()?;
    let project = libraries.project_of_folder(&here);
    if project.reach.is_empty() {
        bail!("no bibliography and no sources are in reach of {}; see `ibid doctor`", here.display());
    }
    let cited = libraries::drafts_below(&project, &here)?;
    let (send, events) = mpsc::channel();
    let listener = move |event| drop(send.send(event));
    let session = Session::new(libraries.environment, Arc::new(listener));
    session.set_client(ClientSide { roots: vec![project.root.path], options: Vec::new() });
    // As an editor in which a new draft was begun: it has the library, and follows it wherever it moves.
    let draft = here.join("draft.md");
    session.open(&draft, 0, "");
    for (path, _) in &cited {
        session.open(path, 0, &read_text(path)?);
    }
    let mut told = Told { context: Context::new(&here), states: None };
    loop {
        let known = session.snapshot(&draft).and_then(|snapshot| snapshot.known);
        if let Some(known) = known {
            cited
                .iter()
                .filter_map(|(path, _)| session.snapshot(path))
                .for_each(|cited| session.follow_links(&cited));
            told.tell(&known)?;
        }
        until_changed(&events);
    }
}

/// Waits until something may have changed, and passes on what people should know meanwhile.
fn until_changed(events: &mpsc::Receiver<Event>) {
    // The session that sends them lives as long as this waits.
    while let Ok(event) = events.recv() {
        match event {
            Event::Notice(notice) => terminal::note(&notice),
            Event::Changed => return,
            Event::Reading(..) | Event::Done(_) | Event::Judging(..) | Event::Judged(_) => {}
        }
    }
}

/// What was told of the library.
struct Told {
    context: Context,
    /// Each source as it was told; `None` until all were read once.
    states: Option<HashMap<PathBuf, SourceState>>,
}

impl Told {
    /// Tells what is new in `known`: at first how many sources there are, then each that changed.
    fn tell(&mut self, known: &Known) -> anyhow::Result<()> {
        let sources = known.shelf.sources();
        let mut output = Output::new();
        match &mut self.states {
            None if sources.iter().any(|source| source.state == SourceState::Waiting) => {}
            None => {
                output.line(&super::counts(known))?;
                for (source, reason) in super::unreadable(known, &self.context) {
                    output.line(&format!("{source}: {reason}"))?;
                }
                let states = sources.iter().map(|source| (source.path.clone(), source.state.clone()));
                self.states = Some(states.collect());
            }
            Some(states) => {
                for (path, change) in changes(states, sources) {
                    output.line(&format!("{}: {change}", self.context.told(&path)))?;
                }
            }
        }
        Ok(output.finish()?)
    }
}

/// Brings `states` up to `sources`; what changed, in order.
fn changes(states: &mut HashMap<PathBuf, SourceState>, sources: &[SourceFile]) -> Vec<(PathBuf, String)> {
    let mut changes = Vec::new();
    // What waits to be read is still known as it was.
    for source in sources.iter().filter(|source| source.state != SourceState::Waiting) {
        let before = states.insert(source.path.clone(), source.state.clone());
        if before.as_ref() != Some(&source.state) {
            let change = super::reason(source).unwrap_or_else(|| match before {
                Some(_) => "read anew".to_owned(),
                None => "read".to_owned(),
            });
            changes.push((source.path.clone(), change));
        }
    }
    let all: HashSet<&Path> = sources.iter().map(|source| source.path.as_path()).collect();
    states.retain(|path, _| {
        let there = all.contains(path.as_path());
        if !there {
            changes.push((path.clone(), "not there any more".to_owned()));
        }
        there
    });
    changes.sort();
    changes
}
