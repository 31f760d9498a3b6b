//! Pages that a text itself marks where they begin, in a line of their own: "[Page 14]", as transcripts of hearings do, or
//! "<!-- page 14 -->", as programs do that turn PDFs into Markdown.

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
    const AROUND: [(&str, &str); 4] = [("[", "]"), ("［", "］"), ("【", "】"), ("<!--", "-->")];
    let within = |(open, close): &(&str, &str)| line.strip_prefix(*open)?.strip_suffix(*close);
    let inside = AROUND.iter().find_map(within)?.trim().to_lowercase().replace(':', " ");
    let number = WORDS.iter().find_map(|word| inside.strip_prefix(word))?;
    BEHIND.iter().fold(number.trim(), |number, word| number.trim_end_matches(word)).trim().parse().ok()
}
