//! A project with drafts and one source goes in; what stands in `.ibid/signoffs.toml` comes out.

use std::process::Command;
use std::time::{Duration, SystemTime};

use ibid_check::signoffs::State;
use ibid_draft::Draft;
use ibid_evidence::{Shelf, SourceFile, SourceState, Texts};
use ibid_references::{Catalogue, References};
use ibid_sources::{ContentHash, extract};

use super::*;

const SOURCE: &str = "Output rose by 12 percent in 2023. The council spent 40 million euros on trams.";
const ESSAY: &str =
    "Output rose by 14 percent in 2023 [@a]. The council spent 41 million euros on trams [@a]. So it was.";

struct Project {
    folder: tempfile::TempDir,
    shelf: Shelf,
}

fn shelf(root: &Path) -> Shelf {
    let path = root.join("a.md");
    let extracted = extract(&path, SOURCE.as_bytes()).unwrap();
    let hash = ContentHash(blake3::hash(SOURCE.as_bytes()).to_hex().to_string());
    let texts = Arc::new(Texts::new(Box::new(move |_: &ContentHash| Some(extracted.clone()))));
    let bibliography = Catalogue::parse(&root.join("b.bib"), "@misc{a, title = {A}, file = {a.md}}");
    let references = Arc::new(References::new(vec![Arc::new(bibliography)]));
    let source = SourceFile::new(path, SourceState::Read(hash));
    Shelf::new(references, vec![source], texts, Vec::new(), true)
}

impl Project {
    fn new() -> Project {
        let folder = tempfile::tempdir().unwrap();
        let shelf = shelf(&folder.path().join("w"));
        let project = Project { folder, shelf };
        project.write("essay.md", ESSAY);
        project
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("w")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.root().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// What another process of the same user has.
    fn store(&self, who: &str) -> SignOffs {
        let mut environment = Environment::new(&self.folder.path().join("cache"), Path::new("ibid"));
        let clock = || SystemTime::UNIX_EPOCH + Duration::new(1_795_856_473, 5);
        environment.signer = Signer { git: Vec::new(), user: Some(who.to_owned()), clock };
        SignOffs::new(&environment)
    }

    fn with<T>(&self, file: &str, text: &str, ask: impl FnOnce(&Context<'_>) -> T) -> T {
        let (draft, file) = (Draft::new(text), self.root().join(file));
        ask(&Context { draft: &draft, file: &file, shelf: &self.shelf })
    }

    /// Ann signs the sentence of `words` in the draft `file`, whose text is `text`.
    fn sign(&self, file: &str, text: &str, words: &str, code: &str) -> Result<(), Error> {
        self.with(file, text, |cx| {
            let wish = wish(cx, text, words, code);
            self.store("Ann").sign(cx, &self.root(), &wish, &found(cx))
        })
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.root().join(SIGNOFFS_FILE)).unwrap_or_default()
    }

    /// The sign-offs in the file as "file: first word, code".
    fn lines(&self) -> Vec<String> {
        let all = self.store("").all(&self.root()).unwrap();
        all.iter()
            .map(|s| format!("{}: {}, {}", s.file, s.excerpt.split(' ').next().unwrap(), s.code))
            .collect()
    }
}

fn found<'c>(cx: &'c Context<'c>) -> impl Fn(Span) -> Vec<Finding> + 'c {
    |span| ibid_check::check_part(cx, span, &ibid_check::Checked::default()).findings
}

fn wish(cx: &Context<'_>, text: &str, words: &str, code: &str) -> Wish {
    let offset = text.find(words).unwrap();
    let claim = signoffs::claim_hash(cx, &cx.draft.claim_at(offset).unwrap());
    Wish { claim, offset, code: code.to_owned(), reason: None }
}

#[test]
fn a_sign_off_is_a_line_that_people_can_read() {
    let project = Project::new();
    project.sign("essay.md", ESSAY, "Output", "number-mismatch").unwrap();
    let text = project.text();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert_eq!((lines[0], lines[2]), ("signoffs = [", "]"));
    let (told, hashes) = lines[1].split_once(", claim = ").unwrap();
    assert_eq!(
        told,
        "  { file = \"essay.md\", excerpt = \"Output rose by 14 percent in 2023 [@a].\", code = \"number-mismatch\", \
         reason = \"looked at; no fault\", who = \"Ann\", when = 2026-11-28T09:01:13Z"
    );
    assert!(hashes.contains("sources = { \"a.md\" = \""), "{hashes}");
    let left: Vec<_> =
        std::fs::read_dir(project.root().join(".ibid")).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "nothing half-written stays: {left:?}");
}

#[test]
fn lines_stand_by_file_and_in_the_drafts_order() {
    let project = Project::new();
    project.write("notes/b.md", ESSAY);
    for (file, words, code) in [
        ("notes/b.md", "Output", "checked"),
        ("essay.md", "So it", "checked"),
        ("essay.md", "The council", "number-mismatch"),
        ("essay.md", "Output", "number-mismatch"),
        ("essay.md", "So it", "checked"),
    ] {
        project.sign(file, ESSAY, words, code).unwrap();
    }
    let expected = [
        "essay.md: Output, number-mismatch",
        "essay.md: The, number-mismatch",
        "essay.md: So, checked",
        "notes/b.md: Output, checked",
    ];
    assert_eq!(project.lines(), expected);
}

#[test]
fn what_the_writer_put_into_the_file_stays() {
    let project = Project::new();
    project.sign("essay.md", ESSAY, "The council", "number-mismatch").unwrap();
    let mine = project
        .text()
        .replace("looked at; no fault", "“41” is in the annex")
        .replace("\n  {", "\n  # asked Bob\n  {")
        .replace("\n]\n", "\n]\n\n[later]\nkey = 1 # of another ibid\n");
    project.write(SIGNOFFS_FILE, &mine);
    project.sign("essay.md", ESSAY, "Output", "number-mismatch").unwrap();
    let text = project.text();
    for part in [
        "  # asked Bob\n  { file = \"essay.md\", excerpt = \"The",
        "“41” is in the annex",
        "\n[later]\nkey = 1 # of another ibid\n",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert_eq!(project.lines().len(), 2);
}

#[test]
fn what_is_signed_again_stands_once_and_what_is_taken_back_is_gone() {
    let project = Project::new();
    project.sign("essay.md", ESSAY, "Output", "number-mismatch").unwrap();
    project.sign("essay.md", ESSAY, "So it", "checked").unwrap();
    project.with("essay.md", ESSAY, |cx| {
        let mut wish = wish(cx, ESSAY, "Output", "number-mismatch");
        wish.reason = Some("the annex\nsays so".to_owned());
        project.store("Bob").sign(cx, &project.root(), &wish, &found(cx)).unwrap();
        assert_eq!(project.lines(), ["essay.md: Output, number-mismatch", "essay.md: So, checked"]);
        assert!(project.text().contains("reason = \"the annex says so\", who = \"Bob\""));
        project.store("Ann").take_back(cx, &project.root(), &wish).unwrap();
        assert_eq!(project.lines(), ["essay.md: So, checked"]);
    });
}

#[test]
fn a_damaged_file_is_named_and_never_overwritten() {
    let project = Project::new();
    project.sign("essay.md", ESSAY, "Output", "number-mismatch").unwrap();
    let good = project.text();
    for (damage, why) in [
        (good.replace("]\n", ""), "is not valid TOML"),
        (good.replace("  {", "<<<<<<< HEAD\n  {"), "line 4 holds the marks of a merge that is not resolved"),
        (good.replace("signoffs =", "signs ="), "it has no list `signoffs = [ … ]`"),
        (good.replace("who = \"Ann\", ", ""), "a sign-off lacks `who`"),
        (good.replace("  {", "  7, {"), "“\n  7” is no sign-off"),
    ] {
        project.write(SIGNOFFS_FILE, &damage);
        let fault = project.sign("essay.md", ESSAY, "So it", "checked").unwrap_err().to_string();
        assert!(fault.contains("signoffs.toml: ") && fault.contains(why), "{fault}");
        assert!(fault.contains("no sign-off holds and none is written"), "{fault}");
        assert_eq!(project.text(), damage);
        assert!(project.store("").all(&project.root()).is_err());
    }
}

#[test]
fn bytes_that_are_no_text_are_not_lost() {
    let project = Project::new();
    project.sign("essay.md", ESSAY, "Output", "number-mismatch").unwrap();
    let mut bytes = project.text().into_bytes();
    bytes.splice(2..2, [0xff]);
    std::fs::write(project.root().join(SIGNOFFS_FILE), &bytes).unwrap();
    let fault = project.sign("essay.md", ESSAY, "So it", "checked").unwrap_err();
    assert!(matches!(fault, Error::Unread { .. }), "{fault}");
    assert_eq!(std::fs::read(project.root().join(SIGNOFFS_FILE)).unwrap(), bytes);
}

#[test]
fn servers_at_work_at_once_lose_nothing_of_each_other() {
    let project = Project::new();
    let text: String = (0..24).map(|n| format!("Sentence {n} is here. ")).collect();
    std::thread::scope(|scope| {
        for server in 0..4 {
            let (project, text) = (&project, &text);
            scope.spawn(move || {
                for n in (0..24).filter(|n| n % 4 == server) {
                    let shelf = shelf(&project.root());
                    let (draft, file) = (Draft::new(text), project.root().join("essay.md"));
                    let cx = Context { draft: &draft, file: &file, shelf: &shelf };
                    let wish = wish(&cx, text, &format!("Sentence {n} is"), CHECKED);
                    project.store("Ann").sign(&cx, &project.root(), &wish, &found(&cx)).unwrap();
                }
            });
        }
    });
    assert_eq!(project.lines().len(), 24);
}

#[test]
fn a_draft_that_has_another_name_takes_its_sign_offs_along() {
    let project = Project::new();
    project.write("notes.md", "Mine.");
    project.sign("essay.md", ESSAY, "Output", "number-mismatch").unwrap();
    project.sign("notes.md", "Mine.", "Mine", "checked").unwrap();
    let states = |file: &str, text: &str| {
        let signed = project.with(file, text, |cx| project.store("").of(cx, &project.root()).unwrap());
        signed.all().iter().map(|signed| signed.state).collect::<Vec<_>>()
    };
    assert_eq!(states("copy.md", ESSAY), [], "what is there keeps its own");
    std::fs::rename(project.root().join("essay.md"), project.root().join("final.md")).unwrap();
    assert_eq!(states("final.md", ESSAY), [State::Holds]);
    assert_eq!(states("notes.md", "Mine."), [State::Holds], "and another draft has nothing of it");
    project.sign("final.md", ESSAY, "So it", "checked").unwrap();
    let expected = ["final.md: Output, number-mismatch", "final.md: So, checked", "notes.md: Mine., checked"];
    assert_eq!(project.lines(), expected);
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_project() {
    let project = Project::new();
    let outside = project.folder.path().join("outside");
    std::fs::create_dir_all(&outside).unwrap();
    std::os::unix::fs::symlink(&outside, project.root().join(".ibid")).unwrap();
    let fault = project.sign("essay.md", ESSAY, "So it", "checked").unwrap_err();
    assert!(matches!(fault, Error::Outside { .. }), "{fault}");
    assert_eq!(std::fs::read_dir(outside).unwrap().count(), 0);
}

/// Runs git in the project.
#[track_caller]
fn git(project: &Project, arguments: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(project.root())
        .env("HOME", project.folder.path())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(done.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&done.stdout));
}

#[test]
fn two_branches_that_sign_merge_in_git() {
    for first in [None, Some("So it")] {
        let project = Project::new();
        git(&project, &["init", "-q"]);
        if let Some(words) = first {
            project.sign("essay.md", ESSAY, words, "checked").unwrap();
        }
        let commit = || {
            git(&project, &["add", "."]);
            git(&project, &["commit", "-qm", "signed"]);
        };
        commit();
        for (branch, words) in [("one", "Output"), ("two", "The council")] {
            git(&project, &["switch", "-q", "-c", branch, "main"]);
            project.sign("essay.md", ESSAY, words, "number-mismatch").unwrap();
            commit();
        }
        git(&project, &["merge", "-q", "-m", "merged", "one"]);
        let mut lines = project.lines();
        lines.sort();
        let mut expected = vec!["essay.md: Output, number-mismatch", "essay.md: The, number-mismatch"];
        expected.extend(first.map(|_| "essay.md: So, checked"));
        expected.sort_unstable();
        assert_eq!(lines, expected, "{}", project.text());
    }
}
