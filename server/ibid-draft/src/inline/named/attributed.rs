//! Who said something to which newspaper.

use ibid_text::Span;

use super::{makers, starts};
use crate::inline::{Marks, trimmed};
use crate::{Citation, CitationForm, Named, Names, Target, Told};

/// What stands between who said something and to whom.
const SAID_TO: [&str; 7] = [
    " told the ",
    " told ",
    " said to ",
    " said in an interview with ",
    " in an interview with the ",
    " in an interview with ",
    " interviewed by ",
];
/// How many bytes the name of a newspaper may have.
const CONTAINER: usize = 60;

/// Finds who is said to have told something to a newspaper: `Ren told People's Daily that`. Masks nothing.
pub(in crate::inline) fn attributed(text: &str, names: &dyn Names, marks: &Marks) -> Vec<Citation> {
    let english = SAID_TO.iter().flat_map(|mark| text.match_indices(mark)).map(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let words = rest
            .split_inclusive(' ')
            .take_while(|word| word.starts_with(|c: char| c.is_uppercase() || c == '*' || c == '_'));
        let len: usize = words.map(str::len).sum();
        let held = &rest[..len.min(rest.len())];
        let end = held.find([',', '.', ';', ':', '(']).unwrap_or(held.len());
        let container = held[..end].trim().trim_matches(['*', '_']);
        (starts(&text[..at]), at, at + mark.len() + end, container)
    });
    let chinese = text.match_indices("《").filter_map(|(at, mark)| {
        let before = text[..at].strip_suffix("对").or_else(|| text[..at].strip_suffix("接受"))?;
        let len = text[at + mark.len()..].find("》")?;
        let container = &text[at + mark.len()..at + mark.len() + len];
        Some((starts(before), before.len(), at + mark.len() + len + "》".len(), container))
    });
    let told: Vec<_> =
        english.chain(chinese).filter(|(.., container)| (1..=CONTAINER).contains(&container.len())).collect();
    let cited = told.into_iter().filter_map(|(starts, who_end, end, container)| {
        starts.into_iter().filter(|&start| marks.is_open(start)).find_map(|start| {
            let (makers, others) = makers(&text[start..who_end])?;
            let told = Told::Container(container.to_owned());
            let key = names.key(&Named { makers, others, told, ..Named::default() })?;
            let span = trimmed(text, Span::new(start, end));
            let (target, form) = (Target::Key(key), CitationForm::Attributed);
            Some(Citation { span, group: span, target_span: span, target, locator: None, form })
        })
    });
    let mut cited: Vec<Citation> = cited.collect();
    cited.sort_by_key(|citation| citation.span.start);
    cited.dedup_by_key(|citation| citation.span.start);
    cited
}

/// Whether `text` may say so.
pub(super) fn might_tell(text: &str) -> bool {
    SAID_TO.iter().any(|mark| text.contains(mark)) || text.contains("对《") || text.contains("接受《")
}
