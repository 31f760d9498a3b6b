//! Passages found by what they mean, with a model of a few words.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::folder::{Folder, text};
use crate::made_bert::write_bert;
use crate::made_model::write_model;
use crate::server::{self, Manner};

const NOTES: (&str, &str) =
    ("sources/garage.md", "# Garage\n\nThe motorcar needs new tyres before winter sets in.\n");

/// The usual library with one source more, and a model in the user's settings.
fn folder_with_model() -> Folder {
    let folder = Folder::with_library(&[NOTES]);
    write_model(&folder.home().join("model"));
    folder.write_user_settings(&naming_the_model(&folder));
    folder
}

fn naming_the_model(folder: &Folder) -> String {
    format!("[search]\nmodel = '{}'\n", folder.home().join("model").display())
}

/// The sources that `ibid search` shows for `words`, best first.
fn found(folder: &Folder, words: &str) -> Vec<String> {
    let ran = folder.ibid(&["search", "--format", "json", words]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.objects().iter().map(|object| text(&object["source"]).to_owned()).collect()
}

/// The files of vectors in the cache.
fn kept(folder: &Folder) -> Vec<PathBuf> {
    let mut folders = vec![folder.cache().join("ibid/meaning")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let to = if entry.path().is_dir() { &mut folders } else { &mut files };
            to.push(entry.path());
        }
    }
    files
}

#[test]
fn a_passage_without_a_word_in_common_is_found_by_its_meaning() {
    let folder = folder_with_model();
    assert_eq!(found(&folder, "automobile"), ["sources/garage.md"]);
    // Where the model knows no word, the words count.
    assert_eq!(found(&folder, "tyres"), ["sources/garage.md"]);
    assert_eq!(found(&folder, "zeppelin"), [""; 0]);
    let doctor = folder.ibid(&["doctor"]).stdout;
    assert!(doctor.contains("\nmeaning         model, static, 4 dimensions ("), "{doctor}");
    assert!(doctor.contains("passages of 3 of 3 sources\n"), "{doctor}");
}

#[test]
fn without_a_model_nothing_is_said_or_kept_of_one() {
    let folder = Folder::with_library(&[NOTES]);
    assert_eq!(found(&folder, "automobile"), [""; 0]);
    assert_eq!(found(&folder, "motorcar"), ["sources/garage.md"]);
    assert!(!folder.ibid(&["doctor"]).stdout.contains("meaning"));
    assert!(folder.cache().join("ibid").is_dir() && !folder.cache().join("ibid/meaning").exists());
}

#[test]
fn what_only_checks_drafts_has_no_model_read_anything() {
    let folder = folder_with_model();
    folder.write("essay.md", "Nothing is said here.\n");
    assert_eq!(folder.ibid(&["check"]).code, 0);
    assert_eq!(kept(&folder).len(), 0);
    assert_eq!(folder.ibid(&["index"]).code, 0);
    assert_eq!(kept(&folder).len(), 3);
}

#[test]
fn a_broken_model_is_told_with_file_and_cure_and_search_goes_on_by_words() {
    let folder = folder_with_model();
    std::fs::write(folder.home().join("model/model.safetensors"), "cut").unwrap();
    let ran = folder.ibid(&["search", "motorcar"]);
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.starts_with("sources/garage.md"), "{}", ran.stdout);
    for part in ["model.safetensors", "search.model", "by their words alone"] {
        assert_eq!(ran.stderr.matches(part).count(), 1, "{part:?} in {}", ran.stderr);
    }
    assert!(folder.ibid(&["doctor"]).stdout.contains("model.safetensors"));
}

#[test]
fn a_workspace_names_no_model() {
    let folder = folder_with_model();
    folder.write(".ibid.toml", &naming_the_model(&folder));
    folder.write_user_settings("");
    let ran = folder.ibid(&["index"]);
    assert!(ran.stderr.contains("`search` may be set in your own config.toml only"), "{}", ran.stderr);
    assert_eq!(found(&folder, "automobile"), [""; 0]);
}

#[test]
fn what_the_model_has_read_once_it_does_not_read_again() {
    let folder = folder_with_model();
    assert_eq!(folder.ibid(&["index"]).code, 0);
    let read = kept(&folder);
    let an_hour_ago = SystemTime::now() - Duration::from_secs(3600);
    for file in &read {
        std::fs::File::options().write(true).open(file).unwrap().set_modified(an_hour_ago).unwrap();
    }
    // The same content elsewhere, and the same model elsewhere.
    folder.write("sources/copy.md", NOTES.1);
    std::fs::rename(folder.home().join("model"), folder.home().join("moved")).unwrap();
    folder.write_user_settings(&naming_the_model(&folder).replace("model'", "moved'"));
    assert_eq!(found(&folder, "automobile").len(), 2);
    assert_eq!(kept(&folder), read);
    for file in read {
        assert!(file.metadata().unwrap().modified().unwrap() <= an_hour_ago, "{} anew", file.display());
    }
    // Another model's vectors are not this one's.
    let tokenizer = folder.home().join("moved/tokenizer.json");
    let text = std::fs::read_to_string(&tokenizer).unwrap();
    std::fs::write(tokenizer, text.replace("automobile", "automaton")).unwrap();
    assert_eq!(found(&folder, "automobile"), [""; 0]);
    assert_eq!(kept(&folder).len(), 6);
}

#[test]
fn a_network_reads_a_library_when_told_to_and_no_search_waits_for_it() {
    let folder = folder_with_model();
    write_bert(&folder.home().join("model"), "");
    assert_eq!(found(&folder, "motorcar"), ["sources/garage.md"]);
    assert_eq!(kept(&folder).len(), 0);
    let doctor = folder.ibid(&["doctor"]).stdout;
    assert!(doctor.contains("meaning         model, BERT, 4 dimensions ("), "{doctor}");
    assert!(doctor.contains("it has read 0 passages of 0 of 3 sources\n"), "{doctor}");
    assert_eq!(folder.ibid(&["index"]).code, 0);
    assert_eq!(kept(&folder).len(), 3);
    assert_eq!(found(&folder, "motorcar")[0], "sources/garage.md");
    assert!(folder.ibid(&["doctor"]).stdout.contains("passages of 3 of 3 sources\n"));
}

#[test]
fn an_endpoint_reads_the_passages_and_what_is_searched_for() {
    let folder = Folder::with_library(&[NOTES]);
    let address = server::start(Manner::Able);
    folder.write_user_settings(&format!("[search]\nmodel = '{address}#tiny'\n"));
    // No search waits until it has read a library.
    assert_eq!(found(&folder, "automobile"), [""; 0]);
    let ran = folder.ibid(&["index"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(kept(&folder).len(), 3);
    assert_eq!(found(&folder, "automobile")[0], "sources/garage.md");
    let doctor = folder.ibid(&["doctor"]).stdout;
    assert!(doctor.contains(&format!("\nmeaning         tiny, at {address}; it has read ")), "{doctor}");
    let log = folder.ibid(&["log"]).stdout;
    assert!(log.contains("automobile") && log.contains("motorcar"), "{log}");
    folder.write(".ibid.toml", "private = true\n");
    assert_eq!(found(&folder, "automobile"), [""; 0]);
}

#[test]
fn an_endpoint_that_gives_no_vectors_is_told_of_and_words_are_searched() {
    for address in [server::nobody(), server::start(Manner::Simple)] {
        let folder = Folder::with_library(&[NOTES]);
        folder.write_user_settings(&format!("[search]\nmodel = '{address}#tiny'\n"));
        let ran = folder.ibid(&["index"]);
        assert_eq!(ran.code, 0);
        for part in ["not all passages are found by their meaning yet", &address] {
            assert!(ran.stderr.contains(part), "no {part:?} in {}", ran.stderr);
        }
        assert_eq!(found(&folder, "motorcar"), ["sources/garage.md"]);
    }
}

#[test]
fn an_endpoint_that_cannot_read_passages_is_refused() {
    for (named, why) in [
        ("http://localhost:11434", "wants the model's name too"),
        ("https://api.anthropic.com#claude", "makes no vectors"),
        ("ftp://localhost#tiny", "`search.model`"),
    ] {
        let folder = Folder::with_library(&[NOTES]);
        folder.write_user_settings(&format!("[search]\nmodel = '{named}'\n"));
        let ran = folder.ibid(&["search", "motorcar"]);
        assert!(ran.stderr.contains(why), "no {why:?} in {}", ran.stderr);
        assert!(ran.stdout.starts_with("sources/garage.md"), "{}", ran.stdout);
    }
}
