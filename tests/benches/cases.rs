//! What is measured, one function a row.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Abilities, Client};
use crate::draft::Draft;
use crate::made_up;
use crate::model;
use crate::table::Measured;

/// How long the checker waits after a change before it sets out (design: 300 ms).
const DEBOUNCE: Duration = Duration::from_millis(300);

/// A row of the table.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    pub(crate) measure: fn() -> Measured,
}

const fn case(name: &'static str, target: &'static str, measure: fn() -> Measured) -> Case {
    Case { name, target, measure }
}

/// The table, from top to bottom.
pub(crate) const ALL: &[Case] = &[
    case("initialize to answer", "50 ms", initialize),
    case("typed letter to completion list, 10,000 references", "5 ms p99", completion),
    case("ended sentence to finding, beyond the debounce", "10 ms p95", finding),
    case("5,000 words, 100 citations, 1,000 sources: cold", "1 s", long_draft_cold),
    case("the same, nothing in it changed", "100 ms", long_draft_again),
    case("the same, a changed sentence, beyond the debounce", "10 ms p95", long_draft_changed),
    case("the same, a changed sentence that cites nothing", "10 ms p95", long_draft_changed_uncited),
    case("first hover on a citation never hovered before", "10 ms p99", hover),
    case("index, text", "10 MB/s", index),
    case("memory with the sample open", "60 MB", memory),
    case("ghost text, beyond the model's first token", "20 ms p95", ghost_text),
    case("memory grown over 10,000 ghost texts", "flat", ghost_memory),
    case("keystroke in the sample, ghost text off", "", || typing(String::new())),
    case("keystroke in the sample, ghost text on", "within 10%", || typing(model::settings())),
    case("keystroke in a draft of 5 KB", "flat", || keystroke(5_000)),
    case("keystroke in a draft of 500 KB", "flat", || keystroke(500_000)),
    case("keystroke in a draft of 5 MB", "flat", || keystroke(5_000_000)),
];

fn initialize() -> Measured {
    let time = |_| Client::on_sample(Abilities::PUSH).initialized_after;
    Measured::Times((0..20).map(time).collect())
}

fn completion() -> Measured {
    let library = made_up::bibliography(10_000);
    let files = [("draft.md", "A draft.\n\nSee "), ("library.bib", library.as_str())];
    let mut client = Client::on_files(&files, Abilities::PUSH);
    let mut draft = client.open("draft.md");
    client.type_at_end(&mut draft, "[@key1");
    client.until("the bibliography", |client| {
        let list = completion_at_end(client, &draft);
        (list["items"].as_array().map_or(0, Vec::len) >= 10).then_some(())
    });
    let mut times = Vec::new();
    for words in
        ["harbour river policy", "trust machine city", "key77", "winter subsidy 1999", "electirc ferry"]
    {
        client.type_at_end(&mut draft, "]\n\nSee [@");
        for letter in words.chars() {
            let start = Instant::now();
            client.type_at_end(&mut draft, &letter.to_string());
            completion_at_end(&mut client, &draft);
            times.push(start.elapsed());
        }
    }
    Measured::Times(times)
}

pub(crate) fn completion_at_end(client: &mut Client, draft: &Draft) -> Value {
    let params =
        json!({ "textDocument": { "uri": draft.uri }, "position": draft.position(draft.text.len()) });
    client.request("textDocument/completion", params)
}

fn finding() -> Measured {
    let (mut client, mut draft) = sample_with_its_library();
    let mut times = Vec::new();
    // 43 would be the sum of the two that the plan has.
    for wrong in 20..43 {
        let sentence = format!(
            "\n\nThe plan will equip {wrong} berths with shore power by the end of 2029 [@harbour2025]."
        );
        client.type_at_end(&mut draft, &sentence);
        client.type_at_end(&mut draft, " ");
        let start = Instant::now();
        let last = draft.text.matches('\n').count();
        client.diagnostics_until("a finding", &draft, |found| {
            found.iter().any(|finding| finding["range"]["start"]["line"] == last)
        });
        times.push(start.elapsed().saturating_sub(DEBOUNCE));
    }
    Measured::Times(times)
}

/// A server that has read 1,000 sources, with a draft of 5,000 words and 100 citations that is not open yet.
fn long_draft() -> Client {
    const SOURCES: usize = 1_000;
    let sources: Vec<(String, String)> = (0..SOURCES)
        .map(|number| (format!("sources/s{number}.txt"), made_up::prose(2_000, number as u64)))
        .collect();
    let mut bib = String::new();
    for number in 0..SOURCES {
        bib.push_str(&format!(
            "@misc{{s{number}, title = {{S {number}}}, file = {{sources/s{number}.txt}}}}\n"
        ));
    }
    let said = |number: usize| sources[number].1.split_once(". ").map_or("", |(first, _)| first).to_owned();
    let mut draft = String::new();
    for number in 0..100 {
        let (cited, own) = (said(number * 7), made_up::prose(1, 5_000 + number as u64));
        let own = own.split_once(". ").map_or("", |(first, _)| first);
        draft.push_str(&format!("{cited} [@s{}]. {own}.\n\n", number * 7));
    }
    let wrong = format!("{} [@s3].\n", said(3).replace(" of ", " of 1"));
    draft.push_str(&wrong);
    let mut files = vec![("library.bib", bib.as_str()), ("draft.md", &draft), ("first.md", &wrong)];
    files.extend(sources.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let mut client = Client::on_files(&files, Abilities::PUSH);
    client.open("first.md");
    until_read(&mut client);
    client
}

/// Until the finding on its last sentence.
fn opened(client: &mut Client) -> (Draft, Duration) {
    let start = Instant::now();
    let draft = client.open("draft.md");
    until_last(client, &draft);
    (draft, start.elapsed())
}

fn until_last(client: &mut Client, draft: &Draft) {
    let last = draft.text.trim_end().matches('\n').count();
    client.diagnostics_until("the last finding", draft, |found| {
        found.iter().any(|finding| finding["range"]["start"]["line"] == last)
    });
}

fn long_draft_cold() -> Measured {
    Measured::Times(vec![opened(&mut long_draft()).1])
}

fn long_draft_again() -> Measured {
    let mut client = long_draft();
    let (mut draft, _) = opened(&mut client);
    let again = |_| {
        let start = Instant::now();
        client.edit(&mut draft, 0..0, "\n");
        until_last(&mut client, &draft);
        start.elapsed().saturating_sub(DEBOUNCE)
    };
    Measured::Times((0..20).map(again).collect())
}

fn long_draft_changed() -> Measured {
    let mut client = long_draft();
    let (mut draft, _) = opened(&mut client);
    let changed = |number: usize| {
        let sentence = draft.text.trim_end().to_owned();
        let line = sentence.rfind('\n').map_or(0, |at| at + 1);
        let word = sentence[line..].find(" of 1").map_or(line, |at| line + at + 5);
        client.received.clear();
        client.edit(&mut draft, word..word + 1, &(number % 10).to_string());
        let start = Instant::now();
        until_last(&mut client, &draft);
        start.elapsed().saturating_sub(DEBOUNCE)
    };
    Measured::Times((0..30).map(changed).collect())
}

fn long_draft_changed_uncited() -> Measured {
    let mut client = long_draft();
    let (mut draft, _) = opened(&mut client);
    let changed = |number: usize| {
        // After the citation in each paragraph comes a sentence of its own.
        let cited = draft.find(&format!("[@s{}]", 7 * (20 + number))).end;
        let digit = cited + draft.text[cited..].find(" of ").unwrap() + 4;
        client.received.clear();
        client.edit(&mut draft, digit..digit + 1, &(number % 9 + 1).to_string());
        let start = Instant::now();
        until_told(&mut client, &draft);
        start.elapsed().saturating_sub(DEBOUNCE)
    };
    Measured::Times((0..30).map(changed).collect())
}

/// Until findings of the draft as it is were sent.
fn until_told(client: &mut Client, draft: &Draft) {
    client.until("findings of this state", |client| {
        let told = |m: &&Value| m["params"]["uri"] == draft.uri && m["params"]["version"] == draft.version;
        client.received.iter().any(|m| told(&m)).then_some(())
    });
}

fn hover() -> Measured {
    let (mut client, draft) = sample_with_its_library();
    let citations: Vec<usize> = draft.text.match_indices('@').map(|(at, _)| at + 2).collect();
    let mut times = Vec::new();
    for at in citations {
        let params = json!({ "textDocument": { "uri": draft.uri }, "position": draft.position(at) });
        let start = Instant::now();
        client.request("textDocument/hover", params);
        times.push(start.elapsed());
    }
    Measured::Times(times)
}

fn index() -> Measured {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("sources");
    std::fs::create_dir(&sources).unwrap();
    std::fs::write(folder.path().join(".ibid.toml"), "").unwrap();
    let mut bytes = 0;
    for file in 0..40 {
        let text = made_up::prose(500_000, file);
        bytes += text.len();
        std::fs::write(sources.join(format!("{file}.txt")), text).unwrap();
    }
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .arg("index")
        .current_dir(folder.path())
        .env("XDG_CACHE_HOME", folder.path().join("cache"))
        .output()
        .unwrap()
        .status;
    assert!(status.success(), "ibid index: {status}");
    Measured::Figure(bytes as f64 / 1e6 / start.elapsed().as_secs_f64(), "MB/s")
}

fn memory() -> Measured {
    let (client, _draft) = sample_with_its_library();
    Measured::Figure(resident(&client), "MB")
}

/// The server's memory, in MB.
pub(crate) fn resident(client: &Client) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", client.process())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    let kilobytes: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes * 1024.0 / 1e6
}

fn ghost_text() -> Measured {
    let (mut client, mut draft) = sample_for(&model::settings());
    Measured::Times((0..300).map(|round| ghost(&mut client, &mut draft, round)).collect())
}

/// A new sentence's beginning, and the text that is to follow it, asked for by hand.
fn ghost(client: &mut Client, draft: &mut Draft, round: usize) -> Duration {
    let begin = if round.is_multiple_of(20) { "\n\nBut" } else { "and" };
    // No place is like another: what was said there is remembered.
    let letters: String = format!("{round}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
    client.type_at_end(draft, &format!("{begin} {letters} "));
    let start = Instant::now();
    let list = client.request(
        "textDocument/inlineCompletion",
        json!({
            "textDocument": { "uri": draft.uri },
            "position": draft.position(draft.text.len()),
            "context": { "triggerKind": 1 },
        }),
    );
    let time = start.elapsed();
    assert!(!list["items"][0].is_null(), "nothing is shown after {:?}", &draft.text[draft.text.len() - 60..]);
    time
}

/// What the server's memory has grown by since the first thousand, at four points on the way.
fn ghost_memory() -> Measured {
    let (mut client, mut draft) = sample_for(&model::settings());
    let end = draft.text.len();
    let mut at_first = 0.0;
    let mut grown = Vec::new();
    for round in 1..=10_000 {
        ghost(&mut client, &mut draft, round);
        // What the writer writes takes up memory of its own.
        let typed = end..draft.text.len();
        client.edit(&mut draft, typed, "");
        if round == 1_000 {
            // What is kept for these is kept for all.
            at_first = resident(&client);
        } else if round.is_multiple_of(2_500) {
            grown.push((round, resident(&client) - at_first));
        }
    }
    Measured::Growth(grown, "MB")
}

/// A letter at the end of the sample, and the answer to a question about the text around it.
fn typing(settings: String) -> Measured {
    let (mut client, mut draft) = sample_for(&settings);
    let mut times = Vec::new();
    for _ in 0..500 {
        let start = Instant::now();
        client.type_at_end(&mut draft, "a");
        let at = draft.position(draft.text.len());
        // Editors ask after each letter, whether it is on or off.
        let params =
            json!({ "textDocument": { "uri": draft.uri }, "position": at, "context": { "triggerKind": 2 } });
        client.send_request("textDocument/inlineCompletion", params);
        client.request("textDocument/hover", json!({ "textDocument": { "uri": draft.uri }, "position": at }));
        times.push(start.elapsed());
    }
    Measured::Times(times)
}

/// A letter in the middle of a draft, and the answer to a question about the text around it.
fn keystroke(bytes: usize) -> Measured {
    let text = made_up::prose(bytes, 1);
    let mut client = Client::on_files(&[("draft.md", &text)], Abilities::PUSH);
    let draft = client.open("draft.md");
    let middle = (text.len() / 2..).find(|&at| text.is_char_boundary(at)).unwrap();
    // Positions are worked out beforehand: a line's start in 5 MB takes longer to find than what is measured.
    let line = draft.position(middle)["line"].clone();
    let at = json!({ "line": line, "character": 3 });
    let mut times = Vec::new();
    for version in 2..302 {
        let start = Instant::now();
        client.notify(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": draft.uri, "version": version },
                "contentChanges": [{ "range": { "start": at, "end": at }, "text": "a" }],
            }),
        );
        client.request("textDocument/hover", json!({ "textDocument": { "uri": draft.uri }, "position": at }));
        times.push(start.elapsed());
    }
    Measured::Times(times)
}

/// The sample's essay, opened, with its library read and its findings given.
fn sample_with_its_library() -> (Client, Draft) {
    sample_for("")
}

/// The same, for a user with this `config.toml`.
fn sample_for(user: &str) -> (Client, Draft) {
    let mut client = Client::on_sample_for(user, Abilities::PUSH);
    let draft = client.open("essay.md");
    until_read(&mut client);
    client.diagnostics_until("findings", &draft, |found| !found.is_empty());
    (client, draft)
}

/// Until all sources are read.
fn until_read(client: &mut Client) {
    client.until("the library to be read", |client| {
        let ended = |m: &&Value| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "end";
        client.received.iter().any(|m| ended(&m)).then_some(())
    });
}
