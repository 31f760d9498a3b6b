//! Author and year: `(see Ren 2025, 3; Li & Wang, 2019a)`, `Ren (2025)`.

use ibid_text::{Locator, Span};

use super::{Year, makers, starts, years};
use crate::inline::{Mark, Marks, locator, trimmed};
use crate::{Citation, CitationForm, Named, Names, Target, Told};

/// How many bytes a bracket with author and year may have.
const BRACKET: usize = 300;

/// Finds and masks author and year in a paragraph.
pub(in crate::inline) fn in_prose(text: &str, names: &dyn Names, marks: &mut Marks) -> Vec<Citation> {
    let mut found = Vec::new();
    let opens: Vec<usize> = text.match_indices(['(', '（']).map(|(at, _)| at).collect();
    for open in opens {
        let Some(group) = bracket(text, open, marks) else { continue };
        let inner = Span::new(open + width(text, open), group.end - last_width(text, group));
        let first = years(inner.of(text), 0).next();
        let cited = match first {
            Some(year) if year.span.start == 0 => {
                narrative(text, group, inner, &year, names).into_iter().collect()
            }
            Some(_) => items(text, group, inner, names),
            None => Vec::new(),
        };
        mask(text, &cited, inner, marks);
        found.extend(cited);
    }
    found
}

/// The bracket that opens at `open`, with no other bracket and no markup that hides words in it.
fn bracket(text: &str, open: usize, marks: &Marks) -> Option<Span> {
    let end = text[open..]
        .char_indices()
        .skip(1)
        .find(|(at, c)| *at > BRACKET || matches!(c, ')' | '）' | '(' | '（'));
    let (at, close) = end.filter(|(_, c)| matches!(c, ')' | '）'))?;
    let span = Span::new(open, open + at + close.len_utf8());
    (span.start..span.end).all(|at| marks.is_open(at)).then_some(span)
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

fn last_width(text: &str, span: Span) -> usize {
    span.of(text).chars().next_back().map_or(0, char::len_utf8)
}

/// Hides what was cited: the whole bracket where nothing else stands in it.
fn mask(text: &str, cited: &[Citation], inner: Span, marks: &mut Marks) {
    let Some(first) = cited.first() else { return };
    if first.form == CitationForm::Named && first.span.start < first.group.start {
        marks.set(first.span, Mark::Name);
        return;
    }
    let other = |at: usize| !cited.iter().any(|c| c.span.start <= at && at < c.span.end);
    let alone = !inner.of(text).char_indices().any(|(at, c)| c.is_alphanumeric() && other(inner.start + at));
    if alone {
        marks.set(first.group, Mark::Markup);
    } else {
        cited.iter().for_each(|citation| marks.set(citation.span, Mark::Name));
    }
}

/// `Ren (2025, 3)`: the name stands before the bracket.
fn narrative(text: &str, group: Span, inner: Span, year: &Year, names: &dyn Names) -> Option<Citation> {
    let before = text[..group.start].trim_end();
    let gap = &text[before.len()..group.start];
    let tail = &inner.of(text)[year.span.end..];
    let locator = located(text, inner, year.span.end)?;
    let plain = tail.trim().is_empty() || locator.is_some();
    if gap.contains('\n') && gap.matches('\n').count() > 1 || !plain {
        return None;
    }
    starts(before).into_iter().find_map(|start| {
        let key = key(&before[start..], year, names)?;
        let span = Span::new(start, group.end);
        let end = if locator.is_some() { inner.start + year.span.end } else { group.end };
        let target_span = Span::new(start, end);
        let (form, target) = (CitationForm::Named, Target::Key(key));
        Some(Citation { span, group, target_span, target, locator: locator.clone(), form })
    })
}

/// `(see Ren 2025, 3; Li & Wang, 2019a)`.
fn items(text: &str, group: Span, inner: Span, names: &dyn Names) -> Vec<Citation> {
    let mut cited = Vec::new();
    let mut start = inner.start;
    let ends = inner.of(text).match_indices([';', '；']).map(|(at, mark)| (inner.start + at, mark.len()));
    for (end, mark) in ends.collect::<Vec<_>>().into_iter().chain([(inner.end, 0)]) {
        cited.extend(item(text, group, trimmed(text, Span::new(start, end)), names));
        start = end + mark;
    }
    cited
}

fn item(text: &str, group: Span, item: Span, names: &dyn Names) -> Option<Citation> {
    let body = item.of(text);
    let year = years(body, 0).next()?;
    let locator = located(text, item, year.span.end)?;
    let before = body[..year.span.start].trim_end().trim_end_matches([',', '，', '(']).trim_end();
    starts(before).into_iter().find_map(|start| {
        let target = Target::Key(key(&before[start..], &year, names)?);
        let target_span = Span::new(item.start + start, item.start + year.span.end);
        let (locator, form) = (locator.clone(), CitationForm::Named);
        Some(Citation { span: item, group, target_span, target, locator, form })
    })
}

/// The locator behind a year that ends at `after` of `item`; `None` where other words follow.
fn located(text: &str, item: Span, after: usize) -> Option<Option<(Span, Locator)>> {
    let rest = Span::new(item.start + after, item.end);
    let words = rest.of(text);
    if words.trim().is_empty() {
        return Some(None);
    }
    let marked = words.trim_start().starts_with([',', ':', '，', '：', 'p', '§']);
    let from = rest.end - words.trim_start().trim_start_matches([':', '：', ',', '，']).len();
    let found = locator(text, Span::new(from, rest.end)).filter(|_| marked)?;
    Some(Some(found))
}

/// The source that `who` made in `year`: one maker whose name may have an "and" in it, or several.
fn key(who: &str, year: &Year, names: &dyn Names) -> Option<String> {
    let (makers, others) = makers(who)?;
    let of = |makers: Vec<String>| Named {
        makers,
        others,
        years: vec![year.number],
        letter: year.letter,
        told: Told::Nothing,
    };
    let whole = (makers.len() > 1).then(|| names.key(&of(vec![who.trim().to_owned()]))).flatten();
    whole.or_else(|| names.key(&of(makers)))
}
