//! A request that was made to a model: a head line, then what was sent and what came back.

use ibid_llm::LogEntry;

use super::look::{self, Look};
use super::wrap;
use crate::clean;

/// How far what was said is indented, and how far its further lines.
const INDENT: usize = 4;
const FURTHER: usize = 6;
/// Narrower than this nothing can be read.
const NARROWEST: usize = 30;

/// A request as a paragraph: when, what for, of which model, where, how long it took, its tokens and why it failed;
/// below, each message sent and the answer. Ends in an empty line.
pub fn request(look: Look, entry: &LogEntry) -> String {
    let mut told = head(look, entry);
    for message in &entry.messages {
        said(&mut told, look, &message.role, &message.text);
    }
    if let Some(schema) = &entry.schema {
        said(&mut told, look, "form", schema);
    }
    if let Some(answer) = &entry.answer {
        said(&mut told, look, "answer", if answer.is_empty() { "(no word)" } else { answer });
    }
    told.push('\n');
    told
}

fn head(look: Look, entry: &LogEntry) -> String {
    let asked = [time(&entry.time), clean::one_line(&entry.purpose), clean::one_line(&entry.model)];
    let asked: Vec<String> = asked.into_iter().filter(|part| !part.is_empty()).collect();
    let asked = asked.join("  ");
    let cost = [clean::one_line(&entry.endpoint), times(entry), tokens(entry)].join("  ");
    let failed = entry.error.as_ref().map(|error| {
        let error = format!("failed: {}", clean::one_line(error));
        format!("  {}", look.paint(look::FAULT, &error))
    });
    format!("{}  {cost}{}\n", look.paint(look::STRONG, &asked), failed.unwrap_or_default())
}

/// "2026-11-24 21:09:53 UTC".
fn time(rfc3339: &str) -> String {
    match (rfc3339.get(..10), rfc3339.get(11..19)) {
        (Some(day), Some(clock)) if rfc3339.ends_with('Z') => clean::one_line(&format!("{day} {clock} UTC")),
        _ => clean::one_line(rfc3339),
    }
}

fn times(entry: &LogEntry) -> String {
    match entry.first_ms {
        Some(first) => format!("{first} ms to the first word, {} ms in all", entry.whole_ms),
        None => format!("{} ms", entry.whole_ms),
    }
}

/// "~212 → ~40 tokens".
fn tokens(entry: &LogEntry) -> String {
    let mark = if entry.estimated { "~" } else { "" };
    format!("{mark}{} → {mark}{} tokens", entry.tokens_in, entry.tokens_out)
}

/// Adds what `who` said, line by line.
fn said(told: &mut String, look: Look, who: &str, text: &str) {
    let who = format!("{}:", clean::one_line(who));
    let room = look.width.saturating_sub(FURTHER).max(NARROWEST);
    let first = format!("{who} {}", text.lines().next().unwrap_or_default());
    let lines = std::iter::once(first.as_str()).chain(text.lines().skip(1));
    let lines: Vec<String> = lines.map(|line| clean::excerpt(line).trim_end().to_owned()).collect();
    let pieces = lines.iter().flat_map(|line| wrap::pieces(line, room).into_iter().map(|p| p.of(line)));
    for (number, piece) in pieces.enumerate() {
        let named = piece.strip_prefix(who.as_str()).filter(|_| number == 0);
        let line = match named {
            Some(rest) => format!("{:INDENT$}{}{rest}", "", look.paint(look::FAINT, &who)),
            None => format!("{:FURTHER$}{piece}", ""),
        };
        told.push_str(line.trim_end());
        told.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use ibid_llm::LogMessage;

    use super::*;

    const PLAIN: Look = Look { colour: false, width: 60 };

    fn entry() -> LogEntry {
        let message = |role: &str, text: &str| LogMessage { role: role.to_owned(), text: text.to_owned() };
        LogEntry {
            time: "2026-11-24T21:09:53.123456789Z".to_owned(),
            endpoint: "http://127.0.0.1:8080/v1".to_owned(),
            model: "tiny".to_owned(),
            purpose: "judge".to_owned(),
            messages: vec![
                message("system", "You hold claims against evidence.\n\nAnswer in a word."),
                message("user", "The office repaired 312 bridges in 2023 at a cost of 48 million."),
            ],
            answer: Some("supported".to_owned()),
            first_ms: Some(412),
            whole_ms: 1200,
            tokens_in: 31,
            tokens_out: 2,
            ..LogEntry::default()
        }
    }

    #[test]
    fn what_was_sent_and_what_came_stands_below_one_line() {
        expect![[r#"
            2026-11-24 21:09:53 UTC  judge  tiny  http://127.0.0.1:8080/v1  412 ms to the first word, 1200 ms in all  31 → 2 tokens
                system: You hold claims against evidence.

                  Answer in a word.
                user: The office repaired 312 bridges in 2023 at a
                  cost of 48 million.
                answer: supported

        "#]]
        .assert_eq(&request(PLAIN, &entry()));
    }

    #[test]
    fn a_failure_is_told_and_estimates_are_marked() {
        let (messages, error) = (Vec::new(), Some("cannot reach it".to_owned()));
        let failed = LogEntry { messages, error, answer: None, first_ms: None, estimated: true, ..entry() };
        expect![[r#"
            2026-11-24 21:09:53 UTC  judge  tiny  http://127.0.0.1:8080/v1  1200 ms  ~31 → ~2 tokens  failed: cannot reach it

        "#]]
        .assert_eq(&request(PLAIN, &failed));
    }

    #[test]
    fn nothing_said_moves_the_cursor_or_makes_a_head_line() {
        let hostile = "one\u{1b}[2J\u{9b}H\rtwo\u{7}\n2026-11-24 00:00:00 UTC  judge";
        let error = Some("red\u{1b}[31m\nnew".to_owned());
        let model = "tiny\n\u{1b}]0;title\u{7}".to_owned();
        let told = request(PLAIN, &LogEntry { answer: Some(hostile.to_owned()), error, model, ..entry() });
        assert!(told.contains("    answer: one"), "{told}");
        assert!(told.contains("\n      2026-11-24 00:00:00 UTC"), "{told}");
        assert!(told.contains("failed: red new\n"), "{told}");
        assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
    }
}
