//! Every setting by name: who may set it, what it is for, what it may hold. The reader of settings, the published schema
//! and the editors' lists of settings come out of it.

use serde_json::{Value, json};

/// A setting at the top of a settings file.
pub(super) struct Setting {
    pub(super) name: &'static str,
    /// What it is about: a heading for lists of settings.
    pub(super) part: &'static str,
    /// Whether only the user's own side may set it, and nothing that comes with a folder.
    pub(super) only_user: bool,
    /// What it is for, in Markdown.
    pub(super) about: &'static str,
    /// Its JSON Schema.
    pub(super) form: fn() -> Value,
}

const LIBRARY: &str = "Library";
const MODEL: &str = "Model";

/// The settings, but for `features` and `severity`, which are tables of switches.
pub(super) const SETTINGS: [Setting; 10] = [
    Setting {
        name: "bibliography",
        part: LIBRARY,
        only_user: false,
        about: "The bibliography, or a list of them; without it, all that lie in the draft's reach. In your own \
                `config.toml`, those that hold for all drafts.",
        form: names,
    },
    Setting {
        name: "sources",
        part: LIBRARY,
        only_user: false,
        about: "The folder of sources, or a list of them; without it, every `sources` folder in the draft's reach.",
        form: names,
    },
    Setting {
        name: "folders",
        part: LIBRARY,
        only_user: true,
        about: "Folders outside of a workspace from which sources may be read.",
        form: names,
    },
    Setting {
        name: "zotero",
        part: LIBRARY,
        only_user: true,
        about: "Your Zotero library: `false`, Zotero's data folder, or a table with `folder`, `linked` (the folder of \
                linked files), `address` (of a Zotero that runs) and `index` (`true`, or a list of collections whose \
                files are read though no draft cites them). Without it, it is found by itself.",
        form: zotero,
    },
    Setting {
        name: "search",
        part: LIBRARY,
        only_user: true,
        about: "How passages are found: a table with `model`, the folder of a model that finds what says the same in other \
                words, or an endpoint that has one, named as `endpoint` is. Without it, they are found by their words.",
        form: search,
    },
    Setting {
        name: "endpoint",
        part: MODEL,
        only_user: true,
        about: "The address of your model, such as `http://localhost:11434`; a model other than the first stands after \
                a `#`. Without one, ibid asks no model.",
        form: endpoint,
    },
    Setting {
        name: "key",
        part: MODEL,
        only_user: true,
        about: "Where the model's key is kept, never the key itself: `env:NAME`, an environment variable, or \
                `keyring:NAME` after `ibid key NAME`.",
        form: || json!({ "type": "string", "pattern": "^(env|keyring):.+$" }),
    },
    Setting {
        name: "ghost-text",
        part: MODEL,
        only_user: true,
        about: "The model's next words, in grey, while you pause: `true`, or a table with `languages` (of the prose, as \
                `\"en\"`), `folders` and `pause` (milliseconds).",
        form: ghost_text,
    },
    Setting {
        name: "judge",
        part: MODEL,
        only_user: true,
        about: "When your model judges cited sentences: `\"save\"` (so it is without this), `\"demand\"`, `\"typing\"` or \
                `false`; or a table with `when` and `budget` (requests a day).",
        form: judge,
    },
    Setting {
        name: "private",
        part: MODEL,
        only_user: false,
        about: "Nothing of the drafts here is sent to a model.",
        form: || json!({ "type": "boolean", "default": false }),
    },
];

/// What is no setting yet, and will be the user's own alone.
const KEPT_BACK: [&str; 4] = ["endpoints", "embedding", "embedding-endpoint", "viewer"];

/// Whether only the user's own side may set `name`: it says where ibid may read outside the workspace, what it talks to,
/// or what it starts.
pub(super) fn is_only_the_users(name: &str) -> bool {
    KEPT_BACK.contains(&name) || SETTINGS.iter().any(|setting| setting.name == name && setting.only_user)
}

/// Something that ibid does and that can be switched off.
pub(super) struct Feature {
    pub(super) name: &'static str,
    /// Whether it is on until it is switched off: not what another server shows as well, or what some find too much.
    pub(super) is_on: bool,
    pub(super) about: &'static str,
}

const fn on(name: &'static str, about: &'static str) -> Feature {
    Feature { name, is_on: true, about }
}

const fn off(name: &'static str, about: &'static str) -> Feature {
    Feature { name, is_on: false, about }
}

/// The features that have a switch.
pub(super) const FEATURES: [Feature; 13] = [
    on("completion", "Citations are offered as you type."),
    on("hover", "A citation shows its reference, and the passage behind it."),
    on("definition", "Go to the entry of a citation, or to the cited place of its source."),
    on("references", "Find all that cites a reference."),
    on("highlight", "The other citations of what the cursor is on are marked."),
    on("rename", "A citekey is renamed in all drafts and its entry."),
    on("links", "Citations open their sources."),
    on("symbols", "References and sources are found by name."),
    off("headings", "The headings of a draft as its outline; most editors have one."),
    off("inlay-hints", "Author and year behind a citekey that names no author."),
    on("code-actions", "Fixes, sign-offs, and what else can be done at a place."),
    on("diagnostics", "Sentences are held against their sources, and findings are shown."),
    on("ghost-text", "The model's next words while you pause, where your own settings have them on."),
];

/// The feature of this name.
pub(super) fn feature(name: &str) -> Option<&'static Feature> {
    FEATURES.iter().find(|feature| feature.name == name)
}

fn names() -> Value {
    json!({ "type": ["string", "array"], "items": { "type": "string" } })
}

fn strings() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

fn table(properties: &Value) -> Value {
    json!({ "type": ["boolean", "string", "object"], "properties": properties, "additionalProperties": false })
}

fn zotero() -> Value {
    let index = json!({ "type": ["boolean", "array"], "items": { "type": "string" } });
    let text = json!({ "type": "string" });
    table(&json!({ "folder": text, "linked": text, "address": text, "index": index }))
}

fn endpoint() -> Value {
    let count = json!({ "type": "integer", "minimum": 1 });
    let mut form = table(&json!({
        "address": { "type": "string" }, "key": { "type": "string" }, "context": count, "in-flight": count,
        "per-minute": count, "per-day": count, "first-token-seconds": count, "whole-seconds": count,
    }));
    form["type"] = json!(["string", "object"]);
    form
}

fn search() -> Value {
    let mut form = table(&json!({ "model": endpoint() }));
    form["type"] = json!("object");
    form
}

fn ghost_text() -> Value {
    let pause = json!({ "type": "integer", "minimum": 0 });
    let mut form = table(&json!({ "languages": strings(), "folders": strings(), "pause": pause }));
    form["type"] = json!(["boolean", "object"]);
    form["default"] = json!(false);
    form
}

fn judge() -> Value {
    let when = ["save", "demand", "typing"];
    let mut form = table(&json!({
        "when": { "type": "string", "enum": when }, "budget": { "type": "integer", "minimum": 0 },
    }));
    form["default"] = json!("save");
    form
}
