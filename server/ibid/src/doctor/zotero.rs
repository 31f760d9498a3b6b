//! The Zotero library: where it is, what is in it, whose its citekeys are, and what is wrong.

use ibid_workspace::Environment;
use ibid_zotero::{Collection, Folder, KeyCounts};

use super::Told;
use crate::libraries::Project;

/// What is said of it.
pub(super) fn told(environment: &Environment, project: &Project) -> Told {
    let mut told = Told::default();
    let Some(zotero) = &project.settings.zotero else {
        told.lines.push(("zotero", "none".to_owned()));
        return told;
    };
    let library = environment.zotero().get(&zotero.folder);
    let found = library.collection.as_deref().map_or_else(|| "cannot be read".to_owned(), counts);
    let used = if project.reach.zotero.is_some() { "" } else { "; not used here, where nothing cites it" };
    told.lines.push(("zotero", format!("{}, {found}{used}", place(&zotero.folder))));
    // Where it is used, the library's notices have it already.
    told.faults.extend(library.trouble.filter(|_| project.reach.zotero.is_none()));
    told
}

/// The data folder, or where Zotero is asked.
fn place(folder: &Folder) -> String {
    folder.address.clone().unwrap_or_else(|| folder.data.display().to_string())
}

/// "12 items (2 groups' with them), 9 files, 1 of them not on this machine; citekeys: 10 of Better BibTeX, 2 made by ibid".
fn counts(collection: &Collection) -> String {
    let files = || collection.collected.values().flat_map(|collected| &collected.files);
    let gone = files().filter(|file| !file.path.is_file()).count();
    let gone = if gone == 0 { String::new() } else { format!(" ({gone} not on this machine)") };
    let groups = match collection.groups {
        0 => String::new(),
        1 => ", a group's with them".to_owned(),
        groups => format!(", those of {groups} groups with them"),
    };
    format!(
        "{} items{groups}, {} files{gone}; citekeys: {}",
        collection.references.len(),
        files().count(),
        keys(collection.keys)
    )
}

fn keys(keys: KeyCounts) -> String {
    let of =
        [(keys.zotero, "Zotero's own"), (keys.better_bibtex, "Better BibTeX's"), (keys.made, "made by ibid")];
    let told: Vec<String> = of
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, whose)| format!("{count} {whose}"))
        .collect();
    if told.is_empty() { "none".to_owned() } else { told.join(", ") }
}
