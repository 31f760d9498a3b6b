//! Who made an item.

use ibid_references::body;
use rusqlite::Connection;

use crate::rows::{each, text};

/// Somebody who had a part in an item.
#[derive(Debug)]
pub(crate) struct Creator {
    /// Zotero's word for the part: "author", "editor".
    pub(crate) role: String,
    /// Whether that is the first part there is in items of its type: an article's author, a film's director.
    pub(crate) primary: bool,
    pub(crate) family: String,
    pub(crate) given: String,
}

/// Parts that are told beside the makers, and BibLaTeX's words for them.
const OTHERS: [(&str, &str); 3] =
    [("editor", "editor"), ("translator", "translator"), ("bookAuthor", "bookauthor")];

/// Hands on every creator with the item's number, in order.
pub(crate) fn read(database: &Connection, mut take: impl FnMut(i64, Creator)) -> rusqlite::Result<()> {
    let sql = "SELECT ic.itemID, ct.creatorType, COALESCE(part.primaryField, 0), c.lastName, c.firstName
         FROM itemCreators ic JOIN creators c USING (creatorID) JOIN creatorTypes ct USING (creatorTypeID)
         JOIN items i USING (itemID)
         LEFT JOIN itemTypeCreatorTypes part ON part.itemTypeID = i.itemTypeID AND part.creatorTypeID = ic.creatorTypeID
         ORDER BY ic.itemID, ic.orderIndex";
    each(database, sql, |row| {
        let (role, family, given) = (text(row, 1)?, text(row, 3)?, text(row, 4)?);
        take(row.get(0)?, Creator { role, primary: row.get(2)?, family, given });
        Ok(())
    })
}

/// Those that an item is known by, family name first: its makers, else its editors, else whoever is named.
pub(crate) fn makers(creators: &[Creator]) -> Vec<String> {
    first_rank(creators).into_iter().map(Creator::name).collect()
}

/// The first of them.
pub(crate) fn first(creators: &[Creator]) -> Option<&Creator> {
    first_rank(creators).into_iter().next()
}

fn first_rank(creators: &[Creator]) -> Vec<&Creator> {
    let ranks: [fn(&&Creator) -> bool; 3] =
        [|c| c.primary || c.role == "author", |c| c.role == "editor", |_| true];
    let mut found = ranks.iter().map(|rank| creators.iter().filter(rank).collect::<Vec<_>>());
    found.find(|rank| !rank.is_empty()).unwrap_or_default()
}

/// Those that are told beside the makers, by BibLaTeX's word for their part.
pub(crate) fn others(creators: &[Creator]) -> Vec<(&'static str, Vec<String>)> {
    let names = |role: &str| creators.iter().filter(|c| c.role == role).map(Creator::name).collect();
    OTHERS.iter().map(|(zotero, tex)| (*tex, names(zotero))).collect()
}

impl Creator {
    /// "Ren, Zhengfei", "World Bank".
    fn name(&self) -> String {
        match [self.family.trim(), self.given.trim()] {
            [whole, ""] | ["", whole] => body(whole),
            parts => parts.join(", "),
        }
    }
}
