//! Dates of references: EDTF as BibLaTeX and CSL have it, or BibTeX's `year`, `month` and `day`.

use crate::RefDate;

/// A date as a bibliography gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// What is known of it: of a range the first year, and the rest only where both ends share it; of a date
    /// called doubtful the year.
    pub(crate) known: RefDate,
    /// All that it says, where that is more than `known` says.
    pub(crate) more: Option<String>,
}

/// A date in EDTF: "2025-05-17", "2025?", "2020/2021", "2020-05~", "199X", "2020/..".
pub(crate) fn edtf(text: &str) -> Option<Written> {
    let text = text.trim();
    let range = Range::of(text)?;
    let known = match (&range.start, &range.end) {
        (Some(start), Some(end)) => shared(start.known(), end.known()),
        (one, other) => one.as_ref().or(other.as_ref())?.known(),
    };
    let more = (range.is_open || range.end.is_some() || range.start.iter().any(|start| !start.is_plain))
        .then(|| text.to_owned());
    Some(Written { known, more })
}

/// The year or years that the EDTF date `text` says, as one prints them: "2020–2021", "1990–1999", "2020–",
/// "ca. 2020", "2020?".
pub(crate) fn years(text: &str) -> Option<String> {
    let range = Range::of(text.trim())?;
    let (start, end) = (range.start.as_ref(), range.end.as_ref());
    let first = start.or(end)?;
    let last = end.unwrap_or(first).last_year;
    let mut years = first.date.year.to_string();
    if last != first.date.year {
        years.push_str(&format!("–{last}"));
    } else if range.is_open {
        years = if start.is_some() { format!("{years}–") } else { format!("–{years}") };
    }
    let doubt = start.or(end)?.doubt;
    Some(match doubt {
        Some('?') => format!("{years}?"),
        Some(_) => format!("ca. {years}"),
        None => years,
    })
}

struct Range {
    start: Option<Side>,
    end: Option<Side>,
    is_open: bool,
}

impl Range {
    fn of(text: &str) -> Option<Range> {
        let (start, end) = text.split_once('/').map_or((text, None), |(start, end)| (start, Some(end)));
        let range = Range {
            start: Side::of(start),
            end: end.and_then(Side::of),
            is_open: end.is_some_and(|end| is_open(end) || is_open(start)),
        };
        (range.start.is_some() || range.end.is_some()).then_some(range)
    }
}

fn is_open(side: &str) -> bool {
    matches!(side.trim(), "" | ".." | "open" | "unknown")
}

/// One end of a range.
struct Side {
    date: RefDate,
    /// The last year that the year can mean: 1999 of "199X".
    last_year: i32,
    /// The mark of doubt: `?`, `~` or `%`.
    doubt: Option<char>,
    /// It says no more than its year, month and day.
    is_plain: bool,
}

impl Side {
    fn of(text: &str) -> Option<Side> {
        const DOUBT: [char; 3] = ['?', '~', '%'];
        let doubt = text.chars().find(|c| DOUBT.contains(c));
        let text = text.trim().trim_matches(DOUBT);
        let date = text.split(['T', ' ']).next().unwrap_or(text);
        let (sign, digits) = date.strip_prefix('-').map_or((1, date), |rest| (-1, rest));
        let mut parts = digits.split('-').map(|part| part.trim_matches(DOUBT));
        let year = parts.next()?.trim_start_matches('Y');
        let rest: Vec<&str> = parts.collect();
        let month = number(rest.first(), 12);
        let day = month.and_then(|_| number(rest.get(1), 31));
        let known = 1 + usize::from(month.is_some()) + usize::from(day.is_some());
        Some(Side {
            date: RefDate { year: sign * unspecified(year, '0')?, month, day },
            last_year: sign * unspecified(year, '9')?,
            doubt,
            is_plain: doubt.is_none() && known == 1 + rest.len() && year.bytes().all(|b| b.is_ascii_digit()),
        })
    }

    fn known(&self) -> RefDate {
        match self.doubt {
            Some(_) => RefDate { month: None, day: None, ..self.date },
            None => self.date,
        }
    }
}

/// The year with `digit` for those that are not said: "199X".
fn unspecified(year: &str, digit: char) -> Option<i32> {
    if !(4..=6).contains(&year.len()) || !year.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits: String = year.chars().map(|c| if matches!(c, 'X' | 'u') { digit } else { c }).collect();
    digits.parse().ok()
}

fn shared(start: RefDate, end: RefDate) -> RefDate {
    let month = start.month.filter(|_| start.year == end.year && start.month == end.month);
    let day = start.day.filter(|_| month.is_some() && start.day == end.day);
    RefDate { month, day, ..start }
}

fn number(part: Option<&&str>, most: u8) -> Option<u8> {
    part?.trim().parse().ok().filter(|n| (1..=most).contains(n))
}

/// A date from BibTeX's fields. `year` may have more around it ("c. 1999", "1999a"); `month` may be a
/// number or a name, with the day in it ("May 17").
pub(crate) fn fields(year: &str, month: Option<&str>, day: Option<&str>) -> Option<RefDate> {
    let year = digit_runs(year).find(|run| run.len() == 4)?.parse().ok()?;
    let month_text = month.unwrap_or_default();
    let named = month_text.split(|c: char| !c.is_alphabetic()).find_map(ibid_text::month);
    let mut numbers = digit_runs(month_text).filter_map(|run| run.parse::<u8>().ok());
    let month = named.or_else(|| numbers.next()).filter(|m| (1..=12).contains(m));
    let day = day.and_then(|d| d.trim().parse().ok()).or_else(|| numbers.next());
    Some(RefDate { year, month, day: day.filter(|d| month.is_some() && (1..=31).contains(d)) })
}

fn digit_runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u8, day: u8) -> Option<RefDate> {
        let known = |part| Some(part).filter(|&p| p > 0);
        Some(RefDate { year, month: known(month), day: known(day) })
    }

    #[track_caller]
    fn check(text: &str, known: Option<RefDate>, printed: &str) {
        let written = edtf(text);
        assert_eq!(written.as_ref().map(|written| written.known), known, "{text}");
        let years = written.and_then(|written| written.more).and_then(|more| years(&more));
        assert_eq!(years.unwrap_or_default(), printed, "{text}");
    }

    #[test]
    fn plain_dates() {
        check("2025-05-17", date(2025, 5, 17), "");
        check(" 2025-05 ", date(2025, 5, 0), "");
        check("2019-03-01T10:00:00Z", date(2019, 3, 1), "");
        check("-0044-03-15", date(-44, 3, 15), "");
        for none in ["", "X", "99", "in press", "/", "../..", "99999999999-99", "二〇二五"] {
            check(none, None, "");
        }
    }

    #[test]
    fn ranges() {
        check("2019-03/2021", date(2019, 0, 0), "2019–2021");
        check("2020-05-01/2020-05-09", date(2020, 5, 0), "2020");
        check("2020-05/2020-08", date(2020, 0, 0), "2020");
        check("../2021", date(2021, 0, 0), "–2021");
        check("1999/", date(1999, 0, 0), "1999–");
        check("1999/..", date(1999, 0, 0), "1999–");
    }

    #[test]
    fn what_is_not_certain() {
        check("2025?", date(2025, 0, 0), "2025?");
        check("2020-05~", date(2020, 0, 0), "ca. 2020");
        check("199X", date(1990, 0, 0), "1990–1999");
        check("19XX/2001", date(1900, 0, 0), "1900–2001");
        check("2004-XX", date(2004, 0, 0), "2004");
        check("2004-06-XX", date(2004, 6, 0), "2004");
        check("2001-21", date(2001, 0, 0), "2001");
        check("2025-13-45", date(2025, 0, 0), "2025");
    }

    #[test]
    fn bibtex_fields() {
        assert_eq!(fields("2025", Some("may"), None), date(2025, 5, 0));
        assert_eq!(fields("c. 1999a", Some("3"), Some("9")), date(1999, 3, 9));
        assert_eq!(fields("2025", Some("17 May"), None), date(2025, 5, 17));
        assert_eq!(fields("2025", Some("September 31999"), None), date(2025, 9, 0));
        assert_eq!(fields("in press", None, None), None);
    }
}
