//! Mathematics in a line of prose, as near to plain text as it comes: figures and units count, notation does not.

use super::cursor::Cursor;

/// The plain text of `formula`.
pub(in crate::formats) fn plain(formula: &str) -> String {
    let mut cursor = Cursor::new(formula, 0, formula.len());
    let mut out = String::new();
    while let Some(c) = cursor.next() {
        match c {
            '\\' => command(&mut cursor, &mut out),
            '^' => raised(&mut cursor, &mut out),
            '_' | '{' | '}' | '&' | '$' => {}
            '~' => out.push(' '),
            '-' => out.push('−'),
            c => out.push(c),
        }
    }
    out
}

fn command(cursor: &mut Cursor<'_>, out: &mut String) {
    let name = cursor.name();
    if name.is_empty() {
        match cursor.next() {
            Some(c @ ('%' | '$' | '&' | '#' | '_' | '{' | '}')) => out.push(c),
            Some(_) => out.push(' '),
            None => {}
        }
        return;
    }
    match name {
        "text" | "mathrm" | "mathit" | "mathbf" | "textrm" | "mbox" | "operatorname" | "unit" | "mathsf" => {
            out.push_str(&plain(cursor.argument().unwrap_or_default()));
        }
        "frac" | "tfrac" | "dfrac" | "nicefrac" => {
            out.push_str(&plain(cursor.argument().unwrap_or_default()));
            out.push('/');
            out.push_str(&plain(cursor.argument().unwrap_or_default()));
        }
        name => out.push_str(sign(name)),
    }
}

fn sign(name: &str) -> &'static str {
    match name {
        "times" => "×",
        "cdot" => "·",
        "pm" => "±",
        "le" | "leq" | "leqslant" => "≤",
        "ge" | "geq" | "geqslant" => "≥",
        "approx" => "≈",
        "sim" => "~",
        "neq" | "ne" => "≠",
        "to" | "rightarrow" => "→",
        "infty" => "∞",
        "degree" => "°",
        "circ" => "°",
        "ldots" | "dots" | "cdots" => "…",
        "alpha" => "α",
        "beta" => "β",
        "gamma" => "γ",
        "delta" => "δ",
        "epsilon" | "varepsilon" => "ε",
        "lambda" => "λ",
        "mu" => "μ",
        "pi" => "π",
        "rho" => "ρ",
        "sigma" => "σ",
        "tau" => "τ",
        "chi" => "χ",
        "omega" => "ω",
        "Delta" => "Δ",
        "Omega" => "Ω",
        "quad" | "qquad" => " ",
        _ => "",
    }
}

/// An exponent; `^\circ` is a degree.
fn raised(cursor: &mut Cursor<'_>, out: &mut String) {
    let letters = match cursor.argument() {
        Some(group) => plain(group),
        None if cursor.peek() == Some('\\') => return,
        None => cursor.next().map(String::from).unwrap_or_default(),
    };
    match crate::notes::raised("10", &letters) {
        Some(kept) => out.push_str(&kept),
        None => out.push_str(&letters),
    }
}
