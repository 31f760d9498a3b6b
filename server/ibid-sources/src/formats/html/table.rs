//! A table of data in a page: its caption and rows, header apart from data. Tables that lay out a page are
//! left to the walk.

use dom_query::NodeRef;

use super::{
    grid::{Grid, Span},
    walk::{is_inline, walk_from},
};
use crate::{builder::Builder, tables::Table};

/// Writes `node` as told rows; `false`, and nothing written, where it is no table of data.
pub(super) fn write(node: &NodeRef<'_>, builder: &mut Builder) -> bool {
    let Some(read) = Reader::read(node) else { return false };
    let above = match read.caption {
        Some(caption) => caption_text(&caption),
        None => builder.last_paragraph().to_owned(),
    };
    let told: Option<Vec<_>> = read.sections.iter().map(|section| section.table.told(&above)).collect();
    let Some(told) = told else { return false };
    if let Some(caption) = read.caption {
        walk_from(caption, builder);
    }
    let mut last_head: &[String] = &[];
    for (section, rows) in read.sections.iter().zip(told) {
        // A long table repeats its headers.
        let head = if section.head == last_head { &[] } else { section.head.as_slice() };
        last_head = &section.head;
        for paragraph in head.iter().chain(&rows) {
            builder.paragraph();
            builder.push(paragraph);
        }
    }
    builder.paragraph();
    true
}

/// Rows of headers and the rows of data below them.
#[derive(Default)]
struct Section {
    /// The rows before the data as they stand.
    head: Vec<String>,
    table: Table,
}

#[derive(Default)]
struct Reader<'a> {
    caption: Option<NodeRef<'a>>,
    sections: Vec<Section>,
    grid: Grid,
}

impl<'a> Reader<'a> {
    fn read(table: &NodeRef<'a>) -> Option<Reader<'a>> {
        let role = table.attr("role").unwrap_or_default();
        if matches!(role.as_ref(), "presentation" | "none") {
            return None;
        }
        let mut reader = Reader { sections: vec![Section::default()], ..Reader::default() };
        for child in table.children_it(false).filter(NodeRef::is_element) {
            reader.part(child)?;
        }
        Some(reader)
    }

    fn part(&mut self, node: NodeRef<'a>) -> Option<()> {
        match node.node_name()?.as_ref() {
            "caption" if node.descendants_it().any(|inside| inside.has_name("table")) => return None,
            "caption" => self.caption = Some(node),
            "tr" => self.row(&node, false)?,
            name @ ("thead" | "tbody" | "tfoot") => {
                self.grid.end_spans();
                for row in node.children_it(false).filter(|child| child.has_name("tr")) {
                    self.row(&row, name == "thead")?;
                }
            }
            _ => {}
        }
        Some(())
    }

    fn row(&mut self, row: &NodeRef<'_>, in_head: bool) -> Option<()> {
        let cells: Vec<_> = row.children_it(false).filter(NodeRef::is_element).collect();
        let texts: Vec<_> = cells.iter().map(text).collect::<Option<_>>()?;
        let spans = cells.iter().zip(&texts).map(|(cell, text)| Span::of(cell, text));
        let line = texts.join(" ");
        let placed = self.grid.row(spans)?;
        let named = in_head || is_header(&cells, &texts);
        self.put(placed, line, named);
        Some(())
    }

    /// Files a row: one cell across the table is a title above the headers, and a heading among the data.
    fn put(&mut self, row: Vec<String>, line: String, named: bool) {
        let across = row.iter().all(|cell| *cell == row[0]);
        let begun = self.sections.last().is_some_and(|section| !section.table.rows.is_empty());
        if named && !across && begun {
            self.sections.push(Section::default());
        }
        let Some(section) = self.sections.last_mut() else { return };
        if across && section.table.header.is_empty() {
            section.head.push(line.clone());
            section.table.titles.push(line);
        } else if named && !across {
            section.head.push(line);
            section.table.header.push(row);
        } else {
            section.table.rows.push(row);
        }
    }
}

/// Whether every cell is a header, the first perhaps empty.
fn is_header(cells: &[NodeRef<'_>], texts: &[String]) -> bool {
    let corner = cells.len() > 1 && texts.first().is_some_and(String::is_empty);
    cells.iter().skip(usize::from(corner)).all(|cell| cell.has_name("th"))
}

/// The text of a cell; `None` where blocks are in it.
fn text(cell: &NodeRef<'_>) -> Option<String> {
    let lays_out = |node: NodeRef<'_>| {
        let name = node.node_name().unwrap_or_default();
        node.is_element() && !is_inline(&name) && !matches!(name.as_ref(), "br" | "img")
    };
    if cell.descendants_it().any(lays_out) {
        return None;
    }
    let mut builder = Builder::default();
    walk_from(*cell, &mut builder);
    Some(builder.text().replace("\n\n", " "))
}

fn caption_text(caption: &NodeRef<'_>) -> String {
    caption.text().split_whitespace().collect::<Vec<_>>().join(" ")
}
