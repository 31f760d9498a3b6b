//! What is read from a sentence, told in words.

use ibid_text::Language;

use crate::{Dimension, Value, facts};

mod carried;
mod changes;
mod comparing;
mod dates;
mod derived;
mod not_facts;
mod quantities;
mod slots;

/// Each fact of `text` as "span = value", joined by "; ".
fn told(text: &str) -> String {
    let language = if text.chars().any(ibid_text::is_cjk) { Language::Chinese } else { Language::English };
    let found = facts(text, language);
    let tell = |f: &crate::Fact| format!("{} = {}", f.span.of(text), value(&f.value));
    found.iter().map(tell).collect::<Vec<_>>().join("; ")
}

fn value(of: &Value) -> String {
    match of {
        Value::Ordinal(n) => format!("#{n}"),
        Value::Date(d) => {
            let part = |n: Option<u8>| n.map_or("-".to_owned(), |n| n.to_string());
            let year = d.year.map_or("-".to_owned(), |y| y.to_string());
            let period = d.period.map_or(String::new(), |p| format!(" {p:?}"));
            let until = d
                .until
                .as_ref()
                .map_or(String::new(), |u| format!(" until {}", value(&Value::Date((**u).clone()))));
            format!("{year}/{}/{}{period}{until}", part(d.month), part(d.day))
        }
        Value::Quantity(q) => {
            let range = if q.low == q.high { String::new() } else { format!("..{}", round(q.high)) };
            let unit = match &q.dimension {
                Dimension::Number => "number".to_owned(),
                Dimension::Count(noun) => format!("of {noun}"),
                Dimension::Money(code) => code.clone(),
                Dimension::Physical(base) => (*base).to_owned(),
                other => format!("{other:?}").to_lowercase(),
            };
            let bound = match q.bound {
                crate::Bound::Exact => String::new(),
                bound => format!(" {bound:?}"),
            };
            let change = match q.change {
                crate::Change::Level => String::new(),
                change => format!(" {change:?}"),
            };
            format!("{}{range} {unit}{bound}{change}", round(q.low))
        }
    }
}

fn round(n: f64) -> String {
    let digits = format!("{n:.6e}").parse::<f64>().unwrap();
    format!("{digits}")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(told(text), expected, "in {text:?}");
}

/// Each line of `table`: a text, "=>", and what is read from it.
#[track_caller]
fn check_all(table: &str) {
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let (text, expected) = line.split_once("=>").unwrap();
        check(text.trim(), expected.trim());
    }
}
