//! Small DOCX, ODT and EPUB files, written by hand.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

/// An archive of these parts.
pub(crate) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style><w:style w:styleId="Toc1"><w:name w:val="toc 1"/></w:style></w:styles>"#;
const FOOTNOTES: &str = r#"<w:footnotes xmlns:w="w"><w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> The flood of 1911.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
const CORE: &str = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>The  Quay</dc:title><dc:creator>Anna Ren; Bo Ek</dc:creator>
<dc:language>en-GB</dc:language><cp:lastModifiedBy>Somebody Else</cp:lastModifiedBy><dcterms:created>2024-05-03T10:00:00Z</dcterms:created></cp:coreProperties>"#;

/// A Word document with this in its body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zip(&[
        ("word/document.xml", &document),
        ("word/styles.xml", STYLES),
        ("word/footnotes.xml", FOOTNOTES),
        (
            "word/comments.xml",
            "<w:comments><w:comment><w:p><w:r><w:t>A comment</w:t></w:r></w:p></w:comment></w:comments>",
        ),
        ("docProps/core.xml", CORE),
    ])
}

/// An ODT with this in its body.
pub(crate) fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:style="s" xmlns:text="t" xmlns:table="b"><office:automatic-styles>
<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style></office:automatic-styles>
<office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    let meta = r#"<office:document-meta xmlns:office="o"><office:meta><dc:title>The Quay</dc:title><meta:initial-creator>Anna Ren</meta:initial-creator>
<dc:creator>Somebody Else</dc:creator><dc:language>de-CH</dc:language><dc:date>2024-05-03</dc:date></office:meta></office:document-meta>"#;
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("meta.xml", meta),
    ])
}

/// An EPUB with these chapters in its order of reading; their parts are stored the other way round.
pub(crate) fn epub(chapters: &[&str]) -> Vec<u8> {
    let names: Vec<String> = (1..=chapters.len()).map(|n| format!("OEBPS/text/c {n}.xhtml")).collect();
    let items: String = (1..=chapters.len())
        .map(|n| format!(r#"<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>"#))
        .collect();
    let spine: String = (1..=chapters.len()).map(|n| format!(r#"<itemref idref="c{n}"/>"#)).collect();
    let package = format!(
        r##"<package xmlns="p" xmlns:dc="d"><metadata><dc:title>The Quay</dc:title><dc:creator id="a">Anna Ren</dc:creator>
<dc:creator id="e">Bo Ek</dc:creator><meta refines="#e" property="role">edt</meta><dc:publisher>Tide Press</dc:publisher>
<dc:identifier>urn:isbn:9783161484100</dc:identifier><dc:date>2024-05-03</dc:date><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav"/>{items}</manifest><spine><itemref idref="nav"/>{spine}</spine></package>"##
    );
    let links: String = (1..=chapters.len())
        .map(|n| format!(r#"<li><a href="text/c%20{n}.xhtml#top">Chapter {n}</a></li>"#))
        .collect();
    let navigation = format!("<html><body><nav><ol>{links}</ol></nav></body></html>");
    let container = r#"<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#;
    let pages: Vec<String> = chapters
        .iter()
        .map(|body| format!("<html><head><title/></head><body>{body}</body></html>"))
        .collect();
    let mut parts: Vec<(&str, &str)> =
        vec![("mimetype", "application/epub+zip"), ("META-INF/container.xml", container)];
    parts.extend(names.iter().map(String::as_str).zip(pages.iter().map(String::as_str)).rev());
    parts.extend([("OEBPS/book.opf", package.as_str()), ("OEBPS/nav.xhtml", navigation.as_str())]);
    zip(&parts)
}
