//! What a running Zotero answers goes in, the library comes out.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{Versions, ask};
use crate::fixture::api::{Pages, serve};
use crate::{Error, Folder, KeyCounts};

fn item(data: &Value) -> Value {
    let key = data["key"].clone();
    json!({ "key": key, "version": 1, "library": { "type": "user", "id": 1 }, "meta": { "parsedDate": "2025-06" }, "data": data })
}

/// A library of two items, one with a PDF that is marked and a note, and a group's with one.
fn pages() -> Pages {
    let schema = json!({ "itemTypes": [
        { "itemType": "bookSection", "fields": [{ "field": "title" }, { "field": "bookTitle", "baseField": "publicationTitle" }],
          "creatorTypes": [{ "creatorType": "author", "primary": true }, { "creatorType": "editor" }] },
    ] });
    let items = json!([
        item(
            &json!({ "key": "AAAA2345", "itemType": "bookSection", "title": "Part", "bookTitle": "Whole", "date": "June 2025",
            "citationKey": "part1", "creators": [{ "creatorType": "editor", "firstName": "Zoë", "lastName": "Smith" },
            { "creatorType": "author", "name": "World Bank" }], "tags": [{ "tag": "chips" }], "collections": ["CCCC2345"] })
        ),
        item(&json!({ "key": "BBBB2345", "itemType": "book", "title": "Other", "extra": "" })),
        item(
            &json!({ "key": "HTML2345", "itemType": "attachment", "parentItem": "AAAA2345", "linkMode": "imported_url",
            "contentType": "text/html", "filename": "a.html" })
        ),
        item(
            &json!({ "key": "PDFA2345", "itemType": "attachment", "parentItem": "AAAA2345", "linkMode": "imported_file",
            "contentType": "application/pdf", "filename": "a.pdf" })
        ),
        item(
            &json!({ "key": "MARK2345", "itemType": "annotation", "parentItem": "PDFA2345", "annotationType": "highlight",
            "annotationText": "the words", "annotationComment": "", "annotationColor": "#ffd400", "annotationPageLabel": "iv",
            "annotationSortIndex": "00003|000000|00000", "annotationPosition": "{\"pageIndex\":3,\"rects\":[]}" })
        ),
        item(
            &json!({ "key": "NOTE2345", "itemType": "note", "parentItem": "AAAA2345", "note": "<p>Ask Ann</p>" })
        ),
    ]);
    let collections = json!([
        { "key": "CCCC2345", "data": { "key": "CCCC2345", "name": "Chips", "parentCollection": "DDDD2345" } },
        { "key": "DDDD2345", "data": { "key": "DDDD2345", "name": "Thesis", "parentCollection": false } },
    ]);
    let shared = json!([item(
        &json!({ "key": "GGGG2345", "itemType": "book", "title": "Shared", "citationKey": "shared1" })
    )]);
    Arc::new(Mutex::new(vec![
        ("GET /api/schema", 0, schema),
        ("GET /api/users/0/groups", 0, json!([{ "id": 4711, "data": { "name": "G" } }])),
        ("GET /api/users/0/items", 7, items),
        ("GET /api/users/0/collections", 7, collections),
        ("GET /api/groups/4711/items", 3, shared),
        ("GET /api/groups/4711/collections", 3, json!([])),
        (
            "POST /better-bibtex/json-rpc",
            0,
            json!({ "jsonrpc": "2.0", "id": 1, "result": { "BBBB2345": "other2", "AAAA2345": null } }),
        ),
    ]))
}

fn folder() -> Folder {
    Folder { data: PathBuf::from("/z"), linked: None, address: None }
}

#[test]
fn a_running_zotero_tells_what_its_database_would() {
    let (address, asked) = serve(pages());
    let (collection, versions) = ask(&address, &folder(), &Versions::default()).unwrap().unwrap();
    let keys: Vec<String> = collection.references.iter().map(|r| r.key.clone()).collect();
    assert_eq!(keys, ["part1", "other2", "shared1"]);
    assert_eq!(collection.keys, KeyCounts { zotero: 2, better_bibtex: 1, made: 0 });
    let part = collection.references.iter().next().unwrap();
    assert_eq!((part.kind.as_str(), part.container.as_deref()), ("incollection", Some("Whole")));
    assert_eq!(part.authors, ["World Bank"]);
    assert_eq!(part.date.map(|date| (date.year, date.month)), Some((2025, Some(6))));
    assert!(part.fields.contains(&("keywords".to_owned(), "chips".to_owned())), "{:?}", part.fields);
    let part = &collection.collected["part1"];
    let files: Vec<&Path> = part.files.iter().map(|file| file.path.as_path()).collect();
    assert_eq!(files, [Path::new("/z/storage/PDFA2345/a.pdf"), Path::new("/z/storage/HTML2345/a.html")]);
    assert_eq!(
        part.annotations[0].address,
        "zotero://open-pdf/library/items/PDFA2345?page=4&annotation=MARK2345"
    );
    assert_eq!(
        (part.notes.as_slice(), part.collections.as_slice()),
        (&["Ask Ann".to_owned()][..], &["Thesis/Chips".to_owned()][..])
    );
    asked.lock().unwrap().clear();
    assert!(ask(&address, &folder(), &versions).unwrap().is_none(), "nothing has changed");
    assert_eq!(asked.lock().unwrap().len(), 3, "its groups, and how far each library has come");
}

#[test]
fn a_change_is_told() {
    let pages = pages();
    let (address, _asked) = serve(Arc::clone(&pages));
    let (_, versions) = ask(&address, &folder(), &Versions::default()).unwrap().unwrap();
    for page in pages.lock().unwrap().iter_mut().filter(|(path, ..)| *path == "GET /api/users/0/items") {
        (page.1, page.2) = (8, json!([]));
    }
    let (collection, _) = ask(&address, &folder(), &versions).unwrap().unwrap();
    assert_eq!(collection.references.len(), 1);
}

#[test]
fn without_better_bibtex_citekeys_are_made() {
    let pages = pages();
    pages.lock().unwrap().retain(|(path, ..)| !path.starts_with("POST"));
    let (collection, _) = ask(&serve(pages).0, &folder(), &Versions::default()).unwrap().unwrap();
    assert_eq!(collection.keys, KeyCounts { zotero: 2, better_bibtex: 0, made: 1 });
}

#[test]
fn who_does_not_answer_is_said_so() {
    for address in ["http://127.0.0.1:9".to_owned(), serve(Arc::default()).0] {
        let fault = ask(&address, &folder(), &Versions::default()).unwrap_err();
        assert!(matches!(fault, Error::Unanswered { .. }), "{fault}");
    }
}
