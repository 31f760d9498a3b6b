//! Names of people and bodies.

use biblatex::{ChunksExt, Person};

use ibid_text::is_cjk;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::tex;

/// Fields of who made a work that has no author, the nearest first: people, then bodies.
pub(crate) const PEOPLE: &[&str] = &["editor", "editora", "director", "composer", "bookauthor"];
pub(crate) const BODIES: &[&str] = &["organization", "institution", "publisher"];

/// The names in `value`, family name first: "Ren, Zhengfei", "van Gogh, Vincent", "World Bank".
pub(crate) fn names(value: &str) -> Vec<String> {
    // The reader of names knows no "And".
    let people =
        tex::chunks(&list(value).join(" and ")).and_then(|chunks| chunks.parse::<Vec<Person>>().ok());
    let is_name = |name: &String| !name.is_empty() && name != "others";
    let mut names: Vec<String> = people.unwrap_or_default().iter().map(name).filter(is_name).collect();
    names.shrink_to_fit();
    // What no names can be read from may still be one.
    if names.is_empty() { Some(tex::plain(value)).filter(is_name).into_iter().collect() } else { names }
}

fn name(person: &Person) -> String {
    let family = [person.prefix.as_str(), &person.name].join(" ");
    let parts = [family.trim(), person.given_name.trim(), person.suffix.trim()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    // A comma in a family name comes of braces.
    if let [whole] = parts.as_slice() { body(whole) } else { tex::one_line(&parts.join(", ")) }
}

/// The values in a list, which "and" stands between; braces keep one together.
pub(crate) fn list(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ if byte.is_ascii_whitespace() && depth == 0 && at >= start && begins_and(&text[at..]) => {
                pieces.push(&text[start..at]);
                start = at + " and ".len();
            }
            _ => {}
        }
    }
    pieces.push(&text[start.min(text.len())..]);
    pieces
}

/// Whether `text`, which begins with white space, goes on with "and", in any case, and white space.
fn begins_and(text: &str) -> bool {
    let word = text.as_bytes().get(1..5);
    word.is_some_and(|word| word[..3].eq_ignore_ascii_case(b"and") && word[3].is_ascii_whitespace())
}

/// The name of a body. A comma or an "and" in it has a no-break space behind it, so that nobody takes what follows for a
/// given name, or for another body.
pub fn body(name: &str) -> String {
    tex::one_line(name).replace(", ", ",\u{a0}").replace(" and ", " and\u{a0}")
}

/// `name` as it is printed.
pub(crate) fn printed(name: &str) -> String {
    name.replace('\u{a0}', " ")
}

/// What a reader knows a maker by in a few words: the family name, or the whole of a body's.
pub fn family(maker: &str) -> String {
    printed(maker.split(", ").next().unwrap_or_default().trim())
}

/// What a maker is known by, in one spelling: "van Gogh, Vincent" by "van gogh" and "gogh", "李, 明" by "李" and "李明".
pub(crate) fn known_as(maker: &str) -> Vec<String> {
    let (family, given) = maker.split_once(", ").unwrap_or((maker, ""));
    let mut names = vec![folded(family)];
    let particles =
        family.trim_start_matches(|c: char| c.is_lowercase() || c == ' ' || c == '\'' || c == '’');
    if particles.len() < family.len() && !particles.is_empty() {
        names.push(folded(particles));
    }
    // "Ministry of Trade, Republic of X" is known as the ministry, too.
    names.extend(family.split_once(",\u{a0}").map(|(before, _)| folded(before)));
    if family.starts_with(is_cjk) && !given.is_empty() {
        names.push(folded(&format!("{family}{given}")));
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Whether `name` names `maker`, a name as [`crate::Reference::authors`] has it: by the family name, or whole.
pub fn is_known_as(maker: &str, name: &str) -> bool {
    known_as(maker).contains(&folded(name))
}

/// A name in one spelling: lower case, without accents, one space between words.
pub(crate) fn folded(name: &str) -> String {
    let letters = name.nfkd().filter(|c| !is_combining_mark(*c)).nfc().flat_map(char::to_lowercase);
    let letters: String = letters.map(|c| if c == '’' { '\'' } else { c }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &[&str]) {
        assert_eq!(names(value), expected, "{value}");
    }

    #[test]
    fn people() {
        check("Zhengfei Ren and Smith, John A.", &["Ren, Zhengfei", "Smith, John A."]);
        check("Vincent van Gogh and de la Cruz, Ana", &["van Gogh, Vincent", "de la Cruz, Ana"]);
        check("King, Jr., Martin Luther", &["King, Martin Luther, Jr."]);
        check(
            r#"Kurt G{\"o}del and Andrew Alexander Brandon"#,
            &["Gödel, Kurt", "Brandon, Andrew Alexander"],
        );
        check("Ren, Zhengfei AND Li, H. And {Gap And Son}", &["Ren, Zhengfei", "Li, H.", "Gap And Son"]);
        check("任正非 and others", &["任正非"]);
    }

    #[test]
    fn in_extended_form() {
        check(
            "family=Gogh, given=Vincent, prefix=van, useprefix=true and Smith, John and {World Bank}",
            &["van Gogh, Vincent", "Smith, John", "World Bank"],
        );
        check(
            r#"given=Jean, prefix=de la, prefix-i=d, family={Fontaine, Sons}, suffix=Jr"#,
            &["de la Fontaine, Sons, Jean, Jr"],
        );
        check("family=G{\\\"o}del", &["Gödel"]);
        check("{E=mc2 Group}", &["E=mc2 Group"]);
    }

    #[test]
    fn bodies_stay_whole() {
        check(
            "{World Bank} and {Ministry of Trade and Industry}",
            &["World Bank", "Ministry of Trade and\u{a0}Industry"],
        );
        check("{Ministry of Trade, Republic of X}", &["Ministry of Trade,\u{a0}Republic of X"]);
        check("", &[]);
    }

    #[test]
    fn hostile_names() {
        check("}", &[""; 0]);
        assert!(!names("and and and").is_empty());
    }
}
