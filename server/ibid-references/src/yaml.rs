//! YAML to values that know where they stand in the file, and a file cut into pieces where it is broken.

use std::collections::HashMap;

use ibid_text::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// Values within values; nobody writes a bibliography deeper.
const DEEPEST: usize = 32;
/// Values that one file's aliases may stand for.
const MOST_COPIES: usize = 100_000;

/// A value, and the bytes it stands at (without quotation marks).
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Text {
        text: String,
        /// Without quotation marks, so that it may be a number or nothing.
        is_plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// Why a text cannot be read as YAML.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) at: usize,
    pub(crate) message: String,
}

/// The first document in the part `within` of `text`; `None` where there is none.
pub(crate) fn read(text: &str, within: Span) -> Result<Option<Node>, Broken> {
    let yaml = within.of(text);
    let mut bytes = Bytes { text: yaml, char: 0, byte: 0 };
    let mut reader = Reader::default();
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event.map_err(|fault| Broken {
            at: within.start + bytes.at(fault.marker().index()),
            message: fault.info().to_owned(),
        })?;
        let start = within.start + bytes.at(span.start.index());
        if reader.open.len() > DEEPEST {
            return Err(Broken { at: start, message: "it is nested too deeply".to_owned() });
        }
        match event {
            Event::DocumentEnd => break,
            Event::MappingStart(anchor, _) => reader.start(start, Kind::Map(Vec::new()), anchor),
            Event::SequenceStart(anchor, _) => reader.start(start, Kind::List(Vec::new()), anchor),
            Event::MappingEnd | Event::SequenceEnd => reader.end(),
            Event::Scalar(value, style, anchor, _) => {
                let end = within.start + bytes.at(span.end.index());
                let span = unquoted(text, start, end.max(start), style);
                let kind = Kind::Text { text: value.into_owned(), is_plain: style == ScalarStyle::Plain };
                reader.value(Node { span, kind }, anchor);
            }
            Event::Alias(anchor) => reader.alias(start, anchor),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
    }
    Ok(reader.root)
}

/// Which byte a character is at; quick where one asks for places near each other.
struct Bytes<'a> {
    text: &'a str,
    char: usize,
    byte: usize,
}

impl Bytes<'_> {
    fn at(&mut self, char: usize) -> usize {
        if char >= self.char {
            let mut after = self.text[self.byte..].char_indices();
            let on = after.nth(char - self.char).map_or(self.text.len() - self.byte, |(at, _)| at);
            self.byte += on;
        } else {
            let mut before = self.text[..self.byte].char_indices().rev();
            self.byte = before.nth(self.char - char - 1).map_or(0, |(at, _)| at);
        }
        self.char = char;
        self.byte
    }
}

/// A list or mapping that is being read.
struct Open {
    node: Node,
    anchor: usize,
    /// The key whose value comes next.
    key: Option<Node>,
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    copies: usize,
    root: Option<Node>,
}

impl Reader {
    fn start(&mut self, at: usize, kind: Kind, anchor: usize) {
        self.open.push(Open { node: Node { span: Span::new(at, at), kind }, anchor, key: None });
    }

    fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            self.value(open.node, open.anchor);
        }
    }

    fn value(&mut self, node: Node, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        open.node.span.end = open.node.span.end.max(node.span.end);
        match (&mut open.node.kind, open.key.take()) {
            (Kind::List(items), _) => items.push(node),
            (Kind::Map(pairs), Some(key)) => pairs.push((key, node)),
            (Kind::Map(_), None) => open.key = Some(node),
            (Kind::Text { .. }, _) => {}
        }
    }

    fn alias(&mut self, at: usize, anchor: usize) {
        let span = Span::new(at, at);
        let named = self.anchors.get(&anchor).filter(|node| {
            self.copies += node.size();
            self.copies < MOST_COPIES
        });
        let kind = named.map_or(Kind::List(Vec::new()), |node| node.kind.clone());
        self.value(Node { span, kind }, 0);
    }
}

fn unquoted(text: &str, start: usize, end: usize, style: ScalarStyle) -> Span {
    let inner = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) && end >= start + 2;
    let span = if inner { Span::new(start + 1, end - 1) } else { Span::new(start, end) };
    match text.get(span.start..span.end) {
        Some(value) if inner => Span::new(span.start, span.start + value.len()),
        Some(value) => Span::new(span.start, span.start + value.trim_end().len()),
        None => Span::new(start, start),
    }
}

impl Node {
    /// The value of `key`, where this is a mapping that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.pairs().iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text { text, .. } => Some(text),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    pub(crate) fn items(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            Kind::Text { .. } | Kind::Map(_) => None,
        }
    }

    pub(crate) fn pairs(&self) -> &[(Node, Node)] {
        match &self.kind {
            Kind::Map(pairs) => pairs,
            Kind::Text { .. } | Kind::List(_) => &[],
        }
    }

    /// The same value as JSON.
    pub(crate) fn json(&self) -> Value {
        match &self.kind {
            Kind::Text { text, is_plain } => plain(text, *is_plain),
            Kind::List(items) => items.iter().map(Node::json).collect(),
            Kind::Map(pairs) => Value::Object(self.object_of(pairs)),
        }
    }

    /// A mapping as JSON's object; anything else as an empty one.
    pub(crate) fn object(&self) -> Map<String, Value> {
        self.object_of(self.pairs())
    }

    fn object_of(&self, pairs: &[(Node, Node)]) -> Map<String, Value> {
        pairs.iter().filter_map(|(key, value)| Some((key.text()?.to_owned(), value.json()))).collect()
    }

    fn size(&self) -> usize {
        1 + match &self.kind {
            Kind::Text { .. } => 0,
            Kind::List(items) => items.iter().map(Node::size).sum(),
            Kind::Map(pairs) => pairs.iter().map(|(key, value)| key.size() + value.size()).sum(),
        }
    }
}

/// A scalar as JSON: what looks like a number is one only where it is written as JSON writes it.
fn plain(text: &str, is_plain: bool) -> Value {
    let number = || text.parse::<i64>().ok().filter(|number| number.to_string() == text);
    match text {
        "" | "~" | "null" if is_plain => Value::Null,
        "true" | "false" if is_plain => Value::Bool(text == "true"),
        _ => match number().filter(|_| is_plain) {
            Some(number) => Value::from(number),
            None => Value::from(text),
        },
    }
}

/// The stretches of `within` that begin with a line for which `begins` holds; each ends before the next.
pub(crate) fn pieces(text: &str, within: Span, begins: impl Fn(&str) -> bool) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut at = within.start;
    for line in within.of(text).split_inclusive('\n') {
        let end = at + line.len();
        match pieces.last_mut() {
            _ if begins(line) => pieces.push(Span::new(at, end)),
            Some(piece) => piece.end = end,
            None => {}
        }
        at = end;
    }
    pieces
}

/// The first line of `span` of `text`, without the blanks around it.
pub(crate) fn first_line(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let start = piece.len() - piece.trim_start().len();
    let end = start + piece[start..].find(['\n', '\r']).unwrap_or(piece.len() - start);
    Span::new(span.start + start, span.start + start + piece[start..end].trim_end().len())
}
