use crate::lines::{Lines, Record};
use crate::{Kind, Message, estimate_tokens, wire};

fn records(bytes: &[u8], size: usize) -> Vec<Record> {
    let mut lines = Lines::default();
    let mut records: Vec<Record> = bytes.chunks(size).flat_map(|chunk| lines.push(chunk)).collect();
    records.extend(lines.finish());
    records
}

#[test]
fn chunks_of_any_size_give_the_same() {
    let texts: [&[u8]; 5] = [
        b"data: {\"a\":1}\n\ndata: b\r\ndata: c\r\n\r\n: no\r\rdata: [DONE]\n\n",
        b"{\"a\":1}\n{\"b\":\"\xe5\xa4\xa7\"}\r\n{\"c\":",
        b"{\n  \"a\": 1\n}\n",
        b"\xef\xbb\xbfdata: \xff\xfe\n\ndata: cut",
        b"<html>\n\n<p>data: {}\n",
    ];
    for text in texts {
        let whole = records(text, text.len());
        assert!(!whole.is_empty());
        for size in 1..text.len() {
            assert_eq!(records(text, size), whole, "{size}");
        }
    }
}

#[test]
fn events_lines_and_rests_are_told_apart() {
    let event = |text: &str| Record::Event(text.to_owned());
    let rest = |text: &str| Record::Rest(text.to_owned());
    assert_eq!(records(b"data: a\ndata:b\n\nevent: x\n\ndata: cut", 9), [event("a\nb"), event("cut")]);
    assert_eq!(records(b"{\"a\":1}\n{\"b\":", 9), [event("{\"a\":1}"), rest("{\"b\":\n")]);
    assert_eq!(records(b"{\n\"a\": 1\n}", 9), [rest("{\n\"a\": 1\n}\n")]);
    assert_eq!(records(b"\n \n: comment\n", 9), []);
}

#[test]
fn tokens_are_estimated_by_script() {
    assert_eq!(estimate_tokens(""), 0);
    assert_eq!(estimate_tokens("dam"), 1);
    assert_eq!(estimate_tokens("The dam is nine metres tall."), 7);
    assert_eq!(estimate_tokens("大坝高九米。"), 6);
    assert_eq!(estimate_tokens(&Message::user("大坝 dam").text), 3);
}

/// Streams of each kind, spoilt at random: whatever comes, it is read without a panic, and in the same way
/// however it is cut into chunks.
#[test]
fn spoilt_streams_are_read_all_the_same() {
    let good = [
        "data: {\"choices\":[{\"delta\":{\"content\":\"大 a\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1}}\r\n\r\n",
        "event: x\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"a\"}}\n\ndata: {\"type\":\"message\",\"content\":[{\"text\":\"b\"}]}\n\n",
        "{\"message\":{\"content\":\"a\"},\"done\":true,\"eval_count\":3,\"error\":{\"code\":529}}\n{\"done\":1e99}\n",
        "{\"data\":[{\"id\":\"m\",\"context_length\":1e300,\"meta\":{\"n_ctx\":-1}}],\"models\":[{\"name\":[]}]}",
    ];
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..3000 {
        let mut bytes = good[random.usize(..good.len())].as_bytes().to_vec();
        for _ in 0..random.usize(..4) {
            let at = random.usize(..bytes.len());
            match random.u8(..3) {
                0 => bytes[at] = random.u8(..),
                1 => bytes.truncate(at + 1),
                _ => bytes.insert(at, *random.choice(b"\r\n{}[]\":,\xff0").unwrap()),
            }
        }
        let whole = records(&bytes, bytes.len());
        assert_eq!(records(&bytes, 1 + random.usize(..9)), whole, "{}", String::from_utf8_lossy(&bytes));
        for record in &whole {
            let (Record::Event(text) | Record::Rest(text)) = record;
            let Ok(value) = serde_json::from_str(text) else { continue };
            for kind in [Kind::OpenAi, Kind::Anthropic, Kind::Ollama] {
                wire::read(kind, &value);
                wire::models(kind, &value);
            }
        }
    }
}
