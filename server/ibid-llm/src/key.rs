//! Keys: where they are kept, and how they stay out of sight.

use std::borrow::Cow;
use std::fmt;

use crate::{Error, keyring};

/// Where a key is kept. Holds a name, never a key; a name that may be a key given by mistake is not shown.
#[derive(Clone, PartialEq, Eq)]
pub enum KeySource {
    /// In the environment variable of this name.
    Variable(String),
    /// In the system's keyring, under the service "ibid" and this name.
    Keyring(String),
}

impl KeySource {
    /// Reads the key. Blocks: a keyring may ask the user to unlock it.
    pub(crate) fn read(&self) -> Result<Secret, Error> {
        let read = match self {
            KeySource::Variable(name) => variable(name),
            KeySource::Keyring(name) => keyring::read(name),
        };
        let key = read.and_then(|key| plausible(&key).map(str::to_owned));
        key.map(Secret).map_err(|reason| self.missing(reason))
    }

    /// Keeps `key` in the system's keyring, for a command that sets it. Blocks. Fails for what is no key, and
    /// for a variable, which only the user's own environment can hold.
    pub fn keep(&self, key: &str) -> Result<(), Error> {
        let kept = match self {
            KeySource::Variable(_) => Err("only you can set it, in your environment.".to_owned()),
            KeySource::Keyring(name) => plausible(key).and_then(|key| keyring::write(name, key)),
        };
        kept.map_err(|reason| self.missing(reason))
    }

    fn missing(&self, reason: String) -> Error {
        Error::NoKey { place: self.to_string(), reason }
    }
}

/// `key` without white space around it, if it can be one.
fn plausible(key: &str) -> Result<&str, String> {
    let key = key.trim();
    if key.is_empty() || key.bytes().any(|byte| !(0x21..0x7f).contains(&byte)) {
        return Err("it is empty, or holds what no key does. Set it again.".to_owned());
    }
    Ok(key)
}

fn variable(name: &str) -> Result<String, String> {
    if name.is_empty() || name.contains(['=', '\0']) {
        return Err("that is no name of a variable. Name the variable, not the key itself.".to_owned());
    }
    std::env::var(name).map_err(|_| "it is not set. Set it to the key and start ibid again.".to_owned())
}

impl fmt::Display for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeySource::Variable(name) if looks_like_a_variable(name) => {
                write!(f, "the environment variable {name}")
            }
            KeySource::Variable(_) => f.write_str("the environment variable set for it"),
            KeySource::Keyring(name) if name.len() <= 32 => write!(f, "the system's keyring (ibid, {name})"),
            KeySource::Keyring(_) => f.write_str("the system's keyring"),
        }
    }
}

fn looks_like_a_variable(name: &str) -> bool {
    name.len() <= 64
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A key. Never printed: its Debug is "…", and it has no Display.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The key itself, for the request's head and nothing else.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// `text` with the key in it, as a server may echo it, taken out.
    pub(crate) fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if text.contains(&self.0) { Cow::Owned(text.replace(&self.0, "…")) } else { Cow::Borrowed(text) }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
