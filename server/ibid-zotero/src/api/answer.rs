//! What the API answers, put together as the database has it.

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::Folder;
use crate::attachments;
use crate::collections;
use crate::creators::Creator;
use crate::items::Item;
use crate::marks::{self, Marked};
use crate::raw::Raw;

/// The number of the user's own library.
pub(super) const OWN: i64 = 1;

/// The answers of one Zotero.
pub(super) struct Answers<'a> {
    folder: &'a Folder,
    /// By type and field, the field that it is for items of that type.
    bases: HashMap<(String, String), String>,
    /// The words for the first creator of each type.
    primary: HashMap<String, String>,
    raw: Raw,
    last: i64,
}

fn all<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value[name].as_array().into_iter().flatten()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

impl<'a> Answers<'a> {
    /// None yet; `schema` is Zotero's own, of types and fields.
    pub(super) fn new(schema: &Value, folder: &'a Folder) -> Answers<'a> {
        let (mut bases, mut primary) = (HashMap::new(), HashMap::new());
        for kind in all(schema, "itemTypes") {
            let name = text(kind, "itemType");
            for field in all(kind, "fields").filter(|field| field["baseField"].is_string()) {
                bases.insert((name.clone(), text(field, "field")), text(field, "baseField"));
            }
            let first = all(kind, "creatorTypes").find(|creator| creator["primary"] == true);
            primary.extend(first.map(|creator| (name, text(creator, "creatorType"))));
        }
        Answers { folder, bases, primary, raw: Raw::default(), last: 0 }
    }

    /// Adds the library at the path `library`.
    pub(super) fn add(&mut self, library: &str, items: &Value, collections: &Value) {
        let group: Option<i64> = library.strip_prefix("groups/").and_then(|group| group.parse().ok());
        self.raw.groups += u32::from(group.is_some());
        let collections = collection_paths(collections);
        let listed: Vec<&Value> = items.as_array().into_iter().flatten().map(|item| &item["data"]).collect();
        let mut numbers: HashMap<String, i64> = HashMap::new();
        for (data, item) in listed.iter().zip(items.as_array().into_iter().flatten()) {
            self.last += 1;
            numbers.insert(text(data, "key"), self.last);
            if !matches!(data["itemType"].as_str(), Some("attachment" | "note" | "annotation") | None) {
                let item = self.item(data, &item["meta"], group);
                let paths =
                    all(data, "collections").filter_map(|key| collections.get(key.as_str()?).cloned());
                self.raw.collections.insert(item.id, paths.collect());
                self.raw.items.push(item);
            }
        }
        for data in listed {
            let parent = data["parentItem"].as_str().and_then(|key| numbers.get(key)).copied();
            if let Some((parent, number)) = parent.zip(numbers.get(&text(data, "key")).copied()) {
                self.child(data, parent, number, group);
            }
        }
    }

    /// All that was added.
    pub(super) fn finish(mut self) -> Raw {
        for files in self.raw.attachments.values_mut() {
            let is_pdf = |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
            files.sort_by_key(|attachment| !is_pdf(&attachment.file.path));
        }
        self.raw
    }

    fn item(&self, data: &Value, meta: &Value, group: Option<i64>) -> Item {
        let kind = text(data, "itemType");
        let mut fields = Vec::new();
        for (name, value) in data.as_object().into_iter().flatten() {
            let Some(value) = value.as_str().map(str::trim) else { continue };
            let base = self.bases.get(&(kind.clone(), name.clone())).cloned().unwrap_or_else(|| name.clone());
            let value = if base == "date" { meta["parsedDate"].as_str().unwrap_or(value) } else { value };
            if !matches!(name.as_str(), "key" | "itemType" | "dateAdded" | "dateModified") {
                fields.push((base, value.to_owned()));
            }
        }
        let primary = self.primary.get(&kind);
        let creator = |creator: &Value| {
            let (role, name) = (text(creator, "creatorType"), text(creator, "name"));
            let family = if name.is_empty() { text(creator, "lastName") } else { name };
            Creator { primary: primary == Some(&role), role, family, given: text(creator, "firstName") }
        };
        Item {
            id: self.last,
            library: group.map_or(OWN, |group| -group),
            key: text(data, "key"),
            kind,
            fields,
            creators: all(data, "creators").map(creator).collect(),
            tags: all(data, "tags").map(|tag| text(tag, "tag")).collect(),
        }
    }

    /// What belongs to the item or attachment of the number `parent`.
    fn child(&mut self, data: &Value, parent: i64, number: i64, group: Option<i64>) {
        let key = text(data, "key");
        match data["itemType"].as_str() {
            Some("attachment") => {
                let stored = match data["linkMode"].as_str() {
                    Some("imported_file" | "imported_url") => format!("storage:{}", text(data, "filename")),
                    Some("linked_file") => text(data, "path"),
                    _ => return,
                };
                let attached = attachments::attachment(number, &stored, &key, group, self.folder);
                self.raw.attachments.entry(parent).or_default().extend(attached);
            }
            Some("annotation") => {
                let part = |name: &str| text(data, &format!("annotation{name}"));
                let marked = Marked::new(
                    key,
                    part("Text"),
                    &part("Comment"),
                    part("Color"),
                    part("PageLabel"),
                    &part("Position"),
                );
                self.raw.annotations.entry(parent).or_default().extend(marked);
            }
            Some("note") => {
                let note = marks::note(&text(data, "note"));
                self.raw.notes.entry(parent).or_default().extend(note);
            }
            _ => {}
        }
    }
}

/// Each collection with those around it, by key.
fn collection_paths(collections: &Value) -> HashMap<String, String> {
    let data = || collections.as_array().into_iter().flatten().map(|collection| &collection["data"]);
    let around = |data: &Value| data["parentCollection"].as_str().map(str::to_owned);
    let known: HashMap<String, (Option<String>, String)> =
        data().map(|data| (text(data, "key"), (around(data), text(data, "name")))).collect();
    known.keys().filter_map(|key| Some((key.clone(), collections::path(&known, key)?))).collect()
}
