//! A draft with a cursor goes in, what the writer would see comes out. The library holds an interview with
//! pages, a Chinese text without, and a reference whose text is missing.

mod acts;
mod beside;
mod citing;
mod ghost;
mod links;
mod meaning;
mod mentions;
mod passages;
mod rewrites;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_check::{Context, Edit};
use ibid_draft::{Draft, Markup};
use ibid_evidence::{Shelf, SourceFile, SourceState, Texts};
use ibid_library::{About, Batch, Document, Index, Searcher};
use ibid_references::{Annotation, Catalogue, Collected, CollectedFile, References, Style};
use ibid_sources::{ContentHash, Extracted, Mark, MarkKind, Metadata, Saved, passages};
use ibid_text::Span;

use crate::{Completion, CompletionKind, Landing, complete, definition, hover};

const BIB: &str = "\
@article{ren2025, title = {The Country's *Chips*}, author = {Ren, Zhengfei}, date = {2025-06-10}, file = {sources/interview.pdf}}
@book{luo2020, title = {芯片简史}, author = {罗, 一}, date = {2020}, keywords = {semiconductors, history}, file = {sources/luo.md}}
@book{gone1999, title = {Lost Book}, author = {Doe, Jane and Roe, Rick}, date = {1999}, abstract = {What was lost, and <b>why</b>. LONG}, doi = {https://doi.org/10.1000/ab}}
@book{odd--key, title = {Odd}, author = {Odd, Otto}, date = {2001}}
@online{web2024, title = {A Page}, author = {Web, Wanda}, date = {2024}, url = {https://example.org/p?x=1}}
";
const INTERVIEW: &str = "The paper asked about chips. Our single chip is still one generation behind the United \
    States.\n\nWe spend 180 billion yuan on research each year.";
const LUO: &str = "第一章。\n\n我们单芯片还是落后美国一代。";

fn shelf() -> (tempfile::TempDir, Shelf) {
    let page =
        |at, index| Mark { at, kind: MarkKind::Page { label: Some(format!("{}", index + 10)), index } };
    let second = INTERVIEW.find("We spend").unwrap();
    let interview = Extracted {
        text: INTERVIEW.into(),
        marks: vec![page(0, 1), page(second, 2)],
        ..Extracted::default()
    };
    let line = |at, line| Mark { at, kind: MarkKind::Line(line) };
    let titled = |title: &str| Metadata { title: Some(title.to_owned()), ..Metadata::default() };
    let marks = vec![line(0, 1), line(LUO.find('我').unwrap(), 5)];
    let luo = Extracted { text: LUO.into(), marks, metadata: titled("<b>芯片</b>"), saved: None };
    let address = Some("https://audit.example/2024".to_owned());
    let saved = Saved { address: address.clone(), day: Some("2024-05-15".into()) };
    let audit = Extracted {
        text: "The accounts are in order.".into(),
        marks: vec![line(0, 1)],
        metadata: titled("Audit & Report"),
        saved: Some(saved),
    };
    let texts = HashMap::from([("h1", interview), ("h2", luo), ("h3", audit)]);
    let source = |name: &str, hash: &str, address| SourceFile {
        path: PathBuf::from(format!("/w/sources/{name}")),
        state: SourceState::Read(ContentHash(hash.into())),
        address,
    };
    let sources = vec![
        source("interview.pdf", "h1", None),
        source("luo.md", "h2", None),
        source("audit-2024.html", "h3", address),
    ];
    let bibliography =
        Catalogue::parse(Path::new("/w/library.bib"), &BIB.replace("LONG", &"word ".repeat(200)));
    let read = move |hash: &ContentHash| texts.get(hash.0.as_str()).cloned();
    let dir = tempfile::tempdir().unwrap();
    let searcher = index(dir.path(), &sources, &read);
    let elsewhere = CollectedFile { path: "/z/odd.pdf".into(), address: String::new() };
    let odd = Collected { files: vec![elsewhere], ..Collected::default() };
    let collected = HashMap::from([("ren2025".to_owned(), collected()), ("odd--key".to_owned(), odd)]);
    let references =
        Arc::new(References::new(vec![Arc::new(bibliography)]).with_collected(Arc::new(collected)));
    (dir, Shelf::new(references, sources, Arc::new(Texts::new(Box::new(read))), vec![searcher], true))
}

/// What the writer has of the interview in Zotero: marks on its first and second page, and a note.
fn collected() -> Collected {
    let mark = |text: &str, comment: &str, label: &str, index| Annotation {
        text: text.into(),
        comment: comment.into(),
        page: Some(label.into()),
        page_index: Some(index),
        colour: None,
        address: format!("zotero://open-pdf/library/items/PDFA2345?page={index}&annotation=MARK234{index}"),
    };
    let path = PathBuf::from("/w/sources/interview.pdf");
    Collected {
        files: vec![CollectedFile { path, address: "zotero://open-pdf/library/items/PDFA2345".into() }],
        annotations: vec![
            mark("one generation behind", "by *his* account", "11", 1),
            mark("180 billion yuan", "", "12", 2),
        ],
        notes: vec!["[x](http://e.org) Ask again".into()],
        collections: Vec::new(),
    }
}

fn index(dir: &Path, sources: &[SourceFile], read: impl Fn(&ContentHash) -> Option<Extracted>) -> Searcher {
    let index = Index::open(dir).unwrap().index;
    let document = |source: &SourceFile| {
        let SourceState::Read(hash) = &source.state else { panic!("every source was read") };
        let passages = passages(&read(hash).unwrap());
        let (path, hash, address) = (source.path.clone(), hash.clone(), source.address.clone());
        Document { path, hash, about: About::default(), address, passages }
    };
    index.apply(&Batch { add: sources.iter().map(document).collect(), remove: Vec::new() }).unwrap();
    index.searcher()
}

/// Takes the cursor `|` out of `draft` and asks there.
fn ask<T>(draft: &str, question: impl FnOnce(&Context<'_>, usize) -> T) -> T {
    ask_in(Markup::Markdown, draft, question)
}

/// The same in a draft of this markup.
fn ask_in<T>(markup: Markup, draft: &str, question: impl FnOnce(&Context<'_>, usize) -> T) -> T {
    let offset = draft.find('|').unwrap();
    let (_dir, shelf) = shelf();
    let draft = Draft::written_in(markup, &draft.replacen('|', "", 1)).knowing(shelf.names());
    let cx = Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &shelf };
    question(&cx, offset)
}

fn apply(draft: &str, edits: &[Edit]) -> String {
    let draft = Draft::new(&draft.replacen('|', "", 1));
    edits.iter().fold(draft, |draft, edit| draft.edit(edit.span, &edit.text)).rope().to_string()
}

#[track_caller]
fn offers(draft: &str) -> Vec<Completion> {
    ask(draft, complete).unwrap_or_default()
}

#[track_caller]
fn accepts(draft: &str, label: &str, expected: &str) {
    let offers = offers(draft);
    let offer = offers.iter().find(|offer| offer.label == label).unwrap_or_else(|| panic!("{offers:#?}"));
    assert_eq!(apply(draft, std::slice::from_ref(&offer.edit)), expected);
}

#[test]
fn a_saved_page_is_known_by_its_address() {
    let draft = "The accounts are in order, <https://www.audit.example/2024/#t|op>.";
    shows(draft, &["Audit", "The accounts are in order."]);
    leads(draft, "/w/sources/audit-2024.html", Landing::Start);
}

#[test]
fn guests_cite_in_their_own_way() {
    let accepts = |markup, draft: &str, expected: &str| {
        let offers = ask_in(markup, draft, complete).unwrap_or_default();
        let offer = offers.iter().find(|offer| offer.key == "ren2025").unwrap_or_else(|| panic!("{draft}"));
        assert_eq!(apply(draft, std::slice::from_ref(&offer.edit)), expected);
    };
    accepts(
        Markup::Latex,
        "It fell \\autocite[p.~3]{luo2020, chips|",
        "It fell \\autocite[p.~3]{luo2020, ren2025",
    );
    accepts(Markup::Typst, "It fell @ren|.", "It fell @ren2025.");
    accepts(Markup::Typst, "It fell #cite(<chi|>).", "It fell #cite(<ren2025>).");
    accepts(
        Markup::Org,
        "It fell [cite/t:@luo2020; @chips| p. 3].",
        "It fell [cite/t:@luo2020; @ren2025 p. 3].",
    );
    let page = ask_in(Markup::Org, "It lags [cite:@one generation behind|]", complete).unwrap_or_default();
    assert_eq!(page[0].label, "ren2025 p. 11");
    let nowhere = [
        (Markup::Latex, "a@re|"),
        (Markup::Latex, "See @ren|"),
        (Markup::Org, "See @ren|"),
        (Markup::Typst, "`@ren|`"),
    ];
    for (markup, draft) in nowhere {
        assert!(ask_in(markup, draft, complete).unwrap_or_default().is_empty(), "{draft}");
    }
}

#[test]
fn references_are_offered_where_a_citation_begins() {
    assert_eq!(offers("It fell [@|").len(), 5);
    assert_eq!(offers("It fell [@chips ren|")[0].detail, "Ren, 2025: The Country's *Chips*");
    assert_eq!(offers("It fell [@lost|")[0].detail, "Doe and Roe, 1999: Lost Book");
    assert_eq!(offers("me@ren|"), []);
    assert_eq!(offers("`[@ren|`"), []);
    accepts("As @re| says", "ren2025", "As @ren2025 says");
    accepts("It fell [@re|n20, p. 3].", "ren2025", "It fell [@ren2025, p. 3].");
    accepts("It fell [see @lost|; @ren2025].", "gone1999", "It fell [see @gone1999; @ren2025].");
    accepts("It fell [@|ren2025].", "luo2020", "It fell [@luo2020].");
    accepts("As @| says", "ren2025", "As @ren2025 says");
    accepts("It fell [@odd|].", "{odd--key}", "It fell [@{odd--key}].");
}

#[test]
fn what_is_cited_by_words_is_shown_and_leads_somewhere() {
    for draft in [
        "It lags one generation behind (Re|n 2025, 10).",
        "Re|n (2025) says it lags one generation behind.",
        "It lags one generation behind [[@ren|2025|Ren]].",
        "It lags one generation behind.[^1]\n\n[^1]: Ren, The Country's |Chips, 10.",
        "It lags one generation behind {cite:p}`ren|2025`.",
    ] {
        let shown = ask(draft, |cx, at| hover(cx, at, &Style::default()))
            .unwrap_or_else(|| panic!("{draft}"))
            .markdown;
        assert!(shown.contains("still one generation behind"), "{draft}: {shown}");
        let leads = ask(draft, definition).unwrap();
        assert_eq!(
            (leads.file.as_path(), leads.landing),
            (Path::new("/w/library.bib"), Landing::Bytes(Span::new(9, 16))),
            "{draft}"
        );
    }
    assert_eq!(ask("It rose (Ma|y 2025).", |cx, at| hover(cx, at, &Style::default())), None);
    let doe =
        ask("It is lost (Doe & Ro|e 1999).", |cx, at| hover(cx, at, &Style::default())).unwrap().markdown;
    assert!(doe.contains("Lost Book") && doe.contains("not in the library"), "{doe}");
}

#[test]
fn words_of_a_source_are_offered_with_its_page() {
    let words = "It lags [@one generation behind|";
    let offer = offers(words).remove(0);
    assert_eq!(offer.kind, CompletionKind::Passage);
    assert_eq!(offer.key, "ren2025");
    assert_eq!(offer.filter, "one generation behind");
    assert!(offer.detail.contains("one generation behind the United States."), "{}", offer.detail);
    accepts(words, "ren2025, p. 11", "It lags [@ren2025, p. 11]");
    accepts("It lags [@one generation behind|], but", "ren2025, p. 11", "It lags [@ren2025, p. 11], but");
    accepts("They pay [@research |", "ren2025, p. 12", "They pay [@ren2025, p. 12]");
    assert_eq!(offers("They pay @research |"), [], "outside of brackets words are the sentence's");
}

/// The first `n` labels offered.
#[track_caller]
fn first(draft: &str, n: usize) -> Vec<String> {
    offers(draft).into_iter().map(|offer| offer.label).take(n).collect()
}

#[test]
fn what_the_draft_cites_nearby_comes_first() {
    assert_eq!(first("[@gone1999]. [@luo2020] [@|", 3), ["luo2020", "gone1999", "ren2025"]);
    assert_eq!(first("[@|\n\nSo [@gone1999]. So [@luo2020].", 3), ["gone1999", "luo2020", "ren2025"]);
    assert_eq!(first("[@2|", 1), ["ren2025"]);
    assert_eq!(first("[@luo2020] [@2|", 1), ["luo2020"]);
    assert_eq!(first("It fell [@|luo2020].", 1), ["ren2025"], "not what stands there");
}

#[test]
fn keywords_journals_and_years_find_a_reference() {
    assert_eq!(first("[@semicond|", 1), ["luo2020"]);
    assert_eq!(first("[@history 2020|", 1), ["luo2020"]);
    assert_eq!(first("[@hsitory luo|", 1), ["luo2020"], "with a slip");
}

#[test]
fn commands_and_pages_take_what_they_take() {
    accepts(r"So \cite{lo|", "gone1999", r"So \cite{gone1999");
    accepts(r"So \cite[3]{luo2020, lo|st}.", "gone1999", r"So \cite[3]{luo2020, gone1999}.");
    accepts("So {cite:p}`lo|`.", "gone1999", "So {cite:p}`gone1999`.");
    accepts(r"So \cite{one generation behind|", "[p.~11]{ren2025}", r"So \cite[p.~11]{ren2025}");
    accepts(r"So \cite{luo2020, one generation behind|}", "ren2025", r"So \cite{luo2020, ren2025}");
    accepts("See [[luo]]. See [[chips|", "interview.pdf", "See [[luo]]. See [[interview.pdf");
    assert_eq!(first("See [[luo]]. See [[芯片简史|", 9), ["luo"]);
    accepts("See [[@one generation behind|", "ren2025", "See [[@ren2025]]");
    let noted: Vec<_> = offers("See [[@lost|").into_iter().map(|offer| offer.snippet).collect();
    assert_eq!(noted, [Some("gone1999]]$0".to_owned())]);
    assert_eq!(first("See [[luo|", 9), [""; 0], "nobody links to pages here");
    let snippets: Vec<_> = offers(r"So \cite{lo|").into_iter().map(|offer| offer.snippet).collect();
    assert_eq!(snippets, [Some(r"gone1999\}$0".to_owned())]);
}

#[test]
fn a_page_can_be_added_and_the_bracket_is_closed_once() {
    let snippets = |draft: &str| -> Vec<_> {
        let offers = offers(draft).into_iter().take(2);
        offers.map(|offer| offer.snippet.unwrap_or(format!("no snippet: {}", offer.edit.text))).collect()
    };
    assert_eq!(snippets("It fell [@ren|"), ["ren2025$1]$0", "ren2025, p. $1]$0"]);
    assert_eq!(snippets("It fell [@ren|]"), ["no snippet: ren2025", "ren2025, p. $1"]);
    assert_eq!(snippets("It fell [@lost|"), ["gone1999$1]$0"], "it has no pages");
    assert_eq!(snippets("It fell [@ren|, p. 3"), ["ren2025$1]$0"]);
    assert_eq!(snippets("It fell [@odd|"), [r"{odd--key\}$1]$0"]);
    assert_eq!(snippets("As @ren|"), ["no snippet: ren2025"]);
    assert_eq!(snippets(r"So \cite{ren|"), [r"ren2025\}$0", r"[p.~$1]{ren2025\}"]);
    assert_eq!(snippets(r"So \cite{ren|}"), ["no snippet: ren2025", r"[p.~$1]{ren2025\}"]);
    assert_eq!(snippets(r"So \cite[3]{ren|}"), ["no snippet: ren2025"]);
    assert_eq!(snippets(r"So \cite{luo2020, ren|}"), ["no snippet: ren2025"]);
    accepts(r"So \cite{ren|}.", "[p.~…]{ren2025}", r"So \cite[p.~]{ren2025}.");
}

#[test]
fn a_page_can_be_added_in_typst() {
    let snippets = |draft: &str| -> Vec<_> {
        let offers = ask_in(Markup::Typst, draft, complete).unwrap_or_default().into_iter().take(2);
        offers.map(|offer| offer.snippet.unwrap_or(offer.edit.text)).collect()
    };
    assert_eq!(snippets("As @ren|"), ["ren2025", "ren2025[p. $1]"]);
    assert_eq!(snippets("As @ren|[p. 3]"), ["ren2025"]);
}

#[track_caller]
fn shows(draft: &str, expected: &[&str]) {
    let markdown =
        ask(draft, |cx, at| hover(cx, at, &Style::default())).map(|hover| hover.markdown).unwrap_or_default();
    for part in expected {
        assert!(markdown.contains(part), "{part}\nis not in\n{markdown}");
    }
    assert_eq!(expected.is_empty(), markdown.is_empty(), "{markdown}");
}

#[test]
fn a_citation_shows_its_reference_and_the_nearest_passage() {
    let chip = "> Our single chip is still one generation behind the United States.";
    shows("The chip lags a generation [@ren|2025].", &[r"\*Chips\*", chip, "p. 11", "interview.pdf#page=1)"]);
    shows("They spend 180bn yuan a year on research [@ren2025|].", &["> We spend 180 billion", "p. 12"]);
    shows("The chip lags [@ren2025, p. 1|2].", &["> We spend 180 billion"]);
    shows(
        "The chip lags a generation.[^1|]\n\n[^1]: See @ren2025 and @gone1999.",
        &[chip, "Lost Book", "---"],
    );
    shows("The chip lags a generation.[^1]\n\n[^1]: See @ren|2025.", &["Chips"]);
    shows("还是落后美国一代。[书](sources/luo.md|)", &["我们单芯片还是落后美国一代。", "luo.md#L5)"]);
    shows("> Our single chip is still one generation behind.\n>\n> [@ren|2025]", &[chip]);
    shows("They like chess [@ren2025, p. 1|2].", &["> We spend 180 billion", "p. 12"]);
    shows("[@luo2020; @gone|1999; @ren2025, p. 12].", &["Lost Book"]);
    shows("[@luo2020; @gone1999; @ren2025, p. 1|2].", &["> We spend 180 billion", r"\*Chips\*"]);
    shows("It is lost [@gone|1999].", &["Lost Book", "*Its text is not in the library.*"]);
    shows("It is not looked for yet [@{odd--|key}].", &["*Its text is still being read.*"]);
    shows("It is unknown [@nobody|].", &[]);
    shows("No | citation.", &[]);
}

#[test]
fn a_reference_is_shown_in_the_drafts_style_with_its_abstract() {
    let style = Style::named("ieee").unwrap();
    let shown = ask("So [@ren|2025].", |cx, at| hover(cx, at, &style)).unwrap().markdown;
    assert!(shown.contains("Z. Ren, “The Country's"), "{shown}");
    let shown = ask("So [@gone|1999].", |cx, at| hover(cx, at, &style)).unwrap().markdown;
    assert!(shown.contains(r"What was lost, and \<b\>why\</b\>."), "{shown}");
    assert!(shown.contains("word…") && shown.len() < 900, "{shown}");
}

#[track_caller]
fn leads(draft: &str, file: &str, landing: Landing) {
    let found = ask(draft, definition).unwrap_or_else(|| panic!("{draft} leads nowhere"));
    assert_eq!((found.file.to_str(), found.landing), (Some(file), landing), "{draft}");
}

#[test]
fn a_citation_leads_to_its_entry_and_its_locator_into_the_source() {
    let key = BIB.find("luo2020").unwrap();
    leads("So [@luo|2020].", "/w/library.bib", Landing::Bytes(Span::new(key, key + 7)));
    leads("So [@ren2025, p. 1|2].", "/w/sources/interview.pdf", Landing::Page(2));
    leads("So [@ren2025, p. 9|9].", "/w/sources/interview.pdf", Landing::Start);
    leads("So [x](sources/lu|o.md).", "/w/sources/luo.md", Landing::Start);
    leads("So.[^a|]\n\n[^a]: Note.", "/w/draft.md", Landing::Bytes(Span::new(9, 20)));
    assert_eq!(ask("So [@nobody|].", definition), None);
}

#[test]
fn a_citation_shows_what_the_writer_marked_on_its_page() {
    let chip = "[You marked](zotero://open-pdf/library/items/PDFA2345?page=1&annotation=MARK2341): “one generation \
                behind” – by \\*his\\* account";
    let open = "[Open in Zotero](zotero://open-pdf/library/items/PDFA2345?page=1)";
    shows(
        "The chip lags a generation [@ren|2025].",
        &[chip, open, r"*Your note:* \[x\](http\://e.org) Ask again"],
    );
    let yuan = "MARK2342): “180 billion yuan”";
    shows("Research costs 180 billion yuan [@ren|2025, p. 12].", &[yuan, "?page=2)"]);
    let shown = ask("Research costs 180 billion yuan [@ren|2025, p. 12].", |cx, offset| {
        hover(cx, offset, &Style::default())
    })
    .unwrap()
    .markdown;
    assert!(!shown.contains("one generation behind” –"), "it is on another page: {shown}");
}
