//! Lists: "Hallen (January 2026), Lunde (January 2027)", "the hills (31 percent), the plain (19 percent), the towns (12 percent)",
//! "Norlink 301 million (243 million), Orbita 187 million (171 million)", "15,800 in the Highlands, 10,400 in the Islands".

use ibid_evidence::SourceText;
use ibid_facts::{Fact, Value, terms};
use ibid_text::{Span, is_cjk};

use super::row::{Cell, Row};
use crate::swaps::is_of_kind;

/// The items that make a list.
const ITEMS: usize = 3;
/// Bytes behind a value in brackets.
const MORE: usize = 12;
/// The same where the values stand in brackets.
const BRACKETED: usize = 2;
/// What parts the items of a list.
const PARTINGS: [&str; 8] = [", ", "; ", " and ", "，", "；", "、", "和", ": "];

/// The items of the list that sentence `index` tells, if it tells one.
pub(super) fn items(source: &SourceText, index: usize) -> Vec<Row<'_>> {
    let facts = source.facts(index);
    if facts.len() < BRACKETED {
        return Vec::new();
    }
    let items = in_brackets(source, index);
    if items.len() >= BRACKETED { items } else { side_by_side(source, index) }
}

/// Labels with their values in brackets behind them.
fn in_brackets(source: &SourceText, index: usize) -> Vec<Row<'_>> {
    let text = source.sentences()[index].span.of(source.text());
    let bracketed = |(j, fact): (usize, &Fact)| {
        let before = text[..fact.span.start].strip_suffix(['(', '（'])?.trim_end();
        // A figure before the bracket is what the bracket says more of.
        let plain = !before.ends_with(|c: char| c.is_ascii_digit() || c == '%');
        // "(58 hours a week)"
        let rest = text[fact.span.end..].split([')', '）']).next().unwrap_or_default();
        let closed = rest.len() <= MORE && !rest.contains(|c: char| c.is_ascii_digit() || ",;(".contains(c));
        let label = before.rsplit([' ', ',', ';', ':', '，', '、', '；', '：']).next()?;
        let item = || item(index, terms(label, source.language()), vec![cell("", j)]);
        (plain && closed).then(|| (j, item()))
    };
    let facts = source.facts(index);
    let (dates, amounts): (Vec<_>, Vec<_>) = facts
        .iter()
        .enumerate()
        .filter_map(bracketed)
        .partition(|(j, _)| matches!(facts[*j].value, Value::Date(_)));
    let of_one = amounts.windows(2).all(|pair| is_of_kind(&facts[pair[0].0].value, &facts[pair[1].0].value));
    let listed = if amounts.len() >= ITEMS && of_one { amounts } else { dates };
    listed.into_iter().map(|(_, item)| item).collect()
}

/// Labels and values side by side, each pair parted from the next.
fn side_by_side(source: &SourceText, index: usize) -> Vec<Row<'_>> {
    let text = source.sentences()[index].span.of(source.text());
    let facts = source.facts(index);
    let mut items: Vec<Row<'_>> = Vec::new();
    for part in parts(text) {
        let inside: Vec<usize> = (0..facts.len()).filter(|&j| part.contains(facts[j].span)).collect();
        let amounts = inside.iter().filter(|&&j| matches!(facts[j].value, Value::Quantity(_)));
        let (more, main): (Vec<usize>, Vec<usize>) =
            amounts.partition(|&&j| is_bracketed(text, facts[j].span));
        let [only] = main[..] else { continue };
        let mut cells = vec![cell("", only)];
        cells.extend(more.first().map(|&j| cell("(", j)));
        items.push(item(index, label(text, part, source), cells));
    }
    items.retain(|item| !item.label.is_empty());
    if items.len() >= ITEMS { items } else { Vec::new() }
}

fn item<'a>(sentence: usize, label: Vec<String>, cells: Vec<Cell<'a>>) -> Row<'a> {
    Row {
        sentence,
        title: "",
        label,
        part: Vec::new(),
        short: Vec::new(),
        rest: None,
        names: Vec::new(),
        glossed: Vec::new(),
        listed: true,
        cells,
    }
}

fn cell(head: &str, figure: usize) -> Cell<'_> {
    Cell { head, dates: Vec::new(), figures: vec![figure] }
}

/// A sentence cut where its items part, brackets left whole.
fn parts(text: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let (mut from, mut depth) = (0, 0_i32);
    for (at, c) in text.char_indices() {
        depth += i32::from(matches!(c, '(' | '（')) - i32::from(matches!(c, ')' | '）'));
        if depth > 0 || at < from || !matches!(c, ',' | ';' | ':' | ' ' | '，' | '；' | '、' | '和') {
            continue;
        }
        if let Some(len) = parting(&text[at..]) {
            parts.push(Span::new(from, at));
            from = at + len;
        }
    }
    parts.push(Span::new(from, text.len()));
    parts
}

/// How long the mark or word is that `rest` begins with and that parts two items.
fn parting(rest: &str) -> Option<usize> {
    let close = || {
        let mark = rest.starts_with([',', ';', ':']);
        // Chinese has no space behind a mark of half width.
        (mark && rest[1..].starts_with(is_cjk)).then_some(1)
    };
    PARTINGS.iter().find(|parting| rest.starts_with(**parting)).map(|parting| parting.len()).or_else(close)
}

fn is_bracketed(text: &str, span: Span) -> bool {
    let opened = text[..span.start].rfind(['(', '（']);
    let closed = text[..span.start].rfind([')', '）']);
    opened.is_some() && opened > closed
}

/// The names in an item: its words with a capital, but for the sentence's first.
fn label(text: &str, part: Span, source: &SourceText) -> Vec<String> {
    let named = |word: &str| word.starts_with(|c: char| c.is_uppercase() || is_cjk(c));
    let words = ibid_text::words(part.of(text)).filter(|word| named(word.text));
    let names: Vec<&str> =
        words.filter(|word| part.start + word.span.start > 0).map(|word| word.text).collect();
    let first = ibid_text::words(part.of(text)).next().filter(|word| part.start + word.span.start == 0);
    let names = match (names.is_empty(), first) {
        (true, Some(first)) => vec![first.text],
        _ => names,
    };
    terms(&names.join(" "), source.language())
}
