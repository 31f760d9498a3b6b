//! A project's sign-offs, kept in `.ibid/signoffs.toml` at its root. The file is written whole or not at all, by one
//! process at a time, on top of what others wrote; one that cannot be read is never overwritten.

mod format;
mod signer;

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ibid_check::signoffs::{self, CHECKED};
use ibid_check::{Context, Finding, SignOff, Signed};
use ibid_text::Span;

use crate::environment::Environment;
use crate::error::Error;
use crate::files::write_whole;
use crate::paths::Within;
pub use signer::Signer;

/// Where sign-offs stand, from the root.
pub const SIGNOFFS_FILE: &str = ".ibid/signoffs.toml";
/// How git merges them: each line stands for itself, so both sides' lines are kept.
const ATTRIBUTES: (&str, &str) = (".ibid/.gitattributes", "signoffs.toml merge=union\n");
/// The reason where none is given; it can be edited in the file.
const NO_FAULT: &str = "looked at; no fault";

/// The sign-offs of every project that this process works on.
pub struct SignOffs {
    locks: PathBuf,
    signer: Signer,
    /// What was last read, by root.
    kept: Mutex<HashMap<PathBuf, Kept>>,
}

/// What was read, and the text it was read from.
struct Kept {
    text: String,
    all: Arc<Vec<SignOff>>,
}

/// What a writer wants signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The hash of the claim.
    pub claim: String,
    /// The byte of the draft that the claim is nearest to.
    pub offset: usize,
    /// The code that is no fault there, or [`CHECKED`].
    pub code: String,
    /// Why, in the writer's words.
    pub reason: Option<String>,
}

impl SignOffs {
    /// Those that this user signs.
    pub fn new(environment: &Environment) -> SignOffs {
        let locks = environment.cache().join("locks");
        SignOffs { locks, signer: environment.signer.clone(), kept: Mutex::default() }
    }

    /// All sign-offs of the project at `root`.
    pub fn all(&self, root: &Path) -> Result<Arc<Vec<SignOff>>, Error> {
        let text = read(root)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(root).filter(|known| known.text == text) {
            return Ok(Arc::clone(&known.all));
        }
        let parsed = if text.is_empty() { Ok(Vec::new()) } else { format::parse(&text) };
        let parsed = Arc::new(parsed.map_err(|fault| damaged(root, fault))?);
        kept.insert(root.to_owned(), Kept { text, all: Arc::clone(&parsed) });
        Ok(parsed)
    }

    /// Those of the draft of `cx`, held against it. A draft that has another name than it had takes its sign-offs along.
    pub fn of(&self, cx: &Context<'_>, root: &Path) -> Result<Signed, Error> {
        let all = self.all(root)?;
        let file = signoffs::told(root, cx.file);
        let gone = gone(root, &all);
        let concerns = |sign_off: &&SignOff| sign_off.file == file || gone.contains(sign_off.file.as_str());
        Ok(Signed::new(cx, &file, all.iter().filter(concerns).cloned().collect()))
    }

    /// Signs a claim of the draft of `cx` as `wish` has it; `findings` gives those of a stretch of it.
    pub fn sign(
        &self,
        cx: &Context<'_>,
        root: &Path,
        wish: &Wish,
        findings: &dyn Fn(Span) -> Vec<Finding>,
    ) -> Result<(), Error> {
        let claim = (wish.claim.as_str(), wish.offset);
        let signed = signoffs::sign(cx, root, claim, &wish.code, findings).ok_or(Error::NothingToSign)?;
        let reason = wish.reason.clone().filter(|reason| !reason.trim().is_empty());
        let default = if wish.code == CHECKED { "" } else { NO_FAULT };
        let signed = SignOff {
            reason: reason.unwrap_or_else(|| default.to_owned()),
            who: self.signer.name(root),
            when: self.signer.now(),
            ..signed
        };
        let order: Vec<_> = signoffs::named_claims(cx).into_iter().map(|(id, _)| id).collect();
        self.change(root, |text| {
            let all = format::parse(text)?;
            let mut text = text.to_owned();
            for from in gone(root, &all) {
                if all.iter().any(|other| other.file == from && order.contains(&other.claim)) {
                    text = format::moved(&text, from, &signed.file)?;
                }
            }
            format::with(&text, &signed, &order)
        })
    }

    /// Takes back what was signed of a claim of the draft of `cx`.
    pub fn take_back(&self, cx: &Context<'_>, root: &Path, wish: &Wish) -> Result<(), Error> {
        let signed = self.of(cx, root)?;
        let is_it = |sign_off: &&SignOff| sign_off.claim.hash == wish.claim && sign_off.code == wish.code;
        let near = |signed: &&signoffs::SignedClaim| {
            signed.claim.as_ref().map_or(usize::MAX, |claim| claim.span.start.abs_diff(wish.offset))
        };
        let found = signed.all().iter().filter(|signed| is_it(&&signed.sign_off)).min_by_key(near);
        let old = &found.ok_or(Error::NothingToSign)?.sign_off;
        self.change(root, |text| format::without(text, old))
    }

    /// Writes what `change` makes of the file, with nobody else in between.
    fn change(&self, root: &Path, change: impl FnOnce(&str) -> Result<String, String>) -> Result<(), Error> {
        let file = root.join(SIGNOFFS_FILE);
        let unwritten = |source| Error::Unwritten { file: file.clone(), source };
        let project = Within::new([root]);
        let leads_out = |path: &Path| path.exists() && !project.holds(path);
        if file.ancestors().take(2).any(leads_out) {
            return Err(Error::Outside { file });
        }
        let _turn = self.turn(root).map_err(unwritten)?;
        let text = read(root)?;
        let new = change(&text).map_err(|fault| damaged(root, fault))?;
        file.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(unwritten)?;
        let (name, attributes) = ATTRIBUTES;
        if !file.exists() && !root.join(name).exists() {
            write_whole(&root.join(name), attributes.as_bytes()).map_err(unwritten)?;
        }
        write_whole(&file, new.as_bytes()).map_err(unwritten)
    }

    /// The right to write the file of `root`, until it is dropped. It is had by a file of the cache, so that nothing
    /// stands in the writer's folder but what is the writer's.
    fn turn(&self, root: &Path) -> std::io::Result<File> {
        std::fs::create_dir_all(&self.locks)?;
        let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
        let options = OpenOptions::new().write(true).create(true).truncate(false).to_owned();
        let turn = options.open(self.locks.join(&name.as_str()[..16]))?;
        turn.lock()?;
        Ok(turn)
    }
}

/// The text of the file; none where there is none.
fn read(root: &Path) -> Result<String, Error> {
    let file = root.join(SIGNOFFS_FILE);
    // Text that is no UTF-8 would be lost in writing.
    match std::fs::read_to_string(&file) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(Error::Unread { file, source }),
        Ok(text) => Ok(text),
    }
}

fn damaged(root: &Path, fault: String) -> Error {
    Error::Damaged { file: root.join(SIGNOFFS_FILE), fault }
}

/// The drafts that sign-offs name and that are there no more.
fn gone<'s>(root: &Path, all: &'s [SignOff]) -> HashSet<&'s str> {
    let files: HashSet<&str> = all.iter().map(|sign_off| sign_off.file.as_str()).collect();
    files.into_iter().filter(|file| !root.join(file).exists()).collect()
}

#[cfg(test)]
mod tests;
