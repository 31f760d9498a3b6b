//! Names of people and bodies.

use biblatex::{ChunksExt, Person};

use crate::tex;

/// The names in `value`, family name first: "Ren, Zhengfei", "van Gogh, Vincent", "World Bank".
pub(crate) fn names(value: &str) -> Vec<String> {
    let people = tex::chunks(value).and_then(|chunks| chunks.parse::<Vec<Person>>().ok());
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
    tex::one_line(&parts.join(", "))
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
            &["World Bank", "Ministry of Trade and Industry"],
        );
        check("", &[]);
    }

    #[test]
    fn hostile_names() {
        check("}", &[""; 0]);
        assert!(!names("and and and").is_empty());
    }
}
