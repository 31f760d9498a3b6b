//! What a citation opens.

use ibid_text::Span;

use super::ask;
use crate::{link_target, links};

/// What the citation at the cursor opens.
#[track_caller]
fn opens(draft: &str, address: &str) {
    let found = ask(draft, |cx, at| {
        let linked = links(cx).into_iter().any(|span: Span| span.touches(at));
        link_target(cx, at).filter(|_| linked).map(|target| target.address)
    });
    assert_eq!(found.as_deref().unwrap_or("nothing"), address, "{draft}");
}

#[test]
fn a_citation_opens_its_source_at_the_page() {
    let zotero = "zotero://open-pdf/library/items/PDFA2345?page=2";
    opens("It fell [@ren|2025, p. 12].", zotero);
    opens("It fell [@ren2025, p. 1|2].", zotero);
    opens("They spend “180 billion yuan” [@ren|2025].", zotero);
    opens("还是落后美国一代 [@luo|2020]。", "file:///w/sources/luo.md#L5");
}

#[test]
fn without_its_text_the_address_opens_at_the_words() {
    opens(
        "He said “it was, after all” [@web|2024].",
        "https://example.org/p?x=1#:~:text=it%20was%2C%20after%20all",
    );
    opens("So it was [@web|2024].", "https://example.org/p?x=1");
    opens("So it was [@gone|1999].", "https://doi.org/10.1000/ab");
}

#[test]
fn what_leads_nowhere_is_no_link() {
    opens("So [@{odd--k|ey}].", "nothing");
    opens("So [@nob|ody] `[@ren2025]`.", "nothing");
    assert_eq!(
        ask("See [@ren2025, p. 3; @luo2020]|", |cx, _| links(cx)),
        [Span::new(5, 19), Span::new(21, 29)]
    );
}
