//! Months by their English names, as fields and stamps have them.

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
];

/// The month that `word` names in English, from 1, whole or cut short: "May", "SEPT". Only for what is a date: in prose
/// "marked" is no month.
pub fn month(word: &str) -> Option<u8> {
    let start = word.get(..3)?;
    let is_word = word.chars().all(char::is_alphabetic);
    let is = |month: &str| is_word && month[..3].eq_ignore_ascii_case(start);
    (1..).zip(MONTHS).find(|(_, month)| is(month)).map(|(number, _)| number)
}

/// The name of the month with the `number` from 1: "May".
pub fn month_name(number: u8) -> Option<&'static str> {
    MONTHS.get(usize::from(number).checked_sub(1)?).copied()
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
