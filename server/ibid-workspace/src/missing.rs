//! The files that a draft or its project names and that cannot be used: told where the draft names them.

use std::path::Path;

use ibid_check::{Code, Edit, Finding, Fix};
use ibid_draft::{Draft, Markup, NamedFile};
use ibid_text::Span;

/// A bibliography or a citation style that is named and cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Missing {
    /// What it was to be.
    pub names: NamedFile,
    /// As written.
    pub name: String,
    /// Why it cannot be used, for people.
    pub why: String,
    /// Whether the draft itself names it, not its project.
    pub in_draft: bool,
    /// What could be meant, as it would be written.
    pub instead: Vec<String>,
}

/// A finding for each of `missing` that the draft at `path` names itself.
pub fn check_named(draft: &Draft, path: &Path, missing: &[Missing]) -> Vec<Finding> {
    let head = draft.front_matter();
    let named = |missing: &Missing| -> Option<Span> {
        let of_style = head.csl.iter().filter(|_| missing.names == NamedFile::Style);
        let of_bibliography = head.bibliography.iter().filter(|_| missing.names != NamedFile::Style);
        of_style.chain(of_bibliography).find(|(_, name)| *name == missing.name).map(|(span, _)| *span)
    };
    let own = missing.iter().filter(|missing| missing.in_draft);
    own.filter_map(|missing| Some(finding(draft, path, missing, named(missing)?))).collect()
}

fn finding(draft: &Draft, path: &Path, missing: &Missing, span: Span) -> Finding {
    let mut finding = Finding::new(Code::UnreadableSource, path, span, missing.why.clone());
    // Some guests leave a name's ending out.
    let instead = missing.instead.iter().filter(|_| draft.markup() == Markup::Markdown);
    finding.fixes.extend(instead.map(|name| Fix {
        title: format!("Name {name} instead"),
        edits: vec![Edit { span, text: name.clone() }],
    }));
    finding
}
