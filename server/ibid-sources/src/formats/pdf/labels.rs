//! Printed page labels, from the document's number tree.

use hayro_interpret::hayro_syntax::{
    Pdf,
    object::{Array, Dict, Name, Object, String as PdfString},
};

use super::strings;

/// Number trees nest; broken ones nest in themselves.
const DEPTH: u32 = 16;
/// Longest run of letters in a label ("aaa"): a damaged start value must not fill memory.
const LETTERS: u32 = 20;

/// The label of each page, where the document has labels.
pub(crate) fn labels(pdf: &Pdf) -> Vec<Option<String>> {
    let count = pdf.pages().len();
    let mut ranges = Vec::new();
    let tree =
        pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).and_then(|root| root.get::<Dict<'_>>(b"PageLabels"));
    if let Some(tree) = tree {
        collect(&tree, DEPTH, &mut ranges);
    }
    ranges.sort_by_key(|range| range.first);
    (0..count)
        .map(|page| {
            let index = ranges.partition_point(|range| range.first <= page).checked_sub(1)?;
            let label = ranges[index].label(page);
            (!label.is_empty()).then_some(label)
        })
        .collect()
}

/// Pages from `first` on, labelled in one style.
struct Range {
    first: usize,
    style: Option<u8>,
    prefix: String,
    start: u32,
}

fn collect(node: &Dict<'_>, depth: u32, ranges: &mut Vec<Range>) {
    if let Some(numbers) = node.get::<Array<'_>>(b"Nums") {
        let items: Vec<Object<'_>> = numbers.iter::<Object<'_>>().collect();
        for pair in items.chunks_exact(2) {
            if let (Object::Number(first), Object::Dict(dict)) = (&pair[0], &pair[1]) {
                ranges.extend(usize::try_from(first.as_i64()).ok().map(|first| Range::read(first, dict)));
            }
        }
    }
    if let (Some(kids), Some(depth)) = (node.get::<Array<'_>>(b"Kids"), depth.checked_sub(1)) {
        for kid in kids.iter::<Dict<'_>>() {
            collect(&kid, depth, ranges);
        }
    }
}

impl Range {
    fn read(first: usize, dict: &Dict<'_>) -> Range {
        Range {
            first,
            style: dict.get::<Name<'_>>(b"S").and_then(|name| name.as_str().bytes().next()),
            prefix: dict.get::<PdfString<'_>>(b"P").map(|p| strings::text(p.as_bytes())).unwrap_or_default(),
            start: dict.get::<u32>(b"St").unwrap_or(1).max(1),
        }
    }

    fn label(&self, page: usize) -> String {
        let number = self.start.saturating_add(u32::try_from(page - self.first).unwrap_or(u32::MAX));
        let number = match self.style {
            Some(b'D') => number.to_string(),
            Some(b'r') => roman(number),
            Some(b'R') => roman(number).to_uppercase(),
            Some(b'a') => letters(number, 'a'),
            Some(b'A') => letters(number, 'A'),
            _ => String::new(),
        };
        format!("{}{number}", self.prefix)
    }
}

/// a to z, then aa to zz, as PDF counts.
fn letters(number: u32, first: char) -> String {
    let letter = char::from_u32(first as u32 + (number - 1) % 26).unwrap_or(first);
    std::iter::repeat_n(letter, ((number - 1) / 26 + 1).min(LETTERS) as usize).collect()
}

fn roman(number: u32) -> String {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > 4999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, digit) in DIGITS {
        while rest >= value {
            text.push_str(digit);
            rest -= value;
        }
    }
    text
}
