//! A reference under another citekey: which will do, and what of a draft it takes the place of.

use ibid_draft::citing;
use ibid_references::References;
use ibid_text::Span;

use crate::mentions::Mention;

/// Characters that TeX, BibTeX or biber do not bear in a citekey.
const TROUBLE: &str = "#%~$&\\{}(),=\"'@";

/// The citekey that is meant by `typed` as the new name of `old`. An error is for people.
pub fn new_key(references: &References, old: &str, typed: &str) -> Result<String, String> {
    let new = typed.trim();
    let new = new.strip_prefix('@').unwrap_or(new);
    if new.is_empty() || new.contains(|c: char| TROUBLE.contains(c)) || citing::key(new) != new {
        return Err(format!(
            "“{new}” is no citekey. It may have letters, digits and _, and single marks such as - : . / between them."
        ));
    }
    let taken = references.get(new).filter(|_| new != old);
    let taken = taken.or_else(|| references.get_ignoring_case(new).find(|reference| reference.key != old));
    if let Some(taken) = taken {
        return Err(format!("Another reference has the citekey “{}” already.", taken.key));
    }
    if references.is_broken(new) {
        return Err(format!("An entry that cannot be read has the citekey “{new}” already."));
    }
    Ok(new.to_owned())
}

impl Mention {
    /// What another citekey takes the place of; `None` for what stays as it is: links, and the words of others.
    pub fn renamed(&self) -> Option<Span> {
        (self.key.is_some() && !self.quoted).then_some(self.whole)
    }
}
