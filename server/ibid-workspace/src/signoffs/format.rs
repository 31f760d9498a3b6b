//! How sign-offs are written: one a line, so that two branches merge line by line; what else stands in the file, and
//! what a later ibid may add, stays as it is.

use std::collections::{BTreeMap, HashMap};

use ibid_check::SignOff;
use ibid_check::signoffs::ClaimId;
use toml_edit::{Array, DocumentMut, InlineTable, Value};

/// What a new file begins with.
const NEW: &str = "\
# A person's word on sentences, kept by ibid: one a line, in the drafts' order. A reason may be put in other words; to take a
# sign-off back, delete its line. Each lapses by itself when its sentence or a source of it changes.
signoffs = [
]
";

/// The sign-offs in `text`; or why it cannot be read.
pub(super) fn parse(text: &str) -> Result<Vec<SignOff>, String> {
    Sheet::read(text)?.lines.iter().map(line).collect()
}

/// `text` with `new` in the place of what its person or another said before of the same claim under the same code;
/// the lines of its draft are put in `order`.
pub(super) fn with(text: &str, new: &SignOff, order: &[ClaimId]) -> Result<String, String> {
    let mut sheet = Sheet::read(text)?;
    sheet.remove(|known| is_same(known, new))?;
    sheet.lines.push(value(new)?);
    sheet.sort(&new.file, order)?;
    Ok(sheet.write())
}

/// `text` without `old`.
pub(super) fn without(text: &str, old: &SignOff) -> Result<String, String> {
    let mut sheet = Sheet::read(text)?;
    sheet.remove(|known| is_same(known, old))?;
    Ok(sheet.write())
}

/// `text` in which what was said of claims of the draft `from` is said of those of the draft `to`.
pub(super) fn moved(text: &str, from: &str, to: &str) -> Result<String, String> {
    let mut sheet = Sheet::read(text)?;
    for value in &mut sheet.lines {
        let file = value.as_inline_table_mut().and_then(|table| table.get_mut("file"));
        if let Some(file) = file.filter(|file| file.as_str() == Some(from)) {
            *file = to.into();
        }
    }
    Ok(sheet.write())
}

fn is_same(a: &SignOff, b: &SignOff) -> bool {
    (&a.file, &a.claim, &a.code) == (&b.file, &b.claim, &b.code)
}

/// The file, taken apart into its lines.
struct Sheet {
    whole: DocumentMut,
    lines: Vec<Value>,
}

impl Sheet {
    fn read(text: &str) -> Result<Sheet, String> {
        let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
        if let Some(at) = text.lines().position(|line| marks.iter().any(|mark| line.starts_with(mark))) {
            return Err(format!("line {} holds the marks of a merge that is not resolved", at + 1));
        }
        let text = if text.trim().is_empty() { NEW } else { text };
        let mut whole: DocumentMut = text.parse().map_err(|fault: toml_edit::TomlError| {
            let line =
                fault.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
            format!("line {line} is not valid TOML: {}", fault.message().lines().next().unwrap_or_default())
        })?;
        let array = whole.get_mut("signoffs").and_then(|item| item.as_array_mut());
        let array = array.ok_or("it has no list `signoffs = [ … ]`")?;
        let lines = std::mem::take(array).into_iter().collect();
        Ok(Sheet { whole, lines })
    }

    fn remove(&mut self, test: impl Fn(&SignOff) -> bool) -> Result<(), String> {
        let known: Vec<SignOff> = self.lines.iter().map(line).collect::<Result<_, _>>()?;
        let mut known = known.iter();
        self.lines.retain(|_| !known.next().is_some_and(&test));
        Ok(())
    }

    /// Sorts by file, and those of `file` by `order`; one whose claim is not in it stays behind the one before.
    fn sort(&mut self, file: &str, order: &[ClaimId]) -> Result<(), String> {
        let places: HashMap<&ClaimId, usize> =
            order.iter().enumerate().map(|(at, id)| (id, at + 1)).collect();
        let mut last = 0;
        let mut keyed = Vec::new();
        for value in std::mem::take(&mut self.lines) {
            let known = line(&value)?;
            if known.file == file {
                last = places.get(&known.claim).copied().unwrap_or(last);
            }
            let place = if known.file == file { last } else { 0 };
            keyed.push(((known.file, place), value));
        }
        keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.lines = keyed.into_iter().map(|(_, value)| value).collect();
        Ok(())
    }

    fn write(mut self) -> String {
        let mut array = Array::new();
        for mut value in self.lines {
            if value.decor().prefix().and_then(|prefix| prefix.as_str()).is_none_or(|p| !p.contains('\n')) {
                value.decor_mut().set_prefix("\n  ");
            }
            array.push_formatted(value);
        }
        array.set_trailing("\n");
        array.set_trailing_comma(!array.is_empty());
        if let Some(item) = self.whole.get_mut("signoffs") {
            let decor = item.as_value().map(|value| value.decor().clone());
            *item = toml_edit::Item::Value(Value::Array(array));
            if let (Some(value), Some(decor)) = (item.as_value_mut(), decor) {
                *value.decor_mut() = decor;
            }
        }
        self.whole.to_string()
    }
}

fn line(value: &Value) -> Result<SignOff, String> {
    let table = value.as_inline_table().ok_or_else(|| format!("“{value}” is no sign-off"))?;
    let text = |key: &str| {
        let found = table.get(key).and_then(Value::as_str).map(str::to_owned);
        found.ok_or_else(|| format!("a sign-off lacks `{key}`: {}", value.to_string().trim()))
    };
    let when = table.get("when").and_then(Value::as_datetime);
    let sources = table.get("sources").and_then(Value::as_inline_table);
    let sources =
        sources.ok_or_else(|| format!("a sign-off lacks `sources`: {}", value.to_string().trim()))?;
    let sources =
        sources.iter().filter_map(|(file, hash)| Some((file.to_owned(), hash.as_str()?.to_owned())));
    let occurrence = table.get("occurrence").and_then(Value::as_integer).unwrap_or(1);
    Ok(SignOff {
        file: text("file")?,
        excerpt: text("excerpt")?,
        code: text("code")?,
        reason: text("reason")?,
        who: text("who")?,
        when: when.map_or_else(|| text("when"), |when| Ok(when.to_string()))?,
        claim: ClaimId { hash: text("claim")?, occurrence: usize::try_from(occurrence).unwrap_or(1) },
        sources: sources.collect::<BTreeMap<_, _>>(),
    })
}

fn value(sign_off: &SignOff) -> Result<Value, String> {
    let mut table = InlineTable::new();
    let when: toml_edit::Datetime =
        sign_off.when.parse().map_err(|_| format!("{} is no date", sign_off.when))?;
    table.insert("file", sign_off.file.as_str().into());
    table.insert("excerpt", sign_off.excerpt.as_str().into());
    table.insert("code", sign_off.code.as_str().into());
    table.insert("reason", one_line(&sign_off.reason).into());
    table.insert("who", one_line(&sign_off.who).into());
    table.insert("when", when.into());
    table.insert("claim", sign_off.claim.hash.as_str().into());
    if let Some(twin) = i64::try_from(sign_off.claim.occurrence).ok().filter(|&occurrence| occurrence > 1) {
        table.insert("occurrence", twin.into());
    }
    let sources = sign_off.sources.iter().map(|(file, hash)| (file.as_str(), hash.as_str()));
    table.insert("sources", Value::InlineTable(sources.collect()));
    Ok(Value::InlineTable(table))
}

/// A line break would put one sign-off on two lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
