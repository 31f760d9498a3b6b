//! TeX in a field to plain text: accents, quotation marks, dashes, signs; commands and braces gone.

mod signs;

use biblatex::{Bibliography, Chunk, Chunks, ChunksExt, Pair, RawBibliography, RawChunk, RawEntry, Spanned};

/// Beyond these a value is not worth reading as TeX: its marks are only taken out.
const MOST_BYTES: usize = 64 * 1024;
const MOST_BRACES: usize = 2000;
const DEEPEST: usize = 32;

/// Commands of one letter that are accents or letters; all other commands are dropped.
const ACCENTS: &str = "uvHtcdbrkloOLij";
const LETTERS: &[&str] = &[
    "aa",
    "AA",
    "ae",
    "AE",
    "oe",
    "OE",
    "ss",
    "SS",
    "th",
    "TH",
    "dh",
    "DH",
    "dj",
    "DJ",
    "ng",
    "NG",
    "LaTeX",
    "TeX",
    "dots",
    "pounds",
    "copyright",
    "P",
    "S",
];

/// `value` in plain text, white space runs one space.
pub(crate) fn plain(value: &str) -> String {
    if is_plain(value) {
        return one_line(value);
    }
    let text = chunks(value).map(|chunks| chunks.format_verbatim());
    one_line(&text.map_or_else(|| without_marks(value), |text| text.replace(" ,", ",")))
}

/// `value` read as TeX, with the parts in braces told from the others; `None` where it cannot be read.
pub(crate) fn chunks(value: &str) -> Option<Chunks> {
    if is_plain(value) {
        let text = one_line(value);
        let span = 0..text.len();
        return Some(vec![Spanned::new(Chunk::Normal(text), span)]);
    }
    if value.len() > MOST_BYTES || !is_sane(value) {
        return None;
    }
    let prepared = prepare(value);
    let mut raw = RawBibliography { preamble: String::new(), entries: Vec::new(), abbreviations: Vec::new() };
    let field =
        Pair::new(Spanned::zero("title"), Spanned::zero(vec![Spanned::zero(RawChunk::Normal(&prepared))]));
    let entry = RawEntry { key: Spanned::zero("key"), kind: Spanned::zero("misc"), fields: vec![field] };
    raw.entries.push(Spanned::zero(entry));
    Bibliography::from_raw(raw).ok()?.get("key")?.get("title").map(<[_]>::to_vec)
}

/// The text of a field that is not TeX, such as a path or an address.
pub(crate) fn verbatim(value: &str) -> String {
    let mut text = one_line(value);
    for mark in ["_", "%", "&", "#", "~", "$"] {
        text = text.replace(&format!("{{\\{mark}}}"), mark).replace(&format!("\\{mark}"), mark);
    }
    text
}

/// White space runs one space, none at the ends.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn is_plain(value: &str) -> bool {
    !value.contains(['\\', '{', '}', '$', '~']) && !["--", "``", "''"].iter().any(|mark| value.contains(mark))
}

fn is_sane(value: &str) -> bool {
    let (mut depth, mut braces) = (0_usize, 0);
    for byte in value.bytes() {
        match byte {
            b'{' => (depth, braces) = (depth + 1, braces + 1),
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST || braces > MOST_BRACES {
            return false;
        }
    }
    true
}

/// What the reader of TeX does not know made plain for it: quotation marks, ties, mathematics, signs, and
/// commands that only change the looks ("\emph{x}" becomes "x").
fn prepare(value: &str) -> String {
    let value = value.replace("``", "“").replace("''", "”");
    let mut out = String::with_capacity(value.len());
    let mut rest = value.as_str();
    let mut is_math = false;
    while let Some(at) = rest.find(['\\', '~', '$', '^', '_']) {
        out.push_str(&rest[..at]);
        let mark = &rest[at..];
        rest = match mark.as_bytes()[0] {
            b'\\' => command(&mut out, mark, &mut is_math),
            b'~' => {
                out.push(' ');
                &mark[1..]
            }
            b'$' => {
                is_math = !is_math;
                mark[1..].trim_start_matches('$')
            }
            b'^' if is_math => script(&mut out, &mark[..1], &mark[1..], signs::raised),
            b'_' if is_math => script(&mut out, &mark[..1], &mark[1..], signs::lowered),
            _ => {
                out.push_str(&mark[..1]);
                &mark[1..]
            }
        };
    }
    out.push_str(rest);
    out
}

/// Writes what the command that `text` begins with stands for; gives what comes after it.
fn command<'t>(out: &mut String, text: &'t str, is_math: &mut bool) -> &'t str {
    let (command, rest) = text.split_at(command_len(text));
    let name = &command[1..];
    match name {
        "(" | ")" => {
            *is_math = name == "(";
            return rest;
        }
        "," | ";" | ":" | " " => {
            out.push(' ');
            return rest;
        }
        "!" | "/" | "-" | "@" => return rest,
        "textsuperscript" => return script(out, "", rest, signs::raised),
        "textsubscript" => return script(out, "", rest, signs::lowered),
        "mkbibquote" | "enquote" => {
            if let Some((quoted, rest)) = braced(rest.trim_start()) {
                out.push_str(&format!("“{}”", prepare(quoted)));
                return rest;
            }
        }
        "href" => return braced(rest.trim_start()).map_or(rest, |(_, rest)| rest),
        _ => {}
    }
    if let Some(sign) = signs::sign(name) {
        out.push_str(sign);
        // White space ends the name of a command, and so do empty braces.
        return rest.strip_prefix("{}").unwrap_or_else(|| rest.trim_start());
    }
    out.push_str(kept(command));
    if kept(command).is_empty() { rest.trim_start_matches('*').trim_start() } else { rest }
}

/// Writes the next letter or group of `rest` raised or lowered, as `by` does it; where that cannot be, as it is, with
/// `mark` before it.
fn script<'t>(out: &mut String, mark: &str, rest: &'t str, by: fn(&str) -> Option<String>) -> &'t str {
    let one = || rest.chars().next().map(|c| rest.split_at(c.len_utf8())).filter(|(one, _)| *one != "\\");
    let Some((group, after)) = braced(rest).or_else(one) else {
        out.push_str(mark);
        return rest;
    };
    let plain = prepare(group);
    match by(plain.trim()) {
        Some(script) => out.push_str(&script),
        None => {
            out.push_str(mark);
            out.push_str(&plain);
        }
    }
    after
}

/// What stands in the braces that `text` begins with, and what comes after them.
fn braced(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return (at > 0).then(|| (&text[1..at], &text[at + 1..]));
        }
    }
    None
}

/// Bytes of the command that `text`, which begins with a backslash, begins with.
fn command_len(text: &str) -> usize {
    let letters = text.bytes().skip(1).take_while(u8::is_ascii_alphabetic).count();
    if letters > 0 { 1 + letters } else { 1 + text[1..].chars().next().map_or(0, char::len_utf8) }
}

/// `command` if it stands for a letter or an accent, else nothing.
fn kept(command: &str) -> &str {
    let name = &command[1..];
    let letters = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let known = (name.len() == 1 && ACCENTS.contains(name))
        || LETTERS.contains(&name)
        || name.starts_with("text") && is_sign(name);
    if letters && !known { "" } else { command }
}

/// Whether `name` is a sign ("textendash"), and no type style ("textit").
fn is_sign(name: &str) -> bool {
    !matches!(
        &name[4..],
        "it" | "bf" | "sc" | "tt" | "rm" | "sf" | "sl" | "up" | "md" | "normal" | "superscript" | "subscript"
    )
}

fn without_marks(value: &str) -> String {
    value.replace(['\\', '{', '}', '$'], "").replace('~', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &str) {
        assert_eq!(plain(value), expected, "{value}");
    }

    #[test]
    fn accents_and_signs() {
        check(
            r#"G{\"o}del, Erd{\H o}s, \'Etienne, {\'{\i}}, \c{c}, {\ss}, \o, \L{}odz"#,
            "Gödel, Erdős, Étienne, í, ç, ß, ø, Łodz",
        );
        check(r"A \& B, 50\% \$5 \#1 a\_b", "A & B, 50% $5 #1 a_b");
        check("pages 1--2 --- ``so'' it~is", "pages 1–2 — “so” it is");
        check("任正非 \\emph{论} 👍", "任正非 论 👍");
    }

    #[test]
    fn looks_are_dropped() {
        check(r"The {NATO} \emph{very} \textbf{bold} {\em x} \LaTeX", "The NATO very bold x LaTeX");
        check(r"\unknown{thing}", "thing");
        check("two\r\n   lines", "two lines");
    }

    #[test]
    fn mathematics_and_signs() {
        check(r"$H_2$O at $10^{-3}$ and $x_{max}$, CO\textsubscript{2}", "H₂O at 10⁻³ and x_max, CO₂");
        check(
            r"the $\alpha$-particle, \(\beta\)-decay, 5 $\times$ 10\textsuperscript{6}",
            "the α-particle, β-decay, 5 × 10⁶",
        );
        check(r"20\,\textdegree C, 3\texteuro{}, \textquoteright n, a\_b^c", "20 °C, 3€, ’n, a_b^c");
        check(r"\mkbibquote{so} \enquote{it \emph{is}} \href{https://a.b}{here}", "“so” “it is” here");
        check(
            r"method\-independent and methodology\hyphen independent",
            "methodindependent and methodology-independent",
        );
    }

    #[test]
    fn hostile_values_lose_only_their_marks() {
        check("unbalanced } brace", "unbalanced brace");
        check("end \\", "end");
        let deep = format!("{}x{}", r"\a{".repeat(10_000), "}".repeat(10_000));
        assert!(plain(&deep).contains('x'));
        assert!(plain(&"{a}".repeat(100_000)).starts_with("aaa"));
    }

    #[test]
    fn addresses_stay() {
        assert_eq!(verbatim(r"https://a.b/c{\_}d\%20~e"), "https://a.b/c_d%20~e");
    }
}
