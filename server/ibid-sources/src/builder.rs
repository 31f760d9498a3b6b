//! Puts an [`Extracted`] together so that its promises hold: paragraphs apart by a blank line, single
//! spaces inside them, none between CJK characters of two lines, marks in order.

use ibid_text::is_cjk;

use crate::{Extracted, Mark, MarkKind, Metadata, metadata::Field};

/// A text in the making.
#[derive(Default)]
pub(crate) struct Builder {
    text: String,
    marks: Vec<Mark>,
    pending: Vec<MarkKind>,
    metadata: Metadata,
    join: Join,
}

/// What stands between the text so far and the next piece of it.
#[derive(Clone, Copy, Default, PartialEq, PartialOrd)]
enum Join {
    #[default]
    None,
    Line,
    Space,
    Paragraph,
}

impl Builder {
    /// The next piece begins a paragraph.
    pub(crate) fn paragraph(&mut self) {
        self.join = Join::Paragraph;
    }

    /// The next piece begins a line of the same paragraph: a space, or nothing between CJK characters.
    pub(crate) fn line(&mut self) {
        self.want(Join::Line);
    }

    /// A place that begins with the next piece; of two lines or pages, the later.
    pub(crate) fn mark(&mut self, kind: MarkKind) {
        let is_one = !matches!(kind, MarkKind::Heading { .. });
        self.pending
            .retain(|other| !is_one || std::mem::discriminant(other) != std::mem::discriminant(&kind));
        self.pending.push(kind);
    }

    /// A heading, which is a paragraph of its own; its mark has it on one line.
    pub(crate) fn heading(&mut self, line: Option<u32>, level: u8, text: &str) {
        self.paragraph();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.mark(MarkKind::Heading { text: words, level });
        if let Some(line) = line {
            self.mark(MarkKind::Line(line));
        }
        self.push(text);
        self.paragraph();
    }

    /// The title, unless one is known or `title` is blank.
    pub(crate) fn title(&mut self, title: &str) {
        self.metadata.add(Field::Title, title);
    }

    /// What the file says of itself.
    pub(crate) fn metadata(&mut self) -> &mut Metadata {
        &mut self.metadata
    }

    /// What is written so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The paragraph that was written last.
    pub(crate) fn last_paragraph(&self) -> &str {
        self.text.rsplit("\n\n").next().unwrap_or_default()
    }

    /// A piece of text; its white space is brought to single spaces.
    pub(crate) fn push(&mut self, piece: &str) {
        let mut rest = piece;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            if c.is_whitespace() || c == '\u{feff}' {
                self.want(if c == '\u{3000}' { Join::Line } else { Join::Space });
            } else if !c.is_control() && c != '\u{ad}' {
                self.character(c);
                // Nothing comes between it and the plain letters that follow.
                let (plain, behind) = rest.split_at(rest.bytes().take_while(u8::is_ascii_graphic).count());
                self.text.push_str(plain);
                rest = behind;
            }
        }
    }

    fn want(&mut self, join: Join) {
        if join > self.join {
            self.join = join;
        }
    }

    fn character(&mut self, c: char) {
        self.separate(c);
        let at = self.text.len();
        self.marks.extend(self.pending.drain(..).map(|kind| Mark { at, kind }));
        self.text.push(c);
    }

    fn separate(&mut self, next: char) {
        let join = std::mem::take(&mut self.join);
        let Some(last) = self.text.chars().next_back() else { return };
        match join {
            Join::None => {}
            Join::Line if joins_closely(last, next) => {}
            Join::Line | Join::Space => self.text.push(' '),
            Join::Paragraph => self.text.push_str("\n\n"),
        }
    }

    /// The finished text.
    pub(crate) fn finish(self) -> Extracted {
        Extracted { text: self.text, marks: self.marks, metadata: self.metadata, saved: None }
    }
}

/// Whether a break between these two stands for nothing, as it does in Chinese and Japanese, figures and
/// quotation marks among them.
pub(crate) fn joins_closely(last: char, next: char) -> bool {
    let wide = |c: char| is_cjk(c) && !is_hangul(c) || is_cjk_mark(c);
    let neutral = |c: char| c.is_ascii_digit() || "“”‘’…—·".contains(c);
    (wide(last) && (wide(next) || neutral(next))) || (neutral(last) && wide(next))
}

fn is_hangul(c: char) -> bool {
    matches!(c as u32, 0xAC00..=0xD7AF)
}

/// CJK punctuation and full-width forms.
pub(crate) fn is_cjk_mark(c: char) -> bool {
    matches!(c as u32, 0x3001..=0x303F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6)
}
