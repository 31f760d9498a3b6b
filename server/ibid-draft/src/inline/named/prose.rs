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
            Some(year) if year.span.start == 0 => narrative(text, group, inner, names),
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
    if first.span.start < first.group.start {
        marks.set(Span::new(first.span.start, first.group.end), Mark::Name);
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

/// `Ren (2019, 2025, 3)`: the name stands before the bracket.
fn narrative(text: &str, group: Span, inner: Span, names: &dyn Names) -> Vec<Citation> {
    let before = text[..group.start].trim_end();
    let gap = &text[before.len()..group.start];
    let dates: Option<Vec<Dates>> = pieces(text, inner)
        .into_iter()
        .map(|piece| Dates::read(text, piece).filter(Dates::is_bare))
        .collect();
    let Some(dates) = dates.filter(|_| gap.matches('\n').count() < 2) else { return Vec::new() };
    let made = |start: usize| {
        let starts = std::iter::once(start).chain(dates.iter().skip(1).map(|dates| dates.first().start));
        let cited =
            dates.iter().zip(starts).map(|(dates, at)| dates.cited(at, &before[start..], group, names));
        let cited: Vec<_> = cited.collect();
        if cited.iter().any(Vec::is_empty) { Vec::new() } else { cited.concat() }
    };
    let mut cited = starts(before).into_iter().map(made).find(|cited| !cited.is_empty()).unwrap_or_default();
    if let [.., last] = cited.as_mut_slice() {
        last.span.end = group.end;
    }
    if let [one] = cited.as_mut_slice()
        && one.locator.is_none()
    {
        one.target_span.end = group.end;
    }
    cited
}

/// `(see Ren 2025, 3; 2026; Li & Wang, 2019a)`. A year without a name is of who was named before it.
fn items(text: &str, group: Span, inner: Span, names: &dyn Names) -> Vec<Citation> {
    let mut cited = Vec::new();
    let mut who = None;
    for piece in pieces(text, inner) {
        let Some(dates) = Dates::read(text, piece) else {
            who = None;
            continue;
        };
        let found = match who {
            Some(who) if dates.is_bare() => (dates.cited(piece.start, who, group, names), Some(who)),
            _ => item(text, group, piece, &dates, names),
        };
        cited.extend(found.0);
        who = found.1;
    }
    cited
}

/// The parts of a bracket that semicolons part.
fn pieces(text: &str, inner: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = inner.start;
    for (at, mark) in inner.of(text).match_indices([';', '；']) {
        pieces.push(trimmed(text, Span::new(start, inner.start + at)));
        start = inner.start + at + mark.len();
    }
    pieces.push(trimmed(text, Span::new(start, inner.end)));
    pieces
}

/// `see Ren 2019, 2025, 3`, and who is named in it.
fn item<'t>(
    text: &'t str,
    group: Span,
    item: Span,
    dates: &Dates,
    names: &dyn Names,
) -> (Vec<Citation>, Option<&'t str>) {
    let before =
        text[item.start..dates.first().start].trim_end().trim_end_matches([',', '，', '(']).trim_end();
    let made = |start: usize| {
        let who = &before[start..];
        let cited = dates.cited(item.start + start, who, group, names);
        (!cited.is_empty()).then_some((cited, Some(who)))
    };
    let (mut cited, who) = starts(before).into_iter().find_map(made).unwrap_or_default();
    if let Some(first) = cited.first_mut() {
        first.span.start = item.start;
    }
    (cited, who)
}

/// The years by which works of one maker are named, and what stands behind them.
struct Dates {
    years: Vec<Year>,
    /// Where the part begins that they stand in.
    start: usize,
    locator: Option<(Span, Locator)>,
    /// Where that ends.
    end: usize,
    /// What stands behind the first year may be a page.
    may_be_page: bool,
}

impl Dates {
    /// The years in `item`, from the first one to its end; `None` where other words follow.
    fn read(text: &str, item: Span) -> Option<Dates> {
        let placed = |year: Year| Year {
            span: Span::new(item.start + year.span.start, item.start + year.span.end),
            ..year
        };
        let mut found = vec![placed(years(item.of(text), 0).next()?)];
        while let Some(next) = next_year(text, item, found.last()?) {
            found.push(next);
        }
        let may_be_page = matches!(found.as_slice(), [first, page] if page.letter.is_none()
            && text[first.span.end..page.span.start].trim_matches([',', '，', ' ']).is_empty());
        let locator = located(text, item, found.last()?.span.end - item.start)?;
        Some(Dates { years: found, start: item.start, locator, end: item.end, may_be_page })
    }

    /// Whether no name stands before them.
    fn is_bare(&self) -> bool {
        self.first().start == self.start
    }

    fn first(&self) -> Span {
        self.years[0].span
    }

    /// A citation of each year's work by `who`, whose name begins at byte `start`; none where one of them is nowhere, or two
    /// are the same one.
    fn cited(&self, start: usize, who: &str, group: Span, names: &dyn Names) -> Vec<Citation> {
        let keys: Vec<Option<String>> = self.years.iter().map(|year| key(who, year, names)).collect();
        let mut cited = Vec::new();
        let last = self.years.len() - 1;
        for (at, (year, key)) in self.years.iter().zip(&keys).enumerate() {
            let Some(key) =
                key.as_ref().filter(|key| keys.iter().flatten().filter(|k| k == key).count() == 1)
            else {
                cited.iter_mut().for_each(|citation: &mut Citation| citation.span.end = self.end);
                return if self.may_be_page { cited } else { Vec::new() };
            };
            let named = Span::new(if at == 0 { start } else { year.span.start }, year.span.end);
            // What joins two years belongs to the first.
            let end = self.years.get(at + 1).map_or(self.end, |next| next.span.start);
            cited.push(Citation {
                span: Span::new(named.start, end),
                group,
                target_span: named,
                target: Target::Key(key.clone()),
                locator: self.locator.clone().filter(|_| at == last),
                form: CitationForm::Named,
            });
        }
        cited
    }
}

/// The year that `before` is joined to in `item`: ", 2021", " and 2021a", or, of the same year, ", b".
fn next_year(text: &str, item: Span, before: &Year) -> Option<Year> {
    let rest = &text[before.span.end..item.end];
    let joined = rest.trim_start().trim_start_matches([',', '，', '、', '&']).trim_start();
    let joined = joined.strip_prefix("and ").unwrap_or(joined).trim_start();
    let at = item.end - joined.len();
    if at == before.span.end {
        return None;
    }
    let year = years(joined, 0).next().filter(|year| year.span.start == 0);
    if let Some(year) = year {
        return Some(Year { span: Span::new(at, at + year.span.end), ..year });
    }
    let letter = joined.chars().next().filter(|c| c.is_ascii_lowercase() && before.letter.is_some())?;
    let alone = !joined[1..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
    let span = Span::new(at, at + 1);
    alone.then_some(Year { span, number: before.number, letter: Some(letter) })
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
