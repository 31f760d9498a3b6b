//! References by what writers name them by where they give no citekey: an address, or who made them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::Reference;
use crate::names::{folded, known_as};
use crate::references::Place;

/// References by address and by maker, as places in their bibliographies.
#[derive(Debug, Default)]
pub(crate) struct Cited {
    by_address: HashMap<String, Vec<Place>>,
    by_maker: HashMap<String, Vec<Place>>,
}

impl Cited {
    pub(crate) fn new(references: impl Iterator<Item = (Place, Arc<Reference>)>) -> Cited {
        let mut cited = Cited::default();
        for (at, reference) in references {
            for (name, value) in &reference.fields {
                let address = match name.as_str() {
                    "url" => plain_address(value),
                    "doi" => doi(value),
                    _ => None,
                };
                if let Some(address) = address {
                    let there = cited.by_address.entry(address).or_default();
                    if there.last() != Some(&at) {
                        there.push(at);
                    }
                }
            }
            for name in reference.authors.iter().flat_map(|author| known_as(author)) {
                let made = cited.by_maker.entry(name).or_default();
                if made.last() != Some(&at) {
                    made.push(at);
                }
            }
        }
        cited
    }

    pub(crate) fn at(&self, address: &str) -> &[Place] {
        self.by_address.get(address).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn by(&self, name: &str) -> &[Place] {
        self.by_maker.get(&folded(name)).map_or(&[], Vec::as_slice)
    }
}

/// A web address without what may differ between two that lead to the same page; a DOI's resolver is none.
pub fn plain_address(written: &str) -> Option<String> {
    let lower = written.trim().to_ascii_lowercase();
    if let Some(doi) = lower.strip_prefix("doi:") {
        return self::doi(doi);
    }
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    for resolver in ["doi.org/", "dx.doi.org/", "www.doi.org/"] {
        if let Some(doi) = rest.strip_prefix(resolver) {
            return self::doi(doi);
        }
    }
    let start = written.trim().len() - rest.len();
    let page = written.trim()[start..].split('#').next()?;
    let (host, path) = page.split_once('/').unwrap_or((page, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    Some(format!("{host}/{}", path.trim_end_matches('/')))
}

fn doi(written: &str) -> Option<String> {
    let doi = written.trim().trim_end_matches(['.', '/']).to_ascii_lowercase();
    let doi = doi.rsplit_once("doi.org/").map_or(doi.as_str(), |(_, doi)| doi);
    doi.starts_with("10.").then(|| format!("doi:{}", doi.replace("%2f", "/")))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use crate::{Catalogue, References};

    const LIBRARY: &str = "
@article{ren, author={Ren, Zhengfei}, doi={10.1000/AB.1}, year=2025}
@online{page, author={{World Bank}}, url={https://www.x.org/a/?q=1#top}, year=2020}
@book{gogh, author={van Gogh, Vincent and Müller, Jörg}}
@article{li, author={李, 明}}
";

    #[track_caller]
    fn check(found: Option<Arc<crate::Reference>>, expected: Option<&str>) {
        assert_eq!(found.map(|reference| reference.key.clone()).as_deref(), expected);
    }

    #[test]
    fn an_address_leads_to_its_reference() {
        let references = References::new(vec![Arc::new(Catalogue::parse(Path::new("a.bib"), LIBRARY))]);
        check(references.at_address("https://doi.org/10.1000/ab.1"), Some("ren"));
        check(references.at_address("http://dx.doi.org/10.1000%2FAB.1"), Some("ren"));
        check(references.at_address("doi:10.1000/ab.1"), Some("ren"));
        check(references.at_address("http://x.org/a?q=1"), None);
        check(references.at_address("http://x.org/a/?q=1"), Some("page"));
        check(references.at_address("https://x.org/A/?q=1"), None);
        check(references.at_address("notes.md"), None);
    }

    #[test]
    fn makers_are_known_by_family_or_whole_name() {
        let references = References::new(vec![Arc::new(Catalogue::parse(Path::new("a.bib"), LIBRARY))]);
        let by = |name: &str| references.made_by(name).next();
        check(by("ren"), Some("ren"));
        check(by("World Bank"), Some("page"));
        check(by("Gogh"), Some("gogh"));
        check(by("Van Gogh"), Some("gogh"));
        check(by("Muller"), Some("gogh"));
        check(by("李明"), Some("li"));
        check(by("World"), None);
        check(by(""), None);
    }
}
