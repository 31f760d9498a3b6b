//! The settings as they are published: the schema of `.ibid.toml`, the page of the docs, the settings of the VS Code extension.
//! They come out of the program's own list; `IBID_WRITE=1 cargo test -p ibid --test cli settings` writes them anew.

use std::fmt::Write;
use std::path::Path;

use ibid_check::Code;
use ibid_report::pages;
use ibid_workspace::settings::{Listed, all, schema};
use serde_json::{Map, Value, json};

/// Holds the file `name` of the project against `text`, or writes it.
#[track_caller]
pub(crate) fn published(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    if std::env::var_os("IBID_WRITE").is_some() {
        return std::fs::write(path, text).unwrap();
    }
    let stands = std::fs::read_to_string(path).unwrap_or_default();
    assert!(stands == text, "{name} is out of date: IBID_WRITE=1 cargo test -p ibid --test cli settings");
}

/// What a finding of `code` means, without the links of its page.
pub(crate) fn about(code: Code) -> String {
    let mut told = String::new();
    for (at, part) in pages::summary(code).split("](").enumerate() {
        let part = if at == 0 { part } else { part.split_once(')').map_or(part, |(_, rest)| rest) };
        told.push_str(part);
    }
    told.replace('[', "")
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

#[test]
fn the_schema_of_a_folders_settings() {
    published("docs/ibid.schema.json", &(pretty(&schema(about)) + "\n"));
}

#[test]
fn the_page_of_the_docs() {
    let mut page = String::from(
        "# Settings\n\n\
         Settings stand in your own `config.toml` (`~/.config/ibid/`, on Windows `%APPDATA%\\ibid\\`), in `.ibid.toml` in a folder of\n\
         drafts, or in your editor's settings under `ibid`; each holds over the one before. Those marked *yours* may stand in your\n\
         own `config.toml` alone, or in the settings that VS Code keeps for you and no folder can change: nothing that you download\n\
         can name a model, a key, a program, or a folder outside its own.\n\n\
         An editor that checks TOML by a schema takes [`ibid.schema.json`](ibid.schema.json) for `.ibid.toml`.\n",
    );
    let mut part = "";
    for listed in all(about) {
        if listed.part != part {
            part = listed.part;
            write!(page, "\n## {part}\n\n| setting | without it | is for |\n|---|---|---|\n").unwrap();
        }
        let usual = listed.schema.get("default").map(|usual| format!("`{usual}`")).unwrap_or_default();
        let yours = if listed.only_user { "*yours.* " } else { "" };
        let about = listed.schema["description"].as_str().unwrap();
        writeln!(page, "| `{}` | {usual} | {yours}{about} |", listed.name).unwrap();
    }
    published("docs/settings.md", &page);
}

#[test]
fn the_settings_of_the_vscode_extension() {
    const NAME: &str = "editors/vscode/package.json";
    const BEGIN: &str = "    \"configuration\": ";
    const END: &str = "\n    ]";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(NAME);
    let package = std::fs::read_to_string(path).unwrap();
    let (before, rest) = package.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let parts = pretty(&vscode()).replace('\n', "\n    ");
    let parts = parts.strip_suffix("\n    ]").unwrap();
    published(NAME, &format!("{before}{BEGIN}{parts}{END}{after}"));
}

/// `contributes.configuration`: what the extension sets for itself, then all settings, part by part.
fn vscode() -> Value {
    let path = json!({
        "type": "string",
        "default": "",
        "scope": "application",
        "order": 0,
        "markdownDescription": "The `ibid` program. Without it, the one that came with the extension is started, else the one on your `PATH`.",
    });
    let trace = json!({
        "type": "string",
        "enum": ["off", "messages", "verbose"],
        "default": "off",
        "scope": "window",
        "markdownDescription": "What of the talk between editor and server goes into the log.",
    });
    let own = json!({ "ibid.server.path": path, "ibid.trace.server": trace });
    let mut parts: Vec<(&str, Map<String, Value>)> = Vec::new();
    for listed in all(about) {
        if parts.last().is_none_or(|(part, _)| *part != listed.part) {
            parts.push((listed.part, Map::new()));
        }
        let (_, properties) = parts.last_mut().unwrap();
        properties.insert(format!("ibid.{}", listed.name), in_vscode(listed));
    }
    let parts =
        parts.into_iter().map(|(part, properties)| json!({ "title": part, "properties": properties }));
    let server = json!({ "title": "Server", "properties": own });
    Value::Array(std::iter::once(server).chain(parts).collect())
}

/// A setting as VS Code lists it. What only the user's own side may set, no workspace can; ghost text can be switched for
/// each of the editor's languages.
fn in_vscode(listed: Listed) -> Value {
    let Value::Object(mut schema) = listed.schema else { panic!("{} is no object", listed.name) };
    let about = schema.remove("description").unwrap();
    schema.insert("markdownDescription".to_owned(), about);
    let scope = match listed.name.as_str() {
        "features.ghost-text" => "language-overridable",
        _ if listed.only_user => "application",
        _ => "window",
    };
    schema.insert("scope".to_owned(), scope.into());
    // What has one simple form gets a field of its own in the editor's page of settings.
    let simple = match listed.name.as_str() {
        "bibliography" | "sources" | "folders" => Some("array"),
        "endpoint" => Some("string"),
        _ => None,
    };
    if let Some(simple) = simple {
        schema.insert("type".to_owned(), simple.into());
        schema.insert("default".to_owned(), if simple == "array" { json!([]) } else { json!("") });
    }
    if simple == Some("string") {
        schema.retain(|name, _| !matches!(name.as_str(), "properties" | "additionalProperties"));
    }
    Value::Object(schema)
}

#[test]
fn no_workspace_can_set_what_is_the_users_own() {
    for listed in all(about) {
        let (name, only_user) = (listed.name.clone(), listed.only_user);
        assert_eq!(in_vscode(listed)["scope"] == "application", only_user, "{name}");
    }
}
