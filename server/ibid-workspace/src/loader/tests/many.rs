//! Several processes on one library, and processes that are killed.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use ibid_library::Hit;

use super::*;

/// Sources of the library.
const SOURCES: usize = 24;
/// Names the folder to the process that is killed.
const FOLDER: &str = "IBID_TEST_FOLDER";
/// How often a process is killed, where another number is wished.
const KILLS: &str = "IBID_TEST_KILLS";

/// A workspace whose sources each take a moment to read.
fn workspace() -> Fixture {
    let w = Fixture::new(&[]);
    let script = std::fs::read_to_string(w.path("reader")).unwrap();
    let slow = script.replacen("grep -q", "sleep 0.02; grep -q", 1);
    std::fs::write(w.path("reader"), slow).unwrap();
    write(&w, 0);
    w
}

/// Writes the sources, in so manieth edition.
fn write(w: &Fixture, edition: usize) {
    for number in 0..SOURCES {
        w.write(&format!("w/sources/{number}.md"), &format!("Heron {number} stands still, {edition}."));
    }
}

/// Reads the library in `folder` as another process does: with nothing of its own but the disk.
fn read(folder: &Path) -> Known {
    read_into(folder, "cache")
}

fn read_into(folder: &Path, cache: &str) -> Known {
    let root = folder.join("w");
    let draft = root.join("essay.md");
    let settings = Settings::default();
    let reach = Reach::find(&draft, &roots::find(&draft, &[root]), &settings, &Head::default());
    let environment = Environment::new(&folder.join(cache), &folder.join("reader"));
    let last = RefCell::new(None);
    Loader::new(reach, Arc::new(settings), environment).run(&Run {
        read: &|path| std::fs::read_to_string(path),
        pointed: &|_| Pointed::default(),
        progress: &|_| {},
        publish: &|known| drop(last.replace(Some(known))),
        cancelled: &|| false,
    });
    last.into_inner().unwrap()
}

/// All passages, once each source is seen to have one.
#[track_caller]
fn whole(known: &Known) -> BTreeMap<PathBuf, Hit> {
    assert!(known.shelf.is_complete() && known.notices.is_empty(), "{:?}", known.notices);
    let hits = known.shelf.searchers()[0].search("heron", 10 * SOURCES).unwrap();
    let count = hits.len();
    let passages: BTreeMap<_, _> = hits.into_iter().map(|hit| (hit.path.clone(), hit)).collect();
    assert_eq!((count, passages.len()), (SOURCES, SOURCES), "each once");
    passages
}

#[test]
fn eight_at_once_read_each_source_once_and_all_of_them_have_all_of_it() {
    let w = workspace();
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..8).map(|_| scope.spawn(|| read(w.folder.path()))).collect();
        readers.into_iter().for_each(|reader| drop(whole(&reader.join().unwrap())));
    });
    assert_eq!(w.reads(), SOURCES);
    println!("8 at once: {SOURCES} sources, {} extractions", w.reads());
}

/// The process that is killed; does nothing in a run of its own.
#[test]
fn reads_until_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        read(Path::new(&folder));
    }
}

/// What is read now of what was begun before; what was kept by then may not be.
struct Account {
    /// The contents whose reading was begun.
    begun: HashSet<ContentHash>,
    /// How many starts of the reader were looked at.
    looked: usize,
}

impl Account {
    /// The contents of `w` that are not read yet.
    fn unread(w: &Fixture) -> HashSet<ContentHash> {
        let store = w.loader.environment.store();
        let contents = (0..SOURCES).map(|number| w.path(&format!("w/sources/{number}.md")));
        contents.map(|path| content(&path)).filter(|hash| !store.has(hash)).collect()
    }

    /// Looks at what was read since the last look, when only `unread` was not kept; how much of it was begun before.
    fn look(&mut self, w: &Fixture, unread: &HashSet<ContentHash>) -> usize {
        let log = std::fs::read_to_string(w.path("reads")).unwrap_or_default();
        let read: Vec<ContentHash> =
            log.lines().skip(self.looked).map(|path| content(Path::new(path))).collect();
        assert!(read.iter().all(|hash| unread.contains(hash)), "what is kept is not read again");
        let again = read.iter().filter(|hash| self.begun.contains(hash)).count();
        self.looked += read.len();
        self.begun.extend(read);
        again
    }
}

fn content(path: &Path) -> ContentHash {
    ContentHash::of(&std::fs::read(path).unwrap())
}

#[test]
fn after_a_kill_only_what_was_in_flight_is_read_again() {
    let kills = std::env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let in_flight = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(4);
    let w = workspace();
    let mut account = Account { begun: HashSet::new(), looked: 0 };
    let (mut killed, mut edition) = (0, 0);
    while killed < kills {
        if Account::unread(&w).is_empty() {
            edition += 1;
            write(&w, edition);
        }
        let unread = Account::unread(&w);
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "loader::tests::many::reads_until_killed"])
            .env(FOLDER, w.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // With its readers, which would else tell of their start after the look at what was begun.
            .process_group(0)
            .spawn()
            .unwrap();
        // Nothing is waited for: the kill may come at any moment.
        std::thread::sleep(Duration::from_millis(RandomState::new().hash_one(killed) % 400));
        // One that came to its end before was not killed.
        killed += usize::from(process.try_wait().unwrap().is_none());
        let group = rustix::process::Pid::from_child(&process);
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        process.wait().unwrap();
        let again = account.look(&w, &unread);
        assert!(again <= in_flight, "{again} of at most {in_flight} that were in flight");
    }
    let unread = Account::unread(&w);
    let disturbed = whole(&read(w.folder.path()));
    account.look(&w, &unread);
    let (contents, read) = (account.begun.len(), account.looked);
    println!(
        "{killed} kills: {contents} contents, {read} extractions, at most {in_flight} more for each kill"
    );
    assert_eq!(contents, (edition + 1) * SOURCES);
    assert_eq!(disturbed, whole(&read_into(w.folder.path(), "undisturbed")));
}
