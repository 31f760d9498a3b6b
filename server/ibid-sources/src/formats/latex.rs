//! LaTeX: the prose that it sets. Drafts are read with their markup masked in place (`ibid-draft`); a source is read as its
//! reader sees it, so that letters with accents, notes, tables and figures in mathematics count.

mod cursor;
mod letters;
mod mathematics;
mod reader;
mod table;

use std::path::Path;

use crate::{
    Error, Extracted,
    decode::{decode, line_feeds},
    metadata::Field,
};

use self::cursor::Cursor;
use self::reader::Reader;

pub(super) use self::letters::letter;
pub(super) use self::mathematics::plain as formula;

pub(crate) fn extract(_path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let source = line_feeds(&decode(bytes));
    let begin = source.find("\\begin{document}");
    let start = begin.map_or(0, |at| at + "\\begin{document}".len());
    let end = source.find("\\end{document}").filter(|end| *end >= start).unwrap_or(source.len());
    let mut reader = Reader::new(source.contains("\\chapter"));
    // Where a document has a preamble, it is there that most tell their title.
    for (command, field) in [("title", Field::Title), ("author", Field::Author), ("date", Field::Date)] {
        if let Some(value) = argument_of(&source[..end], command) {
            let value = reader.inline(&value);
            // `\and` parts authors.
            let values = if field == Field::Author {
                value.split(['\n', ',']).collect()
            } else {
                vec![value.as_str()]
            };
            values.into_iter().for_each(|value| reader.prose.metadata().add(field, value));
        }
    }
    reader.read(&mut Cursor::new(&source, start, end));
    Ok(reader.finish())
}

/// The argument of the first `\command{…}` in `source`.
fn argument_of(source: &str, command: &str) -> Option<String> {
    let name = format!("\\{command}");
    let after = source.match_indices(&name).map(|(at, _)| at + name.len());
    let is_comment = |at: usize| {
        let line = source[..at].rsplit('\n').next().unwrap_or_default();
        line.replace("\\%", "").contains('%')
    };
    let mut after = after.filter(|at| source[*at..].starts_with(['{', '[']) && !is_comment(*at));
    let mut cursor = Cursor::new(source, after.next()?, source.len());
    cursor.option();
    cursor.argument().map(str::to_owned)
}
