//! What to write into a draft's front matter so that it ignores a code. The rest of it stays as it is.

use ibid_text::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::{Draft, Markup};

impl Draft {
    /// The change that has the whole draft ignore `code`: the bytes to replace, and with what. `None` where it does so
    /// already, where its front matter cannot be read, or where it can have none.
    pub fn ignoring(&self, code: &str) -> Option<(Span, String)> {
        if self.markup() != Markup::Markdown {
            return None;
        }
        let before = self.front_matter();
        if before.ignore.iter().any(|known| known == code) {
            return None;
        }
        let Some(whole) = before.span else {
            return Some((Span::new(0, 0), format!("---\nibid: {{ ignore: [{code}] }}\n---\n\n")));
        };
        let head = self.slice(whole);
        let (at, text) = insertion(&head, code)?;
        // Whatever the YAML was, it must say the same as before, and this.
        let after = self.edit(at, &text).front_matter();
        let names = |named: &[(Span, String)]| named.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
        let kept =
            after.private == before.private && names(&after.bibliography) == names(&before.bibliography);
        let ignores = before
            .ignore
            .iter()
            .filter(|code| !code.is_empty())
            .chain([&code.to_owned()])
            .all(|code| after.ignore.contains(code));
        (kept && ignores && nodes(&self.edit(at, &text).slice(after.span?)).is_some()).then_some((at, text))
    }
}

/// Where `code` goes in the front matter `head`, its fences included, and as what.
fn insertion(head: &str, code: &str) -> Option<(Span, String)> {
    let nodes = nodes(head)?;
    let find = |path: &[&str]| nodes.iter().find(|node| node.path == path);
    let put = |at: usize, text: String| Some((Span::new(at, at), text));
    match (find(&["ibid"]), find(&["ibid", "ignore"])) {
        (None, _) => put(body(head)?.end, format!("ibid: {{ ignore: [{code}] }}\n")),
        (Some(ibid), None) => match ibid.kind {
            // `ibid:` without a value.
            Kind::Scalar if ibid.span.is_empty() => put(ibid.span.start, format!(" {{ ignore: [{code}] }}")),
            Kind::Scalar | Kind::List => None,
            Kind::Map if ibid.is_flow(head) => put(ibid.last, ibid.comma() + &format!("ignore: [{code}]")),
            Kind::Map => {
                let indent = indent(head, ibid.span.start);
                put(ibid.span.start, format!("ignore: [{code}]\n{:indent$}", ""))
            }
        },
        (Some(_), Some(list)) => match list.kind {
            Kind::Map => None,
            Kind::Scalar if list.span.is_empty() => put(list.span.start, format!(" [{code}]")),
            Kind::Scalar => Some((list.span, format!("[{}, {code}]", list.span.of(head)))),
            Kind::List if list.is_flow(head) => put(list.last, list.comma() + code),
            Kind::List => {
                let indent = indent(head, list.span.start);
                put(line_end(head, list.last), format!("\n{:indent$}- {code}", ""))
            }
        },
    }
}

enum Kind {
    Scalar,
    Map,
    List,
}

/// A value in the front matter, under the keys that lead to it.
struct Node {
    path: Vec<String>,
    kind: Kind,
    span: Span,
    /// Where its last child ends, or where its first one would stand.
    last: usize,
    children: usize,
}

impl Node {
    /// Whether it stands in brackets.
    fn is_flow(&self, head: &str) -> bool {
        head[self.span.start..].starts_with(['{', '['])
    }

    /// What parts a new child from the last one.
    fn comma(&self) -> String {
        if self.children == 0 { String::new() } else { ", ".to_owned() }
    }
}

/// Every value of the front matter `head`; `None` where it is not valid YAML.
fn nodes(head: &str) -> Option<Vec<Node>> {
    let body = body(head)?;
    let yaml = body.of(head);
    let offsets: Vec<usize> = yaml.char_indices().map(|(at, _)| at).chain([yaml.len()]).collect();
    let byte = |index: usize| body.start + offsets.get(index).copied().unwrap_or(yaml.len());
    let mut walk = Walk::default();
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event.ok()?;
        let (start, end) = (byte(span.start.index()), byte(span.end.index()));
        match event {
            Event::MappingStart(..) => walk.begin(Kind::Map, start, head),
            Event::SequenceStart(..) => walk.begin(Kind::List, start, head),
            Event::MappingEnd | Event::SequenceEnd => walk.end(end),
            Event::Scalar(value, ..) if walk.wants_key() => {
                walk.path.push(value.into_owned());
                walk.colon = head[end..].find(':').map_or(end, |at| end + at + 1);
            }
            // No value: it would stand behind the colon.
            Event::Scalar(value, ScalarStyle::Plain, ..) if value.is_empty() => {
                walk.scalar(Span::new(walk.colon, walk.colon), head);
            }
            Event::Scalar(..) => walk.scalar(Span::new(start, end.max(start)), head),
            Event::Alias(_) => walk.scalar(Span::new(start, end), head),
            _ => {}
        }
    }
    Some(walk.nodes)
}

#[derive(Default)]
struct Walk {
    path: Vec<String>,
    /// The collections that are open, by their number in `nodes`, and how long their own path is.
    open: Vec<(usize, usize)>,
    nodes: Vec<Node>,
    /// Behind the colon of the last key.
    colon: usize,
}

impl Walk {
    /// Whether the next scalar is a key.
    fn wants_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|&(at, depth)| matches!(self.nodes[at].kind, Kind::Map) && self.path.len() == depth)
    }

    fn begin(&mut self, kind: Kind, start: usize, head: &str) {
        let flow = head[start..].starts_with(['{', '[']);
        let last = start + usize::from(flow);
        let node = Node { path: self.path.clone(), kind, span: Span::new(start, start), last, children: 0 };
        self.open.push((self.nodes.len(), self.path.len()));
        self.nodes.push(node);
    }

    fn end(&mut self, end: usize) {
        let Some((at, depth)) = self.open.pop() else { return };
        self.path.truncate(depth);
        let node = &mut self.nodes[at];
        node.span.end = end.max(node.span.start);
        let end = node.span.end;
        self.child_ends(end);
    }

    fn scalar(&mut self, span: Span, head: &str) {
        let trimmed = Span::new(span.start, span.start + span.of(head).trim_end().len());
        let node = Node {
            path: self.path.clone(),
            kind: Kind::Scalar,
            span: trimmed,
            last: trimmed.end,
            children: 0,
        };
        self.nodes.push(node);
        self.child_ends(trimmed.end);
    }

    /// A value of the innermost collection is over.
    fn child_ends(&mut self, end: usize) {
        let Some(&(at, depth)) = self.open.last() else { return };
        self.path.truncate(depth);
        self.nodes[at].last = end;
        self.nodes[at].children += 1;
    }
}

/// The lines between the fences; `None` where the last fence is missing.
fn body(head: &str) -> Option<Span> {
    let start = head.find('\n')? + 1;
    let last = head.trim_end().rfind('\n')? + 1;
    (last >= start && matches!(head[last..].trim_end(), "---" | "...")).then(|| Span::new(start, last))
}

/// Where the line of byte `at` ends.
fn line_end(head: &str, at: usize) -> usize {
    head[at..].find(['\r', '\n']).map_or(head.len(), |end| at + end)
}

/// How many spaces the line of byte `at` begins with.
fn indent(head: &str, at: usize) -> usize {
    let line = &head[head[..at].rfind('\n').map_or(0, |end| end + 1)..];
    line.len() - line.trim_start_matches(' ').len()
}
