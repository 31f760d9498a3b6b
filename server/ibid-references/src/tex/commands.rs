//! What the reader of TeX does not know, made plain for it.

use unicode_normalization::char::is_combining_mark;

use super::{accents, signs, verbatim};

/// Commands whose first group is none of the text.
const UNPRINTED: &[&str] =
    &["href", "foreignlanguage", "textcolor", "hspace", "vspace", "phantom", "hphantom", "vphantom"];

/// `value` with accents, letters and signs, quotation marks, ties, mathematics,
/// and commands that only change the looks made plain ("\emph{x}" becomes "x"). Escaped characters stay.
pub(super) fn prepare(value: &str) -> String {
    let value = value.replace("``", "“").replace("''", "”");
    within(&value, &mut false)
}

/// The same of `value`, which stands in mathematics or not.
fn within(value: &str, is_math: &mut bool) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find(['\\', '~', '$', '^', '_', '{']) {
        out.push_str(&rest[..at]);
        let mark = &rest[at..];
        rest = match mark.as_bytes()[0] {
            b'\\' => command(&mut out, mark, is_math),
            b'~' => {
                out.push(' ');
                &mark[1..]
            }
            b'$' => {
                *is_math = !*is_math;
                mark[1..].trim_start_matches('$')
            }
            b'^' if *is_math => script(&mut out, &mark[..1], &mark[1..], signs::raised),
            b'_' if *is_math => script(&mut out, &mark[..1], &mark[1..], signs::lowered),
            b'{' => group(&mut out, mark, *is_math),
            _ => {
                out.push_str(&mark[..1]);
                &mark[1..]
            }
        };
    }
    out.push_str(rest);
    out
}

/// Writes the group that `text` begins with as far as a command opens it; gives what comes after. One letter loses its
/// braces ("{\'E}mile"), which would keep it apart from the rest of its word.
fn group<'t>(out: &mut String, text: &'t str, mut is_math: bool) -> &'t str {
    let inner = text[1..].trim_start();
    match braced(text).filter(|(group, _)| group.is_empty() || inner.starts_with('\\')) {
        Some((group, rest)) => {
            let plain = within(group, &mut is_math);
            let letters = plain.chars().filter(|c| !is_combining_mark(*c)).count();
            out.push_str(&if letters > 1 { format!("{{{plain}}}") } else { plain });
            rest
        }
        None => {
            out.push('{');
            &text[1..]
        }
    }
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
        // Some program wrote the backslash twice.
        "\\" if rest.starts_with(['\'', '"', '`', '^', '~']) => return &text[1..],
        "," | ";" | ":" | " " | "\\" => {
            out.push(' ');
            return rest;
        }
        "!" | "/" | "-" | "@" => return rest,
        "textsuperscript" => return script(out, "", rest, signs::raised),
        "textsubscript" => return script(out, "", rest, signs::lowered),
        "url" => {
            if let Some((address, rest)) = braced(rest.trim_start()) {
                out.push_str(&verbatim(address));
                return rest;
            }
        }
        "char" | "symbol" => return numbered(out, rest),
        "mkbibquote" | "enquote" => {
            if let Some((quoted, rest)) = braced(rest.trim_start()) {
                out.push_str(&format!("“{}”", prepare(quoted)));
                return rest;
            }
        }
        _ if UNPRINTED.contains(&name) => return behind_argument(rest.trim_start()),
        _ => {}
    }
    if let Some(mark) = accents::accent(name) {
        let Some((letters, rest)) = argument(rest.trim_start()) else { return rest };
        out.push_str(&accents::accented(&letters, mark));
        return rest;
    }
    if let Some(sign) = signs::sign(name) {
        out.push_str(sign);
        return behind_name(rest);
    }
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return rest.trim_start_matches('*').trim_start();
    }
    out.push_str(command);
    rest
}

/// `rest` without what ends the name of a command: white space, or empty braces.
fn behind_name(rest: &str) -> &str {
    rest.strip_prefix("{}").unwrap_or_else(|| rest.trim_start())
}

/// Writes the character whose number `rest` begins with; gives what comes after it.
fn numbered<'t>(out: &mut String, rest: &'t str) -> &'t str {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = braced(rest).unwrap_or_else(|| (&rest[..digits], behind_name(&rest[digits..])));
    out.extend(number.trim().parse().ok().and_then(char::from_u32));
    rest
}

/// What comes after what a command before `text` takes: a group, or one command.
fn behind_argument(text: &str) -> &str {
    match braced(text) {
        Some((_, rest)) => rest,
        None if text.starts_with('\\') => &text[command_len(text)..],
        None => text,
    }
}

/// What a command before `text` takes, made plain, and what comes after it: a group, a sign, or one character.
fn argument(text: &str) -> Option<(String, &str)> {
    if let Some((group, rest)) = braced(text) {
        return Some((prepare(group), rest));
    }
    match text.chars().next()? {
        '\\' => {
            let (command, rest) = text.split_at(command_len(text));
            Some((signs::sign(&command[1..])?.to_owned(), behind_name(rest)))
        }
        '{' | '}' => None,
        c => Some((c.to_string(), &text[c.len_utf8()..])),
    }
}

/// Writes the next letter or group of `rest` raised or lowered, as `by` does it; where that cannot be, as it is, with
/// `mark` before it, but for the letters of an ordinal ("5^{th}").
fn script<'t>(out: &mut String, mark: &str, rest: &'t str, by: fn(&str) -> Option<String>) -> &'t str {
    let Some((plain, after)) = argument(rest) else {
        out.push_str(mark);
        return rest;
    };
    let is_ordinal = out.ends_with(|c: char| c.is_ascii_digit())
        && plain.chars().count() > 1
        && plain.trim_matches(['{', '}']).chars().all(char::is_alphabetic);
    match by(plain.trim()) {
        Some(script) => out.push_str(&script),
        None => {
            out.push_str(if is_ordinal { "" } else { mark });
            out.push_str(&plain);
        }
    }
    after
}

/// What stands in the braces that `text` begins with, and what comes after them.
fn braced(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => {}
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
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
