//! RIS: records of lines with a tag of two letters, from `TY` to `ER`.

use std::collections::HashMap;
use std::path::Path;

use ibid_text::Span;

use crate::bibliography::Found;
use crate::builder::Builder;
use crate::csl::container_field;
use crate::tex::one_line;
use crate::{RefDate, Reference, dates};

/// RIS's types, and the kind and `entrysubtype` that stand for them.
const TYPES: &[(&str, &str, &str)] = &[
    ("ABST", "article", ""),
    ("ADVS", "movie", ""),
    ("AGGR", "dataset", ""),
    ("ART", "artwork", ""),
    ("BILL", "legislation", ""),
    ("BLOG", "online", ""),
    ("BOOK", "book", ""),
    ("CASE", "jurisdiction", ""),
    ("CHAP", "incollection", ""),
    ("CLSWK", "book", ""),
    ("COMP", "software", ""),
    ("CONF", "inproceedings", ""),
    ("CPAPER", "inproceedings", ""),
    ("DATA", "dataset", ""),
    ("DBASE", "dataset", ""),
    ("DICT", "inreference", "dictionary"),
    ("EBOOK", "book", ""),
    ("ECHAP", "incollection", ""),
    ("EDBOOK", "book", ""),
    ("EJOUR", "article", ""),
    ("ELEC", "online", ""),
    ("ENCYC", "inreference", ""),
    ("GOVDOC", "report", ""),
    ("HEAR", "report", ""),
    ("ICOMM", "letter", ""),
    ("INPR", "article", ""),
    ("JFULL", "periodical", ""),
    ("JOUR", "article", ""),
    ("LEGAL", "jurisdiction", ""),
    ("MAP", "map", ""),
    ("MANSCPT", "unpublished", ""),
    ("MGZN", "article", "magazine"),
    ("MPCT", "movie", ""),
    ("MULTI", "online", ""),
    ("MUSIC", "audio", ""),
    ("NEWS", "article", "newspaper"),
    ("PAMP", "booklet", ""),
    ("PAT", "patent", ""),
    ("PCOMM", "letter", ""),
    ("RPRT", "report", ""),
    ("SER", "book", ""),
    ("SOUND", "audio", ""),
    ("STAND", "standard", ""),
    ("STAT", "legislation", ""),
    ("THES", "thesis", ""),
    ("UNPB", "unpublished", ""),
    ("VIDEO", "video", ""),
    ("WEB", "online", ""),
];

/// A line: its tag, what it says, and where that stands.
#[derive(Clone, Copy)]
struct Line<'a> {
    tag: &'a str,
    value: &'a str,
    span: Span,
}

impl<'a> Line<'a> {
    /// Takes what stands in the next line, up to `end` of `text`, for more of the value; a citekey has but one line.
    fn go_on(&mut self, text: &'a str, end: usize) {
        if self.tag != "ID" && end > self.span.end {
            self.span.end = end;
            self.value = self.span.of(text);
        }
    }
}

/// Reads `text`, the content of the file at `path`.
pub(super) fn read(path: &Path, text: &str) -> Found {
    let mut found = Found::default();
    let mut keys = HashMap::new();
    let mut record: Vec<Line<'_>> = Vec::new();
    let (mut at, mut is_stray) = (0, false);
    for whole in text.split_inclusive('\n') {
        let line = line(whole, at);
        let written = Span::new(at, at + whole.trim_end().len());
        at += whole.len();
        is_stray &= line.is_none_or(|line| line.tag != "TY");
        match line {
            Some(Line { tag: "TY", .. }) if !record.is_empty() => {
                let message =
                    "This record does not end: a line “ER  - ” is missing before the next one.".to_owned();
                found.malformed(record[0].span, message);
                take(path, text, &std::mem::take(&mut record), &mut keys, &mut found);
                record.extend(line);
            }
            Some(Line { tag: "ER", .. }) => {
                take(path, text, &std::mem::take(&mut record), &mut keys, &mut found);
            }
            Some(line) if line.tag == "TY" || !record.is_empty() => record.push(line),
            // One is enough to say so.
            Some(_) if !is_stray => {
                let message = "This line belongs to no record: a record begins with “TY  - ”.";
                found.malformed(written, message.to_owned());
                is_stray = true;
            }
            Some(_) => {}
            None => {
                // What stands between records is anybody's.
                if let Some(last) = record.last_mut() {
                    last.go_on(text, written.end);
                }
            }
        }
    }
    if let Some(first) = record.first() {
        found.malformed(first.span, "This record does not end: a line “ER  - ” is missing.".to_owned());
        take(path, text, &record, &mut keys, &mut found);
    }
    found
}

/// The line `whole`, which stands at `at`.
fn line(whole: &str, at: usize) -> Option<Line<'_>> {
    let lead = whole.len() - whole.trim_start_matches('\u{feff}').len();
    let tag = whole.get(lead..lead + 2)?;
    let is_tag = tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let after = whole[lead + 2..].trim_start_matches([' ', '\t']);
    let value = after.strip_prefix('-').filter(|_| is_tag && after.len() < whole.len() - lead - 2)?;
    let start = at + whole.len() - value.trim_start().len();
    let value = value.trim();
    Some(Line {
        tag,
        value,
        span: Span::new(
            start.min(at + whole.trim_end().len()),
            start.min(at + whole.trim_end().len()) + value.len(),
        ),
    })
}

fn take(path: &Path, text: &str, record: &[Line<'_>], keys: &mut HashMap<String, u8>, found: &mut Found) {
    let (Some(first), Some(last)) = (record.first(), record.last()) else { return };
    let start = text[..first.span.start].rfind('\n').map_or(0, |at| at + 1);
    let span = Span::new(start, last.span.end);
    let Some((key, key_span)) = key(record, start, keys) else {
        let message = "This record has no citekey: give it a line “ID  - ”.".to_owned();
        found.malformed(crate::yaml::first_line(text, span), message);
        return;
    };
    found.add(reference(path, key, key_span, span, record));
}

/// "Burger,D.R." as "Burger, D.R.".
fn person(name: &str) -> String {
    name.split(',').map(one_line).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The citekey of a record: its `ID`, else what Pandoc makes of authors and year, with a letter where that is
/// another's already. What is made so stands nowhere.
fn key(record: &[Line<'_>], start: usize, keys: &mut HashMap<String, u8>) -> Option<(String, Span)> {
    let id = record.iter().rev().find(|line| line.tag == "ID" && !line.value.is_empty());
    let (mut key, mut span) = match id {
        Some(id) => (id.value.to_owned(), id.span),
        None => (made(record), Span::new(start, start)),
    };
    if key.is_empty() {
        return None;
    }
    match keys.get_mut(&key) {
        None => {
            keys.insert(key.clone(), b'a');
        }
        Some(letter) => {
            key.push(char::from(*letter));
            *letter = letter.saturating_add(1).min(b'z');
            span = Span::new(start, start);
        }
    }
    Some((key, span))
}

fn made(record: &[Line<'_>]) -> String {
    let of = |tags: [&'static str; 2]| {
        record.iter().filter(move |line| tags.contains(&line.tag)).map(|line| line.value)
    };
    let family = |name: &'_ str| {
        name.split(|c: char| c == ',' || c.is_whitespace()).next().unwrap_or_default().to_owned()
    };
    let authors: Vec<String> = of(["AU", "A1"]).map(family).collect();
    let years = of(["PY", "Y1"]).map(|year| format!("_{year}"));
    years.fold(authors.join("_"), |key, year| key + &year)
}

fn reference(path: &Path, key: String, key_span: Span, span: Span, record: &[Line<'_>]) -> Reference {
    let all = |tags: &[&str]| -> Vec<String> {
        record
            .iter()
            .filter(|line| tags.contains(&line.tag) && !line.value.is_empty())
            .map(|line| line.value.to_owned())
            .collect()
    };
    // Of several tags for one thing, the first that is there counts.
    let one = |tags: &[&str]| tags.iter().find_map(|tag| all(&[tag]).into_iter().next()).unwrap_or_default();
    let ty = one(&["TY"]);
    let (_, kind, subtype) =
        TYPES.iter().find(|(known, ..)| *known == ty).copied().unwrap_or(("", "misc", ""));
    let is_part = matches!(kind, "article" | "incollection" | "inproceedings" | "inreference");
    let mut builder = Builder::new(path, key, key_span, span, kind);
    builder.field("entrysubtype", subtype);
    builder.title(one(if is_part { &["TI", "T1", "CT"] } else { &["TI", "T1", "BT", "CT"] }));
    // A line is for one name, and some databases put all into it.
    let people = |tags: &[&str]| {
        let names: Vec<String> = all(tags).iter().flat_map(|names| names.split(';')).map(person).collect();
        names.into_iter().filter(|name| !name.is_empty()).collect()
    };
    builder.people("author", people(&["AU", "A1"]));
    builder.people("editor", people(if is_part { &["ED", "A2"] } else { &["ED"] }));
    builder.people("serieseditor", people(if is_part { &["A3"] } else { &["A2"] }));
    builder.people("translator", people(&["A4"]));
    let proceedings = if kind == "inproceedings" { one(&["C3"]) } else { String::new() };
    if !proceedings.is_empty() {
        builder.field("booktitle", proceedings);
        builder.field("eventtitle", one(&["T2"]));
    }
    let container = one(&["T2", "JF", "JO", "BT", "JA", "J2"]);
    builder.field(if is_part { container_field(kind) } else { "series" }, container);
    builder.field("series", one(&["T3"]));
    builder.date(&issued(&one(&["PY", "Y1"]), &all(&["DA", "PY", "Y1"])));
    if matches!(kind, "report" | "patent" | "standard") {
        builder.field("number", one(&["SN", "IS", "M1"]));
    }
    let (first, last) = (one(&["SP"]), one(&["EP"]));
    if kind == "book" {
        builder.field("pagetotal", first);
    } else {
        builder.pages(if last.is_empty() || last == first { first } else { format!("{first}-{last}") });
    }
    for (field, tags) in FIELDS {
        builder.field(field, one(tags));
    }
    builder.field(if matches!(kind, "book" | "incollection") { "isbn" } else { "issn" }, one(&["SN"]));
    builder.field("keywords", all(&["KW"]).join(", "));
    builder.field("urldate", date(&one(&["Y2"]), ""));
    let addresses = [all(&["UR", "LK"]), all(&["L1", "L2"])].concat();
    for address in addresses.iter().flat_map(|addresses| addresses.lines()).map(str::trim) {
        match address.split_once("//") {
            Some(("http:" | "https:", _)) => builder.field("url", address),
            Some(("", _)) => builder.field("url", format!("https:{address}")),
            Some(("file:", path)) => builder.file(path),
            // What a program keeps in a place of its own.
            Some((scheme, _)) if scheme.ends_with(':') => {}
            _ => builder.file(address),
        }
    }
    builder.finish()
}

/// Fields, and the tags that say them, the best first.
const FIELDS: &[(&str, &[&str])] = &[
    ("volume", &["VL"]),
    ("number", &["IS"]),
    ("publisher", &["PB"]),
    ("location", &["CY", "PP"]),
    ("doi", &["DO"]),
    ("edition", &["ET"]),
    ("volumes", &["NV"]),
    ("abstract", &["AB", "N2"]),
    ("langid", &["LA"]),
    ("note", &["N1"]),
    ("type", &["M3"]),
    ("shorttitle", &["ST"]),
    ("library", &["CN"]),
];

/// The most exact of `dates`, in EDTF, that is of the year `year`, where that is known.
fn issued(year: &str, dates: &[String]) -> String {
    let dates = dates.iter().map(|day| date(day, year));
    let same = dates.filter(|date| year.get(..4).is_none_or(|year| date.starts_with(year)));
    same.reduce(|best, date| if date.len() > best.len() { date } else { best })
        .unwrap_or_else(|| year.to_owned())
}

/// A day in EDTF: of "2001/03/04/other", of "4 March" and the year.
fn date(day: &str, year: &str) -> String {
    let numbers: Vec<&str> = day.split('/').take(3).take_while(|part| !part.trim().is_empty()).collect();
    let is_numeric = numbers.iter().all(|part| part.trim().parse::<u32>().is_ok()) && !numbers.is_empty();
    if is_numeric && numbers[0].trim().len() == 4 {
        return numbers.iter().map(|part| format!("{:0>2}", part.trim())).collect::<Vec<_>>().join("-");
    }
    match dates::fields(day, Some(day), None).or_else(|| dates::fields(year, Some(day), None)) {
        Some(RefDate { year, month: Some(month), day: None }) => format!("{year}-{month:02}"),
        Some(RefDate { year, month: Some(month), day: Some(day) }) => format!("{year}-{month:02}-{day:02}"),
        _ if day.is_empty() || dates::edtf(day).is_none() => year.to_owned(),
        _ => day.to_owned(),
    }
}
