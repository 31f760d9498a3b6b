//! How many slips of the pen lie between two words: a letter wrong, missing, too many, or two swapped.
//!
//! A column of the table of distances is held as bits, one a letter of the word (Hyyrö, "A bit-vector
//! algorithm for computing Levenshtein and Damerau edit distances", 2003), so that a search can afford
//! to hold each of its words against tens of thousands.

/// Letters that are compared; what is longer is no word.
const LONGEST: usize = 64;

/// A word made ready to be compared with many.
#[derive(Debug)]
pub(crate) struct Edits {
    len: usize,
    /// For each ASCII letter, the places in the word where it stands.
    ascii: [u64; 128],
    /// The same for other letters.
    others: Vec<(char, u64)>,
}

impl Edits {
    pub(crate) fn new(word: &str) -> Edits {
        let mut edits = Edits { len: word.chars().count(), ascii: [0; 128], others: Vec::new() };
        for (place, c) in word.chars().enumerate().take(LONGEST) {
            *edits.places_mut(c) |= 1 << place;
        }
        edits
    }

    fn places_mut(&mut self, c: char) -> &mut u64 {
        if c.is_ascii() {
            return &mut self.ascii[c as usize];
        }
        let at = self.others.iter().position(|(known, _)| *known == c).unwrap_or(self.others.len());
        if at == self.others.len() {
            self.others.push((c, 0));
        }
        &mut self.others[at].1
    }

    fn places(&self, c: char) -> u64 {
        if c.is_ascii() {
            return self.ascii[c as usize];
        }
        self.others.iter().find(|(known, _)| *known == c).map_or(0, |(_, places)| *places)
    }

    /// The slips between the word and `other`, if at most `most`.
    pub(crate) fn distance(&self, other: &str, most: usize) -> Option<usize> {
        let len = other.chars().take(self.len + most + 1).count();
        if len.abs_diff(self.len) > most {
            return None;
        }
        self.distances(other).last().filter(|&distance| distance <= most)
    }

    /// The slips between the word and the nearest beginning of `other`, if at most `most`.
    pub(crate) fn prefix_distance(&self, other: &str, most: usize) -> Option<usize> {
        let reach = self.len + most + 1;
        self.distances(other).take(reach).min().filter(|&distance| distance <= most)
    }

    /// The slips between the word and each beginning of `other`, the empty one first.
    fn distances<'a>(&'a self, other: &'a str) -> impl Iterator<Item = usize> + 'a {
        let mut column = Column { up: u64::MAX, ..Column::default() };
        let mut distance = self.len;
        let known = self.len > 0 && self.len <= LONGEST;
        let steps = other.chars().enumerate().map(move |(i, c)| {
            if !known {
                return self.len.max(i + 1);
            }
            distance = distance.saturating_add_signed(column.step(self.places(c), self.len - 1));
            distance
        });
        std::iter::once(self.len).chain(steps)
    }
}

/// Where the distances of a column go up and down from one letter of the word to the next.
#[derive(Default)]
struct Column {
    up: u64,
    down: u64,
    /// Where a distance equals the one diagonally before it.
    same: u64,
    /// The places of the letter before.
    before: u64,
}

impl Column {
    /// Goes on by a letter that stands at `places` of the word; gives by how much the distance to the
    /// whole word, which ends at place `last`, changes.
    fn step(&mut self, places: u64, last: usize) -> isize {
        let swapped = ((!self.same & places) << 1) & self.before;
        let carried = (places & self.up).wrapping_add(self.up) ^ self.up;
        self.same = carried | places | self.down | swapped;
        let right_up = self.down | !(self.same | self.up);
        let right_down = self.same & self.up;
        let change = (right_up >> last & 1) as isize - (right_down >> last & 1) as isize;
        let (right_up, right_down) = (right_up << 1 | 1, right_down << 1);
        self.up = right_down | !(self.same | right_up);
        self.down = right_up & self.same;
        self.before = places;
        change
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, expected: Option<usize>) {
        assert_eq!(Edits::new(a).distance(b, 2), expected, "{a} {b}");
    }

    #[test]
    fn slips() {
        check("smith", "smith", Some(0));
        check("smiht", "smith", Some(1));
        check("smth", "smith", Some(1));
        check("smitth", "smith", Some(1));
        check("snith", "smith", Some(1));
        check("snihh", "smith", Some(2));
        check("jones", "smith", None);
        check("", "ab", Some(2));
        check("芯片", "芯", Some(1));
    }

    #[test]
    fn long_words() {
        let long = "x".repeat(100);
        assert_eq!(Edits::new(&long).distance("x", 2), None);
        assert_eq!(Edits::new("x").distance(&long, 2), None);
        let most = "ab".repeat(32);
        assert_eq!(Edits::new(&most).distance(&format!("{}ba", &most[..62]), 2), Some(1));
    }

    /// The table of distances, cell by cell.
    fn by_table(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = match (i, j) {
                    (0, n) | (n, 0) => n,
                    _ => {
                        let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                        let swapped = if swap { table[i - 2][j - 2] + 1 } else { usize::MAX };
                        let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                        replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(swapped)
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest::proptest! {
        #[test]
        fn as_the_table_says(a in "[abc中]{0,10}", b in "[abc中]{0,10}") {
            let distance = by_table(&a, &b);
            for most in 0..5 {
                let expected = Some(distance).filter(|&d| d <= most);
                proptest::prop_assert_eq!(Edits::new(&a).distance(&b, most), expected);
            }
            let nearest = (0..=b.chars().count()).map(|n| by_table(&a, &b.chars().take(n).collect::<String>())).min();
            proptest::prop_assert_eq!(Edits::new(&a).prefix_distance(&b, 20), nearest);
        }
    }

    #[test]
    fn beginnings() {
        assert_eq!(Edits::new("genreat").prefix_distance("generation", 1), Some(1));
        assert_eq!(Edits::new("gen").prefix_distance("generation", 1), Some(0));
        assert_eq!(Edits::new("gxx").prefix_distance("generation", 1), None);
    }
}
