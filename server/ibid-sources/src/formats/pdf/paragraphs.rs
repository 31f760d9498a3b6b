//! The lines of a block to paragraphs: by gap, indent, short last line, size and bullet.

use ibid_text::is_cjk;

use super::lines::Segment;

/// Lines that make up a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    /// Its lines.
    pub(crate) lines: Vec<String>,
    /// Size of its letters.
    pub(crate) size: f64,
    /// Whether its first line is indented.
    pub(crate) indented: bool,
    /// Whether its last line runs to the end of the column.
    pub(crate) full: bool,
}

/// In parts of the usual distance between lines: what is farther apart is not one paragraph.
const GAP: f64 = 1.3;
/// In ems: what is further in is indented; and the slack of a line that counts as full.
const INDENT: f64 = 0.7;
const SLACK: f64 = 0.5;
const FULL: f64 = 1.2;
/// Sizes that differ by more are of different paragraphs.
const SIZE: f64 = 0.12;

/// Dashes begin an item of a list, unless they stand inside a sentence.
const DASHES: [char; 3] = ['–', '—', '-'];

/// The paragraphs of a block of lines, which stand in one column.
pub(crate) fn paragraphs(block: &[Segment]) -> Vec<Paragraph> {
    let measure = Measure::of(block);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before: Option<(&Segment, bool)> = None;
    for line in block {
        let begins = before.is_none_or(|(last, first)| measure.breaks(last, line, first));
        match paragraphs.last_mut() {
            Some(paragraph) if !begins => {
                paragraph.lines.push(line.text.clone());
                paragraph.full = measure.is_full(line);
            }
            _ => paragraphs.push(Paragraph {
                lines: vec![line.text.clone()],
                size: line.size,
                indented: measure.is_indented(line),
                full: measure.is_full(line),
            }),
        }
        before = Some((line, begins));
    }
    paragraphs
}

/// The usual distances of a block.
struct Measure {
    left: f64,
    right: f64,
    leading: f64,
}

impl Measure {
    fn of(block: &[Segment]) -> Measure {
        let right = block.iter().map(|line| line.x1).fold(f64::NEG_INFINITY, f64::max);
        let mut lefts: Vec<f64> = block.iter().map(|line| line.x0).collect();
        lefts.sort_by(f64::total_cmp);
        let mut leadings: Vec<f64> = block.windows(2).map(|pair| pair[1].y - pair[0].y).collect();
        leadings.retain(|leading| *leading > 0.0);
        leadings.sort_by(f64::total_cmp);
        // Gaps between paragraphs only ever add to it, so the usual distance is a low one.
        let leading = leadings.get(leadings.len() * 2 / 5).copied().unwrap_or(f64::INFINITY);
        Measure { left: lefts.get(lefts.len() / 4).copied().unwrap_or(0.0), right, leading }
    }

    /// Whether `line` begins a paragraph after `last`, itself the `first` of its own or not.
    fn breaks(&self, last: &Segment, line: &Segment, first: bool) -> bool {
        let usual = self.leading.clamp(0.9 * last.size, 2.6 * last.size);
        if line.y - last.y > GAP * usual || line.y < last.y {
            return true;
        }
        if (last.size - line.size).abs() > SIZE * last.size.max(line.size) {
            return true;
        }
        if begins_item(&line.text) || is_entry(&last.text) || are_table_rows(last, line) {
            return true;
        }
        let ends = ends_sentence(&last.text);
        if line.text.starts_with(DASHES) && (ends || self.is_short(last, line)) {
            return true;
        }
        let (indented, last_indented) = (self.is_indented(line), self.is_indented(last));
        if indented && !last_indented && (ends || self.is_short(last, line)) {
            return true;
        }
        // A hanging indent: the entry's later lines stand further in than the next entry's first.
        if last_indented && !indented && !first && last.x0 - line.x0 > INDENT * line.size {
            return true;
        }
        self.is_short(last, line) && (ends || !line.text.starts_with(char::is_lowercase))
    }

    fn is_indented(&self, line: &Segment) -> bool {
        line.x0 - self.left > INDENT * line.size
    }

    fn is_full(&self, line: &Segment) -> bool {
        line.x1 + FULL * line.size > self.right
    }

    /// Whether the first word of `line` would have had room at the end of `last`.
    fn is_short(&self, last: &Segment, line: &Segment) -> bool {
        let letters = line.text.chars().count().max(1) as f64;
        let word = if line.text.starts_with(is_cjk) {
            1.0
        } else {
            line.text.split(' ').next().unwrap_or_default().chars().count() as f64 + 1.0
        };
        let width = word * (line.x1 - line.x0) / letters;
        last.x1 + width + SLACK * last.size < self.right
    }
}

/// Whether a line ends with the end of a sentence.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '\'', '”', '’', '»', '」', '』', ')', '）', ']']);
    bare.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？', '：', '；'])
}

/// Whether a line begins an item of a list.
fn begins_item(line: &str) -> bool {
    line.starts_with(['•', '‣', '▪', '●', '■', '◦', '○', '*']) && line.chars().nth(1) == Some(' ')
}

/// Whether a line is one of a table of contents, with dots up to its number.
fn is_entry(line: &str) -> bool {
    line.contains(". . . .") || line.contains(".....")
}

/// Whether two lines have gaps below each other, as the rows of a table do.
fn are_table_rows(last: &Segment, line: &Segment) -> bool {
    last.gaps.iter().any(|above| line.gaps.iter().any(|below| above.0.max(below.0) < above.1.min(below.1)))
}
