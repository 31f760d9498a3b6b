//! A library as Zotero tells it, from its database or over its API, and what it comes to.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::sync::Arc;

use ibid_references::{Bibliography, Catalogue, Collected};

use crate::Collection;
use crate::attachments::Attachment;
use crate::citekeys::{Citekeys, Kept};
use crate::items::Item;
use crate::marks::Marked;

/// Items, and what belongs to each by its number.
#[derive(Default)]
pub(crate) struct Raw {
    /// The user's own library first.
    pub(crate) items: Vec<Item>,
    /// By item, the file to read first at the beginning.
    pub(crate) attachments: HashMap<i64, Vec<Attachment>>,
    /// By attachment, in order.
    pub(crate) annotations: HashMap<i64, Vec<Marked>>,
    pub(crate) notes: HashMap<i64, Vec<String>>,
    pub(crate) collections: HashMap<i64, Vec<String>>,
    /// The citekeys that Better BibTeX keeps apart.
    pub(crate) kept: Kept,
    pub(crate) groups: u32,
    pub(crate) schema: u32,
}

impl Raw {
    /// The library; `file` is what its references are said to stand in.
    pub(crate) fn collection(mut self, file: &Path) -> Collection {
        let citekeys = Citekeys::new(&self.items, &self.kept);
        let items = std::mem::take(&mut self.items);
        let mut bibliography = Bibliography::default();
        let mut collected = HashMap::new();
        for item in &items {
            let belongings = self.belonging_to(item.id);
            // Of two items with one citekey, the first has it.
            if let Some(key) = citekeys.of(item)
                && let Entry::Vacant(free) = collected.entry(key.to_owned())
            {
                free.insert(belongings);
                bibliography.references.push(Arc::new(item.reference(key, file)));
            }
        }
        Collection {
            references: Arc::new(Catalogue::new(file, bibliography)),
            collected: Arc::new(collected),
            keys: citekeys.counts,
            schema: self.schema,
            groups: self.groups,
        }
    }

    fn belonging_to(&mut self, item: i64) -> Collected {
        let files = self.attachments.remove(&item).unwrap_or_default();
        let marks = |file: &Attachment| {
            let marked = self.annotations.get(&file.id).into_iter().flatten();
            marked.map(|marked| marked.of(file)).collect::<Vec<_>>()
        };
        Collected {
            annotations: files.iter().flat_map(marks).collect(),
            files: files.into_iter().map(|attachment| attachment.file).collect(),
            notes: self.notes.remove(&item).unwrap_or_default(),
            collections: self.collections.remove(&item).unwrap_or_default(),
        }
    }
}
