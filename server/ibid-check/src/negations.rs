//! A "not" that stands right before a quotation's words in the source, and was left out with them.

/// Words that deny what follows.
const NEGATIONS: [&str; 4] = ["not", "never", "no", "cannot"];
/// Verbs that go before them, by what they are forms of.
const VERBS: [&[&str]; 8] = [
    &["is", "are", "was", "were", "be", "been", "am"],
    &["has", "have", "had"],
    &["will", "would", "shall"],
    &["do", "does", "did"],
    &["can", "could", "cannot"],
    &["may", "might"],
    &["should"],
    &["must"],
];

/// The negation at the end of `source`, the source's words up to a quotation's, where `draft`, the writer's words up to
/// it, ends in the same verb without one: "had “been connected”" for "had never been connected".
pub(crate) fn left_out<'s>(draft: &str, source: &'s str) -> Option<&'s str> {
    let (rest, last) = split_last(source)?;
    let own = words_back(draft).next()?.to_lowercase();
    let lower = last.to_lowercase();
    let verb = match lower.strip_suffix("n't").or_else(|| lower.strip_suffix("n’t")) {
        Some(verb) => verb.to_owned(),
        None if lower == "cannot" => lower.clone(),
        None if NEGATIONS.contains(&lower.as_str()) => words_back(rest).next()?.to_lowercase(),
        None => return None,
    };
    let one_verb = |forms: &&[&str]| forms.contains(&verb.as_str()) && forms.contains(&own.as_str());
    VERBS.iter().any(one_verb).then_some(last)
}

/// The last word of `text`, and what stands before it; `None` where a mark ends it.
fn split_last(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end();
    let start = text
        .rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    (start < text.len()).then(|| (&text[..start], &text[start..]))
}

/// The words of `text` from its end on, as long as nothing but space parts them.
fn words_back(text: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(split_last(text), |(rest, _)| split_last(rest)).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::left_out;

    #[test]
    fn a_negation_before_the_quoted_words() {
        assert_eq!(left_out("eight had ", "Eight of them had never "), Some("never"));
        assert_eq!(left_out("the plug was ", "The plug is not "), Some("not"));
        assert_eq!(left_out("they did ", "They didn't "), Some("didn't"));
        assert_eq!(left_out("it could ", "It cannot "), Some("cannot"));
    }

    #[test]
    fn what_the_writer_says_otherwise() {
        assert_eq!(left_out("eight had never ", "Eight had never "), None);
        assert_eq!(left_out("she denied that it was ", "It was "), None);
        assert_eq!(left_out("calling it ", "It is not "), None);
        assert_eq!(left_out("he said that ", "He did not "), None);
        assert_eq!(left_out("", "not "), None);
        assert_eq!(left_out("it is ", "Not one. "), None);
    }
}
