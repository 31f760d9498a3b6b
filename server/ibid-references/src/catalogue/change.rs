//! A bibliography that was changed in one place is read again there alone: the text before and after it stays what
//! it was, and only its places move.

use std::ops::Range;

use ibid_text::Span;

use super::packed::Packed;
use super::{Catalogue, by_key, of_each, order};
use crate::Bibliography;
use crate::search::Index;

/// What of a BibTeX file is not an entry that stands for itself, and may mean something to others.
const FOR_OTHERS: &[&str] = &["@string", "@comment", "@preamble", "@xdata", "@set"];

/// Where two states of a text differ.
struct Change {
    /// The entries that were touched.
    entries: Range<usize>,
    /// The new text between the last entry before them and the first one after.
    window: Span,
    /// By how many bytes what follows has moved.
    moved: i64,
}

impl Catalogue {
    /// What the bibliography holds once its text is `new` instead of `old`, read from what changed alone; `None` where
    /// the change may mean something for other entries, so that the whole is to be read.
    pub fn changed(&self, old: &str, new: &str) -> Option<Catalogue> {
        if !self.stands_alone || !self.faults.is_empty() || !self.broken.is_empty() {
            return None;
        }
        let change = self.change(old, new)?;
        let added = self.added(&change, new)?;
        let references = &added.references;
        let mut index = Index::default();
        let (packed, by_key) = std::thread::scope(|scope| {
            scope.spawn(|| index = self.index.spliced(&change.entries, references));
            let packed = self.packed.spliced(&change.entries, references, change.window.start, change.moved);
            let by_key = self.by_key_spliced(&change.entries, references.len(), &packed);
            (packed, by_key)
        });
        let kept = |said: &[(String, u32)], new: Vec<(String, u32)>| {
            spliced(said, &change.entries, new, references.len())
        };
        Some(Catalogue {
            version: self.version,
            path: self.path.clone(),
            stands_alone: true,
            faults: Vec::new(),
            broken: Vec::new(),
            by_key,
            aliases: kept(&self.aliases, of_each(references, super::aliases)),
            named: kept(&self.named, of_each(references, |reference| reference.files.clone())),
            index,
            packed,
        })
    }

    /// The entries of `packed` in the order of their citekeys, where those in `gone` have given way to `added` new ones.
    fn by_key_spliced(&self, gone: &Range<usize>, added: usize, packed: &Packed) -> Vec<u32> {
        let moved = |entry: u32| match entry as usize {
            entry if entry < gone.start => Some(entry as u32),
            entry if entry < gone.end => None,
            entry => Some((entry - gone.len() + added) as u32),
        };
        let kept: Vec<u32> = self.by_key.iter().filter_map(|&entry| moved(entry)).collect();
        let mut left = &kept[..];
        let mut all = Vec::with_capacity(kept.len() + added);
        for entry in by_key(packed, gone.start..gone.start + added) {
            let key = packed.key(entry);
            let smaller = left.partition_point(|&other| order(packed.key(other)).lt(order(key)));
            let (before, after) = left.split_at(smaller);
            all.extend_from_slice(before);
            all.push(entry);
            left = after;
        }
        all.extend_from_slice(left);
        all
    }

    fn change(&self, old: &str, new: &str) -> Option<Change> {
        let shorter = old.len().min(new.len());
        let before = same_at_start(old.as_bytes(), new.as_bytes());
        let after = same_at_end(old.as_bytes(), new.as_bytes()).min(shorter - before);
        let (first, start) = self.packed.last_before(before);
        let (last, end) = self.packed.first_after(old.len() - after).unwrap_or((self.len(), old.len()));
        let moved = new.len() as i64 - old.len() as i64;
        let end = usize::try_from(end as i64 + moved).ok()?;
        (start <= end).then(|| Change { entries: first..last, window: Span::new(start, end), moved })
    }

    /// The entries in the window, if they stand for themselves.
    fn added(&self, change: &Change, new: &str) -> Option<Bibliography> {
        let window = new.get(change.window.start..change.window.end)?;
        // What is commented out is told from a line's first letter, which may stand outside the window.
        let begins_within =
            change.entries.start > 0 && window.trim_start_matches([' ', '\t']).starts_with('%');
        let ends_within = change.entries.end < self.len()
            && !window.rsplit('\n').next().unwrap_or_default().trim().is_empty();
        let lower = window.to_ascii_lowercase();
        if begins_within || ends_within || FOR_OTHERS.iter().any(|kind| lower.contains(kind)) {
            return None;
        }
        let added = Bibliography::parse(&self.path, window);
        let is_elsewhere =
            |key: &str| self.entry(key).is_some_and(|entry| !change.entries.contains(&(entry as usize)));
        let is_alone = added.stands_alone
            && added.faults.is_empty()
            && added.broken.is_empty()
            && !added.references.iter().any(|reference| is_elsewhere(&reference.key));
        is_alone.then_some(added)
    }
}

/// Bytes that are compared at once.
const AT_ONCE: usize = 4096;

/// How many bytes both begin with.
fn same_at_start(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.chunks(AT_ONCE).zip(b.chunks(AT_ONCE)).take_while(|(a, b)| a == b);
    let same: usize = blocks.map(|(block, _)| block.len()).sum();
    same + a[same..].iter().zip(&b[same..]).take_while(|(a, b)| a == b).count()
}

/// How many bytes both end with.
fn same_at_end(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.rchunks(AT_ONCE).zip(b.rchunks(AT_ONCE)).take_while(|(a, b)| a == b);
    let same: usize = blocks.map(|(block, _)| block.len()).sum();
    let (a, b) = (a[..a.len() - same].iter().rev(), b[..b.len() - same].iter().rev());
    same + a.zip(b).take_while(|(a, b)| a == b).count()
}

/// What is said of entries, once those in `gone` have given way to `added` new ones, of which `new` is said.
fn spliced(
    said: &[(String, u32)],
    gone: &Range<usize>,
    new: Vec<(String, u32)>,
    added: usize,
) -> Vec<(String, u32)> {
    let at = |entry: &u32| *entry as usize;
    let before = said.iter().take_while(|(_, entry)| at(entry) < gone.start).cloned();
    let new = new.into_iter().map(|(text, entry)| (text, entry + gone.start as u32));
    let after = said.iter().filter(|(_, entry)| at(entry) >= gone.end);
    let after = after.map(|(text, entry)| (text.clone(), (at(entry) - gone.len() + added) as u32));
    before.chain(new).chain(after).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use std::path::Path;

    use super::*;

    const PATH: &str = "/w/library.bib";

    /// All that can be asked of a catalogue: its references, their order by citekey, the files they name, and what is
    /// found in it.
    type Seen = (Vec<crate::Reference>, Vec<u32>, Vec<(u32, String)>, Vec<Vec<(u32, f32)>>);

    fn seen(catalogue: &Catalogue) -> Seen {
        (
            catalogue.iter().map(|reference| (*reference).clone()).collect(),
            catalogue.by_key.clone(),
            catalogue.named().map(|(entry, file)| (entry, file.to_owned())).collect(),
            ["a", "one", "gap river", "2010", "c.pdf"]
                .map(|query| {
                    catalogue.search(query, 20, &[]).iter().map(|found| (found.entry, found.score)).collect()
                })
                .into(),
        )
    }

    #[track_caller]
    fn check(old: &str, new: &str, in_part: bool) {
        let path = Path::new(PATH);
        let changed = Catalogue::parse(path, old).changed(old, new);
        assert_eq!(changed.is_some(), in_part, "{new}");
        if let Some(changed) = changed {
            assert_eq!(seen(&changed), seen(&Catalogue::parse(path, new)), "{new}");
        }
    }

    const A: &str = "@book{a, title = {One Gap}, file = {c.pdf}}\n";
    const B: &str = "@book{b, title = {River}, ids = {bb}}\n";
    const C: &str = "@book{c, title = {Gap in the River}, year = 2010, file = {d.pdf}}\n";

    #[test]
    fn an_entry_that_changes_comes_or_goes_is_read_alone() {
        let all = format!("{A}{B}{C}");
        check(&all, &all.replace("River}, ids", "Rivers and Gaps}, ids"), true);
        check(&all, &format!("{A}{C}"), true);
        check(&format!("{A}{C}"), &all, true);
        check(&all, "", true);
        check("", &all, true);
        check(&all, &format!("% a note\n{A}\n\n{B}% another\n{C}"), true);
        check(&all, &all.replace("{b,", "{beta,"), true);
    }

    #[test]
    fn in_a_long_file_only_what_differs_counts() {
        let all: String =
            (0..300).map(|n| format!("@book{{k{n}, title = {{Volume {n} of the River}}}}\n")).collect();
        check(&all, &all.replace("{Volume 150 of", "{Book 150 of"), true);
        check(&all, &all.replace("{k299,", "{a299,"), true);
        check(&all, &all.replace("{k0,", "{z,"), true);
        check(&all, &format!("{all}{A}"), true);
    }

    #[test]
    fn what_means_something_for_others_has_the_whole_read() {
        let all = format!("{A}{B}{C}");
        check(&all, &format!("{A}{B}% {C}"), false);
        check(&all, &format!("{}% {B}", A.trim_end()), false);
        check(&all, &format!("@string{{x = {{y}}}}\n{all}"), false);
        check(&all, &format!("{A}@comment{{{B}{C}}}"), false);
        check(&format!("@comment{{{A}"), &format!("@comment{{{A}}}"), false);
        check(&all, &all.replace("{b,", "{a,"), false);
        check(&all, &all.replace("River}, ids", "River, ids"), false);
        check(&all, &all.replace("ids = {bb}", "crossref = {c}"), false);
        check(&all.replace("ids = {bb}", "crossref = {c}"), &all, false);
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            A,
            B,
            C,
            "@misc{d, title={One}}",
            "@misc{a, title={A}}",
            "@string{",
            "% ",
            "\n",
            "}",
            "{",
            "@",
            "x = y,",
            "#",
            "\"",
            "title = ",
            "@comment{",
            "crossref={a},",
            "河",
            "@book{e,",
            ",",
            "a",
        ])
    }

    proptest! {
        #[test]
        fn a_part_that_is_read_again_gives_what_the_whole_gives(
            old in prop::collection::vec(piece(), 0..8),
            new in prop::collection::vec(piece(), 0..4),
            from in 0_usize..8,
            to in 0_usize..8,
        ) {
            let (from, to) = (from.min(old.len()), to.min(old.len()));
            let changed = [&old[..from.min(to)], &new, &old[from.max(to)..]].concat().concat();
            let (old, path) = (old.concat(), Path::new(PATH));
            if let Some(read) = Catalogue::parse(path, &old).changed(&old, &changed) {
                prop_assert_eq!(seen(&read), seen(&Catalogue::parse(path, &changed)));
            }
        }
    }
}
