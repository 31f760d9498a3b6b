//! What a writer's library finds, what it forgets, and what it survives.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};

use ibid_library::{About, Batch, Document, Filter, Hit, Index};
use ibid_sources::{ContentHash, Extracted, Passage, passages};
use ibid_text::{Language, Place, Span, Tongue};

/// A source of which each line is a passage.
fn source(path: &str, hash: &str, text: &str) -> Document {
    let mut at = 0;
    let passages = text.lines().enumerate().map(|(i, line)| {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        let place = Place { page: Some(format!("{}", i + 1)), ..Place::default() };
        Passage { span, text: line.to_owned(), place, language: Language::of(line) }
    });
    Document {
        path: PathBuf::from(path),
        hash: ContentHash(hash.to_owned()),
        about: About::default(),
        address: None,
        passages: passages.collect(),
    }
}

fn add(index: &Index, documents: &[Document]) {
    index.apply(&Batch { add: documents.to_vec(), remove: Vec::new() }).unwrap();
}

fn library(texts: &[(&str, &str)]) -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap().index;
    let documents: Vec<_> = texts.iter().map(|(path, text)| source(path, "h1", text)).collect();
    add(&index, &documents);
    (dir, index)
}

fn texts(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|h| h.text.as_str()).collect()
}

const CHIPS: &str = "Our single chip is still one generation behind the United States.
The company spends 180,000 million yuan a year on research.
He said: “We don’t need to worry about the chip problem.”";
const ZH: &str = "我们单芯片还是落后美国一代。
我们一年研发投入1800亿元,用GPT写作。";

#[track_caller]
fn finds_phrase(words: &str, expected: &[&str]) {
    let (_dir, index) = library(&[("chips.md", CHIPS), ("zh.md", ZH)]);
    let hits = index.searcher().phrase(words, 10).unwrap();
    let found: Vec<String> = hits
        .iter()
        .map(|h| format!("{} p. {}", h.path.display(), h.place.page.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(found, expected, "{words}");
}

#[test]
fn english_phrases() {
    finds_phrase("one generation behind", &["chips.md p. 1"]);
    finds_phrase("\"We DON'T need to\"", &["chips.md p. 3"]);
    finds_phrase("180,000 million", &["chips.md p. 2"]);
    finds_phrase("generation one behind", &[]);
    finds_phrase("one generations behind", &[]);
    finds_phrase("researched", &[]);
    finds_phrase("research", &["chips.md p. 2"]);
    finds_phrase("", &[]);
    finds_phrase("… 🙂", &[]);
}

#[test]
fn chinese_phrases() {
    finds_phrase("落后美国一代", &["zh.md p. 1"]);
    finds_phrase("还是落后", &["zh.md p. 1"]);
    finds_phrase("美国落后", &[]);
    finds_phrase("用GPT写", &["zh.md p. 2"]);
    finds_phrase("GPT写作", &["zh.md p. 2"]);
    finds_phrase("研", &["zh.md p. 2"]);
    finds_phrase("代", &["zh.md p. 1"]);
}

/// The words and CJK characters of a text of the letters below.
fn units(text: &str) -> Vec<String> {
    let mut units = Vec::new();
    for part in text.to_lowercase().split([' ', ',', '.']) {
        let chars: Vec<char> = part.chars().collect();
        let runs = chars.chunk_by(|a, b| a.is_ascii() && b.is_ascii());
        units.extend(runs.map(|run| run.iter().collect::<String>()));
    }
    units.retain(|unit| !unit.is_empty());
    units
}

/// Whether `text` has the units `wanted` side by side.
fn has(text: &str, wanted: &[String]) -> bool {
    units(text).windows(wanted.len()).any(|window| window == wanted)
}

/// Numbers below what is asked, the same on each run.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut seed = 7_u64;
    move |below| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    }
}

#[test]
fn phrases_are_found_where_all_their_words_stand_side_by_side_and_nowhere_else() {
    let letters: Vec<char> = "ab一二 ,".chars().collect();
    let mut random = numbers();
    let mut text = |length: usize| (0..length).map(|_| letters[random(letters.len())]).collect::<String>();
    let lines: Vec<String> = (0..60).map(|i| text(4 + i % 9)).collect();
    let (_dir, index) = library(&[("random.md", &lines.join("\n"))]);
    let searcher = index.searcher();
    for length in (1..6).cycle().take(300) {
        let words = text(length);
        let wanted = units(&words);
        if wanted.is_empty() {
            continue;
        }
        let mut expected: Vec<_> = lines.iter().filter(|line| has(line, &wanted)).collect();
        let hits = searcher.phrase(&words, 100).unwrap();
        let mut found: Vec<_> = hits.iter().map(|h| &h.text).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{words:?}");
    }
}

/// Passages share sentences, of which only the last words are indexed twice.
#[test]
fn phrases_are_found_wherever_they_stand_in_passages_that_overlap() {
    let words = ["run", "runs", "running", "river", "rivers", "a", "一二", "二一", "三"];
    let mut random = numbers();
    let mut text = String::new();
    for _ in 0..400 {
        let count = 2 + random(24);
        let sentence: Vec<_> = (0..count).map(|_| words[random(words.len())]).collect();
        text += &format!("The {}. ", sentence.join(" "));
    }
    let source = Extracted { text, ..Extracted::default() };
    let passages = passages(&source);
    let document = Document { passages: passages.clone(), ..self::source("random.md", "h1", "") };
    let (_dir, index) = library(&[]);
    add(&index, &[document]);
    let searcher = index.searcher();
    let all = units(&source.text);
    let mut none = 0;
    for length in (1..24).cycle().take(1_000) {
        let begin = random(all.len() - length);
        let mut wanted = all[begin..begin + length].to_vec();
        if random(3) == 0 {
            wanted[random(length)] = "run".to_owned();
        }
        let expected: Vec<usize> = (0..passages.len()).filter(|&i| has(&passages[i].text, &wanted)).collect();
        none += usize::from(expected.is_empty());
        let hits = searcher.phrase(&wanted.join(" "), 1_000).unwrap();
        let at = |hit: &Hit| passages.iter().position(|passage| passage.span == hit.span).unwrap();
        let mut found: Vec<usize> = hits.iter().map(at).collect();
        found.sort();
        let count = found.len();
        found.dedup();
        assert_eq!(found.len(), count, "{wanted:?} is found twice");
        assert!(found.iter().all(|i| expected.contains(i)), "{wanted:?}: {found:?} {expected:?}");
        // What stands in the sentence that two passages share is found in the first.
        let is_found = |i: &usize| found.contains(i) || *i > 0 && found.contains(&(i - 1));
        assert!(expected.iter().all(is_found), "{wanted:?}: {found:?} {expected:?}");
    }
    assert!(none > 100, "{none}");
}

#[test]
fn a_phrase_is_told_of_several_sources() {
    let line = "They came one generation behind.";
    let long = [line; 40].join("\n");
    let (_dir, index) = library(&[("a.md", &long), ("b.md", line), ("c.md", line)]);
    let hits = index.searcher().phrase("one generation behind", 12).unwrap();
    let of = |path: &str| hits.iter().filter(|hit| hit.path == Path::new(path)).count();
    assert_eq!((of("a.md"), of("b.md"), of("c.md")), (10, 1, 1));
    assert_eq!(index.searcher().phrase("one generation behind", 100).unwrap().len(), 42);
}

#[test]
fn plain_words_find_by_stem_and_closeness() {
    let (_dir, index) = library(&[
        ("chips.md", CHIPS),
        ("far.md", "Behind him one stood, of another generation, with a pipe of old briar wood."),
        ("zh.md", ZH),
    ]);
    let searcher = index.searcher();
    let hits = searcher.search("chips one generation behind", 3).unwrap();
    assert_eq!(hits[0].path, Path::new("chips.md"));
    assert_eq!(hits[0].span, Span::new(0, 65));
    assert!(hits[0].score > hits[1].score);
    assert_eq!(texts(&searcher.search("芯片落后", 1).unwrap()), ["我们单芯片还是落后美国一代。"]);
    assert_eq!(searcher.search("AND (chip: \"*", 10).unwrap().len(), 2, "no query language");
    assert_eq!(searcher.search_in(Path::new("far.md"), "generation", 10).unwrap().len(), 1);
    assert_eq!(searcher.search_in(Path::new("none.md"), "generation", 10).unwrap(), []);
    assert_eq!(searcher.search("one", 0).unwrap(), []);
}

#[test]
fn replace_and_remove() {
    let (dir, index) = library(&[("a.md", "old words here"), ("b.md", "other words here")]);
    let before = index.searcher();
    let generation = before.generation();
    add(&index, &[source("a.md", "h2", "new words here"), source("empty.md", "h3", "")]);
    index.apply(&Batch { add: Vec::new(), remove: vec!["b.md".into(), "none.md".into()] }).unwrap();
    assert_eq!(texts(&index.searcher().search("words", 10).unwrap()), ["new words here"]);
    assert_eq!(before.search("words", 10).unwrap().len(), 2, "a snapshot stays as it was");
    assert_ne!(index.searcher().generation(), generation);

    let again = Index::open(dir.path()).unwrap();
    assert!(!again.rebuilt);
    let known = again.index.known().unwrap().into_iter();
    let mut known: Vec<_> = known.map(|(path, record)| (path, record.hash)).collect();
    known.sort();
    let hash = |h: &str| ContentHash(h.to_owned());
    assert_eq!(known, [("a.md".into(), hash("h2")), ("empty.md".into(), hash("h3"))]);
    let stats = again.index.stats().unwrap();
    assert_eq!((stats.sources, stats.passages), (2, 1));
    assert!(stats.bytes > 0);
}

#[test]
fn two_writers_take_turns_and_see_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let open = || Index::open(dir.path()).unwrap().index;
    let (one, two) = (open(), open());
    std::thread::scope(|scope| {
        for (index, name) in [(&one, "one"), (&two, "two")] {
            scope.spawn(move || {
                for i in 0..4 {
                    add(index, &[source(&format!("{name}{i}.md"), "h", "shared words")]);
                }
            });
        }
    });
    for index in [one, two] {
        assert_eq!(index.known().unwrap().len(), 8);
        assert_eq!(index.searcher().search("shared", 20).unwrap().len(), 8);
    }
}

/// Writes `bytes` over each of the index's files in turn.
#[track_caller]
fn survives(damage: impl Fn(Vec<u8>) -> Vec<u8>) {
    let (dir, index) = library(&[("chips.md", CHIPS)]);
    drop(index);
    let files: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    let mut rebuilt = 0;
    for file in files {
        let copy = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
        let path = copy.path().join(&file);
        std::fs::write(&path, damage(std::fs::read(&path).unwrap())).unwrap();
        let opened = Index::open(copy.path()).unwrap();
        rebuilt += usize::from(opened.rebuilt);
        let known = opened.index.known().unwrap().len();
        assert_eq!(known, usize::from(!opened.rebuilt), "{file:?}");
        add(&opened.index, &[source("chips.md", "h2", CHIPS)]);
        assert_eq!(opened.index.searcher().phrase("single chip", 9).unwrap().len(), 1, "{file:?}");
    }
    assert!(rebuilt > 3, "{rebuilt}");
}

#[test]
fn damaged_files_are_rebuilt() {
    survives(|_| Vec::new());
    survives(|bytes| bytes[..bytes.len() / 2].to_vec());
    survives(|mut bytes| {
        let middle = bytes.len() / 2;
        bytes.iter_mut().skip(middle).take(1).for_each(|b| *b ^= 0x55);
        bytes
    });
}

#[test]
fn a_foreign_index_is_rebuilt() {
    let dir = tempfile::tempdir().unwrap();
    let mut schema = tantivy::schema::Schema::builder();
    schema.add_text_field("body", tantivy::schema::TEXT);
    tantivy::Index::create_in_dir(dir.path(), schema.build()).unwrap();
    let opened = Index::open(dir.path()).unwrap();
    assert!(opened.rebuilt);
    assert_eq!(opened.index.stats().unwrap().sources, 0);
    assert!(!Index::open(dir.path()).unwrap().rebuilt);
}

#[test]
fn what_the_system_refuses_is_not_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("meta.json")).unwrap();
    assert!(Index::open(dir.path()).is_err());
    assert!(Index::open(Path::new("/dev/null/x")).is_err());
}

/// A writer that is killed before its batch counts leaves files of that batch behind; the next writer's have the
/// same names.
#[test]
fn what_a_killed_writer_left_does_not_hold_up_the_next() {
    // Of many, so that what is deleted is not yet worth a new segment.
    let (dir, index) = library(&[("a.md", "one"), ("b.md", "two"), ("c.md", "four"), ("d.md", "five")]);
    let meta = dir.path().join("meta.json");
    let before = std::fs::read(&meta).unwrap();
    add(&index, &[source("a.md", "h2", "three")]);
    std::fs::write(&meta, before).unwrap();

    let index = Index::open(dir.path()).unwrap().index;
    assert_eq!(texts(&index.searcher().search("one", 1).unwrap()), ["one"]);
    add(&index, &[source("a.md", "h2", "three")]);
    assert_eq!(texts(&index.searcher().search("three", 1).unwrap()), ["three"]);
}

#[test]
fn a_source_that_is_there_is_not_written_again() {
    let (_dir, index) = library(&[("chips.md", CHIPS)]);
    let before = index.searcher().generation();
    add(&index, &[source("chips.md", "h1", CHIPS)]);
    assert_eq!(index.searcher().generation(), before);
    add(&index, &[source("chips.md", "h2", CHIPS), source("zh.md", "h1", ZH)]);
    assert_ne!(index.searcher().generation(), before);
    assert_eq!(index.stats().unwrap().passages, 5);
}

#[test]
fn one_index_serves_whoever_reaches_its_folder() {
    let (_dir, index) = library(&[("deep/chips.md", CHIPS), ("/else/where.md", "One generation apart.")]);
    for base in ["/w/sources", "/v/shared"] {
        let searcher = index.searcher().below(Path::new(base));
        let mut paths: Vec<_> =
            searcher.search("generation", 10).unwrap().into_iter().map(|hit| hit.path).collect();
        paths.sort();
        assert_eq!(paths, [PathBuf::from("/else/where.md"), Path::new(base).join("deep/chips.md")]);
        let inside = searcher.search_in(&Path::new(base).join("deep/chips.md"), "generation", 10).unwrap();
        assert_eq!(inside.len(), 1);
    }
}

/// A source with a title, an author and a year.
fn known_as(document: Document, title: &str, author: &str, year: i32) -> Document {
    let about = About { title: title.to_owned(), authors: vec![author.to_owned()], year: Some(year) };
    Document { about, ..document }
}

#[test]
fn a_source_is_found_by_its_title_author_and_year_too() {
    let (_dir, index) = library(&[("zh.md", ZH)]);
    let ren = known_as(source("ren.md", "h1", CHIPS), "A Dialogue on Yields", "Ren Zhengfei", 2025);
    add(
        &index,
        &[ren.clone(), source("other.md", "h1", "Our chip is no match for theirs, by one generation.")],
    );
    let first = |words: &str| index.searcher().search(words, 9).unwrap().first().map(|hit| hit.path.clone());
    assert_eq!(first("zhengfei"), Some("ren.md".into()));
    assert_eq!(first("dialogues 2025"), Some("ren.md".into()));
    assert_eq!(first("Zhengfei chip generation"), Some("ren.md".into()));
    assert_eq!(
        index.searcher().phrase("dialogue on yields", 9).unwrap(),
        [],
        "they are no words of the source"
    );

    let generation = index.searcher().generation();
    add(&index, std::slice::from_ref(&ren));
    assert_eq!(index.searcher().generation(), generation, "nothing is new");
    add(&index, &[known_as(ren, "A Talk", "Ren Zhengfei", 2025)]);
    assert_eq!((first("dialogue"), first("talk")), (None, Some("ren.md".into())));
}

#[test]
fn words_that_a_passage_lacks_count_where_its_source_has_them() {
    let (_dir, index) = library(&[
        ("yields.md", "The yield of the foundry rose.\nIt was a matter of lithography."),
        ("other.md", "The yield of the foundry rose.\nIt was a matter of bonds."),
        ("more.md", "Bonds rose.\nTheir yield was low.\nA foundry is older than they are."),
    ]);
    let found = index.searcher().search("foundry yield lithography", 9).unwrap();
    let paths: Vec<_> = found.iter().map(|hit| hit.path.to_str().unwrap()).collect();
    assert_eq!(paths[..2], ["yields.md", "yields.md"], "{found:?}");
    assert_eq!(found[0].text, "The yield of the foundry rose.", "the passage decides within its source");
    // Sources that are gone weigh nothing.
    let gone = Batch { remove: vec!["yields.md".into()], ..Batch::default() };
    index.apply(&gone).unwrap();
    let first = index.searcher().search("foundry yield lithography", 9).unwrap().swap_remove(0);
    assert_eq!(first.path, Path::new("other.md"));
}

#[test]
fn headings_are_found_with_the_passages_below_them() {
    let (_dir, index) = library(&[]);
    let mut document = source("a.md", "h1", "It is four years behind.");
    document.passages[0].place.heading = Some("Lithography".to_owned());
    add(&index, &[document]);
    assert_eq!(index.searcher().search("lithography", 9).unwrap().len(), 1);
}

const DE: &str = "Die Häuser am Hafen wurden in den Jahren nach dem Krieg von der Stadt wieder aufgebaut.
Ein Hafenbecken.";
const FR: &str =
    "Les maisons du port ont été reconstruites dans les années qui ont suivi la guerre par la ville.";

#[test]
fn words_are_stemmed_by_the_language_of_the_passage() {
    let (_dir, index) = library(&[("de.md", DE), ("fr.md", FR), ("chips.md", CHIPS), ("zh.md", ZH)]);
    let found = |words: &str| texts_of(&index, words, &Filter::default());
    assert_eq!(found("Haus"), [DE.lines().next().unwrap()]);
    assert_eq!(found("reconstruire maison"), [FR]);
    assert_eq!(found("companies"), [CHIPS.lines().nth(1).unwrap()]);
}

#[test]
fn words_that_are_plainly_english_are_not_stemmed_as_another_language() {
    let fr = "Le port de la ville fut continuellement agrandi dans les années qui ont suivi la guerre.";
    let (_dir, index) = library(&[("fr.md", fr), ("chips.md", CHIPS)]);
    let found = |words: &str| texts_of(&index, words, &Filter::default());
    assert_eq!(found("continuelle"), [fr]);
    let english = "The harbour of the city, called continuelle, was made larger in the years of peace";
    assert!(!found(english).contains(&fr.to_owned()));
}

fn texts_of(index: &Index, words: &str, filter: &Filter) -> Vec<String> {
    index.searcher().search_where(words, filter, 9).unwrap().into_iter().map(|hit| hit.text).collect()
}

#[test]
fn a_search_can_be_kept_to_sources_a_folder_or_a_language() {
    let (_dir, index) = library(&[
        ("/w/sources/a/one.md", "Chips of one kind."),
        ("/w/sources/b/two.md", "Chips of another kind."),
        (
            "/w/sources/bb/de.md",
            "Chips und Anlagen wurden in den Jahren nach dem Krieg von der Stadt aufgebaut.",
        ),
    ]);
    let found = |filter: Filter| {
        let mut texts = texts_of(&index, "chips", &filter);
        texts.sort();
        texts.iter().map(|text| text.split(' ').nth(2).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let within = |folder: &str| Filter { folder: Some(folder.into()), ..Filter::default() };
    assert_eq!(found(Filter::default()), ["another", "one", "Anlagen"]);
    assert_eq!(found(within("/w/sources/b")), ["another"]);
    assert_eq!(found(within("/w/sources")).len(), 3);
    assert_eq!(found(within("/w/source")), [""; 0]);
    let two = Some(vec!["/w/sources/a/one.md".into(), "/none.md".into()]);
    assert_eq!(found(Filter { sources: two, ..Filter::default() }), ["one"]);
    assert_eq!(found(Filter { sources: Some(Vec::new()), ..Filter::default() }), [""; 0]);
    let german = Filter { tongue: Tongue::named("de"), ..Filter::default() };
    assert_eq!(found(german.clone()), ["Anlagen"]);
    assert_eq!(found(Filter { folder: Some("/w/sources/b".into()), ..german }), [""; 0]);
    let tongues = index.stats().unwrap().tongues;
    assert_eq!(
        tongues.iter().map(|(tongue, n)| (tongue.code(), *n)).collect::<Vec<_>>(),
        [("en", 2), ("de", 1)]
    );
}

/// To read an index through takes as long as it is large, so that each of its files is read through once.
#[test]
fn what_was_found_sound_is_not_read_through_again() {
    let (dir, index) = library(&[("chips.md", CHIPS)]);
    drop(index);
    let segment = std::fs::read_dir(dir.path()).unwrap().flatten().map(|entry| entry.path());
    let store = segment.into_iter().find(|path| path.extension().is_some_and(|e| e == "store")).unwrap();
    let changed = std::fs::metadata(&store).unwrap().modified().unwrap();
    let damage = |changed| {
        let mut bytes = std::fs::read(&store).unwrap();
        bytes[3] ^= 0x55;
        std::fs::write(&store, bytes).unwrap();
        std::fs::File::options().write(true).open(&store).unwrap().set_modified(changed).unwrap();
        Index::open(dir.path()).unwrap().rebuilt
    };
    assert!(!damage(changed), "it is taken for what it was");
    assert!(!damage(changed), "it is what it was");
    assert!(damage(changed + std::time::Duration::from_secs(1)));
}
