//! Pages to one text: paragraphs that run over a column's or page's end are made whole, headings are
//! known by their size.

use std::collections::{HashMap, HashSet};

use super::{
    columns::Page,
    paragraphs::{Paragraph, ends_sentence, paragraphs},
};
use crate::{
    Extracted, MarkKind,
    builder::{Builder, is_cjk_mark},
};
use ibid_text::is_cjk;

/// Letters this much larger than the text's own are a heading's; this much smaller, a note's.
const HEADING: f64 = 1.12;
const NOTE: f64 = 0.92;
/// A heading has at most this many characters.
const HEADING_LENGTH: usize = 200;

/// The text of a document.
pub(crate) fn assemble(pages: &[Page], labels: &[Option<String>]) -> Extracted {
    let mut pieces: Vec<Piece> = (1..).zip(pages).flat_map(|(index, page)| pieces(index, page)).collect();
    settle_hyphens(&mut pieces);
    let body = body_size(&pieces);
    let order = join_order(&pieces, body);
    let mut writer = Writer {
        builder: Builder::default(),
        labels,
        page: None,
        words: vocabulary(&pieces),
        soft: has_soft(&pieces),
    };
    let levels = heading_sizes(&pieces, body);
    for chain in order {
        writer.chain(&chain.iter().map(|&at| &pieces[at]).collect::<Vec<_>>(), &levels);
    }
    writer.builder.finish()
}

/// A paragraph, the page it stands on, from 1, and its block there.
struct Piece {
    page: u32,
    block: usize,
    paragraph: Paragraph,
}

fn pieces(index: u32, page: &Page) -> Vec<Piece> {
    let blocks = page.blocks.iter().enumerate();
    let paragraphs = blocks.flat_map(|(block, lines)| paragraphs(lines).into_iter().map(move |p| (block, p)));
    paragraphs.map(|(block, paragraph)| Piece { page: index, block, paragraph }).collect()
}

/// Tenths of a point: sizes that print alike.
fn tenths(size: f64) -> i64 {
    (size * 10.0).round() as i64
}

/// What breaks a word at the end of a line, and is no part of it.
const SOFT: char = '\u{ad}';

/// Keeps soft hyphens where they say what they should: they stand at the ends of lines, and there alone. In other files
/// a font only gives its hyphen that name.
fn settle_hyphens(pieces: &mut [Piece]) {
    let lines = || pieces.iter().flat_map(|piece| &piece.paragraph.lines);
    if lines().any(|line| line.strip_suffix(SOFT).unwrap_or(line).contains(SOFT)) {
        for line in pieces.iter_mut().flat_map(|piece| &mut piece.paragraph.lines) {
            *line = line.replace(SOFT, "-");
        }
    }
}

fn is_broken(line: &str) -> bool {
    line.ends_with(['-', SOFT])
}

/// The size in which most of the text is set.
fn body_size(pieces: &[Piece]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for Piece { paragraph, .. } in pieces {
        *letters.entry(tenths(paragraph.size)).or_default() +=
            paragraph.lines.iter().map(String::len).sum::<usize>();
    }
    let most = letters.into_iter().max_by_key(|(size, letters)| (*letters, *size));
    most.map_or(0.0, |(size, _)| size as f64 / 10.0)
}

/// The sizes of headings, largest first.
fn heading_sizes(pieces: &[Piece], body: f64) -> Vec<i64> {
    let mut sizes: Vec<i64> = pieces
        .iter()
        .filter(|piece| is_heading(&piece.paragraph, body))
        .map(|piece| tenths(piece.paragraph.size))
        .collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    sizes
}

fn is_heading(paragraph: &Paragraph, body: f64) -> bool {
    let length: usize = paragraph.lines.iter().map(|line| line.chars().count()).sum();
    paragraph.size > HEADING * body
        && length <= HEADING_LENGTH
        && paragraph.lines.iter().any(|line| line.chars().any(char::is_alphabetic))
}

/// The pieces in order, those of one paragraph together. A paragraph that goes on after the notes at the
/// foot of its page is taken whole before them.
fn join_order(pieces: &[Piece], body: f64) -> Vec<Vec<usize>> {
    let mut chains: Vec<Vec<usize>> = Vec::new();
    let is_note = |at: usize| pieces[at].paragraph.size < NOTE * body;
    for at in 0..pieces.len() {
        let mut candidates = chains.iter_mut().rev().take_while(|chain| {
            let last = chain[chain.len() - 1];
            pieces[last].page + 1 >= pieces[at].page
        });
        let open = candidates.find(|chain| is_note(at) || !is_note(chain[chain.len() - 1]));
        match open {
            Some(chain) if goes_on(&pieces[chain[chain.len() - 1]], &pieces[at]) => {
                chain.push(at);
            }
            _ => chains.push(vec![at]),
        }
    }
    chains
}

/// Whether `next` plainly continues the sentence that `last` breaks off.
fn goes_on(last: &Piece, next: &Piece) -> bool {
    let apart = (last.page, last.block) != (next.page, next.block);
    let (last, next) = (&last.paragraph, &next.paragraph);
    let (Some(end), Some(start)) = (last.lines.last(), next.lines.first()) else { return false };
    if tenths(last.size) != tenths(next.size) || ends_sentence(end) {
        return false;
    }
    let cjk = |c: char| is_cjk(c) || is_cjk_mark(c);
    if start.starts_with(char::is_lowercase) {
        return apart || last.full;
    }
    // Words that fill their column to its end, and go on unindented at the head of the next.
    let runs_on = apart && last.full && last.lines.len() > 1 && !next.indented;
    runs_on && (next.lines.len() > 1 || end.ends_with(cjk) && start.starts_with(cjk))
}

fn has_soft(pieces: &[Piece]) -> bool {
    pieces.iter().flat_map(|piece| &piece.paragraph.lines).any(|line| line.ends_with(SOFT))
}

/// Words that stand whole inside a line, to know a broken word's true form by.
fn vocabulary(pieces: &[Piece]) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut broken = false;
    for line in pieces.iter().flat_map(|piece| &piece.paragraph.lines) {
        let whole = line.split_whitespace().skip(usize::from(broken)).filter(|word| !is_broken(word));
        words.extend(whole.map(bare));
        broken = is_broken(line);
    }
    words
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

struct Writer<'a> {
    builder: Builder,
    labels: &'a [Option<String>],
    page: Option<u32>,
    words: HashSet<String>,
    /// Whether the file tells soft hyphens from others.
    soft: bool,
}

impl Writer<'_> {
    /// Writes the pieces of one paragraph.
    fn chain(&mut self, chain: &[&Piece], headings: &[i64]) {
        self.builder.paragraph();
        let lines: Vec<(u32, &String)> = chain
            .iter()
            .flat_map(|piece| piece.paragraph.lines.iter().map(|line| (piece.page, line)))
            .collect();
        if let Some(level) = chain.first().and_then(|piece| level(&piece.paragraph, headings)) {
            let text = lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join(" ");
            if text.chars().count() <= HEADING_LENGTH {
                self.page(chain[0].page);
                self.builder.mark(MarkKind::Heading { text, level });
            }
        }
        for (at, (page, line)) in lines.iter().enumerate() {
            self.page(*page);
            let next = lines.get(at + 1).map(|(_, next)| next.as_str());
            match next.and_then(|next| self.broken_word(line, next)) {
                Some(whole) => self.builder.push(whole),
                None => {
                    self.builder.push(line);
                    self.builder.line();
                }
            }
        }
    }

    fn page(&mut self, page: u32) {
        if self.page != Some(page) {
            self.page = Some(page);
            let label = self.labels.get(page as usize - 1).cloned().flatten();
            self.builder.mark(MarkKind::Page { label, index: page });
        }
    }

    /// What of `line` goes right before `next`, where a word is broken between the two: without its
    /// hyphen, unless the document writes that word with one, or its parts as words.
    fn broken_word<'l>(&self, line: &'l str, next: &str) -> Option<&'l str> {
        if let Some(stem) = line.strip_suffix(SOFT) {
            return Some(stem);
        }
        let stem = line.strip_suffix('-')?;
        if !stem.ends_with(char::is_alphabetic) || !next.starts_with(char::is_alphanumeric) {
            return None;
        }
        if self.soft {
            return Some(line);
        }
        let head = bare(stem.rsplit(char::is_whitespace).next()?);
        let tail = bare(next.split_whitespace().next()?);
        let hyphened = self.words.contains(&format!("{head}-{tail}"));
        let whole = self.words.contains(&format!("{head}{tail}"));
        let apart = self.words.contains(&head) && self.words.contains(&tail) && tail.len() > 2;
        let compound =
            hyphened || apart || matches!(head.as_str(), "self" | "well" | "half" | "long" | "short");
        let keeps = !next.starts_with(char::is_lowercase) || compound && !whole;
        Some(if keeps { line } else { stem })
    }
}

fn level(paragraph: &Paragraph, headings: &[i64]) -> Option<u8> {
    let rank = headings.iter().position(|size| *size == tenths(paragraph.size))?;
    u8::try_from(rank + 1).ok()
}
