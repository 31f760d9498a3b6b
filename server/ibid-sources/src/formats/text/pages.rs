//! Pages that a text itself marks where they begin: "[Page 14]" in a line of its own, as transcripts of hearings do.

/// Words before a page's number.
const WORDS: [&str; 6] = ["page ", "p. ", "seite ", "s. ", "pagina ", "第"];
/// Words behind it.
const BEHIND: [&str; 2] = ["页", "頁"];
/// Fewer marks may be anything.
const FEWEST: usize = 2;

/// For each of `lines`, the number of the page that it says begins; none where the numbers do not go up, or are too few.
pub(super) fn marked(lines: &[&str]) -> Vec<Option<u32>> {
    let marked: Vec<Option<u32>> = lines.iter().map(|line| mark(line.trim())).collect();
    let numbers: Vec<u32> = marked.iter().flatten().copied().collect();
    if numbers.len() >= FEWEST && numbers.is_sorted_by(|a, b| a < b) {
        marked
    } else {
        vec![None; lines.len()]
    }
}

fn mark(line: &str) -> Option<u32> {
    let inside = line.strip_prefix(['[', '［', '【'])?.strip_suffix([']', '］', '】'])?.trim().to_lowercase();
    let number = WORDS.iter().find_map(|word| inside.strip_prefix(word))?;
    BEHIND.iter().fold(number.trim(), |number, word| number.trim_end_matches(word)).trim().parse().ok()
}
