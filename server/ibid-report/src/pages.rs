//! The page of each code: what it flags, what it does not, how to set or silence it.

use ibid_check::Code;

/// The page of `code`, in Markdown.
pub fn page(code: Code) -> &'static str {
    match code {
        Code::UnknownCitation => include_str!("../../../docs/findings/unknown-citation.md"),
        Code::DuplicateReference => include_str!("../../../docs/findings/duplicate-reference.md"),
        Code::MalformedReference => include_str!("../../../docs/findings/malformed-reference.md"),
        Code::MissingSource => include_str!("../../../docs/findings/missing-source.md"),
        Code::UnreadableSource => include_str!("../../../docs/findings/unreadable-source.md"),
        Code::WrongLocator => include_str!("../../../docs/findings/wrong-locator.md"),
        Code::Misquote => include_str!("../../../docs/findings/misquote.md"),
        Code::MisattributedQuote => include_str!("../../../docs/findings/misattributed-quote.md"),
        Code::QuoteNotFound => include_str!("../../../docs/findings/quote-not-found.md"),
        Code::UnmarkedQuotation => include_str!("../../../docs/findings/unmarked-quotation.md"),
        Code::NumberMismatch => include_str!("../../../docs/findings/number-mismatch.md"),
        Code::DateMismatch => include_str!("../../../docs/findings/date-mismatch.md"),
        Code::NameMismatch => include_str!("../../../docs/findings/name-mismatch.md"),
        Code::Inconsistent => include_str!("../../../docs/findings/inconsistent.md"),
        Code::Contradicted => include_str!("../../../docs/findings/contradicted.md"),
        Code::Unsupported => include_str!("../../../docs/findings/unsupported.md"),
        Code::CitationNeeded => include_str!("../../../docs/findings/citation-needed.md"),
        Code::UnusedReference => include_str!("../../../docs/findings/unused-reference.md"),
    }
}

/// Where the page of `code` stands on the web.
pub fn address(code: Code) -> String {
    format!("{}/blob/main/docs/findings/{}.md", env!("CARGO_PKG_REPOSITORY"), code.as_str())
}

/// What the page of `code` says first, in a sentence.
pub fn summary(code: Code) -> String {
    // Below the name and the severity.
    let paragraph = page(code).split("\n\n").nth(2).unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    line.split_inclusive(". ").next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_its_codes_own_and_says_what_is_promised() {
        for code in Code::ALL {
            assert!(summary(code).ends_with('.') && !summary(code).contains(['#', '`']), "{}", summary(code));
            let page = page(code);
            let severity = code.severity().as_str();
            assert!(page.starts_with(&format!("# {}\n\nSeverity: {severity}.", code.as_str())), "{code:?}");
            for part in ["## What it flags", "## What it does not flag", "## To set or silence it"] {
                assert!(page.contains(part), "{code:?} lacks “{part}”");
            }
            assert!(page.contains(&format!("\n{} = \"", code.as_str())), "{code:?} shows no setting");
        }
    }
}
