//! Who signs, and when. Git's settings are read as files: no program is run.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Whose word it is, and the clock.
#[derive(Clone, Debug)]
pub struct Signer {
    /// The user's own git settings, those that count more first; they need not exist.
    pub git: Vec<PathBuf>,
    /// The name by which the system knows the user.
    pub user: Option<String>,
    /// The time.
    pub clock: fn() -> SystemTime,
}

impl Default for Signer {
    /// Nobody in particular, by the system's clock.
    fn default() -> Signer {
        Signer { git: Vec::new(), user: None, clock: SystemTime::now }
    }
}

impl Signer {
    /// The user of this process.
    pub(crate) fn of_this_process(home: &Path, config: &Path) -> Signer {
        let user = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let git = vec![home.join(".gitconfig"), config.join("git").join("config")];
        Signer { git, user: user.filter(|name| !name.is_empty()), clock: SystemTime::now }
    }

    /// Git's `user.name` for the project at `root`, else the user's own, else the system's.
    pub(super) fn name(&self, root: &Path) -> String {
        let files = project_settings(root).into_iter().chain(self.git.iter().cloned());
        let named =
            files.filter_map(|file| std::fs::read_to_string(file).ok()).find_map(|text| user_name(&text));
        named.or_else(|| self.user.clone()).unwrap_or_else(|| "unknown".to_owned())
    }

    /// Now, to the second.
    pub(super) fn now(&self) -> String {
        let now = OffsetDateTime::from((self.clock)()).truncate_to_second();
        now.format(&Rfc3339).unwrap_or_else(|_| "1970-01-01T00:00:00Z".to_owned())
    }
}

/// The settings of the git repository that holds `root`: those of the work tree's own repository.
fn project_settings(root: &Path) -> Option<PathBuf> {
    let git = root.ancestors().map(|folder| folder.join(".git")).find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git.join("config"));
    }
    // A linked work tree or a submodule: a file that says where.
    let told = std::fs::read_to_string(&git).ok()?;
    let folder = git.parent()?.join(told.strip_prefix("gitdir:")?.trim());
    let shared = std::fs::read_to_string(folder.join("commondir")).ok();
    Some(shared.map_or(folder.clone(), |common| folder.join(common.trim())).join("config"))
}

/// `name` under `[user]`; the last one counts.
fn user_name(text: &str) -> Option<String> {
    let mut in_user = false;
    let mut name = None;
    for line in text.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            in_user =
                section.split(']').next().is_some_and(|section| section.trim().eq_ignore_ascii_case("user"));
        } else if in_user
            && let Some((key, value)) = line.split_once('=')
            && key.trim().eq_ignore_ascii_case("name")
        {
            name = Some(bare(value)).filter(|name| !name.is_empty());
        }
    }
    name
}

/// A value without its comment and quotation marks.
fn bare(value: &str) -> String {
    let value = value.trim();
    match value.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((quoted, _)) => quoted.to_owned(),
        None => value.split([';', '#']).next().unwrap_or_default().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_as_git_has_it() {
        for (text, expected) in [
            ("[core]\n\tbare = false\n[user]\n\tname = Ann Lee\n\temail = a@b.c\n", Some("Ann Lee")),
            ("[User]\nNAME=\"Lee; Ann\" # mine\n", Some("Lee; Ann")),
            ("[user]\n name = Ann # not Bob\n", Some("Ann")),
            ("[user \"x\"]\n name = Bob\n[author]\n name = Bob\n", None),
            ("[user]\n name = Bob\n[core]\n[user]\n name = Ann\n", Some("Ann")),
            ("", None),
        ] {
            assert_eq!(user_name(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_projects_name_then_the_users_then_the_systems() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            path
        };
        let root = folder.path().join("w/drafts");
        std::fs::create_dir_all(&root).unwrap();
        let git = vec![folder.path().join("home/.gitconfig")];
        let signer = Signer { git, user: Some("ann".to_owned()), ..Signer::default() };
        assert_eq!(signer.name(&root), "ann");
        write("home/.gitconfig", "[user]\nname = Ann Lee\n");
        assert_eq!(signer.name(&root), "Ann Lee");
        write("w/.git/config", "[user]\nname = A. Lee\n");
        assert_eq!(signer.name(&root), "A. Lee");
        write("linked/.git", "gitdir: ../w/.git/worktrees/linked\n");
        write("w/.git/worktrees/linked/commondir", "../..\n");
        assert_eq!(signer.name(&folder.path().join("linked")), "A. Lee");
    }
}
