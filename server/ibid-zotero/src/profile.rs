//! Where Zotero's data folder is, as its profile says: `prefs.js` of the default profile, else `Zotero` in the home folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::copy::DATABASE;
use crate::folder::Folder;

/// Zotero's folder for the user whose home folder is `home`; `None` where there is no database.
pub fn find(home: &Path) -> Option<Folder> {
    let preferences = preferences(home);
    let path = |name: &str| preferences.get(&format!("extensions.zotero.{name}")).map(PathBuf::from);
    let named = preferences.get("extensions.zotero.useDataDir").is_some_and(|used| used == "true");
    let data = path("dataDir").filter(|_| named).filter(|folder| folder.is_absolute());
    let linked = path("baseAttachmentPath").filter(|folder| folder.is_absolute());
    let data = data.unwrap_or_else(|| home.join("Zotero"));
    data.join(DATABASE).is_file().then_some(Folder { data, linked, address: None })
}

/// The preferences of the profile in use, by name.
fn preferences(home: &Path) -> HashMap<String, String> {
    let text = profile(home).and_then(|profile| std::fs::read_to_string(profile.join("prefs.js")).ok());
    text.map(|text| text.lines().filter_map(preference).collect()).unwrap_or_default()
}

/// `user_pref("name", value);`
fn preference(line: &str) -> Option<(String, String)> {
    let inside = line.trim().strip_prefix("user_pref(")?.strip_suffix(");")?;
    let (name, value) = inside.split_once(',')?;
    let value = value.trim();
    let value = match serde_json::from_str(value).ok()? {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    Some((serde_json::from_str(name.trim()).ok()?, value))
}

/// The folder of the default profile.
fn profile(home: &Path) -> Option<PathBuf> {
    // On Linux, macOS and Windows.
    let places = [".zotero/zotero", "Library/Application Support/Zotero", "AppData/Roaming/Zotero/Zotero"];
    places.iter().find_map(|place| default_profile(&home.join(place)))
}

/// The default one of the profiles that `profiles.ini` in `folder` lists; the first where none is marked.
fn default_profile(folder: &Path) -> Option<PathBuf> {
    let text = std::fs::read_to_string(folder.join("profiles.ini")).ok()?;
    let sections = text.split('[').filter(|section| section.starts_with("Profile"));
    let mut profiles: Vec<HashMap<&str, &str>> = sections
        .map(|section| section.lines().filter_map(|line| line.trim().split_once('=')).collect())
        .collect();
    profiles.sort_by_key(|profile| profile.get("Default") != Some(&"1"));
    let path = profiles.first()?.get("Path")?;
    // An absolute path stays as it is.
    Some(folder.join(path))
}
