//! The head of a Markdown file, in YAML or TOML, and Pandoc's title block.

use ibid_draft::front_matter_entries;
use pulldown_cmark::MetadataBlockKind;

use crate::{Metadata, metadata::Field};

/// What writers, Pandoc, Quarto, Hugo and web clippers call the fields.
const NAMES: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("author", Field::Author),
    ("authors", Field::Author),
    ("editor", Field::Editor),
    ("date", Field::Date),
    ("published", Field::Date),
    ("lang", Field::Language),
    ("language", Field::Language),
    ("doi", Field::Doi),
    ("isbn", Field::Isbn),
    ("url", Field::Url),
    ("source", Field::Url),
    ("link", Field::Url),
    ("publisher", Field::Publisher),
    ("container-title", Field::Container),
    ("journal", Field::Container),
    ("publication", Field::Container),
    ("site", Field::Container),
    ("volume", Field::Volume),
    ("issue", Field::Issue),
    ("pages", Field::Pages),
];

/// What the head says, whose lines between the fences are `lines`.
pub(super) fn read(lines: &str, kind: MetadataBlockKind) -> Metadata {
    let entries = match kind {
        MetadataBlockKind::YamlStyle => front_matter_entries(&format!("---\n{lines}")).collect(),
        MetadataBlockKind::PlusesStyle => toml_entries(lines),
    };
    let mut found = Metadata::default();
    for (path, value) in &entries {
        let name = match &path[..] {
            [name] => name,
            [list, name] if name == "name" => list,
            _ => continue,
        };
        if let Some((_, field)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            found.add(*field, unlinked(value));
        }
    }
    found
}

/// "Anna Ren" of "[[Anna Ren]]".
fn unlinked(value: &str) -> &str {
    let inside = value.trim().strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    inside.map_or(value, |page| page.split('|').next().unwrap_or(page))
}

fn toml_entries(lines: &str) -> Vec<(Vec<String>, String)> {
    let table = lines.parse::<toml::Table>().unwrap_or_default();
    let text = |value: &toml::Value| match value {
        toml::Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    let entries = table.into_iter().flat_map(|(name, value)| {
        let values = match value {
            toml::Value::Array(values) => values,
            value => vec![value],
        };
        values.iter().map(|value| (vec![name.clone()], text(value))).collect::<Vec<_>>()
    });
    entries.collect()
}

/// Pandoc's title block at the head of `source`, and the bytes that it takes: lines that begin with `%` give the title, the
/// authors and the date.
pub(super) fn title_block(source: &str) -> (Metadata, usize) {
    const FIELDS: [Field; 3] = [Field::Title, Field::Author, Field::Date];
    let mut found = Metadata::default();
    let (mut at, mut values) = (0, Vec::<String>::new());
    for line in source.split_inclusive('\n') {
        let more = line.starts_with([' ', '\t']) && !line.trim().is_empty();
        if let Some(value) = line.strip_prefix("% ").filter(|_| values.len() < FIELDS.len()) {
            values.push(value.trim().to_owned());
        } else if line.trim_end() == "%" && values.len() < FIELDS.len() {
            values.push(String::new());
        } else if let Some(last) = values.last_mut().filter(|_| more) {
            last.push_str("; ");
            last.push_str(line.trim());
        } else {
            break;
        }
        at += line.len();
    }
    for (field, value) in FIELDS.into_iter().zip(&values) {
        let value = if field == Field::Title { value.replace("; ", " ") } else { value.clone() };
        found.add(field, &value);
    }
    (found, at)
}
