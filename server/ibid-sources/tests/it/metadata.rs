//! What files say of themselves.

use std::path::Path;

use expect_test::{Expect, expect};
use ibid_sources::extract;

use crate::pdf_file::{PdfFile, PdfPage};

/// The fields that the file called `name` gives, one a line.
#[track_caller]
pub(crate) fn check(name: &str, bytes: &[u8], expected: Expect) {
    let metadata = extract(Path::new(name), bytes).expect("the file can be read").metadata;
    let serde_json::Value::Object(fields) = serde_json::to_value(metadata).unwrap() else { unreachable!() };
    let told = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(names) => {
            names.iter().map(|name| name.as_str().unwrap()).collect::<Vec<_>>().join(" | ")
        }
        _ => String::new(),
    };
    let said = fields.iter().map(|(field, value)| (field, told(value))).filter(|(_, told)| !told.is_empty());
    expected.assert_eq(&said.map(|(field, told)| format!("{field}: {told}\n")).collect::<String>());
}

#[track_caller]
fn page(head: &str, expected: Expect) {
    check(
        "a.html",
        format!("<html lang=de><head>{head}</head><body><h1>Fares rise</h1><p>They rose.</body>").as_bytes(),
        expected,
    );
}

#[test]
fn the_tags_of_journals() {
    page(
        r#"<title>Fares rise | Journal of Ferries</title>
<meta name="citation_title" content="Fares  rise: a study">
<meta name="citation_author" content="Ren, Anna"><meta name="citation_author" content="Ek, Bo">
<meta name="citation_publication_date" content="2024/05/03"><meta name="citation_journal_title" content="Journal of Ferries">
<meta name="citation_volume" content="12"><meta name="citation_issue" content="3">
<meta name="citation_firstpage" content="101"><meta name="citation_lastpage" content="119">
<meta name="citation_doi" content="https://doi.org/10.1000/jf.12"><meta name="DC.Creator" content="A. Ren">
<meta name="citation_language" content="en"><meta name="citation_publisher" content="Tide Press">
<link rel="canonical" href="https://ferries.example/12/3">"#,
        expect![[r#"
            authors: Ren, Anna | Ek, Bo
            container: Journal of Ferries
            date: 2024-05-03
            doi: 10.1000/jf.12
            issue: 3
            language: en
            pages: 101-119
            publisher: Tide Press
            title: Fares rise: a study
            url: https://ferries.example/12/3
            volume: 12
            work: article
        "#]],
    );
}

#[test]
fn linked_data_of_newspapers() {
    page(
        r##"<title>Fares rise - The Tide</title><meta property="og:site_name" content="The Tide">
<meta name="author" content="webmaster">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"WebPage","@id":"#page","name":"Not this"},
{"@type":["NewsArticle"],"headline":"Fares rise again","author":[{"@id":"#ren"},{"@type":"Person","name":"Bo Ek"}],
 "datePublished":"2024-05-03T06:00:00+02:00","inLanguage":"en-GB","publisher":{"@type":"Organization","name":"Tide Media"}},
{"@type":"Person","@id":"#ren","name":"Anna Ren"}]}</script>"##,
        expect![[r#"
            authors: Anna Ren | Bo Ek
            container: The Tide
            date: 2024-05-03
            language: en-GB
            publisher: Tide Media
            title: Fares rise again
            work: article
        "#]],
    );
}

#[test]
fn an_article_in_its_issue_and_volume() {
    page(
        r#"<script type="application/ld+json">[{"@type":"ScholarlyArticle","name":"Fares","isPartOf":
{"@type":"PublicationIssue","issueNumber":3,"isPartOf":{"@type":["PublicationVolume","Periodical"],"name":"Ferries","volumeNumber":"12"}},
"identifier":{"propertyID":"doi","value":"10.1000/jf.12"}},{"broken":</script>
<script type="application/ld+json">{"@type":"ScholarlyArticle","name":"Fares","isPartOf":
{"@type":"PublicationIssue","issueNumber":3,"isPartOf":{"@type":["PublicationVolume","Periodical"],"name":"Ferries","volumeNumber":"12"}},
"identifier":{"propertyID":"doi","value":"10.1000/jf.12"}}</script>"#,
        expect![[r#"
            container: Ferries
            doi: 10.1000/jf.12
            issue: 3
            language: de
            title: Fares
            volume: 12
            work: article
        "#]],
    );
}

#[test]
fn plain_pages_say_what_they_say_and_no_more() {
    page(
        r#"<meta name="DC.creator" content="Harbour Office"><meta name="DC.date" content="2023"><meta name="DC.identifier" content="ho-17">
<meta property="article:author" content="https://social.example/ren"><meta name="date" content="soon">"#,
        expect![[r#"
            authors: Harbour Office
            date: 2023
            language: de
            title: Fares rise
        "#]],
    );
    page(
        "",
        expect![[r#"
        language: de
        title: Fares rise
    "#]],
    );
}

#[test]
fn front_matter() {
    check(
        "a.md",
        b"---\ntitle: 'Fares: a note'\nauthor:\n  - name: Anna Ren\n  - \"[[Bo Ek|Bo]]\"\ndate: 2024-05-03\nlang: en\nsource: https://tide.example/fares\ndoi: 10.1000/x\nrating: 5\n---\n\n# Another heading\n\nThey rose.\n",
        expect![[r#"
            authors: Anna Ren | Bo Ek
            date: 2024-05-03
            doi: 10.1000/x
            language: en
            title: Fares: a note
            url: https://tide.example/fares
        "#]],
    );
    check(
        "a.md",
        b"+++\ntitle = \"Fares\"\nauthors = [\"Anna Ren\", \"Bo Ek\"]\ndate = 2024-05-03T10:00:00Z\n+++\n\nThey rose.\n",
        expect![[r#"
            authors: Anna Ren | Bo Ek
            date: 2024-05-03
            title: Fares
        "#]],
    );
    check(
        "a.md",
        b"% Fares\n  that rise\n% Anna Ren; Bo Ek\n% May 3, 2024\n\nThey rose.\n",
        expect![[r#"
            authors: Anna Ren | Bo Ek
            date: 2024-05-03
            title: Fares that rise
        "#]],
    );
}

#[track_caller]
fn pdf(information: &str, lines: &str, expected: Expect) {
    let page = PdfPage::default().text(72.0, 700.0, lines);
    check("a.pdf", &PdfFile::default().information(information).page(page).bytes(), expected);
}

/// When the file was made is not when the work was published.
#[test]
fn the_information_of_a_pdf_and_the_doi_on_its_first_page() {
    pdf(
        "/Title (Fares rise) /Author (Anna Ren and Bo Ek) /CreationDate (D:20250515101112Z)",
        "Journal of Ferries 12 (2024). https://doi.org/10.1000/182.\nFares rose, says Ren.\nDOI: 10.1000/182",
        expect![[r#"
            authors: Anna Ren | Bo Ek
            doi: 10.1000/182
            title: Fares rise
        "#]],
    );
}

/// What a publisher's metadata stream says, as properties of `description` and as elements in it.
#[track_caller]
fn packet(attributes: &str, elements: &str, information: &str, expected: Expect) {
    let description = format!("<rdf:Description rdf:about=\"\" {attributes}>{elements}</rdf:Description>");
    let page = PdfPage::default().text(72.0, 700.0, "Fares rose.");
    let file = PdfFile::default().information(information).packet(&description);
    check("a.pdf", &file.page(page).bytes(), expected);
}

#[test]
fn the_metadata_stream_of_a_pdf() {
    packet(
        r#"prism:doi="10.1000/182" prism:volume="12" xmp:CreateDate="2025-05-15""#,
        "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Fares rise &amp; fall</rdf:li></rdf:Alt></dc:title>
         <dc:creator><rdf:Seq><rdf:li>Anna Ren</rdf:li><rdf:li>Bo Ek</rdf:li></rdf:Seq></dc:creator>
         <dc:date><rdf:Seq><rdf:li>2025-05-15</rdf:li></rdf:Seq></dc:date>
         <dc:publisher><rdf:Bag><rdf:li>Tide Press</rdf:li></rdf:Bag></dc:publisher>
         <dc:language><rdf:Bag><rdf:li>x-unknown</rdf:li><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
         <prism:publicationName>Journal of Ferries</prism:publicationName><prism:number>3</prism:number>
         <prism:startingPage>101</prism:startingPage><prism:endingPage>119</prism:endingPage>
         <prism:coverDate>2024-05-03</prism:coverDate><prism:aggregationType>journal</prism:aggregationType>",
        "/Title (Fares) /Author (A. Ren, B. Ek)",
        expect![[r#"
            authors: Anna Ren | Bo Ek
            container: Journal of Ferries
            date: 2024-05-03
            doi: 10.1000/182
            issue: 3
            language: en-GB
            pages: 101-119
            publisher: Tide Press
            title: Fares rise & fall
            volume: 12
            work: article
        "#]],
    );
}

#[test]
fn a_metadata_stream_that_says_nothing_leaves_the_information_dictionary() {
    let by_program = "<dc:title><rdf:Alt><rdf:li>report_final.indd</rdf:li></rdf:Alt></dc:title>
        <dc:creator><rdf:Seq><rdf:li>jdoe</rdf:li></rdf:Seq></dc:creator>";
    for elements in [by_program, "<dc:title>", "<!-- nothing -->"] {
        packet(
            "",
            elements,
            "/Title (Fares rise) /Author (Anna Ren)",
            expect![[r#"
            authors: Anna Ren
            title: Fares rise
        "#]],
        );
    }
}

#[test]
fn what_programs_and_accounts_write_into_a_pdf_is_no_metadata() {
    for information in [
        "/Title (Microsoft Word - draft7.doc) /Author (jdoe)",
        "/Title (report_final.indd) /Author (Administrator)",
        "/Title (untitled) /Author (Microsoft Office User)",
        "/Title (\\376\\377) /Author ( )",
    ] {
        pdf(information, "Fares rose.", expect![""]);
    }
}

/// Of several, each may be another work's; and one that a line's end breaks off is none.
#[test]
fn a_doi_that_is_not_surely_the_works_own_is_left_out() {
    pdf("", "See doi:10.1000/182 and doi:10.1000/183.", expect![""]);
    pdf("", "It stands at https://doi.org/10.1000/j.\n182", expect![""]);
    pdf("", "The ratio was 10.1000/182.", expect![""]);
}
