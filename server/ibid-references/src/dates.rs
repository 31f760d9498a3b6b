//! Dates of references: `date`, or `year`, `month` and `day`.

use crate::RefDate;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date as BibLaTeX writes it ("2025-05-17", "2025-05", "2025?", "2019/2021": the first of a range).
pub(crate) fn iso(text: &str) -> Option<RefDate> {
    let text = text.trim();
    let first = text.split('/').map(str::trim).find(|part| !part.is_empty() && *part != "..")?;
    let day = first.split(['T', ' ']).next().unwrap_or(first).trim_end_matches(['?', '~', '%']);
    let (sign, digits) = day.strip_prefix('-').map_or((1, day), |rest| (-1, rest));
    let mut parts = digits.split('-');
    let year: i32 = parts.next().filter(|year| year.len() <= 6)?.parse().ok()?;
    let month = number(parts.next(), 12);
    let day = month.and_then(|_| number(parts.next(), 31));
    Some(RefDate { year: sign * year, month, day })
}

fn number(part: Option<&str>, most: u8) -> Option<u8> {
    part?.trim().parse().ok().filter(|n| (1..=most).contains(n))
}

/// A date from BibTeX's fields. `year` may have more around it ("c. 1999", "1999a"); `month` may be a
/// number or a name, with the day in it ("May 17").
pub(crate) fn fields(year: &str, month: Option<&str>, day: Option<&str>) -> Option<RefDate> {
    let year = digit_runs(year).find(|run| run.len() == 4)?.parse().ok()?;
    let month_text = month.unwrap_or_default();
    let named = month_name(month_text);
    let mut numbers = digit_runs(month_text).filter_map(|run| run.parse::<u8>().ok());
    let month = named.or_else(|| numbers.next()).filter(|m| (1..=12).contains(m));
    let day = day.and_then(|d| d.trim().parse().ok()).or_else(|| numbers.next());
    Some(RefDate { year, month, day: day.filter(|d| month.is_some() && (1..=31).contains(d)) })
}

fn digit_runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty())
}

fn month_name(text: &str) -> Option<u8> {
    let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    words
        .filter_map(|word| MONTHS.iter().position(|month| word.starts_with(month)))
        .next()
        .map(|i| i as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u8, day: u8) -> Option<RefDate> {
        let known = |part| Some(part).filter(|&p| p > 0);
        Some(RefDate { year, month: known(month), day: known(day) })
    }

    #[test]
    fn iso_dates() {
        assert_eq!(iso("2025-05-17"), date(2025, 5, 17));
        assert_eq!(iso(" 2025-05 "), date(2025, 5, 0));
        assert_eq!(iso("2025?"), date(2025, 0, 0));
        assert_eq!(iso("2019-03/2021"), date(2019, 3, 0));
        assert_eq!(iso("2019-03-01T10:00:00Z"), date(2019, 3, 1));
        assert_eq!(iso("-0044-03-15"), date(-44, 3, 15));
        assert_eq!(iso("../2021"), date(2021, 0, 0));
        for none in ["", "201X", "in press", "/", "99999999999-99", "二〇二五"] {
            assert_eq!(iso(none), None, "{none}");
        }
        assert_eq!(iso("2025-13-45"), date(2025, 0, 0));
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
