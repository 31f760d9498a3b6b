use std::path::Path;
use std::sync::Arc;

use ibid_text::Span;

use crate::{Bibliography, FaultKind, RefDate, Reference};

fn parse(text: &str) -> Bibliography {
    Bibliography::parse(Path::new("library.bib"), text)
}

#[track_caller]
fn one(text: &str) -> Arc<Reference> {
    let bibliography = parse(text);
    assert_eq!(bibliography.faults, []);
    Arc::clone(&bibliography.references[0])
}

fn field<'r>(reference: &'r Reference, name: &str) -> Option<&'r str> {
    reference.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

#[test]
fn an_article() {
    let text = r#"
@string{jps = "Journal of Policy {S}tudies"}
@Article{ren2025,
  author = {Ren, Zhengfei and van der Berg, J. and {World Bank}},
  title = {The {Chip} Gap --- \emph{One} Generation},
  subtitle = {A View},
  journal = jps, year = 2025, month = may, pages = {33--35},
  volume = 12, doi = {10.1000/a_b}, keywords = {chips, 5G}, timestamp = {x},
  file = {Full Text:files/ren.pdf:application/pdf}, langid = {english},
}"#;
    let reference = one(text);
    assert_eq!(reference.kind, "article");
    assert_eq!(reference.title, "The Chip Gap — One Generation: A View");
    assert_eq!(reference.authors, ["Ren, Zhengfei", "van der Berg, J.", "World Bank"]);
    assert_eq!(reference.container.as_deref(), Some("Journal of Policy Studies"));
    assert_eq!(reference.date, Some(RefDate { year: 2025, month: Some(5), day: None }));
    assert_eq!(reference.pages.as_deref(), Some("33--35"));
    assert_eq!(reference.files, ["files/ren.pdf"]);
    assert_eq!(field(&reference, "doi"), Some("10.1000/a_b"));
    assert_eq!(field(&reference, "volume"), Some("12"));
    assert_eq!(field(&reference, "langid"), Some("english"));
    assert_eq!(field(&reference, "timestamp"), None);
    assert_eq!(reference.key_span.of(text), "ren2025");
}

#[test]
fn a_chapter_inherits_from_its_book() {
    let text = "@incollection{ch, author={A, B}, title={Chapter}, crossref={Book}}\n
        @collection{book, editor={Ed, C}, title={The Book}, year=1999, publisher={P}, crossref={ch}}";
    let reference = one(text);
    assert_eq!(reference.title, "Chapter");
    assert_eq!(reference.container.as_deref(), Some("The Book"));
    assert_eq!(reference.date.map(|d| d.year), Some(1999));
    assert_eq!(field(&reference, "editor"), Some("Ed, C"));
}

#[test]
fn who_made_it_when_no_author_did() {
    assert_eq!(one("@book{a, editor={Li, 明}, title={T}}").authors, ["Li, 明"]);
    assert_eq!(one("@report{a, institution={World Bank}, title={T}}").authors, ["World Bank"]);
    assert_eq!(
        one("@movie{a, director={Ann Li and Wu, B.}, publisher={Studio}}").authors,
        ["Li, Ann", "Wu, B."]
    );
    assert_eq!(one("@misc{a, editora={{City of Lan}}, publisher={Archive}}").authors, ["City of Lan"]);
    assert_eq!(one("@misc{a, title={T}}").authors, [""; 0]);
}

#[test]
fn what_was_published_at_an_address_is_there() {
    let reference = one(r"@misc{a, howpublished={\url{https://x.org/~a}}, note={Accessed}}");
    assert_eq!(field(&reference, "url"), Some("https://x.org/~a"));
    assert_eq!(field(&reference, "howpublished"), None);
    let reference = one(r"@misc{a, howpublished={Posted at \url{https://x.org/a}}}");
    assert_eq!(field(&reference, "url"), None);
}

#[test]
fn what_an_archive_has_is_at_its_address_there() {
    let url = |fields: &str| {
        one(&format!("@article{{a, {fields}}}")).fields.iter().find(|(name, _)| name == "url").cloned()
    };
    let at = |address: &str| Some(("url".to_owned(), address.to_owned()));
    assert_eq!(url("eprint={4027234}, eprinttype={jstor}"), at("https://www.jstor.org/stable/4027234"));
    assert_eq!(
        url("eprint={hep-th/9603067}, archiveprefix={arXiv}"),
        at("https://arxiv.org/abs/hep-th/9603067")
    );
    assert_eq!(url("eprint={1}, eprinttype={jstor}, doi={10.1/x}"), None);
    assert_eq!(url("eprint={1}, eprinttype={elsewhere}"), None);
}

#[test]
fn a_year_may_be_a_whole_date() {
    let date = |fields: &str| one(&format!("@misc{{a, {fields}}}")).date;
    let day = |month, day| Some(RefDate { year: 2013, month, day });
    assert_eq!(date("year={2013-02-21}"), day(Some(2), Some(21)));
    assert_eq!(date("year={2013--2014}"), day(None, None));
    assert_eq!(date("year={2013-02-21}, date={2013-05}"), day(Some(5), None));
}

#[test]
fn what_stands_for_a_title() {
    assert_eq!(one("@proceedings{a, booktitle={Ports}, titleaddon={Draft}}").title, "Ports");
    assert_eq!(one("@unpublished{a, titleaddon={Lecture notes on ports}}").title, "Lecture notes on ports");
}

#[test]
fn chinese() {
    let reference = one(
        "@article{任2025, author={任正非}, title={华为的“单芯片”}, journal={人民日报}, date={2025-06-10}}",
    );
    assert_eq!(reference.authors, ["任正非"]);
    assert_eq!(reference.title, "华为的“单芯片”");
    assert_eq!(reference.date, Some(RefDate { year: 2025, month: Some(6), day: Some(10) }));
}

#[test]
fn the_second_of_two_is_a_fault() {
    let text = "@misc{a, title={One}}\n@misc{b,}\n@book{a, title={Two}}";
    let bibliography = parse(text);
    assert_eq!(bibliography.references.len(), 2);
    assert_eq!(bibliography.references[1].title, "Two");
    let [fault] = bibliography.faults.as_slice() else { panic!("{:?}", bibliography.faults) };
    assert_eq!(fault.kind, FaultKind::Duplicate { key: "a".into(), first: Span::new(6, 7) });
    assert_eq!((fault.span.start, fault.span.of(text)), (text.rfind("a, title").unwrap(), "a"));
}

#[test]
fn a_broken_entry_costs_itself() {
    let bibliography = parse("@misc{a, title={A}}\n@misc{b, title={B\n@misc{c, title={C \\}}\n");
    let keys: Vec<_> = bibliography.references.iter().map(|r| r.key.as_str()).collect();
    assert_eq!(keys, ["a", "c"]);
    assert_eq!(bibliography.faults.len(), 1);
}

#[test]
fn single_values_are_taken_from_other_entries() {
    let text = "@book{a, author={xdata=people-author-2 and Ren, Zhengfei and xdata=gone-author-1}, \
        publisher={xdata=Big-Press-publisher}, title={Ports}, location={xdata=big-press-location-1}}\n\
        @xdata{people, author={赵, 伟 and {Trade and Industry} and Li, Hua}}\n\
        @xdata{big-press, publisher={Big Press}, location={London and Paris}}";
    let reference = one(text);
    assert_eq!(reference.authors, ["Trade and\u{a0}Industry", "Ren, Zhengfei"]);
    assert_eq!(field(&reference, "publisher"), Some("Big Press"));
    assert_eq!(field(&reference, "location"), Some("London"));
}

#[test]
fn hostile_values_do_no_harm() {
    for value in [
        "}",
        "\\",
        "$",
        "{{{{",
        "2025-99999999999-1",
        "99999X",
        "999999999999",
        "and and",
        "=,=",
        "\u{0}",
        "\\a{\\b{",
    ] {
        for name in
            ["title", "author", "date", "year", "month", "day", "pages", "file", "ids", "langid", "url"]
        {
            parse(&format!("@misc{{a, year = 2025, {name} = \"{value}\"}}"));
            parse(&format!("@misc{{a, {name} = {{{value}}}}}"));
        }
    }
}
