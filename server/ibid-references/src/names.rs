//! Names of people and bodies.

use biblatex::{ChunksExt, Person};

use crate::tex;

/// The names in `value`, family name first: "Ren, Zhengfei", "van Gogh, Vincent", "World Bank".
pub(crate) fn names(value: &str) -> Vec<String> {
    let people = tex::chunks(value).and_then(|chunks| chunks.parse::<Vec<Person>>().ok());
    match people {
        Some(people) => people.iter().map(name).filter(|n| !n.is_empty() && n != "others").collect(),
        None => Some(tex::plain(value)).filter(|name| !name.is_empty()).into_iter().collect(),
    }
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
