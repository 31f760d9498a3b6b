//! What a page says of itself in JSON-LD, in schema.org's words.

use dom_query::Document;
use serde_json::{Map, Value};

use crate::{Metadata, Work, metadata::Field};

/// How deep a part may stand in another, as an article in an issue in a volume in a journal.
const DEEPEST: usize = 4;

/// What the best of the page's nodes says.
pub(super) fn metadata(document: &Document) -> Metadata {
    let scripts = document.select("script[type='application/ld+json']");
    let parsed =
        scripts.nodes().iter().filter_map(|script| serde_json::from_str::<Value>(&script.text()).ok());
    let values: Vec<Value> = parsed.collect();
    let nodes = Nodes::of(&values);
    let works = nodes.0.iter().filter_map(|node| Some((work(node)?, *node)));
    // A page may hold the work that it is about.
    let (pages, works): (Vec<_>, Vec<_>) = works.partition(|(work, _)| *work == Work::Page);
    works.iter().chain(&pages).next().map(|(work, node)| nodes.read(node, *work)).unwrap_or_default()
}

type Node = Map<String, Value>;

/// What kind of work a node is, if any.
fn work(node: &Node) -> Option<Work> {
    types(node).find_map(|name| match name {
        "Report" => Some(Work::Report),
        "Book" => Some(Work::Book),
        "Chapter" => Some(Work::Chapter),
        "Thesis" => Some(Work::Thesis),
        "WebPage" | "BlogPosting" => Some(Work::Page),
        name if name.ends_with("Article") => Some(Work::Article),
        _ => None,
    })
}

fn types(node: &Node) -> impl Iterator<Item = &str> {
    list(node.get("@type")).iter().filter_map(|name| name.as_str())
}

/// A value, or the values of a list.
fn list(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(values)) => values,
        Some(value) => std::slice::from_ref(value),
        None => &[],
    }
}

/// All nodes of a page, which may name one another.
struct Nodes<'a>(Vec<&'a Node>);

impl<'a> Nodes<'a> {
    fn of(values: &'a [Value]) -> Nodes<'a> {
        let mut nodes = Vec::new();
        for value in values.iter().flat_map(|value| list(Some(value))) {
            let Some(node) = value.as_object() else { continue };
            nodes.push(node);
            nodes.extend(list(node.get("@graph")).iter().filter_map(Value::as_object));
        }
        Nodes(nodes)
    }

    fn read(&self, node: &'a Node, work: Work) -> Metadata {
        let mut found = Metadata { work: Some(work), ..Metadata::default() };
        let text = |name: &str| node.get(name).and_then(Value::as_str).unwrap_or_default();
        for (name, field) in [
            ("headline", Field::Title),
            ("name", Field::Title),
            ("datePublished", Field::Date),
            ("inLanguage", Field::Language),
            ("isbn", Field::Isbn),
            ("pagination", Field::Pages),
            ("url", Field::Url),
            ("sameAs", Field::Doi),
            ("@id", Field::Doi),
        ] {
            found.add(field, text(name));
        }
        for (name, field) in
            [("author", Field::Author), ("editor", Field::Editor), ("publisher", Field::Publisher)]
        {
            list(node.get(name)).iter().for_each(|value| found.add(field, self.name(value)));
        }
        for identifier in list(node.get("identifier")) {
            let value = identifier.get("value").unwrap_or(identifier);
            found.add(Field::Doi, value.as_str().unwrap_or_default());
        }
        self.containers(node, &mut found);
        found
    }

    /// What the work is a part of.
    fn containers(&self, node: &'a Node, found: &mut Metadata) {
        let mut part = node;
        for _ in 0..DEEPEST {
            let Some(whole) = part.get("isPartOf").and_then(|whole| self.node(whole)) else { return };
            let number = |name: &str| match whole.get(name) {
                Some(Value::Number(number)) => number.to_string(),
                Some(Value::String(number)) => number.clone(),
                _ => String::new(),
            };
            found.add(Field::Issue, &number("issueNumber"));
            found.add(Field::Volume, &number("volumeNumber"));
            if types(whole).any(|name| name != "WebPage" && name != "PublicationIssue") {
                found.add(Field::Container, whole.get("name").and_then(Value::as_str).unwrap_or_default());
            }
            part = whole;
        }
    }

    /// The node that `value` is, or names.
    fn node(&self, value: &'a Value) -> Option<&'a Node> {
        let node = list(Some(value)).first()?.as_object()?;
        let id = node.get("@id").filter(|_| node.len() == 1);
        match id {
            Some(id) => self.0.iter().find(|other| other.get("@id") == Some(id) && other.len() > 1).copied(),
            None => Some(node),
        }
    }

    /// The name of whom or what `value` stands for.
    fn name(&self, value: &'a Value) -> &'a str {
        let named = || self.node(value)?.get("name")?.as_str();
        value.as_str().or_else(named).unwrap_or_default()
    }
}
