//! The model at the writer's side: which endpoint is asked, where its words come unasked, and when it judges. Only the user's
//! own file and environment say so.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ibid_llm::{Endpoint, KeySource, Timeouts};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::absolute;

/// The environment variable that names an endpoint; it holds over the user's file.
pub(crate) const ENDPOINT_VARIABLE: &str = "IBID_ENDPOINT";
/// The environment variable that holds the key where none is named.
const KEY_VARIABLE: &str = "IBID_KEY";

/// `endpoint`: its address, with the model after a `#`, or a table.
#[derive(Deserialize)]
#[serde(untagged)]
enum Named {
    Address(String),
    Table(Table),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    address: String,
    key: Option<String>,
    context: Option<usize>,
    in_flight: Option<usize>,
    per_minute: Option<u32>,
    per_day: Option<u32>,
    first_token_seconds: Option<u64>,
    whole_seconds: Option<u64>,
}

/// Reads the setting `endpoint`, with `timeouts` where it names none; an error is for people.
pub(super) fn endpoint(value: Value, timeouts: Timeouts) -> Result<Endpoint, String> {
    const FORM: &str =
        "`endpoint` wants an address such as \"http://localhost:8080\", or a table with `address`";
    let named = serde_json::from_value(value).map_err(|_| FORM)?;
    let table = match named {
        Named::Address(address) => return Ok(Endpoint { timeouts, ..parse(&address)? }),
        Named::Table(table) => table,
    };
    let mut endpoint = Endpoint { timeouts, ..parse(&table.address)? };
    if let Some(name) = table.key {
        endpoint.key = Some(key(&name)?);
    }
    endpoint.context = table.context;
    let (limits, timeouts) = (&mut endpoint.limits, &mut endpoint.timeouts);
    limits.in_flight = table.in_flight.unwrap_or(limits.in_flight);
    limits.per_minute = table.per_minute.unwrap_or(limits.per_minute);
    limits.per_day = table.per_day.unwrap_or(limits.per_day);
    timeouts.first_token = table.first_token_seconds.map_or(timeouts.first_token, Duration::from_secs);
    timeouts.whole = table.whole_seconds.map_or(timeouts.whole, Duration::from_secs);
    Ok(endpoint)
}

/// Reads the address `text`. The key that the environment holds is used unless another is named.
pub(super) fn parse(text: &str) -> Result<Endpoint, String> {
    let mut endpoint = Endpoint::parse(text).map_err(|fault| fault.to_string())?;
    if std::env::var_os(KEY_VARIABLE).is_some() {
        endpoint.key = Some(KeySource::Variable(KEY_VARIABLE.to_owned()));
    }
    Ok(endpoint)
}

/// Reads where a key is kept: "env:NAME" or "keyring:NAME".
pub(super) fn key(text: &str) -> Result<KeySource, String> {
    match text.split_once(':') {
        Some(("env", name)) if !name.is_empty() => Ok(KeySource::Variable(name.to_owned())),
        Some(("keyring", name)) if !name.is_empty() => Ok(KeySource::Keyring(name.to_owned())),
        _ => Err(
            "`key` wants \"env:NAME\", an environment variable, or \"keyring:NAME\"; never the key itself"
                .to_owned(),
        ),
    }
}

/// Where the model's words come unasked while the writer pauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GhostText {
    /// The languages (as "en", "zh") for which it is on; `None` is all.
    pub languages: Option<Vec<String>>,
    /// The folders below which it is on, absolute; `None` is all.
    pub folders: Option<Vec<PathBuf>>,
    /// The pause after which it comes.
    pub pause: Duration,
}

/// A pause that suits prose.
const PAUSE: Duration = Duration::from_millis(700);

impl Default for GhostText {
    fn default() -> GhostText {
        GhostText { languages: None, folders: None, pause: PAUSE }
    }
}

impl GhostText {
    /// Whether it is on for the draft at `path`, in the language of this code.
    pub fn is_on(&self, path: &Path, language: &str) -> bool {
        let spoken =
            self.languages.as_ref().is_none_or(|all| all.iter().any(|l| l.eq_ignore_ascii_case(language)));
        spoken && self.folders.as_ref().is_none_or(|all| all.iter().any(|folder| path.starts_with(folder)))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GhostTable {
    languages: Option<Vec<String>>,
    folders: Option<Vec<String>>,
    /// Milliseconds.
    pause: Option<u64>,
}

/// Reads the setting `ghost-text`: true, false, or a table; relative folders are below `base`.
pub(super) fn ghost_text(value: Value, base: &Path) -> Result<Option<GhostText>, String> {
    if let Value::Bool(on) = value {
        return Ok(on.then(GhostText::default));
    }
    let table: GhostTable = serde_json::from_value(value).map_err(|_| {
        "`ghost-text` wants true, false, or a table with `languages`, `folders` and `pause` (milliseconds)"
    })?;
    Ok(Some(GhostText {
        languages: table.languages,
        folders: table.folders.map(|all| all.iter().map(|folder| absolute(base, folder)).collect()),
        pause: table.pause.map_or(PAUSE, Duration::from_millis),
    }))
}

/// When the judge is asked, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgeSettings {
    /// When.
    pub when: JudgeWhen,
    /// The most requests within a day.
    pub budget: usize,
}

/// When the judge is asked of its own accord. It can always be asked by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JudgeWhen {
    /// When a draft is saved.
    Save,
    /// Never.
    Demand,
    /// While the writer pauses.
    Typing,
}

/// Requests to the judge within a day.
const BUDGET: usize = 500;

impl Default for JudgeSettings {
    fn default() -> JudgeSettings {
        JudgeSettings { when: JudgeWhen::Save, budget: BUDGET }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum JudgeValue {
    Off(bool),
    When(JudgeWhen),
    Table(JudgeTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JudgeTable {
    when: Option<JudgeWhen>,
    budget: Option<usize>,
}

/// Reads the setting `judge`: "save", "demand", "typing", true, false, or a table.
pub(super) fn judge(value: Value) -> Result<Option<JudgeSettings>, String> {
    const FORM: &str = "`judge` wants \"save\", \"demand\", \"typing\", false, or a table with `when` and `budget` (requests a day)";
    let usual = JudgeSettings::default();
    Ok(match serde_json::from_value(value).map_err(|_| FORM)? {
        JudgeValue::Off(on) => on.then_some(usual),
        JudgeValue::When(when) => Some(JudgeSettings { when, ..usual }),
        JudgeValue::Table(JudgeTable { when, budget }) => {
            Some(JudgeSettings { when: when.unwrap_or(usual.when), budget: budget.unwrap_or(usual.budget) })
        }
    })
}
