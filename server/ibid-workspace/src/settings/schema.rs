//! The settings as others are told of them: a list with descriptions, and a JSON Schema of the file in a folder.

use ibid_check::Code;
use serde_json::{Map, Value, json};

use super::catalogue::{FEATURES, SETTINGS};

/// A setting as lists of settings show it.
pub struct Listed {
    /// Its name, with dots: "severity.misquote".
    pub name: String,
    /// The heading that it belongs under.
    pub part: &'static str,
    /// Whether only the user's own side may set it.
    pub only_user: bool,
    /// Its JSON Schema, with a description in Markdown.
    pub schema: Value,
}

/// Every setting, each switch as one of its own; `about` says what a finding of a code means.
pub fn all(about: impl Fn(Code) -> String) -> Vec<Listed> {
    let plain = SETTINGS.iter().map(|setting| Listed {
        name: setting.name.to_owned(),
        part: setting.part,
        only_user: setting.only_user,
        schema: described((setting.form)(), setting.about),
    });
    let features = FEATURES.iter().map(|feature| Listed {
        name: format!("features.{}", feature.name),
        part: "Features",
        only_user: false,
        schema: described(json!({ "type": "boolean", "default": feature.is_on }), feature.about),
    });
    let severities = Code::ALL.into_iter().map(|code| Listed {
        name: format!("severity.{}", code.as_str()),
        part: "Findings",
        only_user: false,
        schema: described(severity(code), &about(code)),
    });
    plain.chain(features).chain(severities).collect()
}

/// The JSON Schema of the settings file of a folder, `.ibid.toml`; `about` says what a finding of a code means.
pub fn schema(about: impl Fn(Code) -> String) -> Value {
    let mut top = Map::new();
    for listed in all(about).into_iter().filter(|listed| !listed.only_user) {
        match listed.name.split_once('.') {
            Some((table, name)) => {
                let empty = || json!({ "type": "object", "properties": {}, "additionalProperties": false });
                top.entry(table).or_insert_with(empty)["properties"][name] = listed.schema;
            }
            None => drop(top.insert(listed.name, listed.schema)),
        }
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of ibid for a folder (.ibid.toml)",
        "type": "object",
        "properties": top,
        "additionalProperties": false,
    })
}

fn described(mut form: Value, about: &str) -> Value {
    form["description"] = about.into();
    form
}

fn severity(code: Code) -> Value {
    let usual = if code.is_on() { code.severity().as_str() } else { "off" };
    json!({ "type": "string", "enum": ["error", "warning", "information", "hint", "off"], "default": usual })
}
