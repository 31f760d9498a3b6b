//! A reference as the formatter takes it: a CSL item.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{
    DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange,
};
use ibid_text::is_cjk;

use crate::names::printed;
use crate::{RefDate, Reference, csl, dates};

/// Years that nobody prints; one of them stands for what a year is replaced by once all is formatted.
const STAND_INS: [i16; 3] = [7919, 8297, 9239];

/// A reference ready to be formatted.
pub(super) struct Prepared {
    pub(super) item: Item,
    /// What is printed in place of this year: the formatter knows neither ranges nor doubts.
    pub(super) years: Option<(String, String)>,
}

/// `reference` for the formatter.
pub(super) fn prepare(reference: &Reference) -> Prepared {
    let mut variables = Variables(BTreeMap::new());
    let kind = reference.kind.as_str();
    let subtype = field(reference, "entrysubtype").unwrap_or_default();
    variables.text("id", &reference.key);
    let csl_type = csl::type_of(kind, subtype);
    variables.text("type", csl_type);
    variables.text("title", &reference.title);
    if let Some(pages) = reference.pages.as_deref().filter(|pages| has_small_numbers(pages)) {
        variables.text("page", &pages.replace("--", "–"));
    }
    let authors = authors(reference, csl_type);
    variables.people("author", authors);
    for (variable, name) in csl::PEOPLE {
        let names = field(reference, name).unwrap_or_default();
        variables.people(variable, &names.split(" and ").map(str::to_owned).collect::<Vec<_>>());
    }
    // A body that made a work and published it is named once.
    let is_author = |value: &str| matches!(authors, [author] if printed(author) == value);
    for (variable, name) in csl::VARIABLES {
        if let Some(value) = field(reference, name).filter(|value| !is_author(value)) {
            variables.text(number_of(csl_type, variable), value);
        }
    }
    let containers: &[&str] = match csl_type {
        // A whole book is a part of nothing but a work in volumes.
        "book" => &["maintitle"],
        _ => &[csl::container_field(kind), "journal", "maintitle"],
    };
    if let Some(container) = containers.iter().find_map(|name| field(reference, name)) {
        variables.text("container-title", container);
    }
    variables.doi();
    variables.genre(kind);
    for (variable, name) in csl::DATES {
        let date = field(reference, name).and_then(dates::edtf);
        variables.date(variable, date.map(|date| date.known));
    }
    let years = reference.date.and_then(|date| stand_in(reference, date));
    let shown = |date: RefDate| years.as_ref().map_or(date, |(year, _)| RefDate { year: *year, ..date });
    variables.date("issued", reference.date.map(shown));
    Prepared { item: Item(variables.0), years: years.map(|(year, printed)| (year.to_string(), printed)) }
}

fn field<'r>(reference: &'r Reference, name: &str) -> Option<&'r str> {
    reference.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The authors; none where editors, a director, a composer, or the publisher of a book, a periodical or a part of one stand
/// for them, whom styles name as such.
fn authors<'r>(reference: &'r Reference, csl_type: &str) -> &'r [String] {
    let is_published = ["book", "chapter", "article-", "entry-", "paper-conference", "periodical"]
        .iter()
        .any(|known| csl_type.starts_with(known));
    let publisher = field(reference, "publisher").filter(|_| is_published);
    let others =
        [field(reference, "editor"), field(reference, "director"), field(reference, "composer"), publisher];
    let names = printed(&reference.authors.join(" and "));
    if others.into_iter().flatten().any(|other| printed(other) == names) { &[] } else { &reference.authors }
}

/// What BibLaTeX's `number` is in a work of this CSL type: an article's issue, a book's number in its series.
fn number_of<'v>(csl_type: &str, variable: &'v str) -> &'v str {
    match (variable, csl_type) {
        (
            "number",
            "article-journal" | "article-magazine" | "article-newspaper" | "periodical" | "review",
        ) => "issue",
        ("number", "book" | "chapter" | "paper-conference" | "entry-encyclopedia") => "collection-number",
        _ => variable,
    }
}

/// The year to print something else for, and what: a range, a decade, a doubt.
fn stand_in(reference: &Reference, known: RefDate) -> Option<(i32, String)> {
    let printed = field(reference, "date").and_then(dates::years)?;
    let is_free = |year: &&i16| {
        let year = year.to_string();
        let fields = reference.fields.iter().map(|(_, value)| value.as_str());
        !fields
            .chain([reference.title.as_str(), reference.pages.as_deref().unwrap_or_default()])
            .any(|text| text.contains(&year))
    };
    let year = STAND_INS.iter().find(is_free)?;
    (printed != known.year.to_string()).then_some((i32::from(*year), printed))
}

fn has_small_numbers(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).all(|run| run.len() < 9)
}

/// CSL variables. Of two values for one, the first counts.
struct Variables(BTreeMap<String, Value>);

impl Variables {
    fn text(&mut self, variable: &str, value: &str) {
        if !value.is_empty() && has_small_numbers_where_counted(variable, value) {
            self.0.entry(variable.to_owned()).or_insert_with(|| Value::String(value.to_owned()));
        }
    }

    fn people(&mut self, variable: &str, names: &[String]) {
        let names: Vec<NameValue> =
            names.iter().filter(|name| !name.is_empty()).map(|name| person(name)).collect();
        if !names.is_empty() {
            self.0.insert(variable.to_owned(), Value::Names(names));
        }
    }

    fn date(&mut self, variable: &str, date: Option<RefDate>) {
        let Some(date) = date else { return };
        let Ok(year) = i16::try_from(date.year) else { return };
        let rest = [date.month, date.month.and(date.day)].into_iter().flatten().map(i16::from);
        let date_parts = VecDateRange(vec![VecDate(std::iter::once(year).chain(rest).collect())]);
        let date = DateValue::DateParts { date_parts, literal: None, season: None, circa: false };
        self.0.insert(variable.to_owned(), Value::Date(date));
    }

    /// A DOI alone, without the address of who resolves it.
    fn doi(&mut self) {
        if let Some(Value::String(doi)) = self.0.get_mut("DOI") {
            let start = doi.find("10.").unwrap_or(0);
            doi.drain(..start);
        }
    }

    /// What kind of thesis, report or patent it is, where BibLaTeX has a word for it.
    fn genre(&mut self, kind: &str) {
        let named = match self.0.get("genre") {
            Some(Value::String(named)) => named.clone(),
            _ => kind.to_owned(),
        };
        let words = match named.as_str() {
            "phdthesis" => "Doctoral dissertation",
            "mastersthesis" | "mathesis" => "Master’s thesis",
            "bathesis" => "Bachelor’s thesis",
            "candthesis" => "Candidate thesis",
            "techreport" => "Technical report",
            "resreport" => "Research report",
            "patent" => "Patent",
            "patentde" => "German patent",
            "patenteu" => "European patent",
            "patentfr" => "French patent",
            "patentuk" => "British patent",
            "patentus" => "U.S. patent",
            "patreq" => "Patent request",
            "patreqde" => "German patent request",
            "patreqeu" => "European patent request",
            "patreqfr" => "French patent request",
            "patrequk" => "British patent request",
            "patrequs" => "U.S. patent request",
            _ => return,
        };
        self.0.insert("genre".to_owned(), Value::String(words.to_owned()));
    }
}

/// The formatter reads numbers of some variables, and only small ones.
fn has_small_numbers_where_counted(variable: &str, value: &str) -> bool {
    !matches!(
        variable,
        "volume"
            | "issue"
            | "number"
            | "edition"
            | "chapter-number"
            | "collection-number"
            | "number-of-pages"
            | "number-of-volumes"
            | "part-number"
            | "printing-number"
            | "supplement-number"
            | "version"
            | "section"
    ) || has_small_numbers(value)
}

/// A person from "van Gogh, Vincent", "King, Martin Luther, Jr." or "World Bank".
fn person(name: &str) -> NameValue {
    let mut parts = name.splitn(3, ", ");
    let family = parts.next().unwrap_or_default();
    let whole = |literal: String| NameValue::Literal(LiteralName { literal });
    let Some(given) = parts.next() else { return whole(printed(family)) };
    // Chinese names have no initials and no comma.
    if name.starts_with(is_cjk) && given.starts_with(is_cjk) {
        return whole(format!("{family}{given}"));
    }
    // Particles stay before the family name, as APA and Chicago have it ("van der Berg, J."); one that is empty
    // keeps the formatter from looking for others.
    NameValue::Item(NameItem {
        family: family.to_owned(),
        given: Some(given.to_owned()),
        non_dropping_particle: None,
        dropping_particle: Some(String::new()),
        suffix: parts.next().map(str::to_owned),
        comma_suffix: None,
    })
}
