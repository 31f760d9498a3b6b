//! How a citation is written into a draft.

use ibid_text::{Place, Span, is_cjk};

use crate::{CitationForm, Claim, Draft, Markup};

/// Punctuation that a citekey may have between its letters and digits.
const INNER: &str = ":.#$%&-+?<>~/";

/// Whether `c` can be part of a citekey.
pub fn is_key(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || INNER.contains(c)
}

/// `citekey` as it stands behind the `@`: in braces where it needs them.
pub fn key(citekey: &str) -> String {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    let twins = citekey.chars().zip(citekey.chars().skip(1)).any(|(a, b)| !letter(a) && !letter(b));
    let plain =
        citekey.starts_with(letter) && citekey.ends_with(letter) && citekey.chars().all(is_key) && !twins;
    if plain { citekey.to_owned() } else { format!("{{{citekey}}}") }
}

/// `key, p. N` as it stands behind the `@`; `key` alone where the source has no pages.
pub fn key_at(citekey: &str, place: &Place) -> String {
    match &place.page {
        Some(page) => format!("{}, p. {page}", key(citekey)),
        None => key(citekey),
    }
}

/// `citekey` as it stands behind the `@` in a draft of this markup, with the page where there is one.
pub fn key_in(markup: Markup, citekey: &str, place: &Place) -> String {
    match (markup, &place.page) {
        (Markup::Markdown, _) => key_at(citekey, place),
        (Markup::Org, Some(page)) => format!("{citekey} p. {page}"),
        (Markup::Typst, Some(page)) => format!("{citekey}[p. {page}]"),
        (Markup::Latex | Markup::Typst | Markup::Org, _) => citekey.to_owned(),
    }
}

/// `[p.~N]{citekey}` as it stands behind a command of LaTeX.
pub fn argument_at(citekey: &str, page: &str) -> String {
    format!("[p.~{page}]{{{citekey}}}")
}

/// A citation as `draft` cites: in its markup, and in LaTeX with the command that it uses most.
pub fn citation(draft: &Draft, citekey: &str, place: &Place) -> String {
    match (draft.markup(), &place.page) {
        (Markup::Markdown, _) => format!("[@{}]", key_at(citekey, place)),
        (Markup::Latex, Some(page)) => format!("\\{}{}", command(draft), argument_at(citekey, page)),
        (Markup::Latex, None) => format!("\\{}{{{citekey}}}", command(draft)),
        (Markup::Typst, _) => format!("@{}", key_in(Markup::Typst, citekey, place)),
        (Markup::Org, _) => format!("[cite:@{}]", key_in(Markup::Org, citekey, place)),
    }
}

/// A link to `address` with the words `text` as a draft of this markup has it.
pub fn link(markup: Markup, address: &str, text: &str) -> String {
    let escaped = |special: &[char], mark: char| {
        let parts =
            text.chars().map(|c| if special.contains(&c) { format!("{mark}{c}") } else { c.to_string() });
        parts.collect::<String>()
    };
    match markup {
        Markup::Markdown => {
            let address =
                if address.contains(['(', ')', ' ']) { format!("<{address}>") } else { address.to_owned() };
            format!("[{text}]({address})")
        }
        Markup::Latex => {
            let address = address.replace('%', "\\%").replace('#', "\\#");
            format!("\\href{{{address}}}{{{}}}", escaped(&['&', '%', '$', '#', '_', '{', '}'], '\\'))
        }
        Markup::Typst => {
            let text = escaped(&['[', ']', '#', '$', '*', '_', '@', '<', '`', '\\'], '\\');
            format!("#link(\"{}\")[{text}]", address.replace('"', "%22"))
        }
        Markup::Org => format!("[[{address}][{}]]", text.replace(['[', ']'], "")),
    }
}

/// The words of the link that is `written` so in a draft of this markup, where it has any; `None` where they stand elsewhere.
pub fn words_of_link(markup: Markup, written: &str) -> Option<Option<&str>> {
    match markup {
        Markup::Markdown => match written.strip_prefix('[') {
            Some(inline) => Some(Some(inline.split_once("](")?.0)),
            None => Some(None),
        },
        Markup::Latex => {
            let text = || written.strip_suffix('}')?.rsplit_once("}{").map(|(_, text)| text);
            Some(written.strip_prefix("\\href").and_then(|_| text()))
        }
        Markup::Typst => {
            let text = || written.strip_suffix(']')?.split_once(")[").map(|(_, text)| text);
            Some(written.strip_prefix("#link").and_then(|_| text()))
        }
        Markup::Org => {
            let text = || written.strip_suffix("]]")?.split_once("][").map(|(_, text)| text);
            Some(written.strip_prefix("[[").and_then(|_| text()))
        }
    }
}

/// The command that a LaTeX draft cites a source with, beside the words: of those used as often, the last; `cite` where there is
/// none yet.
fn command(draft: &Draft) -> String {
    let mut used: Vec<(String, usize)> = Vec::new();
    for citation in draft.citations().into_iter().filter(|citation| citation.form == CitationForm::Bracketed)
    {
        let written = draft.slice(citation.group);
        let name = written.strip_prefix('\\').unwrap_or_default();
        let name = name.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        // Others write a title, a year or an address alone, or cite several sources.
        if !(name.ends_with("cite") || name == "citep") || name.contains("full") {
            continue;
        }
        match used.iter_mut().find(|(known, _)| known == name) {
            Some((_, times)) => *times += 1,
            None => used.push((name.to_owned(), 1)),
        }
    }
    used.into_iter().max_by_key(|(_, times)| *times).map_or_else(|| "cite".to_owned(), |(name, _)| name)
}

/// Where in the draft a citation of `claim` goes, before its full stop, and the citation as it goes there.
pub fn insertion(draft: &Draft, claim: &Claim, citekey: &str, place: &Place) -> (Span, String) {
    let sentence = draft.slice(claim.span);
    let words = before_end_mark(&sentence);
    let at = claim.span.start + words.len();
    let gap = if words.ends_with(is_cjk) { "" } else { " " };
    (Span::new(at, at), format!("{gap}{}", citation(draft, citekey, place)))
}

/// `sentence` without the mark that ends it; an ellipsis and a closing quotation mark stay.
fn before_end_mark(sentence: &str) -> &str {
    let sentence = sentence.trim_end();
    if sentence.ends_with("..") {
        return sentence;
    }
    let words = sentence.trim_end_matches(['.', '!', '?', '。', '！', '？', ';', '；', ':', '：']);
    if words.is_empty() { sentence } else { words.trim_end() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_are_written_as_pandoc_reads_them() {
        let page = |page: Option<&str>| Place { page: page.map(str::to_owned), ..Place::default() };
        assert_eq!(key_at("ren2025", &page(Some("iv"))), "ren2025, p. iv");
        assert_eq!(key_at("ren:a-b_c", &page(None)), "ren:a-b_c");
        assert_eq!(key("odd key"), "{odd key}");
        assert_eq!(key("a--b"), "{a--b}");
        assert_eq!(key("end."), "{end.}");
        assert_eq!(key("任2025"), "任2025");
    }

    #[track_caller]
    fn inserts(draft: &str, expected: &str) {
        let draft = Draft::new(draft);
        let claim = draft.claim_at(3).unwrap();
        let (span, text) = insertion(&draft, &claim, "a", &Place::default());
        assert_eq!(draft.edit(span, &text).rope().to_string(), expected);
    }

    #[test]
    fn guests_are_cited_in_their_own_way() {
        let place = Place { page: Some("3".to_owned()), ..Place::default() };
        let inserts = |markup| {
            let draft = Draft::written_in(markup, "It fell.");
            let claim = draft.claim_at(3).unwrap();
            let (span, text) = insertion(&draft, &claim, "a", &place);
            draft.edit(span, &text).rope().to_string()
        };
        assert_eq!(inserts(Markup::Latex), "It fell \\cite[p.~3]{a}.");
        assert_eq!(inserts(Markup::Typst), "It fell @a[p. 3].");
        assert_eq!(inserts(Markup::Org), "It fell [cite:@a p. 3].");
    }

    #[test]
    fn latex_is_cited_with_the_command_that_the_draft_has() {
        let cites = |draft: &str| citation(&Draft::written_in(Markup::Latex, draft), "a", &Place::default());
        assert_eq!(cites("It fell."), "\\cite{a}");
        assert_eq!(cites("It fell \\autocite[p.~3]{b}. \\textcite{c} says so."), "\\autocite{a}");
        assert_eq!(cites("It \\cite{b} fell \\parencite{b} and \\parencite{c}."), "\\parencite{a}");
        assert_eq!(cites("It fell \\citep{b}, \\citeyear{c}, \\footfullcite{d}."), "\\citep{a}");
    }

    #[test]
    fn a_citation_stands_before_the_full_stop() {
        inserts("It fell by half. Then it rose.", "It fell by half [@a]. Then it rose.");
        inserts("Did it fall?!", "Did it fall [@a]?!");
        inserts("He said “it fell.” Then it rose.", "He said “it fell.” [@a] Then it rose.");
        inserts("It fell and fell...", "It fell and fell... [@a]");
        inserts("芯片落后一代。后来赶上了。", "芯片落后一代[@a]。后来赶上了。");
        inserts("It fell", "It fell [@a]");
    }
}
