//! EPUB: its chapters in the order of reading, each as a web page is.

mod contents;
mod package;

use std::path::Path;

use crate::{Error, Extracted, archive::Archive, builder::Builder, decode::decode_html, xml::Element};

use self::package::Package;
use super::html;

/// Ways in which fonts are garbled, which lock no text.
const GARBLED_FONTS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

pub(crate) fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let mut archive = Archive::open(path, bytes)?;
    if is_locked(path, &mut archive)? {
        return Err(Error::Locked { file: path.to_path_buf() });
    }
    let container = archive.needed_tree("META-INF/container.xml")?;
    let root = container.all("rootfile").into_iter().find_map(|root| root.attribute("full-path"));
    let root = root.ok_or_else(|| Error::damaged(path, "it names no package"))?;
    let package = Package::read(&archive.needed_tree(root)?, root);
    let titles = contents::titles(&mut archive, &package)?;
    let mut builder = Builder::default();
    *builder.metadata() = package.metadata;
    let mut read = 0;
    for chapter in &package.chapters {
        // A chapter that the package names and does not have costs itself, unless none is left.
        let Some(bytes) = archive.part(chapter)? else { continue };
        html::chapter(&decode_html(&bytes), titles.get(chapter).map(String::as_str), &mut builder);
        read += 1;
    }
    if read == 0 {
        return Err(Error::damaged(path, "it has no chapters"));
    }
    Ok(builder.finish())
}

/// Whether a shop's lock is on the text.
fn is_locked(path: &Path, archive: &mut Archive<'_>) -> Result<bool, Error> {
    if archive.has("META-INF/rights.xml") || archive.has("META-INF/license.lcpl") {
        return Ok(true);
    }
    let Some(part) = archive.part("META-INF/encryption.xml")? else { return Ok(false) };
    let Ok(encryption) = Element::parse(path, &part) else { return Ok(true) };
    let methods = encryption.all("EncryptedData").into_iter().map(|data| {
        data.child("EncryptionMethod").and_then(|method| method.attribute("Algorithm")).unwrap_or_default()
    });
    Ok(methods.into_iter().any(|method| !GARBLED_FONTS.contains(&method)))
}
