//! Markdown: prose without its markup; front matter and the first heading give the title, code is dropped.

mod table;

use std::path::Path;

use ibid_text::LineIndex;
use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use self::table::TableReader;
use super::{front_matter, html, pages};
use crate::{Error, Extracted, MarkKind, builder::Builder, decode::decode, notes};

pub(crate) fn extract(_path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let source = decode(bytes);
    let source = source.trim_start_matches('\u{feff}');
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader::new(source);
    let (title_block, head) = front_matter::title_block(source);
    reader.builder.metadata().fill(title_block);
    for (event, range) in Parser::new_ext(&source[head..], options).into_offset_iter() {
        reader.event(event, range.start + head);
    }
    Ok(reader.finish())
}

struct Reader {
    builder: Builder,
    lines: LineIndex,
    line: Option<u32>,
    /// What runs of text are at present, besides prose.
    inside: Inside,
    heading: Option<(u8, Vec<Piece>)>,
    first_heading: Option<String>,
    front_matter: String,
    /// A block of HTML and the line it begins in.
    html: Option<(String, Option<u32>)>,
    /// The page that each line says begins with it, and how many have begun.
    pages: Vec<Option<u32>>,
    begun: u32,
    /// Whether text is raised by an HTML tag.
    raised: bool,
    table: TableReader,
}

struct Piece {
    text: String,
    line: u32,
}

#[derive(PartialEq)]
enum Inside {
    Prose,
    Code,
    Metadata(MetadataBlockKind),
}

impl Reader {
    fn new(source: &str) -> Reader {
        Reader {
            builder: Builder::default(),
            lines: LineIndex::new(source),
            line: None,
            inside: Inside::Prose,
            heading: None,
            first_heading: None,
            front_matter: String::new(),
            html: None,
            pages: pages::marked(&source.lines().collect::<Vec<_>>()),
            begun: 0,
            raised: false,
            table: TableReader::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, at);
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(),
            Event::Rule => self.builder.paragraph(),
            Event::Html(html) => self.html(&html, at),
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::CodeBlock(_) => self.inside = Inside::Code,
            Tag::MetadataBlock(kind) => self.inside = Inside::Metadata(*kind),
            Tag::HtmlBlock => self.html = Some((String::new(), None)),
            Tag::Heading { level, .. } => self.heading = Some((*level as u8, Vec::new())),
            Tag::TableHead | Tag::TableRow => self.table.begin_row(self.line_of(at)),
            Tag::TableCell => self.table.begin_cell(&mut self.builder),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } => {}
            _ => self.builder.paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.inside = Inside::Prose,
            TagEnd::MetadataBlock(kind) => {
                self.inside = Inside::Prose;
                let head = std::mem::take(&mut self.front_matter);
                self.builder.metadata().fill(front_matter::read(&head, kind));
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::TableCell => self.table.end_cell(&mut self.builder),
            TagEnd::Table => self.end_table(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {}
            _ => self.builder.paragraph(),
        }
    }

    fn line_of(&self, at: usize) -> u32 {
        self.lines.line(at) as u32 + 1
    }

    fn html(&mut self, html: &str, at: usize) {
        let line = self.line_of(at);
        if let Some((block, first)) = &mut self.html {
            block.push_str(html);
            first.get_or_insert(line);
        }
    }

    fn end_html(&mut self) {
        let Some((block, Some(line))) = self.html.take() else { return };
        self.builder.paragraph();
        if let Some(label) = self.pages.get(line as usize - 1).copied().flatten() {
            self.begun += 1;
            let label = Some(label.to_string());
            return self.builder.mark(MarkKind::Page { label, index: self.begun });
        }
        self.builder.mark(MarkKind::Line(line));
        html::fragment(&block, &mut self.builder);
        self.builder.paragraph();
    }

    fn inline_html(&mut self, tag: &str) {
        match tag.to_ascii_lowercase().as_str() {
            "<sup>" => self.raised = true,
            "</sup>" => self.raised = false,
            tag if tag.starts_with("<br") => self.line_break(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        let line = self.line_of(at);
        if self.raised {
            let kept = notes::raised(self.builder.text(), text.trim()).unwrap_or_default();
            return self.builder.push(&kept);
        }
        match (&self.inside, &mut self.heading) {
            (Inside::Code, _) => {}
            (Inside::Metadata(_), _) => self.front_matter.push_str(text),
            (Inside::Prose, Some((_, pieces))) => pieces.push(Piece { text: text.to_string(), line }),
            (Inside::Prose, None) => self.prose(text, line),
        }
    }

    fn prose(&mut self, text: &str, line: u32) {
        if self.line != Some(line) {
            self.line = Some(line);
            self.builder.mark(MarkKind::Line(line));
        }
        self.builder.push(text);
    }

    fn end_table(&mut self) {
        for (line, row) in self.table.end(self.builder.last_paragraph()) {
            self.builder.paragraph();
            self.line = None;
            self.prose(&row, line);
        }
        self.builder.paragraph();
    }

    fn line_break(&mut self) {
        match &mut self.heading {
            Some((_, pieces)) => {
                if let Some(piece) = pieces.last_mut() {
                    piece.text.push(' ');
                }
            }
            None => self.builder.line(),
        }
    }

    fn end_heading(&mut self) {
        let Some((level, pieces)) = self.heading.take() else { return };
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        self.builder.paragraph();
        self.builder.mark(MarkKind::Heading { text: text.clone(), level });
        for piece in &pieces {
            self.prose(&piece.text, piece.line);
        }
        self.builder.paragraph();
        self.first_heading.get_or_insert(text);
    }

    fn finish(mut self) -> Extracted {
        if let Some(heading) = &self.first_heading {
            self.builder.title(heading);
        }
        self.builder.finish()
    }
}
