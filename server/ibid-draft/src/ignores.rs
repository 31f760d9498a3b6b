//! `<!-- ibid: ignore CODE, CODE -->`, and `<!-- TODO: paraphrase -->`, by which the writer knows already.

use ibid_text::Span;

use crate::block::Paragraph;
use crate::chunks::Placed;
use crate::{Draft, Ignore, Markup};

impl Draft {
    /// The comments that silence findings, in order.
    pub fn ignores(&self) -> Vec<Ignore> {
        let regions: Vec<_> = self.chunks.from(0).collect();
        regions.iter().flat_map(|placed| self.region_ignores(placed)).collect()
    }

    fn region_ignores(&self, placed: &Placed) -> Vec<Ignore> {
        if !["ibid:", "TODO"].iter().any(|word| placed.region.text.contains(word)) {
            return Vec::new();
        }
        if self.markup() != Markup::Markdown {
            return self.lines_of_comment(placed);
        }
        let content = placed.region.content();
        let inline = content.paragraphs.iter().flat_map(|paragraph| {
            paragraph.comments.iter().filter_map(|&comment| self.inline_ignore(placed, paragraph, comment))
        });
        let alone = content.html.iter().flat_map(|&html| self.alone(placed, html));
        let mut found: Vec<_> = inline.chain(alone).collect();
        found.sort_by_key(|ignore| ignore.span.start);
        found
    }

    /// A guest's comments: each covers the next line that is not empty.
    fn lines_of_comment(&self, placed: &Placed) -> Vec<Ignore> {
        let lines = crate::cut::lines(&placed.region.text).filter_map(|line| {
            let comment = line.text.trim().strip_prefix(self.markup().comment_mark())?;
            let codes = named(comment.trim())?;
            let span = Span::new(line.start, line.start + line.text.trim_end().len()).shift(placed.start);
            Some(Ignore { span, codes, covers: self.line_after(span.end) })
        });
        lines.collect()
    }

    /// At the end of a sentence: covers that sentence.
    fn inline_ignore(&self, placed: &Placed, paragraph: &Paragraph, comment: Span) -> Option<Ignore> {
        let codes = codes(comment.of(&placed.region.text))?;
        let sentences = &paragraph.block.sentences;
        let ended = sentences.iter().rfind(|sentence| sentence.start < comment.start).or(sentences.first());
        let covers = ended.copied().unwrap_or(paragraph.block.span);
        Some(Ignore { span: comment.shift(placed.start), codes, covers: covers.shift(placed.start) })
    }

    /// On a line of its own: covers the next line that is not empty.
    fn alone(&self, placed: &Placed, html: Span) -> Vec<Ignore> {
        let text = html.of(&placed.region.text);
        let comments = text.match_indices("<!--").filter_map(|(at, _)| {
            let end = text[at..].find("-->")? + at + 3;
            Some(Span::new(html.start + at, html.start + end))
        });
        let ignores = comments.filter_map(|comment| {
            let codes = codes(comment.of(&placed.region.text))?;
            let span = comment.shift(placed.start);
            Some(Ignore { span, codes, covers: self.line_after(span.end) })
        });
        ignores.collect()
    }

    /// The next line with text, to the end of the last sentence that begins in it.
    fn line_after(&self, offset: usize) -> Span {
        let (rope, len) = (self.rope(), self.len());
        let mut bytes = rope.bytes_at(offset).enumerate().map(|(at, byte)| (offset + at, byte));
        let Some((start, _)) = bytes.find(|(_, byte)| !byte.is_ascii_whitespace()) else {
            return Span::new(len, len);
        };
        let end = bytes.find(|(_, byte)| matches!(byte, b'\n' | b'\r')).map_or(len, |(at, _)| at);
        let line = Span::new(start, end);
        let blocks = self.blocks_in(line).into_iter().flat_map(|block| block.sentences);
        blocks.filter(|sentence| start <= sentence.start && sentence.start < end).fold(line, Span::cover)
    }
}

/// The codes in a comment; `None` where it is not ours.
fn codes(comment: &str) -> Option<Vec<String>> {
    let inner = comment.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    if inner == "TODO: paraphrase" {
        return Some(vec!["unmarked-quotation".to_owned()]);
    }
    named(inner)
}

/// The codes in the words of a comment.
fn named(words: &str) -> Option<Vec<String>> {
    let rest = words.strip_prefix("ibid:")?.trim_start().strip_prefix("ignore")?;
    let ours = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ':' || c == ',');
    let codes =
        rest.split(|c: char| c.is_whitespace() || c == ',' || c == ':').filter(|code| !code.is_empty());
    ours.then(|| codes.map(str::to_owned).collect())
}
