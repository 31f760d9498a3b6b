//! Values with their `@string` names put in.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::scan::{Part, Value};

/// A value longer than this is cut: names within names can grow without bound.
const LONGEST: usize = 1 << 20;
const DEEPEST: usize = 16;

/// The text of `value`, names resolved. A name that nothing defines stands for itself.
pub(crate) fn text<'a>(value: &[Part<'a>], strings: &HashMap<String, Value<'_>>) -> Cow<'a, str> {
    if let [Part::Text(text)] = value {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    write(&mut out, value, strings, 0);
    Cow::Owned(out)
}

fn write(out: &mut String, value: &[Part<'_>], strings: &HashMap<String, Value<'_>>, depth: usize) {
    for part in value {
        if out.len() > LONGEST {
            return;
        }
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Name(name) => match strings.get(&name.to_lowercase()) {
                Some(value) if depth < DEEPEST => write(out, value, strings, depth + 1),
                _ => out.push_str(name),
            },
        }
    }
}
