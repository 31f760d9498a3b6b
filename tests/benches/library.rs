//! A large library: how fast it is read, how much it takes, how fast it answers. Its text is made up (see `language.rs`).
//! `IBID_BENCH_MB` says how much of it there is.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use ibid_library::{Index, Searcher};
use serde_json::{Value, json};

use crate::bare;
use crate::client::{Abilities, Client};
use crate::language::Language;
use crate::made_up::Numbers;
use crate::table::{self, Measured};

/// Bytes of one source, as a book has.
const SOURCE: usize = 500_000;
/// Bytes of a source of some 300 passages.
const CHAPTER: usize = 85_000;
/// Queries that are asked, each another.
const QUERIES: usize = 1_000;
/// Sources of a library in which nothing has changed.
const FILES: usize = 10_000;

/// The rows, if their name has `only` in it.
pub(crate) fn rows(only: Option<&str>) {
    let megabytes =
        std::env::var("IBID_BENCH_MB").ok().and_then(|megabytes| megabytes.parse().ok()).unwrap_or(100);
    let title = format!("library of {megabytes} MB");
    if only.is_none_or(|only| title.contains(only)) {
        println!("\n{title}");
        at_size(megabytes * 1_000_000);
    }
    let title = format!("library of {FILES} files, nothing changed");
    if only.is_none_or(|only| title.contains(only)) {
        println!();
        table::row(&title, "300 ms", &Measured::Times(unchanged()));
    }
}

fn at_size(bytes: usize) {
    let language = Language::new();
    let (mut files, mut text) = (Vec::new(), 0);
    let prepare = |home: &Path| {
        for seed in 0..bytes.div_ceil(SOURCE) as u64 {
            let source = language.source(SOURCE.min(bytes), seed);
            text += source.len();
            files.push(write(home, &format!("{seed}.txt"), &source));
        }
    };
    let drafts = [("draft.md", "A draft.\n"), (".ibid.toml", "")];
    let client = Client::on_files_beside(&drafts, Abilities::PUSH, prepare);
    reading(&client, &files, text);
    searching(&client, &files);
    changing(&client, &language);
}

/// Writes a source below the user's `home`, as of a minute ago: what was written just now is read twice.
fn write(home: &Path, name: &str, text: &str) -> PathBuf {
    let folder = home.join("project/sources");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    let file = std::fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
    path
}

fn home(client: &Client) -> &Path {
    client.root.parent().unwrap()
}

fn ibid(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command
        .args(arguments)
        .current_dir(home.join("project"))
        .env("HOME", home)
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn reading(client: &Client, files: &[PathBuf], text: usize) {
    let megabytes = text as f64 / 1e6;
    let peer = home(client).join("peer");
    std::fs::create_dir(&peer).unwrap();
    let start = Instant::now();
    bare::index(files, &peer);
    let bare = megabytes / start.elapsed().as_secs_f64();
    table::row("  a bare program on the same engine", "", &Measured::Figure(bare, "MB/s"));
    let peer = size(&peer) as f64 / text as f64;
    table::row("  its index, over the text", "", &Measured::Figure(peer, "×"));

    let start = Instant::now();
    let mut process = ibid(home(client), &["index"]).spawn().unwrap();
    let mut most = 0.0_f64;
    while process.try_wait().unwrap().is_none() {
        most = most.max(peak(process.id()).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(20));
    }
    let own = megabytes / start.elapsed().as_secs_f64();
    table::row("  ibid index, from files", "10 MB/s", &Measured::Figure(own, "MB/s"));
    table::row("  its memory at most", "400 MB", &Measured::Figure(most, "MB"));
    let index = index_folder(client);
    let share = size(&index) as f64 / text as f64;
    table::row("  its index, over the text", "1.2", &Measured::Figure(share, "×"));
}

/// The most memory that the process had so far, in MB.
fn peak(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

/// The bytes of all files in `folder`.
fn size(folder: &Path) -> u64 {
    std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum()
}

/// Where the index of the one library in this cache stands.
fn index_folder(client: &Client) -> PathBuf {
    let mut folder = home(client).join("cache/ibid/index");
    while !folder.join("meta.json").is_file() {
        let mut inside = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        folder = inside.find(|path| path.is_dir()).unwrap();
    }
    folder
}

fn searching(client: &Client, files: &[PathBuf]) {
    let index = Index::open(&index_folder(client)).unwrap().index;
    let passages = index.stats().unwrap().passages as f64;
    table::row("  passages", "", &Measured::Figure(passages, ""));
    let queries = queries(files);
    let search = |words: &str, searcher: &Searcher| searcher.search(words, 10).unwrap().len();
    let phrase = |words: &str, searcher: &Searcher| searcher.phrase(words, 10).unwrap().len();
    let searcher = index.searcher();
    let ask = |ask: &dyn Fn(&str, &Searcher) -> usize, words: &str| {
        let start = Instant::now();
        assert!(ask(words, &searcher) > 0, "nothing has {words:?}");
        start.elapsed()
    };
    // The first hundred are not counted: they find out where on the disk things are.
    let times = |one: &dyn Fn(&str, &Searcher) -> usize| {
        let times: Vec<Duration> = queries.iter().map(|words| ask(one, words)).collect();
        Measured::Times(times[QUERIES / 10..].to_vec())
    };
    table::row("  search, each query another", "20 ms p99", &times(&search));
    table::row("  phrase, each another", "5 ms p99", &times(&phrase));
    let cold = |words: &String| {
        let start = Instant::now();
        assert!(ibid(home(client), &["search", words]).status().unwrap().success());
        start.elapsed()
    };
    let cold = queries.iter().take(20).map(cold).collect();
    table::row("  ibid search, a process each", "", &Measured::Times(cold));
}

/// Stretches of two to six words of the sources, each another.
fn queries(files: &[PathBuf]) -> Vec<String> {
    let mut numbers = Numbers::new(7);
    let (mut queries, mut seen) = (Vec::new(), HashSet::new());
    while queries.len() < QUERIES {
        let text = std::fs::read_to_string(&files[numbers.next(files.len())]).unwrap();
        let sentences: Vec<&str> = text.split(". ").collect();
        for _ in 0..20 {
            let words: Vec<&str> = sentences[numbers.next(sentences.len())].split_whitespace().collect();
            let count = 2 + numbers.next(5);
            let begin = numbers.next(words.len().saturating_sub(count) + 1);
            let query = words.iter().skip(begin).take(count).copied().collect::<Vec<_>>().join(" ");
            if words.len() >= count && seen.insert(query.clone()) {
                queries.push(query);
            }
        }
    }
    queries.truncate(QUERIES);
    queries
}

fn changing(client: &Client, language: &Language) {
    let start = |_| {
        let mut client = client.again(env!("CARGO_BIN_EXE_ibid"));
        let draft = client.open("draft.md");
        until_found(&mut client, &draft.uri, "government");
        client.started.elapsed()
    };
    table::row("  warm start to first passages", "100 ms", &Measured::Times((0..10).map(start).collect()));
    let mut client = client.again(env!("CARGO_BIN_EXE_ibid"));
    let draft = client.open("draft.md");
    until_found(&mut client, &draft.uri, "government");
    let home = home(&client).to_owned();
    let change = |round: u64| {
        let word = format!("xylograph{round}");
        let text = format!("{}The {word} is new. ", language.source(CHAPTER, 1_000_000 + round));
        write(&home, "0.txt", &text);
        let start = Instant::now();
        until_found(&mut client, &draft.uri, &word);
        start.elapsed()
    };
    let changes = (0..10).map(change).collect();
    table::row("  a changed source of 300 passages until found", "1 s", &Measured::Times(changes));
}

/// Asks for passages with `words` until there are some.
fn until_found(client: &mut Client, uri: &str, words: &str) {
    let begun = Instant::now();
    let query = json!({ "textDocument": { "uri": uri }, "query": words, "limit": 10 });
    let found = |answer: &Value| answer["passages"].as_array().is_some_and(|passages| !passages.is_empty());
    while !found(&client.request("ibid/search", query.clone())) {
        assert!(begun.elapsed() < Duration::from_secs(60), "{words} is not found");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The times in which `ibid index` sees that nothing has changed.
fn unchanged() -> Vec<Duration> {
    let folder = tempfile::tempdir().unwrap();
    let language = Language::new();
    for seed in 0..FILES as u64 {
        write(folder.path(), &format!("{seed}.txt"), &language.source(300, seed));
    }
    std::fs::write(folder.path().join("project/.ibid.toml"), "").unwrap();
    let index = |_| {
        let start = Instant::now();
        assert!(ibid(folder.path(), &["index"]).status().unwrap().success());
        start.elapsed()
    };
    (0..11).map(index).skip(1).collect()
}
