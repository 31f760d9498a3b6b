use std::{fs, path::Path};

use ibid_sources::{ContentHash, Error, Extractor, Limits, Store};
use tempfile::TempDir;

use crate::child::extractor;
use crate::pdf_file::{PdfFile, PdfPage};

fn entries(cache: &Path) -> Vec<std::path::PathBuf> {
    let Ok(versions) = fs::read_dir(cache.join("extracted")) else { return Vec::new() };
    let shelves = versions.flat_map(|version| fs::read_dir(version.unwrap().path()).unwrap());
    shelves
        .flat_map(|shelf| fs::read_dir(shelf.unwrap().path()).unwrap())
        .map(|e| e.unwrap().path())
        // Beside them stand the turns to make them.
        .filter(|path| path.extension().is_some())
        .collect()
}

/// A store whose extractor is not there: it can only give what is kept.
fn kept_only(cache: &Path) -> Store {
    Store::new(cache, Extractor::new("/nowhere/ibid".into(), Limits::default()))
}

#[test]
fn one_content_is_read_once_whatever_its_name() {
    let folder = TempDir::new().unwrap();
    let (one, two) = (folder.path().join("one.md"), folder.path().join("two.md"));
    fs::write(&one, "# Title\n\nText.").unwrap();
    fs::write(&two, "# Title\n\nText.").unwrap();
    let (hash, extracted) = Store::new(folder.path(), extractor(Limits::default())).read(&one).unwrap();
    let store = kept_only(folder.path());
    assert_eq!(store.read(&two).unwrap(), (hash.clone(), extracted.clone()));
    assert_eq!(store.get(&hash), Some(extracted));
    assert_eq!(store.get(&ContentHash("../../etc/passwd".into())), None);
}

#[test]
fn a_broken_entry_is_made_again() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, "Text.").unwrap();
    let store = Store::new(folder.path(), extractor(Limits::default()));
    let first = store.read(&path).unwrap();
    let entry = entries(folder.path()).remove(0);
    fs::write(&entry, b"{ half").unwrap();
    assert!(kept_only(folder.path()).read(&path).is_err());
    assert_eq!(store.read(&path).unwrap(), first);
    assert_eq!(kept_only(folder.path()).read(&path).unwrap(), first);
}

#[test]
fn failures_of_the_bytes_are_remembered_under_the_name_asked_for() {
    let folder = TempDir::new().unwrap();
    let (one, two) = (folder.path().join("one.pdf"), folder.path().join("two.pdf"));
    fs::write(&one, "no PDF").unwrap();
    fs::copy(&one, &two).unwrap();
    assert!(Store::new(folder.path(), extractor(Limits::default())).read(&one).is_err());
    let again = kept_only(folder.path()).read(&two).unwrap_err();
    assert!(matches!(again, Error::Damaged { file, .. } if file == two));
}

/// What Zotero keeps beside a PDF, and cannot stand in for its text, is looked at once.
#[test]
fn a_scanned_pdf_is_read_again_only_where_the_text_beside_it_is_another() {
    let folder = TempDir::new().unwrap();
    let (path, beside) = (folder.path().join("scan.pdf"), folder.path().join(".zotero-ft-cache"));
    fs::write(&path, PdfFile::default().page(PdfPage::default()).bytes()).unwrap();
    let store = Store::new(folder.path(), extractor(Limits::default()));
    for unfit in [String::new(), "Some words.\n\x0c".repeat(100) + "The end.", "word ".repeat(100_001)] {
        fs::write(&beside, unfit).unwrap();
        assert!(matches!(kept_only(folder.path()).read(&path), Err(Error::Reader { .. })));
        assert!(matches!(store.read(&path), Err(Error::NoText { .. })));
        assert!(matches!(kept_only(folder.path()).read(&path), Err(Error::NoText { .. })));
    }
    fs::write(&beside, "One river.").unwrap();
    assert_eq!(store.read(&path).unwrap().1.text, "One river.");
}

#[test]
fn going_past_a_limit_is_not_remembered() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "word ".repeat(300_000)).unwrap();
    let tight = Limits { output: 1 << 10, ..Limits::default() };
    assert!(matches!(Store::new(folder.path(), extractor(tight)).read(&path), Err(Error::Limit { .. })));
    assert!(Store::new(folder.path(), extractor(Limits::default())).read(&path).is_ok());
}

#[test]
fn the_same_bytes_as_another_kind_are_read_anew() {
    let folder = TempDir::new().unwrap();
    let store = Store::new(folder.path(), extractor(Limits::default()));
    let text_of = |name: &str| {
        let path = folder.path().join(name);
        fs::write(&path, "*Loud* words.").unwrap();
        store.read(&path).unwrap().1.text
    };
    assert_eq!((text_of("a.md"), text_of("a.txt")), ("Loud words.".to_string(), "*Loud* words.".to_string()));
}

#[test]
fn what_cannot_be_kept_on_disk_is_kept_in_memory() {
    let folder = TempDir::new().unwrap();
    let (path, cache) = (folder.path().join("a.md"), folder.path().join("cache"));
    fs::write(&path, "Text.").unwrap();
    fs::write(&cache, "a file where the folder should be").unwrap();
    let store = Store::new(&cache, extractor(Limits::default()));
    let another = store.clone();
    let (hash, extracted) = store.read(&path).unwrap();
    assert!(store.has(&hash));
    assert_eq!(another.get(&hash), Some(extracted));
    assert_eq!(kept_only(&cache).get(&hash), None);
}
