//! Months, as fields and stamps have them.

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The month that `word` names in English, from 1, whole or cut short: "May", "SEPT". Only for what is a date: in prose
/// "marked" is no month.
pub fn month(word: &str) -> Option<u8> {
    let start = word.get(..3)?.to_ascii_lowercase();
    let is_word = word.chars().all(char::is_alphabetic);
    (1..).zip(MONTHS).find(|(_, month)| is_word && *month == start).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_by_name() {
        for (word, number) in [
            ("January", Some(1)),
            ("may", Some(5)),
            ("SEPT", Some(9)),
            ("dec", Some(12)),
            ("ma", None),
            ("May5", None),
            ("Mai", None),
            ("五月", None),
            ("", None),
        ] {
            assert_eq!(month(word), number, "{word}");
        }
    }
}
