//! Subtitles: SubRip and WebVTT. Speech runs on over cues, speakers are kept, times are the places.

use std::path::Path;

use crate::{
    Error, Extracted, MarkKind,
    builder::Builder,
    decode::{decode, line_feeds},
    metadata::Field,
};

/// Silence after which a new thought begins, in seconds.
const PAUSE: f64 = 4.0;
/// After so much text, a paragraph ends with its sentence (in bytes).
const ENOUGH: usize = 600;

pub(crate) fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let text = line_feeds(&decode(bytes));
    let mut writer = Writer::default();
    for block in text.split("\n\n") {
        let lines: Vec<&str> = block.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let Some(at) = lines.iter().position(|line| line.contains("-->")) else {
            header(&lines, &mut writer.builder);
            continue;
        };
        let Some((start, end)) = times(lines[at]) else { continue };
        writer.cue(start, end, &lines[at + 1..]);
    }
    if !writer.met {
        return Err(Error::damaged(path, "it has no cues with times"));
    }
    Ok(writer.builder.finish())
}

/// What WebVTT's first block says.
fn header(lines: &[&str], builder: &mut Builder) {
    let Some(title) = lines.first().and_then(|line| line.strip_prefix("WEBVTT")) else { return };
    builder.metadata().add(Field::Title, title.trim_start_matches([' ', '-']));
    for line in &lines[1..] {
        match line.split_once(':') {
            Some(("Language", language)) => builder.metadata().add(Field::Language, language),
            Some(("Title", title)) => builder.metadata().add(Field::Title, title),
            _ => {}
        }
    }
}

/// The beginning and end in "00:01:02,500 --> 00:01:04,000 position:50%", in seconds.
fn times(line: &str) -> Option<(f64, f64)> {
    let (start, end) = line.split_once("-->")?;
    Some((seconds(start.trim())?, seconds(end.split_whitespace().next()?)?))
}

/// Seconds of "1:02:03.5" or "02:03".
pub(super) fn seconds(clock: &str) -> Option<f64> {
    let parts: Vec<&str> = clock.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    parts.iter().try_fold(0.0, |sum, part| {
        let part = part.replace(',', ".");
        let digits = part.starts_with(|c: char| c.is_ascii_digit()) && !part.contains(['e', 'E']);
        Some(sum * 60.0 + part.parse::<f64>().ok().filter(|_| digits)?)
    })
}

#[derive(Default)]
struct Writer {
    builder: Builder,
    speaker: String,
    /// Where the last cue ended.
    end: Option<f64>,
    /// What the last cues said, since captions that roll repeat their lines.
    said: Vec<String>,
    /// Whether there was any cue.
    met: bool,
}

impl Writer {
    fn cue(&mut self, start: f64, end: f64, lines: &[&str]) {
        self.met = true;
        let paused = self.end.is_some_and(|end| start - end > PAUSE);
        let text = self.builder.last_paragraph();
        let full = text.len() > ENOUGH && ends_sentence(text);
        if self.end.is_none() || paused || full {
            self.builder.paragraph();
        }
        self.builder.mark(MarkKind::Time(start.floor()));
        let mut said = Vec::new();
        for line in lines {
            let (speaker, words) = spoken(line);
            if words.is_empty() {
                continue;
            }
            said.push(words.clone());
            if self.said.contains(&words) {
                continue;
            }
            self.turn(speaker, start);
            self.builder.line();
            self.builder.push(&words);
        }
        self.said = said;
        self.end = Some(end);
    }

    /// Begins a paragraph where somebody else speaks.
    fn turn(&mut self, speaker: Option<String>, start: f64) {
        let Some(speaker) = speaker else { return };
        if speaker.is_empty() || speaker != self.speaker {
            self.builder.paragraph();
            self.builder.mark(MarkKind::Time(start.floor()));
            if !speaker.is_empty() {
                self.builder.push(&format!("{speaker}: "));
            }
        }
        self.speaker = speaker;
    }
}

/// Whom a line names as its speaker, an empty name where it only says that the speaker is another, and the words.
fn spoken(line: &str) -> (Option<String>, String) {
    let (voice, line) = voiced(line);
    let text = untagged(line);
    let text = text.trim();
    if voice.is_some() {
        return (voice, text.to_owned());
    }
    // Two dashes in a cue are two speakers, whoever they are.
    if let Some(words) = text.strip_prefix("- ").or_else(|| text.strip_prefix(">> ")) {
        let (speaker, words) = named(words);
        return (Some(speaker.unwrap_or_default()), words.to_owned());
    }
    let (speaker, words) = named(text);
    (speaker, words.to_owned())
}

/// "ANNA REN" and what she says of "ANNA REN: We rose."
pub(super) fn named(text: &str) -> (Option<String>, &str) {
    const LONGEST: usize = 40;
    let colon = |c: char| c == ':' || c == '：';
    let Some((name, words)) = text.split_once(colon).filter(|(name, _)| name.len() <= LONGEST) else {
        return (None, text);
    };
    let is_name = !name.is_empty()
        && name.split_whitespace().count() <= 4
        && name
            .split_whitespace()
            .all(|word| word.starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit()))
        && name.chars().all(|c| c.is_alphanumeric() || " .-'’()·".contains(c))
        && !words.starts_with("//");
    if is_name { (Some(name.trim().to_owned()), words.trim_start()) } else { (None, text) }
}

/// The name in `<v Anna Ren>`, and the line.
fn voiced(line: &str) -> (Option<String>, &str) {
    let Some((_, tag)) = line.split_once("<v").filter(|(_, tag)| tag.starts_with([' ', '.'])) else {
        return (None, line);
    };
    let name = tag.split('>').next().unwrap_or_default();
    let name = if name.starts_with('.') { name.split_once(' ').map_or("", |(_, name)| name) } else { name };
    (Some(name.trim().to_owned()), line)
}

/// `line` without tags, and with what entities mean.
fn untagged(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        let close = if rest[at..].starts_with('<') { '>' } else { '}' };
        let style = close == '>' || rest[at..].starts_with("{\\");
        let Some(end) = rest[at..].find(close).filter(|_| style) else {
            out.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        };
        out.push_str(&rest[..at]);
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    let entities = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&amp;", "&"),
        ("♪", ""),
    ];
    entities.iter().fold(out, |text, (entity, meant)| text.replace(entity, meant))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', ')', '」']).ends_with(['.', '!', '?', '…', '。', '！', '？'])
}
