//! Where the paragraphs of a stretch of Markdown stand: tree-sitter's block grammar, flattened.

use std::borrow::Cow;
use std::cell::RefCell;

use ibid_text::Span;
use tree_sitter::{Node, Parser};

/// What kind of paragraph a leaf is, before footnotes are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeafKind {
    Prose,
    /// Also the head of a table.
    Heading,
    ListItem,
    TableRow,
    Quote,
}

/// A paragraph, heading or table row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) kind: LeafKind,
    pub(crate) span: Span,
    /// Markers of containers (and of table cells) that stand within the span.
    pub(crate) gaps: Vec<Span>,
    /// The outermost block quote around it.
    pub(crate) quote: Option<Span>,
}

#[derive(Clone, Copy)]
struct Context {
    quote: Option<Span>,
    list: bool,
}

/// `text` with a letter for what the grammar cannot be trusted with: the `<` of `<!DOCTYPE …>`, which
/// to it never ends, and the colon of `[label]: address`, which it reads in one of two ways depending on
/// what follows much later.
fn tamed(text: &str) -> Cow<'_, str> {
    let block = |rest: &str| rest.starts_with("--") || rest.starts_with("[CDATA[");
    let declarations = text.match_indices("<!").map(|(at, _)| at).filter(|&at| !block(&text[at + 2..]));
    let definitions = text.match_indices("]:").map(|(at, _)| at + 1);
    let mut wild: Vec<_> = declarations.chain(definitions).collect();
    if wild.is_empty() {
        return Cow::Borrowed(text);
    }
    wild.sort_unstable();
    let mut out = String::with_capacity(text.len());
    for at in wild {
        let from = out.len();
        out.push_str(&text[from..at]);
        out.push('x');
    }
    let rest = &text[out.len()..];
    Cow::Owned(out + rest)
}

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(block_parser());
}

fn block_parser() -> Parser {
    let mut parser = Parser::new();
    // A grammar of another ABI would leave the parser empty: every parse then yields no leaves.
    let _ = parser.set_language(&tree_sitter_md::LANGUAGE.into());
    parser
}

/// A text as the grammar gets it: after an empty line, because the grammar takes `---` at the very
/// beginning for metadata, and a region begins anywhere; and with a line break at its end, without
/// which it misses an empty heading.
pub(crate) struct Padded(String);

impl Padded {
    pub(crate) fn new(text: &str) -> Padded {
        let end = if text.ends_with(['\n', '\r']) { "" } else { "\n" };
        Padded(format!("\n{}{end}", tamed(text)))
    }

    /// Hands the tree to `read`; `None` where there is no tree.
    pub(crate) fn with_tree<T>(&self, read: impl FnOnce(Node<'_>) -> T) -> Option<T> {
        PARSER.with_borrow_mut(|parser| {
            let tree = parser.parse(&self.0, None)?;
            Some(read(tree.root_node()))
        })
    }

    /// Where byte `at` of the text stands here.
    pub(crate) fn inner(at: usize) -> usize {
        at + 1
    }

    /// The text of a node.
    pub(crate) fn of(&self, node: Node<'_>) -> &str {
        self.0.get(node.start_byte()..node.end_byte().min(self.0.len())).unwrap_or_default()
    }

    fn slice(&self, span: Span) -> &str {
        self.0.get(span.start + 1..span.end + 1).unwrap_or_default()
    }

    /// The node's bytes in the text.
    fn span(&self, node: Node<'_>) -> Span {
        Span::new(node.start_byte().saturating_sub(1), node.end_byte().saturating_sub(1))
    }

    /// The node's bytes in the text, without white space at either end.
    fn trimmed(&self, node: Node<'_>) -> Span {
        let body = self.of(node);
        let start = node.start_byte().saturating_sub(1) + (body.len() - body.trim_start().len());
        Span::new(start, start + body.trim().len())
    }
}

/// The paragraphs of a text, and what is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Structure {
    /// Paragraphs, headings and rows, in order.
    pub(crate) leaves: Vec<Leaf>,
    /// Blocks of code.
    pub(crate) code: Vec<Span>,
    /// Blocks of raw HTML.
    pub(crate) html: Vec<Span>,
}

/// The structure of `text`. The grammar fails over some half-typed tables: such a text is read as if
/// it had none, so that its paragraphs are not lost.
pub(crate) fn structure(text: &str) -> Structure {
    let padded = Padded::new(text);
    let (failed, found) =
        padded.with_tree(|root| (root.has_error(), collect(root, &padded))).unwrap_or_default();
    if failed && text.contains('|') {
        return structure(&text.replace('|', "x"));
    }
    found
}

/// The structure that the tree under `root` gives `text`.
pub(crate) fn collect(root: Node<'_>, text: &Padded) -> Structure {
    let mut found = Structure::default();
    let leaves = &mut found.leaves;
    let mut stack = vec![(root, Context { quote: None, list: false })];
    while let Some((node, mut context)) = stack.pop() {
        match node.kind() {
            "paragraph" => push(leaves, node, paragraph_kind(context), context, text),
            "setext_heading" => heading(leaves, node, "paragraph", context, text),
            "atx_heading" => heading(leaves, node, "inline", context, text),
            "pipe_table_header" => push(leaves, node, LeafKind::Heading, context, text),
            "pipe_table_row" => push(leaves, node, LeafKind::TableRow, context, text),
            "html_block" => found.html.push(text.trimmed(node)),
            "fenced_code_block" | "indented_code_block" => {
                found.code.push(text.trimmed(node));
            }
            kind => {
                if kind == "block_quote" && context.quote.is_none() {
                    context.quote = Some(text.trimmed(node));
                }
                context.list |= kind == "list_item";
                let mut cursor = node.walk();
                let from = stack.len();
                stack.extend(node.named_children(&mut cursor).map(|child| (child, context)));
                stack[from..].reverse();
            }
        }
    }
    found
}

fn paragraph_kind(context: Context) -> LeafKind {
    match (context.quote, context.list) {
        (Some(_), _) => LeafKind::Quote,
        (None, true) => LeafKind::ListItem,
        (None, false) => LeafKind::Prose,
    }
}

fn heading(leaves: &mut Vec<Leaf>, node: Node<'_>, child: &str, context: Context, text: &Padded) {
    let mut cursor = node.walk();
    for part in node.named_children(&mut cursor).filter(|part| part.kind() == child) {
        push(leaves, part, LeafKind::Heading, context, text);
    }
}

fn push(leaves: &mut Vec<Leaf>, node: Node<'_>, kind: LeafKind, context: Context, text: &Padded) {
    let mut span = text.trimmed(node);
    let mut gaps: Vec<_> = gaps(node, text).into_iter().filter(|gap| span.overlaps(*gap)).collect();
    // The marker of an empty quoted line after a paragraph is still within the paragraph's node.
    while let Some(gap) = gaps.pop_if(|gap| gap.end >= span.end) {
        span.end = span.start.max(gap.start);
        span.end = span.start + text.slice(span).trim_end().len();
    }
    if !span.is_empty() {
        leaves.push(Leaf { kind, span, gaps, quote: context.quote });
    }
}

fn gaps(node: Node<'_>, text: &Padded) -> Vec<Span> {
    let mut gaps = Vec::new();
    let table = node.kind().starts_with("pipe_table");
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        // A bar is a marker in a table alone; elsewhere it may part a wikilink's page from its text.
        if node.kind() == "block_continuation" || (table && node.kind() == "|") {
            gaps.push(text.span(node));
        }
        let mut cursor = node.walk();
        stack.extend(node.children(&mut cursor));
    }
    gaps.sort_unstable();
    gaps
}
