//! The model at the writer's side: what `ibid doctor` says of it, what `ibid log` shows, and that no key gets out.

use std::path::Path;

use crate::folder::{Folder, Ran, text};
use crate::server::{self, Manner};

/// What no output and no file may hold.
const KEY: &str = "key-7f3a91c4";

/// A folder whose owner's settings name the endpoint at `address`, with a key.
fn folder_with(address: &str) -> Folder {
    let folder = Folder::with_library(&[]);
    folder.write_user_settings(&format!("endpoint = \"{address}\"\nkey = \"env:TEST_KEY\"\n"));
    folder
}

/// Runs ibid with the key in the environment, and holds it to telling nobody.
#[track_caller]
fn ibid(folder: &Folder, arguments: &[&str]) -> Ran {
    let ran = folder.ibid_with(&[("TEST_KEY", KEY)], arguments);
    assert!(!ran.stdout.contains(KEY) && !ran.stderr.contains(KEY), "{}{}", ran.stdout, ran.stderr);
    let holds = files_below(folder.home()).into_iter().find(|(_, bytes)| holds(bytes, KEY));
    assert_eq!(holds.map(|(file, _)| file), None, "the key is in a file");
    ran
}

fn holds(bytes: &[u8], key: &str) -> bool {
    bytes.windows(key.len()).any(|window| window == key.as_bytes())
}

fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: std::path::PathBuf| {
        if path.is_dir() {
            files_below(&path)
        } else {
            vec![(path.display().to_string(), std::fs::read(&path).unwrap())]
        }
    };
    entries.flat_map(below).collect()
}

/// What is said under "To mend", one a line.
fn to_mend(ran: &Ran) -> &str {
    ran.stdout.split_once("\nTo mend:\n").map_or("", |(_, faults)| faults)
}

#[track_caller]
fn says(ran: &Ran, parts: &[&str]) {
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for part in parts {
        assert!(ran.stdout.contains(part), "no {part:?} in\n{}", ran.stdout);
    }
}

#[test]
fn doctor_tries_the_endpoint_out() {
    let address = server::start(Manner::Able);
    let folder = folder_with(&address);
    let ran = ibid(&folder, &["doctor"]);
    says(
        &ran,
        &[
            &format!("endpoint        {address}\n"),
            "model           tiny\n",
            "context         2048 tokens, as the server says\n",
            "streaming       yes\n",
            "schemas         yes\n",
            "\nNothing to mend.\n",
        ],
    );
}

#[test]
fn doctor_says_what_a_simple_server_cannot() {
    let folder = folder_with(&server::start(Manner::Simple));
    let ran = ibid(&folder, &["doctor"]);
    says(&ran, &["streaming       no (see below)\n", "schemas         no (see below)\n"]);
    assert!(to_mend(&ran).contains("sends its answers in one piece"), "{}", ran.stdout);
    assert!(!to_mend(&ran).contains("form"), "{}", ran.stdout);
    let (_, noted) = ran.stdout.split_once("\nWorth knowing:\n- ").unwrap();
    assert!(noted.starts_with("The server holds no model to a form"), "{noted}");
}

#[test]
fn doctor_says_that_the_key_is_refused_and_where_it_should_be() {
    let address = server::start(Manner::Refusing);
    for (model, told) in [("", "none (see below)"), ("#tiny", "tiny")] {
        let folder = folder_with(&format!("{address}{model}"));
        let ran = ibid(&folder, &["doctor"]);
        says(&ran, &[&format!("model           {told}\n")]);
        let faults = to_mend(&ran);
        assert!(faults.contains("put the right one into the environment variable TEST_KEY"), "{faults}");
        assert_eq!(faults.matches("refused the key").count(), 1, "{faults}");
        let asked = ibid(&folder, &["log"]).stdout.contains("  doctor  tiny  http");
        assert_eq!(asked, !model.is_empty(), "a model that is named is asked without a list");
    }
}

#[test]
fn doctor_says_that_nobody_answers() {
    let folder = folder_with(&server::nobody());
    let ran = ibid(&folder, &["doctor"]);
    says(&ran, &[" (cannot be used, see below)\n"]);
    assert!(to_mend(&ran).contains("cannot reach "), "{}", ran.stdout);
    assert!(!ran.stdout.contains("streaming"), "{}", ran.stdout);
}

#[test]
fn doctor_does_not_miss_a_model() {
    let folder = Folder::with_library(&[]);
    let ran = folder.ibid(&["doctor"]);
    says(
        &ran,
        &[
            "endpoint        none (ibid works without)\n",
            "ghost text      off (`ghost-text = true` in ",
            "privacy         nothing is sent",
            "\nNothing to mend.\n",
        ],
    );
    let ran = folder.ibid(&["log"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "ibid: no request was made to a model yet\n");
    assert!(!folder.home().join("data").exists(), "to look makes no log");
}

#[test]
fn doctor_offers_a_server_on_this_machine_and_does_not_use_it() {
    // Ports that are a server's by custom; where others have both, there is nothing to see.
    let started = [1234, 8000].into_iter().find_map(|port| server::start_at(port, Manner::Able));
    let Some(address) = started else { return };
    let folder = Folder::with_library(&[]);
    let ran = folder.ibid(&["doctor"]);
    says(&ran, &["none (ibid works without)\n", " runs on this machine (models: tiny);\n"]);
    says(&ran, &[&format!(" endpoint = \"{address}\"\n"), "\nNothing to mend.\n"]);
    assert_eq!(folder.ibid(&["log"]).stdout, "", "it was asked");
}

#[test]
fn doctor_says_what_may_leave_and_what_may_not() {
    let folder = folder_with(&server::start(Manner::Able));
    folder.write("open.md", "Text.\n");
    folder.write("mine.md", "---\nibid: { private: true }\n---\nText.\n");
    let privacy = |name: &str| {
        let ran = ibid(&folder, &["doctor", name]);
        ran.stdout.lines().find_map(|line| line.strip_prefix("privacy         ").map(str::to_owned)).unwrap()
    };
    assert!(privacy("open.md").contains("may be sent to the endpoint"));
    assert!(privacy("mine.md").starts_with("private, as the draft's front matter says"));
    folder.write(".ibid.toml", "private = true\n");
    assert!(privacy("open.md").starts_with("private, as the settings say"));
}

#[test]
fn the_environment_names_an_endpoint_too() {
    let address = server::start(Manner::Able);
    let ran = Folder::with_library(&[]).ibid_with(&[("IBID_ENDPOINT", &address)], &["doctor"]);
    says(&ran, &[&format!("endpoint        {address}, named by IBID_ENDPOINT\n"), "model           tiny\n"]);
}

#[test]
fn the_log_shows_what_was_asked_and_answered() {
    let folder = folder_with(&server::start(Manner::Able));
    ibid(&folder, &["doctor"]);
    let ran = ibid(&folder, &["log"]);
    says(
        &ran,
        &[
            "  server  http://127.0.0.1:",
            "    GET: /models\n    answer: {\"data\":[{\"id\":\"tiny\"",
            "  doctor  tiny  http://127.0.0.1:",
            "    user: Count from one to five.\n    answer: One, two\n",
        ],
    );
    let last = ibid(&folder, &["log", "--limit", "1"]);
    assert!(last.stdout.contains("two and three") && !last.stdout.contains("Count from"), "{}", last.stdout);
    let entries = ibid(&folder, &["log", "--format", "json"]).objects();
    let asked: Vec<&str> = entries.iter().map(|entry| text(&entry["messages"][0]["text"])).collect();
    assert_eq!(asked, ["/models", "Count from one to five.", "What is two and three?"]);
    let purposes: Vec<&str> = entries.iter().map(|entry| text(&entry["purpose"])).collect();
    assert_eq!(purposes, ["server", "doctor", "doctor"]);
    assert!(entries.iter().all(|entry| entry["error"].is_null()), "{entries:?}");
}

/// Without a bus there is no keyring, so that none of the user's own is touched.
#[cfg(target_os = "linux")]
#[test]
fn a_key_that_cannot_be_kept_is_not_shown_either() {
    let folder = Folder::new(&[]);
    let no_bus = [("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")];
    for (arguments, fed, says) in [
        (
            &["key", "mine"][..],
            KEY,
            "cannot use the system's keyring (ibid, mine) for the key: no keyring service",
        ),
        (&["key", "mine"], "", "no key was given"),
        (&["key", "mine"], "key-7f3a91c4 two words", "holds what no key does"),
        (&["key", "mine", KEY], "", "the key itself is asked for"),
        (&["key", "sk-key-7f3a91c4"], "", "the key itself is asked for"),
    ] {
        let ran = folder.ibid_fed(fed, &no_bus, arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains(says), "no {says:?} in {}", ran.stderr);
        assert!(!ran.stderr.contains(KEY), "{}", ran.stderr);
    }
}
