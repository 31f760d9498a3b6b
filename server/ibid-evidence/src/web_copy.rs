//! A saved web page as the copy that it is: where it came from, when, and which bytes they were.

use ibid_references::Reference;
use ibid_sources::{ContentHash, Saved};

use crate::resolved::Resolved;

/// Which copy of a web page a source is. What nobody says is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebCopy {
    /// The page's address, `http` or `https`.
    pub address: Option<String>,
    /// The day on which it was saved: "2025-05-15".
    pub day: Option<String>,
    /// The hash of the file's content.
    pub hash: ContentHash,
}

impl Resolved {
    /// The copy, where the source is a saved web page: one in HTML, or one whose reference has both an address and the
    /// day it was seen. What the file itself says goes before what the reference says.
    pub fn web_copy(&self) -> Option<WebCopy> {
        let reference = self.reference.as_deref();
        let address = reference.and_then(|r| field(r, "url")).filter(|url| is_web(url));
        let day = reference.and_then(|r| field(r, "urldate"));
        let said = match self.text.saved() {
            Some(saved) => saved.clone(),
            None if address.is_some() && day.is_some() => Saved::default(),
            None => return None,
        };
        Some(WebCopy {
            address: said.address.or(address),
            day: said.day.or(day),
            hash: self.text.hash.clone(),
        })
    }
}

fn field(reference: &Reference, name: &str) -> Option<String> {
    let found = reference.fields.iter().find(|(field, value)| field == name && !value.is_empty());
    found.map(|(_, value)| value.clone())
}

fn is_web(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use ibid_references::Catalogue;
    use ibid_sources::Extracted;

    use super::*;
    use crate::SourceText;

    /// The copy that a source is whose file says `saved`, with a reference of these fields.
    fn copy(saved: Option<Saved>, fields: &str) -> Option<WebCopy> {
        let entry = format!("@online{{a, title = {{A}}, {fields}}}");
        let reference = Catalogue::parse(Path::new("/w/l.bib"), &entry).iter().next();
        let extracted = Extracted { saved, ..Extracted::default() };
        let text = SourceText::new(PathBuf::from("/w/a"), ContentHash("ab".to_owned()), extracted);
        Resolved { reference, text: Arc::new(text) }.web_copy()
    }

    #[test]
    fn the_file_goes_before_the_reference() {
        let own = Saved { address: Some("https://e.org/own".to_owned()), day: None };
        let copy = copy(Some(own), "url = {https://e.org/ref}, urldate = {2025-05-16}").unwrap();
        assert_eq!(copy.address.as_deref(), Some("https://e.org/own"));
        assert_eq!(copy.day.as_deref(), Some("2025-05-16"));
        assert_eq!(copy.hash.0, "ab");
    }

    #[test]
    fn a_source_that_is_no_web_page_is_no_copy_of_one() {
        assert_eq!(copy(None, "url = {https://e.org/}"), None, "where a report can be had");
        assert_eq!(copy(None, "urldate = {2025-05-16}"), None);
        assert!(copy(None, "url = {https://e.org/}, urldate = {2025-05-16}").is_some());
        let bad = copy(Some(Saved::default()), "url = {javascript:alert(1)}").unwrap();
        assert_eq!((bad.address, bad.day), (None, None));
    }
}
