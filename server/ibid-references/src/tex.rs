//! TeX in a field to plain text: accents, quotation marks, dashes, signs; commands and braces gone.

mod accents;
mod commands;
mod signs;

use biblatex::{Bibliography, Chunk, Chunks, ChunksExt, Pair, RawBibliography, RawChunk, RawEntry, Spanned};

use commands::prepare;

/// Beyond these a value is not worth reading as TeX: its marks are only taken out.
const MOST_BYTES: usize = 64 * 1024;
const MOST_BRACES: usize = 2000;
const DEEPEST: usize = 32;

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
        check(
            r#"Mar\i{\'a}, K\i{}l\i{\c c}, {\u \i}, Asanov{\'\i}c, Pa\"\i s, \t{ia}, {\textcommabelow s}, \'{\^e}, \aa{}r"#,
            "Marıá, Kılıç, ĭ, Asanovíc, Païs, i͡a, ș, ế, år",
        );
        check(r"\TeX: The Program, {\LaTeX}, \~{}user, x\^{}y, \'", "TeX: The Program, LaTeX, ~user, x^y,");
        check(r"A \& B, 50\% \$5 \#1 a\_b", "A & B, 50% $5 #1 a_b");
        check("pages 1--2 --- ``so'' it~is", "pages 1–2 — “so” it is");
        check("任正非 \\emph{论} 👍", "任正非 论 👍");
    }

    #[test]
    fn looks_are_dropped() {
        check(r"The {NATO} \emph{very} \textbf{bold} {\em x} \LaTeX", "The NATO very bold x LaTeX");
        check(r"\unknown{thing}", "thing");
        check("two\r\n   lines", "two lines");
        check(r"D\\'ecoret", "Décoret");
        check(r"\{\vphantom{\}}Gap\vphantom\{\}, \textbf{a \} b}", "{Gap}, a } b");
        check(r"at \url{https://x.org/~a\_b#c}, p. 3", "at https://x.org/~a_b#c, p. 3");
        check(r"one\\two \foreignlanguage{german}{drei} \textcolor{red}{four}", "one two drei four");
        check(r"https://x.org/\texttt{\char126}user/\symbol{37}", "https://x.org/~user/%");
    }

    #[test]
    fn mathematics_and_signs() {
        check(r"$H_2$O at $10^{-3}$ and $x_{max}$, CO\textsubscript{2}", "H₂O at 10⁻³ and x_max, CO₂");
        check(
            r"the $\alpha$-particle, \(\beta\)-decay, 5 $\times$ 10\textsuperscript{6}",
            "the α-particle, β-decay, 5 × 10⁶",
        );
        check(
            r"at $25\,^\circ\mathrm{C}$, the 5${}^{\mbox{th}}$ and $11^{th}$, $x^{max}$",
            "at 25 °C, the 5th and 11th, x^max",
        );
        check(
            r"\textbackslash n, \textbraceleft x\textbraceright, 5\textdollar, 1\textasciimacron{}",
            r"\n, {x}, 5$, 1¯",
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
