//! A Zotero library beside a draft. Zotero itself runs in no test: its database is made by the schema that it publishes,
//! and stays open and locked, as a running Zotero has it.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use serde_json::{Value, json};

use crate::client::{Abilities, Client};
use crate::draft::Draft;
use crate::zotero_folder::Zotero;
use crate::zotero_folder::api::{Pages, serve};

const AUDIT: &[u8] = include_bytes!("../sample/sources/audit-2024.pdf");

/// A server on a folder with these files, and a Zotero library of one report with its PDF.
fn writer(files: &[(&str, &str)]) -> (Client, Zotero) {
    let mut made = None;
    let client = Client::on_files_beside(files, Abilities::PULL, |home| {
        let zotero = Zotero::new(&home.join("Zotero"));
        let report =
            zotero.item("report", "RPRT2345", &[("title", "Shore Power"), ("citationKey", "audit2024")]);
        let pdf = zotero.stored(report, "PDFA2345", "audit.pdf", "application/pdf", AUDIT);
        zotero.mark(pdf, "MARK2345", "without a price", "the punch line", (5, "3"));
        made = Some(zotero);
    });
    (client, made.unwrap())
}

/// The citekeys offered at the end of the draft.
fn offered(client: &mut Client, draft: &Draft) -> Vec<String> {
    let end = draft.position(draft.text.len());
    let list = client
        .request("textDocument/completion", json!({ "textDocument": { "uri": draft.uri }, "position": end }));
    let items = list["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_item_added_while_the_server_runs_is_offered() {
    let (mut client, zotero) = writer(&[("essay.md", "Text.\n\n")]);
    let mut draft = client.open("essay.md");
    client.type_at_end(&mut draft, "See [@");
    client.until("Zotero's item", |client| (offered(client, &draft) == ["audit2024"]).then_some(()));
    zotero.at_once(|zotero| {
        zotero.item("book", "BOOK2345", &[("title", "New Book"), ("citationKey", "new2025")]);
    });
    let added = Instant::now();
    client.until("the new item", |client| {
        offered(client, &draft).contains(&"new2025".to_owned()).then_some(())
    });
    println!("offered after {:?}", added.elapsed());
    zotero.execute("UPDATE itemDataValues SET value = 'renamed2025' WHERE value = 'new2025'", []);
    client.until("its new citekey", |client| {
        (offered(client, &draft) == ["audit2024", "renamed2025"]).then_some(())
    });
}

#[test]
fn a_zotero_that_is_asked_tells_of_new_items_too() {
    let items = |keys: &[&str]| {
        let data =
            |key: &&str| json!({ "data": { "key": "AAAA2345", "itemType": "book", "citationKey": key } });
        json!(keys.iter().map(data).collect::<Vec<_>>())
    };
    let pages: Pages = Arc::new(Mutex::new(vec![
        ("GET /api/schema", 0, json!({})),
        ("GET /api/users/0/groups", 0, json!([])),
        ("GET /api/users/0/collections", 1, json!([])),
        ("GET /api/users/0/items", 1, items(&["first2025"])),
    ]));
    let (address, _) = serve(Arc::clone(&pages));
    let mut client = Client::on_files_beside(&[("essay.md", "See [@")], Abilities::PUSH, |home| {
        let config = home.join("config/ibid");
        std::fs::create_dir_all(&config).unwrap();
        std::fs::write(config.join("config.toml"), format!("zotero = '{address}'\n")).unwrap();
    });
    let draft = client.open("essay.md");
    client.until("the item", |client| (offered(client, &draft) == ["first2025"]).then_some(()));
    pages.lock().unwrap()[3] = ("GET /api/users/0/items", 2, items(&["first2025", "second2025"]));
    client.until("the new item", |client| {
        (offered(client, &draft) == ["first2025", "second2025"]).then_some(())
    });
}

#[test]
fn a_misquotation_is_found_and_hover_shows_the_writers_marks() {
    let text = "“A plug without a cost is a monument” [@audit2024, p. 3]. Then it ended.\n";
    let (mut client, _zotero) = writer(&[("essay.md", text)]);
    let draft = client.open("essay.md");
    let found = client.diagnostics_until("the misquotation", &draft, |found| !found.is_empty());
    let codes: Vec<&Value> = found.iter().map(|finding| &finding["code"]).collect();
    assert_eq!(codes, ["misquote"]);
    let hover = client.request_after("textDocument/hover", &draft, "[@audit");
    let shown = hover["contents"]["value"].as_str().unwrap();
    for part in [
        "[Open in Zotero](zotero://open-pdf/library/items/PDFA2345?page=5)",
        "page=5&annotation=MARK2345): “without a price” – the punch line",
    ] {
        assert!(shown.contains(part), "{part}\nis not in\n{shown}");
    }
}

#[test]
fn a_readme_that_cites_nothing_of_zoteros_has_no_findings() {
    let text = "See [@angular/core] and “a plug without a cost is a monument”, or 612 million [@scope].\n";
    let (mut client, _zotero) =
        writer(&[("README.md", text), ("essay.md", "Text [@audit2024, p. 99]. End.\n")]);
    let readme = client.open("README.md");
    let essay = client.open("essay.md");
    // Once the other draft has its finding, the library was read.
    client.diagnostics_until("a finding in the other draft", &essay, |found| !found.is_empty());
    assert_eq!(client.diagnostics(&readme), Vec::<Value>::new());
}
