//! Links, symbols, hints, files in the front matter and new entries, on the wire.

use serde_json::{Value, json};

use super::editor::{Editor, entry};

fn abilities() -> Value {
    json!({
        "workspace": {
            "workspaceEdit": { "documentChanges": true },
            "symbol": { "resolveSupport": { "properties": ["location.range"] } },
        },
        "textDocument": {
            "documentLink": { "tooltipSupport": true }, "inlayHint": {},
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "completion": { "completionItem": { "snippetSupport": true } },
        },
    })
}

async fn editor(abilities: Value) -> Editor {
    let bibliography = entry("x1", "A Book of Herons", "sources/doe.md");
    let files = [
        (".ibid.toml", "[features]\ninlay-hints = true\nheadings = true\n"),
        ("library.bib", bibliography.as_str()),
        ("sources/doe.md", "The herons of the delta stand still for nine hours."),
        ("sources/owl2021.md", "Owls turn."),
    ];
    let mut editor = Editor::start(&files, abilities).await;
    editor.open("essay.md", "# 𝒳 One\n\n𝒳 Herons stand still [@x1].\n\n## Two\n\nSo [@owl2021].").await;
    editor.open("library.bib", &bibliography).await;
    let hover = editor.at("essay.md", 2, 26);
    while !editor.ask_until("textDocument/hover", hover.clone()).await.to_string().contains("nine hours") {}
    editor
}

fn range(lines: [u32; 2], characters: [u32; 2]) -> Value {
    json!({
        "start": { "line": lines[0], "character": characters[0] },
        "end": { "line": lines[1], "character": characters[1] },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn links_open_sources_once_they_are_followed() {
    let mut editor = editor(abilities()).await;
    let document = json!({ "textDocument": { "uri": editor.uri("essay.md") } });
    let links = editor.ask("textDocument/documentLink", document).await;
    assert_eq!((links.as_array().unwrap().len(), &links[0]["range"]), (1, &range([2, 2], [23, 26])));
    assert!(links[0].get("target").is_none());
    let link = editor.ask("documentLink/resolve", links[0].clone()).await;
    assert_eq!(link["target"], format!("{}#L1", editor.uri("sources/doe.md")));
    assert_eq!(link["tooltip"], "Doe, 2020: A Book of Herons, line 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn references_and_headings_are_listed() {
    let mut editor = editor(abilities()).await;
    let found = editor.ask("workspace/symbol", json!({ "query": "heron" })).await;
    let symbol = found[0].clone();
    assert_eq!(
        (&symbol["name"], &symbol["location"]),
        (&json!("x1"), &json!({ "uri": editor.uri("library.bib") }))
    );
    let resolved = editor.ask("workspaceSymbol/resolve", symbol).await;
    assert_eq!(resolved["location"]["range"], range([0, 0], [6, 8]));
    let sources = editor.ask("workspace/symbol", json!({ "query": "owl" })).await;
    assert_eq!(sources[0]["location"]["uri"], editor.uri("sources/owl2021.md"));

    let of = |uri: String| json!({ "textDocument": { "uri": uri } });
    let entries = editor.ask("textDocument/documentSymbol", of(editor.uri("library.bib"))).await;
    assert_eq!((&entries[0]["name"], &entries[0]["selectionRange"]), (&json!("x1"), &range([0, 0], [6, 8])));
    let outline = editor.ask("textDocument/documentSymbol", of(editor.uri("essay.md"))).await;
    assert_eq!((&outline[0]["name"], &outline[0]["children"][0]["name"]), (&json!("𝒳 One"), &json!("Two")));
    assert_eq!(outline[0]["selectionRange"], range([0, 0], [2, 8]));
}

#[tokio::test(flavor = "multi_thread")]
async fn hints_stand_behind_citekeys_that_say_nothing() {
    let mut editor = editor(abilities()).await;
    let params = json!({ "textDocument": { "uri": editor.uri("essay.md") }, "range": range([0, 9], [0, 0]) });
    let hints = editor.ask("textDocument/inlayHint", params).await;
    assert_eq!(hints.as_array().unwrap().len(), 1);
    assert_eq!(
        (&hints[0]["label"], &hints[0]["position"]),
        (&json!("Doe, 2020"), &json!({ "line": 2, "character": 26 }))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_entry_goes_into_the_bibliography_as_it_is_open() {
    let mut editor = editor(abilities()).await;
    let params = json!({
        "textDocument": { "uri": editor.uri("essay.md") }, "range": range([6, 6], [6, 6]), "context": { "diagnostics": [] },
    });
    let actions = editor.ask("textDocument/codeAction", params).await;
    let title = "Add an entry “owl2021” for owl2021.md to the bibliography";
    let action = actions.as_array().unwrap().iter().find(|action| action["title"] == title);
    let edit = &action.unwrap_or_else(|| panic!("{actions:#}"))["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({ "uri": editor.uri("library.bib"), "version": 1 }));
    assert_eq!(edit["edits"][0]["range"]["end"], json!({ "line": 1, "character": 0 }));
    let text = "\n@misc{owl2021, title = {owl2021}, file = {sources/owl2021.md}}\n";
    assert_eq!(edit["edits"][0]["newText"], text);
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_merged_and_unused_ones_removed() {
    let twice = "@book{a, url = {u}}\n@book{a, title = {T}}\n@book{b, title = {B}}\n";
    let files = [
        (".ibid.toml", "[severity]\nunused-reference = 'hint'\n"),
        ("library.bib", twice),
        ("essay.md", "So [@a]."),
    ];
    let mut editor = Editor::start(&files, json!({ "textDocument": { "documentSymbol": {} } })).await;
    editor.open("library.bib", twice).await;
    let of = json!({ "textDocument": { "uri": editor.uri("library.bib") } });
    editor.ask_until("textDocument/documentSymbol", of).await;
    for (place, title, edits) in [
        (
            [1, 1],
            "Merge the entries of this citekey",
            json!([
                { "range": range([0, 1], [0, 0]), "newText": "" },
                { "range": range([1, 1], [20, 20]), "newText": ", url = {u}" },
            ]),
        ),
        ([2, 2], "Remove the entry “b”", json!([{ "range": range([2, 3], [0, 0]), "newText": "" }])),
    ] {
        let params = json!({
            "textDocument": { "uri": editor.uri("library.bib") }, "range": range(place, [6, 6]),
            "context": { "diagnostics": [] },
        });
        let actions = editor.ask("textDocument/codeAction", params).await;
        assert_eq!(
            (&actions[0]["title"], &actions[0]["kind"]),
            (&json!(title), &json!("quickfix")),
            "{actions}"
        );
        assert_eq!(actions[0]["edit"]["changes"][editor.uri("library.bib")], edits);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_entries_of_one_work_become_one_everywhere() {
    let twins = "@book{a, title = {T}, doi = {10.1/x}}\n@book{b, doi = {https://doi.org/10.1/x}, isbn = {1}}\n\
        @inbook{c, crossref = {b}}\n";
    let files = [("library.bib", twins), ("essay.md", "So [@b; @c], `@b`.")];
    let abilities = json!({
        "textDocument": {
            "documentSymbol": {},
            "codeAction": { "dataSupport": true, "resolveSupport": { "properties": ["edit"] } },
        },
    });
    let mut editor = Editor::start(&files, abilities).await;
    editor.open("library.bib", twins).await;
    let of = json!({ "textDocument": { "uri": editor.uri("library.bib") } });
    editor.ask_until("textDocument/documentSymbol", of).await;
    let params = json!({
        "textDocument": { "uri": editor.uri("library.bib") }, "range": range([1, 1], [6, 6]), "context": { "diagnostics": [] },
    });
    let actions = editor.ask("textDocument/codeAction", params).await;
    assert_eq!(actions[0]["title"], "Merge “b” into “a” everywhere: both are https://doi.org/10.1/x");
    let action = editor.ask("codeAction/resolve", actions[0].clone()).await;
    let edit = |place: Value, text: &str| json!({ "range": place, "newText": text });
    assert_eq!(
        action["edit"]["changes"],
        json!({
            editor.uri("essay.md"): [edit(range([0, 0], [5, 6]), "a")],
            editor.uri("library.bib"): [
                edit(range([0, 0], [36, 36]), ", isbn = {1}"),
                edit(range([1, 2], [0, 0]), ""),
                edit(range([2, 2], [23, 24]), "a"),
            ],
        })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn snippets_go_to_those_who_take_them() {
    for (abilities, format, text) in [(abilities(), json!(2), "x1$1]$0"), (json!({}), json!(null), "x1")] {
        let mut editor = editor(abilities).await;
        editor.edit("essay.md", 2, [(6, 0), (6, 14)], "So [@her").await;
        let params = editor.at("essay.md", 6, 8);
        let list = editor.ask_until("textDocument/completion", params).await;
        let item = &list["items"][0];
        assert_eq!(
            (&item["insertTextFormat"], &item["textEdit"]["newText"]),
            (&format, &json!(text)),
            "{item:#}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hover_speaks_the_style_that_the_front_matter_names() {
    let mut editor = editor(abilities()).await;
    let hover = editor.at("essay.md", 2, 25);
    assert!(editor.ask("textDocument/hover", hover).await.to_string().contains("Doe, J. (2020)"));
    editor.edit("essay.md", 2, [(0, 0), (0, 0)], "---\ncsl: ieee\n---\n\n").await;
    let hover = editor.at("essay.md", 6, 25);
    let shown = editor.ask("textDocument/hover", hover).await.to_string();
    assert!(shown.contains("J. Doe,"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_feature_has_a_switch_that_works() {
    let mut editor = editor(abilities()).await;
    let mut at = editor.at("essay.md", 2, 25);
    at["range"] = range([0, 9], [0, 0]);
    at["context"] = json!({ "includeDeclaration": true, "diagnostics": [] });
    at["newName"] = json!("other");
    let switches = [
        ("hover", "textDocument/hover"),
        ("definition", "textDocument/definition"),
        ("references", "textDocument/references"),
        ("highlight", "textDocument/documentHighlight"),
        ("rename", "textDocument/prepareRename"),
        ("rename", "textDocument/rename"),
        ("links", "textDocument/documentLink"),
        ("symbols", "textDocument/documentSymbol"),
        ("headings", "textDocument/documentSymbol"),
        ("inlay-hints", "textDocument/inlayHint"),
        ("code-actions", "textDocument/codeAction"),
    ];
    for (feature, method) in switches {
        assert!(
            !editor.ask(method, at.clone()).await.is_null(),
            "{method} is answered while {feature} is on"
        );
        for on in [false, true] {
            let settings = json!({ "ibid": { "features": { feature: on } } });
            editor.tell("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
            let mut patience = 200;
            while editor.ask(method, at.clone()).await.is_null() == on {
                patience -= 1;
                assert!(patience > 0, "{method} heeds {feature}");
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_front_matter_names_files() {
    let mut editor = editor(abilities()).await;
    editor.edit("essay.md", 2, [(0, 0), (0, 0)], "---\nbibliography: lib\n---\n\n").await;
    let params = editor.at("essay.md", 1, 17);
    let list = editor.ask("textDocument/completion", params).await;
    assert_eq!((&list["items"][0]["label"], &list["items"][0]["kind"]), (&json!("library.bib"), &json!(17)));
    assert_eq!(list["items"][0]["textEdit"]["range"], range([1, 1], [14, 17]));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_offered_to_who_cannot_show_it() {
    let mut editor = Editor::connect(&[]);
    let offered = editor.ask("initialize", json!({ "capabilities": {} })).await["capabilities"].take();
    for name in
        ["documentLinkProvider", "documentSymbolProvider", "workspaceSymbolProvider", "inlayHintProvider"]
    {
        assert!(offered.get(name).is_none(), "{name}");
    }
}
