//! Values of metadata brought to one form each, or left out.

/// A longer value is no title and no name (in characters).
const LONGEST: usize = 1000;

/// `value` on one line; `None` where it says nothing.
pub(crate) fn tidy(value: &str) -> Option<String> {
    let words: Vec<_> = value.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let tidy = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let says = tidy.chars().any(char::is_alphanumeric);
    (says && tidy.chars().count() <= LONGEST).then_some(tidy)
}

/// The names in `value`, as written. They are parted at semicolons alone, and at "and" between persons' names.
pub(super) fn names(value: &str) -> Vec<String> {
    let Some(value) = tidy(value) else { return Vec::new() };
    let value = value.strip_prefix("By ").or_else(|| value.strip_prefix("by ")).unwrap_or(&value);
    let parts = value.split(';').flat_map(persons);
    parts.filter_map(tidy).filter(|name| !is_address(name)).collect()
}

/// "Anna Ren and Bo Ek" as two; "Ministry of Trade and Industry" as one.
fn persons(names: &str) -> Vec<&str> {
    let parts: Vec<&str> = names.split(" and ").flat_map(|part| part.split(" & ")).map(str::trim).collect();
    let person = |name: &&str| {
        let words: Vec<&str> = name.split(' ').collect();
        let capital = |word: &&str| word.starts_with(char::is_uppercase);
        (2..=4).contains(&words.len()) && words.iter().all(capital)
    };
    if parts.len() > 1 && parts.iter().all(person) { parts } else { vec![names] }
}

fn is_address(name: &str) -> bool {
    name.contains("://") || name.starts_with("www.")
}

/// `text` if it is a web address.
pub(crate) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_web = ["https://", "http://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    (is_web && !text.contains(char::is_whitespace)).then(|| text.to_owned())
}

/// The DOI in "doi:10.1000/182", "https://doi.org/10.1000/182" or "10.1000/182".
pub(super) fn doi(value: &str) -> Option<String> {
    let value = value.trim();
    let at = value.find("10.")?;
    let (before, doi) = value.split_at(at);
    let named = before.is_empty() || before.ends_with('/') || before.ends_with(':') || before.ends_with(' ');
    let (registrant, item) = doi.split_once('/')?;
    let number = &registrant["10.".len()..];
    let numbered = number.len() >= 4 && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let whole = !item.is_empty() && !doi.contains(char::is_whitespace);
    (named && numbered && whole).then(|| doi.to_owned())
}

/// The ISBN in `value`, with its hyphens.
pub(super) fn isbn(value: &str) -> Option<String> {
    let value = value.trim().trim_start_matches("urn:").trim_start_matches("URN:");
    let value = value.trim_start_matches(|c: char| c.is_alphabetic() || c == ':' || c == ' ');
    let digits: Vec<u32> = value
        .chars()
        .filter(|c| !matches!(c, '-' | ' '))
        .map(|c| if c == 'X' || c == 'x' { Some(10) } else { c.to_digit(10) })
        .collect::<Option<_>>()?;
    let weighed = |weight: fn(usize) -> u32| -> u32 {
        digits.iter().enumerate().map(|(at, digit)| digit * weight(at)).sum()
    };
    let right = match digits.len() {
        10 => weighed(|at| 10 - at as u32) % 11 == 0,
        13 => digits[12] < 10 && weighed(|at| if at % 2 == 0 { 1 } else { 3 }) % 10 == 0,
        _ => false,
    };
    right.then(|| value.trim().to_owned())
}

/// The language tag in `value`: "en_US" as "en-US".
pub(super) fn language(value: &str) -> Option<String> {
    let tag = value.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let first =
        parts.next().is_some_and(|p| matches!(p.len(), 2 | 3) && p.chars().all(|c| c.is_ascii_alphabetic()));
    let rest = parts.all(|p| (1..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()));
    let said = !matches!(tag.to_ascii_lowercase().as_str(), "und" | "mul" | "zxx");
    (first && rest && said).then_some(tag)
}

/// The day, month or year in `value`, whichever of them is certain: "2025-05-15T10:11Z", "2025/05", "15 May 2025",
/// "Thu May 15 2025 10:11:12 GMT+0200", "D:20250515101112". Of "05/06/2025" only the year is.
pub(crate) fn date(value: &str) -> Option<String> {
    let value = value.trim().trim_start_matches("D:");
    let parts: Vec<&str> =
        value.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let first = *parts.first()?;
    let digits = first.len() - first.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == first.len() && matches!(digits, 8 | 14) {
        return whole(&first[..4], month(&first[4..6]), number(&first[6..8]));
    }
    if digits == 4 {
        if let Some(date) = chinese(value) {
            return Some(date);
        }
        let month = parts.get(1).and_then(|part| month(part));
        // "2025-05-15T10" keeps its hour with its day.
        let day = parts.get(2).and_then(|day| number(day.split(['T', 't']).next()?));
        return whole(&first[..4], month, day);
    }
    let month = parts.iter().find_map(|part| ibid_text::month(part));
    let year = parts.iter().find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_digit()))?;
    whole(year, month, parts.iter().find_map(|part| ordinal(part)))
}

/// "2025年5月15日".
fn chinese(value: &str) -> Option<String> {
    let (year, rest) = value.split_once('年')?;
    let (month_part, rest) = rest.split_once('月').unwrap_or_default();
    let day = rest.split_once('日').and_then(|(day, _)| number(day.trim()));
    whole(year.trim(), month(month_part.trim()), day)
}

/// The month in "5", "05" or "May".
fn month(text: &str) -> Option<u8> {
    number(text).or_else(|| ibid_text::month(text))
}

/// The number in "15" or "15th".
fn ordinal(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_day = (1..=2).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    if is_day { number(digits) } else { None }
}

fn number(digits: &str) -> Option<u8> {
    digits.parse().ok()
}

/// As much of a date as is one.
fn whole(year: &str, month: Option<u8>, day: Option<u8>) -> Option<String> {
    let year = year.parse().ok().filter(|year| (1000u16..=2999).contains(year))?;
    let month = month.filter(|month| (1..=12).contains(month));
    let day = day.filter(|day| (1..=31).contains(day));
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        (None, _) => format!("{year:04}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_far_as_they_are_certain() {
        for (written, read) in [
            ("2025-05-15T10:11:12Z", Some("2025-05-15")),
            ("2025/05", Some("2025-05")),
            ("2025", Some("2025")),
            ("20250515", Some("2025-05-15")),
            ("D:20250515101112+02'00'", Some("2025-05-15")),
            ("15 May 2025", Some("2025-05-15")),
            ("May 15th, 2025", Some("2025-05-15")),
            ("Thu May 15 2025 10:11:12 GMT+0200 (CEST)", Some("2025-05-15")),
            ("Thu, 15 May 2025 10:11:12 +0200", Some("2025-05-15")),
            ("2025 September 3", Some("2025-09-03")),
            ("March 2025", Some("2025-03")),
            ("2025年5月15日", Some("2025-05-15")),
            ("05/06/2025", Some("2025")),
            ("2025-13-45", Some("2025")),
            ("Thu Foo 99 2025", Some("2025")),
            ("0000-00-00", None),
            ("0101-01-01T00:00:00+00:00", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(date(written).as_deref(), read, "{written}");
        }
    }

    #[test]
    fn names_are_parted_only_where_they_are_persons() {
        assert_eq!(names("By Anna Ren and Bo Ek"), ["Anna Ren", "Bo Ek"]);
        assert_eq!(names("Ren, Anna; Ek, Bo"), ["Ren, Anna", "Ek, Bo"]);
        assert_eq!(names("Ministry of Trade and Industry"), ["Ministry of Trade and Industry"]);
        assert_eq!(names("Simon & Schuster"), ["Simon & Schuster"]);
        assert_eq!(names("https://www.facebook.com/tide"), [""; 0]);
    }

    #[test]
    fn numbers_of_works() {
        assert_eq!(doi("https://doi.org/10.1000/182").as_deref(), Some("10.1000/182"));
        assert_eq!(
            doi("doi: 10.1016/S0140-6736(20)30183-5").as_deref(),
            Some("10.1016/S0140-6736(20)30183-5")
        );
        assert_eq!(doi("version 110.5000/x"), None);
        assert_eq!(doi("10.5 million"), None);
        assert_eq!(isbn("urn:isbn:978-3-16-148410-0").as_deref(), Some("978-3-16-148410-0"));
        assert_eq!(isbn("080442957X").as_deref(), Some("080442957X"));
        assert_eq!(isbn("978-3-16-148410-1"), None);
        assert_eq!(language("en_US").as_deref(), Some("en-US"));
        assert_eq!(language("English"), None);
    }
}
