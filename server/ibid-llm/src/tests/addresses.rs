use crate::{Endpoint, Error, Kind, address};

#[track_caller]
fn check(text: &str, kind: Kind, base: &str, model: Option<&str>) {
    let endpoint = Endpoint::parse(text).unwrap();
    assert_eq!(endpoint.kind, kind);
    assert_eq!(address::base(&endpoint).unwrap().as_str().trim_end_matches('/'), base);
    assert_eq!(endpoint.model.as_deref(), model);
    assert_eq!(Endpoint::parse(&endpoint.url).unwrap().url, endpoint.url);
}

#[test]
fn addresses_as_people_write_them() {
    check("http://localhost:11434", Kind::Ollama, "http://localhost:11434", None);
    check("http://localhost:11434/v1", Kind::OpenAi, "http://localhost:11434/v1", None);
    check("http://localhost:8080/", Kind::OpenAi, "http://localhost:8080/v1", None);
    check(
        "https://api.openai.com/v1#gpt-5-mini",
        Kind::OpenAi,
        "https://api.openai.com/v1",
        Some("gpt-5-mini"),
    );
    check(
        " https://api.anthropic.com#claude ",
        Kind::Anthropic,
        "https://api.anthropic.com/v1",
        Some("claude"),
    );
    check(
        "https://openrouter.ai/api/v1#a/b:free",
        Kind::OpenAi,
        "https://openrouter.ai/api/v1",
        Some("a/b:free"),
    );
    check("http://[::1]:8080/v1/chat/completions", Kind::OpenAi, "http://[::1]:8080/v1", None);
    check("https://api.anthropic.com/v1/messages#", Kind::Anthropic, "https://api.anthropic.com/v1", None);
    check("https://notanthropic.com", Kind::OpenAi, "https://notanthropic.com/v1", None);
}

#[test]
fn addresses_that_are_refused() {
    for text in
        ["", "localhost:8080", "ftp://host", "/etc/passwd", "file:///etc", "http://", "https://host?key=abc"]
    {
        let error = Endpoint::parse(text).unwrap_err();
        assert!(matches!(error, Error::Address { .. }), "{text}: {error}");
    }
    for text in [
        "https://ann:hunter2@host/v1",
        "https://hunter2@host",
        "https://host/v1?key=hunter2",
        "http:hunter2@@:",
    ] {
        let error = Endpoint::parse(text).unwrap_err();
        assert!(!error.to_string().contains("hunter2"), "{error}");
        let made = Endpoint { url: text.to_owned(), ..Endpoint::parse("http://host").unwrap() };
        assert!(!format!("{made:?}").contains("hunter2"), "{made:?}");
        assert!(address::base(&made).is_err());
    }
}
