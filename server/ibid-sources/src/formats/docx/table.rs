//! A table's cells; what spans several columns or rows stands in each.

use crate::{formats::prose::Cells, tables::MOST_COLUMNS, xml::Element};

use super::runs::Runs;

/// The cells of `table`, and the notes that have marks in it.
pub(super) fn read(table: &Element) -> (Cells, Vec<(&'static str, String)>) {
    let (mut cells, mut notes) = (Cells::default(), Vec::new());
    for row in rows(table) {
        let properties = row.child("trPr");
        let has = |name| properties.is_some_and(|properties| properties.child(name).is_some());
        if has("del") {
            continue;
        }
        let mut texts: Vec<String> = Vec::new();
        for cell in
            row.elements().flat_map(|part| if part.name == "tc" { vec![part] } else { part.all("tc") })
        {
            let text = text(cell, &mut notes);
            let property = |name| cell.child("tcPr").and_then(|properties| properties.child(name));
            let span = property("gridSpan").and_then(|span| span.attribute("val")?.parse().ok()).unwrap_or(1);
            let goes_on = property("vMerge").is_some_and(|merge| merge.attribute("val") != Some("restart"));
            let above = cells.rows.last().and_then(|row| row.get(texts.len()).cloned());
            let text = if goes_on { above.unwrap_or(text) } else { text };
            texts.extend(std::iter::repeat_n(text, usize::clamp(span, 1, MOST_COLUMNS)));
        }
        let is_header = has("tblHeader") && cells.headers == cells.rows.len();
        cells.headers += usize::from(is_header);
        cells.rows.push(texts);
    }
    (cells, notes)
}

/// The rows of a table, those in content controls and tracked insertions too, but not those of tables inside it.
fn rows(table: &Element) -> Vec<&Element> {
    let (mut found, mut steps) = (Vec::new(), vec![table]);
    while let Some(element) = steps.pop() {
        if element.name == "tr" {
            found.push(element);
            continue;
        }
        let inside: Vec<_> = element.elements().filter(|part| part.name != "del").collect();
        steps.extend(inside.into_iter().rev());
    }
    found
}

/// The text of a cell, its paragraphs one after the other.
fn text(cell: &Element, notes: &mut Vec<(&'static str, String)>) -> String {
    let mut texts = Vec::new();
    for paragraph in cell.all("p") {
        let mut runs = Runs::default();
        runs.read(paragraph);
        notes.append(&mut runs.notes);
        texts.push(runs.text);
    }
    texts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
