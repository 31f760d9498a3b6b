//! A text as the bare stream of its letters and digits, in which quotations are looked for: spaces,
//! hyphens, punctuation and letter case do not count, words and figures do.

use ibid_text::{Normal, Span};

/// The letters, digits and figure signs of a text, each with the bytes of the text it came from.
#[derive(Clone, Debug)]
pub struct Stream {
    text: String,
    /// For each byte of `text`, the original span of its character.
    sources: Vec<Span>,
    /// For each byte of `text`, whether a word begins there.
    starts_word: Vec<bool>,
}

impl Stream {
    /// The stream of `original`.
    pub fn new(original: &str) -> Stream {
        let normal = Normal::new(original);
        let mut stream = Stream {
            text: String::with_capacity(normal.text.len()),
            sources: Vec::new(),
            starts_word: Vec::new(),
        };
        let mut at_word_start = true;
        let mut before = None;
        let mut chars = normal.text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, n)| n);
            if !counts(before, c, next) {
                at_word_start |= !matches!(c, '\'' | ',');
                before = Some(c);
                continue;
            }
            let source = normal.original(Span::new(at, at + c.len_utf8()));
            let starts = at_word_start || ibid_text::is_cjk(c) || before.is_some_and(ibid_text::is_cjk);
            for i in 0..c.len_utf8() {
                stream.sources.push(source);
                stream.starts_word.push(starts && i == 0);
            }
            stream.text.push(c);
            at_word_start = false;
            before = Some(c);
        }
        stream
    }

    /// The letters and digits alone.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that `span` of the stream came from; `span` is not empty.
    pub fn original(&self, span: Span) -> Span {
        Span::new(self.sources[span.start].start, self.sources[span.end - 1].end)
    }

    /// Where the whole words `words` (another text's stream) stand, from byte `from` of the stream on.
    pub fn find(&self, words: &Stream, from: usize) -> Option<Span> {
        if words.text.is_empty() {
            return None;
        }
        let mut from = from;
        while let Some(at) = self.text.get(from..)?.find(&words.text).map(|i| from + i) {
            let end = at + words.text.len();
            if self.starts_word[at] && self.starts_word.get(end).is_none_or(|&s| s) {
                return Some(Span::new(at, end));
            }
            from = at + self.text[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }
}

/// Whether a character says something: letters, digits, the signs of figures, a decimal point.
fn counts(before: Option<char>, c: char, next: Option<char>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match c {
        '%' | '$' | '€' | '£' | '¥' | '°' => true,
        '.' => digit(before) && digit(next),
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(source: &str, words: &str) -> Option<String> {
        let stream = Stream::new(source);
        let span = stream.find(&Stream::new(words), 0)?;
        Some(stream.original(span).of(source).to_owned())
    }

    #[test]
    fn typography_does_not_count() {
        let source = "He said: “Long-term\nplans don’t pay,” and left.";
        assert_eq!(found(source, "long term plans don't pay").as_deref(), Some("Long-term\nplans don’t pay"));
    }

    #[test]
    fn words_and_figures_do() {
        assert_eq!(found("It would improve trade.", "would not improve"), None);
        assert_eq!(found("It was 1.5 percent.", "15 percent"), None);
        assert_eq!(found("They reshaped it.", "shaped it"), None);
        assert_eq!(found("They shape it.", "they shap"), None);
    }

    #[test]
    fn chinese_has_no_word_ends() {
        assert_eq!(found("我们每年投入1800亿元。", "每年投入1800亿").as_deref(), Some("每年投入1800亿"));
    }
}
