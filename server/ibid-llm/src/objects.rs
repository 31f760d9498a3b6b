//! JSON objects in a text that may have prose, code fences and thoughts around them. Never mends one: an
//! object that is cut or broken is none.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Why a text gives no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoValue {
    /// There is no object in it at all.
    NoObject,
    /// There is, and it will not do; why.
    Unfit(String),
}

/// The one object in `text` that is a `T`. Objects inside objects are not looked at; of two different ones
/// neither is taken.
pub(crate) fn find<T: DeserializeOwned>(text: &str) -> Result<T, NoValue> {
    let mut fit: Option<(Value, T)> = None;
    let mut unfit = None;
    for object in outermost(after_thoughts(text)) {
        match object.and_then(read::<T>) {
            Ok((value, _)) if fit.as_ref().is_some_and(|(earlier, _)| *earlier != value) => {
                return Err(NoValue::Unfit("it gives two different answers".to_owned()));
            }
            Ok(read) => fit = Some(read),
            Err(reason) => unfit = Some(reason),
        }
    }
    match (fit, unfit) {
        (Some((_, value)), _) => Ok(value),
        (None, Some(reason)) => Err(NoValue::Unfit(reason)),
        (None, None) => Err(NoValue::NoObject),
    }
}

fn read<T: DeserializeOwned>(object: &str) -> Result<(Value, T), String> {
    let value = serde_json::from_str(object).map_err(|fault| fault.to_string())?;
    let read = serde_json::from_str(object).map_err(|fault| fault.to_string())?;
    Ok((value, read))
}

/// What follows the thoughts of a model that thinks aloud.
fn after_thoughts(text: &str) -> &str {
    text.rsplit_once("</think>").map_or(text, |(_, after)| after)
}

/// Each stretch from a brace to the one that closes it; an error where none does.
fn outermost(text: &str) -> impl Iterator<Item = Result<&str, String>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[rest.find('{')?..];
        match length(rest) {
            Some(length) => {
                let (object, after) = rest.split_at(length);
                rest = after;
                Some(Ok(object))
            }
            None => {
                rest = "";
                Some(Err("it is cut before its end".to_owned()))
            }
        }
    })
}

/// Bytes of the object that `text` begins with, by its braces outside of strings.
fn length(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}
