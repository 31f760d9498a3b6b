//! Which collections items are in.

use std::collections::HashMap;
use std::hash::Hash;

use rusqlite::Connection;

use crate::rows::{each, text};

/// Collections are nested so deep at most: a ring in a damaged database ends here.
const DEEPEST: usize = 32;

/// The collections of each item, each with those around it: "Thesis/Chips".
pub(crate) fn read(database: &Connection) -> rusqlite::Result<HashMap<i64, Vec<String>>> {
    let mut known: HashMap<i64, (Option<i64>, String)> = HashMap::new();
    let sql = "SELECT collectionID, parentCollectionID, collectionName FROM collections
         WHERE collectionID NOT IN (SELECT collectionID FROM deletedCollections)";
    each(database, sql, |row| {
        known.insert(row.get(0)?, (row.get(1)?, text(row, 2)?));
        Ok(())
    })?;
    let mut collections: HashMap<i64, Vec<String>> = HashMap::new();
    each(
        database,
        "SELECT itemID, collectionID FROM collectionItems ORDER BY itemID, collectionID",
        |row| {
            if let Some(path) = path(&known, &row.get(1)?) {
                collections.entry(row.get(0)?).or_default().push(path);
            }
            Ok(())
        },
    )?;
    Ok(collections)
}

/// The name of `collection` behind those of the collections around it.
pub(crate) fn path<K: Eq + Hash>(known: &HashMap<K, (Option<K>, String)>, collection: &K) -> Option<String> {
    let (mut around, name) = known.get(collection).map(|(around, name)| (around, name.as_str()))?;
    let mut names = vec![name];
    while let Some((next, name)) =
        around.as_ref().and_then(|id| known.get(id)).filter(|_| names.len() < DEEPEST)
    {
        names.push(name);
        around = next;
    }
    names.reverse();
    Some(names.join("/"))
}
