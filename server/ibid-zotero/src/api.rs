//! A running Zotero that is asked over its local API (version 3), where its database cannot be read: on another machine.
//! Only read, and only at the address that the user's own settings name.

mod answer;
mod http;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use crate::citekeys::Kept;
use crate::raw::Raw;
use crate::{Collection, Error, Folder};
use answer::Answers;
use http::Zotero;

/// How far each library of a Zotero had come: while none of them goes on, nothing has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions(Vec<(String, u64)>);

/// What the Zotero at `address` has, unless that is as it was at `before`. Stored files are looked for in `folder`.
pub fn ask(
    address: &str,
    folder: &Folder,
    before: &Versions,
) -> Result<Option<(Collection, Versions)>, Error> {
    let zotero = Zotero::new(address)?;
    let libraries = libraries(&zotero)?;
    let version =
        |library: &String| Ok((library.clone(), zotero.version(&format!("api/{library}/items?limit=1"))?));
    let versions = Versions(libraries.iter().map(version).collect::<Result<_, Error>>()?);
    if versions == *before {
        return Ok(None);
    }
    let mut answers = Answers::new(&zotero.get("api/schema")?, folder);
    for library in &libraries {
        let collections = zotero.get(&format!("api/{library}/collections"))?;
        answers.add(library, &zotero.get(&format!("api/{library}/items"))?, &collections);
    }
    let raw = answers.finish();
    let kept = better_bibtex(&zotero, &raw);
    Ok(Some((Raw { kept, ..raw }.collection(&folder.data.join(address.replace(['/', ':'], "_"))), versions)))
}

/// The user's own library and those of groups, as they stand in paths.
fn libraries(zotero: &Zotero) -> Result<Vec<String>, Error> {
    let groups = zotero.get("api/users/0/groups")?;
    let ids = groups.as_array().into_iter().flatten().filter_map(|group| group["id"].as_u64());
    Ok(std::iter::once("users/0".to_owned()).chain(ids.map(|id| format!("groups/{id}"))).collect())
}

/// The citekeys that an older Better BibTeX keeps apart for items of the user's own library; none where there is none.
fn better_bibtex(zotero: &Zotero, raw: &Raw) -> Kept {
    let own: Vec<&str> =
        raw.items.iter().filter(|item| item.library == answer::OWN).map(|item| item.key.as_str()).collect();
    let question = json!({ "jsonrpc": "2.0", "id": 1, "method": "item.citationkey", "params": [own] });
    let answered = zotero.post("better-bibtex/json-rpc", &question).unwrap_or_default();
    let keys = answered["result"].as_object().into_iter().flatten();
    let text = |key: &Value| key.as_str().map(str::to_owned);
    keys.filter_map(|(item, key)| Some(((answer::OWN, item.clone()), text(key)?))).collect()
}
