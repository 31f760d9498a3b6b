use super::*;
use crate::References;

const LIBRARY: &str = "
@book{Zeta2010, author={Smith, John}, title={Generations of the Gap}, year=2010, file={a.pdf;b.html}, ids={old, older}}
@article{ren2025, author={任, 正非 and Müller, Jörg}, title={The Chip Gap}, journal={People's Daily}, date={2025-06-10}, doi={10.1/x}}
@misc{zeta2010, title={Another}}
@misc{broken, title={Never closed
";

fn library() -> Catalogue {
    Catalogue::parse(Path::new("/w/a.bib"), LIBRARY)
}

#[test]
fn what_is_packed_comes_out_as_it_was_read() {
    let read = Bibliography::parse(Path::new("/w/a.bib"), LIBRARY);
    assert_eq!(library().iter().collect::<Vec<_>>(), read.references);
}

fn head(library: &Catalogue) -> Vec<u8> {
    let mut head = Vec::new();
    library.write_head(&mut head).unwrap();
    head
}

#[test]
fn what_is_written_down_is_taken_up_again() {
    let library = library();
    let read = Catalogue::read(&head(&library), library.said().to_vec());
    assert_eq!(read, Some(library));
}

#[test]
fn a_citekey_is_found_with_its_case_or_without() {
    let library = library();
    let keys = |key: &str| -> Vec<String> {
        library.entries_ignoring_case(key).map(|entry| library.key(entry).to_owned()).collect()
    };
    assert_eq!(keys("ZETA2010"), ["Zeta2010", "zeta2010"]);
    assert_eq!(keys("zeta"), [""; 0]);
    assert_eq!(
        library.entry("zeta2010").map(|entry| library.reference(entry).title.clone()).as_deref(),
        Some("Another")
    );
    assert_eq!(library.entry("ZETA2010"), None);
}

#[test]
fn the_files_of_a_reference_are_its_own() {
    let references = References::new(vec![Arc::new(library())]);
    let files: Vec<&str> = references.named_files().map(|(_, file)| file).collect();
    assert_eq!(files, ["a.pdf", "b.html"]);
    assert_eq!(references.with_files().map(|r| r.key.clone()).collect::<Vec<_>>(), ["Zeta2010"]);
}

/// What is damaged on the disk is not believed, and never brings the program down.
#[test]
fn damaged_bytes_are_refused_or_harmless() {
    let library = library();
    let head = head(&library);
    let written = [&head, library.said()].concat();
    for at in 0..written.len() {
        for damage in [0x01, 0x80, 0xff] {
            let mut damaged = written.clone();
            damaged[at] ^= damage;
            use_all(damaged.split_at(head.len()));
        }
        use_all(written[..at].split_at(head.len().min(at)));
    }
}

fn use_all((head, said): (&[u8], &[u8])) {
    let Some(catalogue) = Catalogue::read(head, said.to_vec()) else { return };
    let references = References::new(vec![Arc::new(catalogue)]);
    for key in ["ren2025", "zeta2010", "old"] {
        let _ = references.get(key);
    }
    let _ = (references.search("gap 2010", 5), references.named_files().count(), references.iter().count());
}
