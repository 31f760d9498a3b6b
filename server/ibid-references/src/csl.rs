//! CSL's words for what a reference is, and those that ibid keeps references in, which are BibLaTeX's. Readers of
//! CSL go one way through these tables, the formatter the other.

use std::path::Path;

use ibid_text::Span;
use serde_json::{Map, Value};

use crate::Reference;
use crate::builder::Builder;
use crate::names::body;

/// A CSL type, and the kind and the `entrysubtype` that stand for it.
const TYPES: &[(&str, &str, &str)] = &[
    ("article-journal", "article", ""),
    ("article", "article", "preprint"),
    ("article-magazine", "article", "magazine"),
    ("article-newspaper", "article", "newspaper"),
    ("article-journal", "suppperiodical", ""),
    ("book", "book", ""),
    ("book", "mvbook", ""),
    ("book", "collection", ""),
    ("book", "mvcollection", ""),
    ("book", "reference", ""),
    ("book", "mvreference", ""),
    ("book", "proceedings", ""),
    ("book", "mvproceedings", ""),
    ("book", "commentary", ""),
    ("chapter", "incollection", ""),
    ("chapter", "inbook", ""),
    ("chapter", "bookinbook", ""),
    ("chapter", "suppbook", ""),
    ("chapter", "suppcollection", ""),
    ("dataset", "dataset", ""),
    ("document", "misc", ""),
    ("entry-encyclopedia", "inreference", ""),
    ("entry-dictionary", "inreference", "dictionary"),
    ("graphic", "artwork", ""),
    ("graphic", "image", ""),
    ("legal_case", "jurisdiction", ""),
    ("legislation", "legislation", ""),
    ("manuscript", "unpublished", ""),
    ("motion_picture", "movie", ""),
    ("motion_picture", "video", ""),
    ("pamphlet", "booklet", ""),
    ("paper-conference", "inproceedings", ""),
    ("paper-conference", "conference", ""),
    ("patent", "patent", ""),
    ("performance", "performance", ""),
    ("periodical", "periodical", ""),
    ("personal_communication", "letter", ""),
    ("report", "report", ""),
    ("report", "techreport", ""),
    ("report", "manual", ""),
    ("review", "review", ""),
    ("software", "software", ""),
    ("song", "audio", ""),
    ("song", "music", ""),
    ("standard", "standard", ""),
    ("thesis", "thesis", ""),
    ("thesis", "phdthesis", ""),
    ("thesis", "mastersthesis", ""),
    ("treaty", "legal", ""),
    ("webpage", "online", ""),
    ("webpage", "electronic", ""),
    ("webpage", "www", ""),
];

/// CSL variables of text or number, and their fields. Where one has several, the first that is there counts.
pub(crate) const VARIABLES: &[(&str, &str)] = &[
    ("DOI", "doi"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("PMCID", "pmcid"),
    ("PMID", "pmid"),
    ("URL", "url"),
    ("abstract", "abstract"),
    ("archive", "archive"),
    ("archive_location", "archivelocation"),
    ("authority", "authority"),
    ("call-number", "library"),
    ("chapter-number", "chapter"),
    ("collection-number", "collectionnumber"),
    ("collection-title", "series"),
    ("edition", "edition"),
    ("event-place", "venue"),
    ("event-title", "eventtitle"),
    ("event", "eventtitle"),
    ("genre", "type"),
    ("issue", "issue"),
    ("jurisdiction", "jurisdiction"),
    ("keyword", "keywords"),
    ("language", "langid"),
    ("medium", "howpublished"),
    ("note", "note"),
    ("number", "number"),
    ("number-of-pages", "pagetotal"),
    ("number-of-volumes", "volumes"),
    ("original-publisher", "origpublisher"),
    ("original-publisher-place", "origlocation"),
    ("original-title", "origtitle"),
    ("part-number", "part"),
    ("part-title", "parttitle"),
    ("printing-number", "printing"),
    ("publisher", "publisher"),
    ("publisher", "institution"),
    ("publisher", "school"),
    ("publisher", "organization"),
    ("publisher-place", "location"),
    ("publisher-place", "address"),
    ("reviewed-genre", "reviewedgenre"),
    ("reviewed-title", "reviewedtitle"),
    ("scale", "scale"),
    ("section", "section"),
    ("status", "pubstate"),
    ("supplement-number", "supplement"),
    ("title-short", "shorttitle"),
    ("version", "version"),
    ("volume", "volume"),
    ("volume-title", "volumetitle"),
];

/// CSL variables of people, and their fields. Authors have a place of their own in a reference.
pub(crate) const PEOPLE: &[(&str, &str)] = &[
    ("collection-editor", "serieseditor"),
    ("composer", "composer"),
    ("container-author", "bookauthor"),
    ("director", "director"),
    ("editor", "editor"),
    ("guest", "guest"),
    ("illustrator", "illustrator"),
    ("interviewer", "interviewer"),
    ("original-author", "origauthor"),
    ("recipient", "recipient"),
    ("reviewed-author", "reviewedauthor"),
    ("translator", "translator"),
];

/// CSL variables of dates, and their fields. The date it is issued has a place of its own in a reference.
pub(crate) const DATES: &[(&str, &str)] =
    &[("accessed", "urldate"), ("event-date", "eventdate"), ("original-date", "origdate")];

/// The field that a work of `kind` names what it appeared in by.
pub(crate) fn container_field(kind: &str) -> &'static str {
    if matches!(kind, "article" | "periodical" | "suppperiodical" | "review") {
        "journaltitle"
    } else {
        "booktitle"
    }
}

/// The CSL type of what is kept as `kind` with this `entrysubtype`. CSL's own names stand for themselves.
pub(crate) fn type_of<'k>(kind: &'k str, subtype: &str) -> &'k str {
    let of_kind = || TYPES.iter().filter(|(_, known, _)| *known == kind);
    let exact = of_kind().find(|(_, _, known)| known.eq_ignore_ascii_case(subtype));
    exact.or_else(|| of_kind().next()).map_or(kind, |(csl, ..)| csl)
}

/// Whether CSL knows the type `name`.
pub(crate) fn is_type(name: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "bill",
        "broadcast",
        "classic",
        "collection",
        "entry",
        "event",
        "figure",
        "hearing",
        "interview",
        "map",
        "musical_score",
        "post",
        "post-weblog",
        "regulation",
        "review-book",
        "speech",
    ];
    OTHERS.contains(&name) || TYPES.iter().any(|(known, ..)| *known == name)
}

/// The reference that the CSL item `item` at `span` describes, cited by what stands at `key_span`; `plain` takes
/// the markup out of a text.
pub(crate) fn reference(
    path: &Path,
    (key, key_span): (String, Span),
    span: Span,
    item: &Map<String, Value>,
    plain: &dyn Fn(&str) -> String,
) -> Reference {
    let csl = item.get("type").and_then(Value::as_str).unwrap_or_default();
    let (_, kind, subtype) =
        TYPES.iter().find(|(known, ..)| *known == csl).copied().unwrap_or((csl, csl, ""));
    let mut builder = Builder::new(path, key, key_span, span, kind);
    builder.field("entrysubtype", subtype);
    let text = |name: &str| item.get(name).map(|value| plain(&text(value))).unwrap_or_default();
    builder.title(text("title"));
    builder.people("author", names(item.get("author"), plain));
    builder.field(container_field(kind), text("container-title"));
    builder.pages(text("page"));
    if let Some(issued) = item.get("issued") {
        builder.date(&date(issued));
    }
    for (variable, field) in VARIABLES {
        let field = if *variable == "issue" && kind == "article" { "number" } else { field };
        builder.field(field, text(variable));
    }
    for (variable, field) in PEOPLE {
        builder.people(field, names(item.get(*variable), plain));
    }
    for (variable, field) in DATES {
        builder.field(field, item.get(*variable).map(date).unwrap_or_default());
    }
    builder.finish()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Bool(_) | Value::Object(_) => String::new(),
    }
}

/// Names, family name first.
fn names(value: Option<&Value>, plain: &dyn Fn(&str) -> String) -> Vec<String> {
    let values = match value {
        Some(Value::Array(values)) => values.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    values.iter().map(|value| name(value, plain)).filter(|name| !name.is_empty()).collect()
}

fn name(value: &Value, plain: &dyn Fn(&str) -> String) -> String {
    let Some(parts) = value.as_object() else { return plain(&text(value)) };
    let part = |name: &str| parts.get(name).map(|part| text(part).trim().to_owned()).unwrap_or_default();
    let literal = ["literal", "name"].iter().map(|name| part(name)).find(|name| !name.is_empty());
    if let Some(literal) = literal {
        return body(&plain(&literal));
    }
    let join = |parts: &[String], between: &str| {
        let parts = parts.iter().filter(|part| !part.is_empty());
        parts.cloned().collect::<Vec<_>>().join(between)
    };
    // A particle that is dropped where only the family is named goes with the given name.
    // Quotation marks keep a program from looking for particles in it.
    let family = join(&[part("non-dropping-particle"), part("family").trim_matches('"').to_owned()], " ");
    let given = join(&[part("given"), part("dropping-particle")], " ");
    match join(&[given, part("suffix")], ", ") {
        rest if rest.is_empty() => body(&plain(&family)),
        rest => plain(&join(&[family, rest], ", ")),
    }
}

/// A CSL date in EDTF; empty where it says nothing that can be read.
fn date(value: &Value) -> String {
    match value {
        Value::Array(ends) => ends.iter().map(date).collect::<Vec<_>>().join("/"),
        Value::Object(parts) => {
            let ends = match parts.get("date-parts").and_then(Value::as_array) {
                Some(ends) => ends.iter().filter_map(Value::as_array).map(|end| day(end.iter())).collect(),
                None if parts.contains_key("year") => {
                    vec![day(["year", "month", "day"].iter().map_while(|name| parts.get(*name)))]
                }
                None => Vec::new(),
            };
            let written = ["raw", "literal"].iter().filter_map(|name| parts.get(*name)).map(text).next();
            let circa = parts.get("circa").is_some_and(is_true);
            let known = ends.iter().any(|end| !end.is_empty());
            let date = if known { ends.join("/") } else { written.unwrap_or_default() };
            if circa && !date.is_empty() { format!("{date}~") } else { date }
        }
        value => text(value),
    }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(is) => *is,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !matches!(text.as_str(), "" | "0" | "false"),
        _ => false,
    }
}

/// Year, month and day in EDTF, in which the year before 1 is 0.
fn day<'v>(parts: impl Iterator<Item = &'v Value>) -> String {
    let numbers = parts.map_while(|part| text(part).trim().parse::<i32>().ok());
    let mut day = String::new();
    for (at, number) in numbers.take(3).enumerate() {
        day.push_str(&match at {
            0 if number < 0 => format!("-{:04}", (number + 1).unsigned_abs()),
            0 => format!("{number:04}"),
            _ => format!("-{number:02}"),
        });
    }
    day
}
