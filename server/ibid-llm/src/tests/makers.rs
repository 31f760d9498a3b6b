//! How the makers whose servers cannot run here end an answer, fail in the middle of it, and what else they send. The forms
//! are taken from their documentation, read in November 2026; each test names the page.

use serde_json::json;

use super::scripted::{Server, Step, head, send, sse};
use super::{client, endpoint, prompt};
use crate::wire::{self, Asked};
use crate::{Answer, Endpoint, Error, Finish, Kind, Usage};

async fn answer(kind: Kind, parts: &[&str]) -> Result<Answer, Error> {
    let begin =
        if kind == Kind::Ollama { head("200 OK", "content-type: application/x-ndjson\r\n") } else { sse() };
    let script: Vec<Step> = std::iter::once(begin).chain(parts.iter().map(|part| send(part))).collect();
    let server = Server::start(vec![script]).await;
    client(Endpoint { kind, ..endpoint(&server) }).ask(&prompt()).await
}

/// The text of an answer that ends for a reason.
async fn ended(kind: Kind, parts: &[&str]) -> (String, Finish) {
    let answer = answer(kind, parts).await.unwrap();
    (answer.text, answer.finish)
}

/// What is said of an answer that fails.
async fn failed(kind: Kind, parts: &[&str]) -> String {
    answer(kind, parts).await.unwrap_err().to_string()
}

/// OpenAI, `finish_reason`, `refusal`, `usage` and `obfuscation` of "The chat completion chunk object", as in openai-python,
/// `types/chat/chat_completion_chunk.py`.
#[tokio::test]
async fn openai_says_why_it_ends() {
    let piece = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"service_tier\":\"default\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Nine\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"x7\"}\n\n";
    let usage = "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}}\n\ndata: [DONE]\n\n";
    for (reason, finish) in
        [("stop", Finish::Done), ("length", Finish::Length), ("content_filter", Finish::Stopped)]
    {
        let end = format!(
            "data: {{\"choices\":[{{\"index\":0,\"delta\":{{}},\"finish_reason\":\"{reason}\"}}],\"usage\":null}}\n\n"
        );
        let got = answer(Kind::OpenAi, &[piece, &end, usage]).await.unwrap();
        assert_eq!((got.text.as_str(), got.finish), ("Nine", finish));
        assert_eq!(got.usage, Usage { input: 9, output: 2, estimated: false });
    }
    let refusal = |text| {
        format!(
            "data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"refusal\":\"{text}\"}},\"finish_reason\":null}}]}}\n\n"
        )
    };
    let stop = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    let told = ended(Kind::OpenAi, &[&refusal("I'm sorry, "), &refusal("I can't."), stop, usage]).await;
    assert_eq!(told.0, "", "a refusal is no answer");
    let error = "data: {\"error\":{\"message\":\"The server had an error while processing your request.\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n";
    assert!(failed(Kind::OpenAi, &[piece, error]).await.contains("status 500: The server had an error"));
}

/// OpenAI, `max_completion_tokens`, `temperature` and `stop` of "Create chat completion": the first in place of `max_tokens`,
/// which the models that reason refuse as they do the others.
#[test]
fn openai_has_names_of_its_own_for_options() {
    let body = |model, is_openai| {
        let prompt = prompt();
        let asked = Asked { prompt: &prompt, model, schema: None, is_openai, window: None };
        wire::chat(Kind::OpenAi, &asked).body
    };
    let own = body("gpt-4o-mini", true);
    assert_eq!((&own["max_completion_tokens"], &own["max_tokens"]), (&json!(32), &json!(null)));
    assert_eq!((&own["temperature"], &own["stop"]), (&json!(0.2), &json!(["\n"])));
    for model in ["gpt-5-mini", "o4-mini", "one-that-is-to-come"] {
        let own = body(model, true);
        assert_eq!((&own["temperature"], &own["stop"]), (&json!(null), &json!(null)), "{model}");
    }
    let other = body("gpt-5-mini", false);
    assert_eq!((&other["max_completion_tokens"], &other["max_tokens"]), (&json!(null), &json!(32)));
}

/// Anthropic, "Streaming messages" (ping events, error events, `thinking_delta`, `signature_delta`, the cumulative `usage` of
/// `message_delta`) and "Handling stop reasons"; the reasons also in anthropic-sdk-python, `types/stop_reason.py`.
#[tokio::test]
async fn anthropic_says_why_it_ends() {
    let start = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\nevent: ping\ndata: {\"type\": \"ping\"}\n\n";
    let thoughts = "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}\n\nevent: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}\n\nevent: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"EqQB\"}}\n\n";
    let text = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Nine\"}}\n\n";
    let stop = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    for (reason, finish) in [
        ("end_turn", Finish::Done),
        ("stop_sequence", Finish::Done),
        ("max_tokens", Finish::Length),
        ("model_context_window_exceeded", Finish::Length),
        ("refusal", Finish::Stopped),
        ("pause_turn", Finish::Stopped),
    ] {
        let end = format!(
            "event: message_delta\ndata: {{\"type\":\"message_delta\",\"delta\":{{\"stop_reason\":\"{reason}\",\"stop_sequence\":null}},\"usage\":{{\"input_tokens\":30,\"cache_read_input_tokens\":10,\"output_tokens\":15}}}}\n\n"
        );
        let got = answer(Kind::Anthropic, &[start, thoughts, text, &end, stop]).await.unwrap();
        assert_eq!((got.text.as_str(), got.finish), ("Nine", finish));
        assert_eq!(got.usage, Usage { input: 40, output: 15, estimated: false });
    }
    let error = "event: error\ndata: {\"type\": \"error\", \"error\": {\"type\": \"overloaded_error\", \"message\": \"Overloaded\"}}\n\n";
    let told = failed(Kind::Anthropic, &[start, text, error]).await;
    assert!(told.contains("status 529: Overloaded (overloaded_error)"), "{told}");
}

/// OpenRouter, "Streaming" (comments) and "Errors and Debugging" (errors in a stream: at the top, or in a choice).
#[tokio::test]
async fn openrouter_comments_and_fails_inside_a_good_answer() {
    let comment = ": OPENROUTER PROCESSING\n\n";
    let piece = "data: {\"id\":\"gen-1\",\"provider\":\"openai\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Nine\"},\"finish_reason\":null,\"native_finish_reason\":null}]}\n\n";
    let end = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\",\"native_finish_reason\":\"stop\"}]}\n\n";
    let usage = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"cost\":0.001}}\n\ndata: [DONE]\n\n";
    let got = answer(Kind::OpenAi, &[comment, comment, piece, comment, end, usage]).await.unwrap();
    assert_eq!((got.text.as_str(), got.finish, got.usage.input), ("Nine", Finish::Done, 7));

    let at_the_top = "data: {\"id\":\"gen-1\",\"provider\":\"openai\",\"error\":{\"code\":\"server_error\",\"message\":\"Provider disconnected unexpectedly\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n";
    let told = failed(Kind::OpenAi, &[piece, at_the_top]).await;
    assert!(told.contains("status 500: Provider disconnected unexpectedly"), "{told}");
    let in_a_choice = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\",\"error\":{\"code\":502,\"message\":\"Upstream is gone\"}}]}\n\n";
    assert!(failed(Kind::OpenAi, &[piece, in_a_choice]).await.contains("status 502: Upstream is gone"));
    let bare =
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\ndata: [DONE]\n\n";
    assert!(failed(Kind::OpenAi, &[piece, bare]).await.contains("the model failed"));
}

/// vLLM, `create_streaming_error_response` of its OpenAI-compatible server: today under `error`, in older ones the event itself.
/// Its thoughts are `reasoning`, before that `reasoning_content` ("Reasoning Outputs").
#[tokio::test]
async fn vllm_fails_inside_a_good_answer() {
    let thought = "data: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"hm\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n";
    let piece =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Nine\"},\"stop_reason\":null}]}\n\n";
    assert_eq!(ended(Kind::OpenAi, &[thought, piece]).await.0, "Nine");
    let new = "data: {\"error\":{\"message\":\"EngineCore encountered an issue\",\"type\":\"InternalServerError\",\"param\":null,\"code\":500}}\n\ndata: [DONE]\n\n";
    let old = "data: {\"object\":\"error\",\"message\":\"EngineCore encountered an issue\",\"type\":\"InternalServerError\",\"param\":null,\"code\":500}\n\ndata: [DONE]\n\n";
    for error in [new, old] {
        let told = failed(Kind::OpenAi, &[piece, error]).await;
        assert!(told.contains("status 500: EngineCore encountered an issue"), "{told}");
    }
}

/// LM Studio, "OpenAI Compatibility Endpoints": OpenAI's forms; and "Streaming events": an error comes in an event of that name.
#[tokio::test]
async fn lm_studio_names_its_errors() {
    let piece = "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Nine\"},\"logprobs\":null,\"finish_reason\":null}],\"system_fingerprint\":\"m\"}\n\n";
    let error = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"unknown\",\"message\":\"The model has crashed without additional information.\"}}\n\n";
    assert!(failed(Kind::OpenAi, &[piece, error]).await.contains("The model has crashed"));
}

/// Ollama, `docs/api.md` ("Generate a chat completion"), `docs/api/errors.mdx` ("Errors that occur while streaming") and
/// `docs/capabilities/thinking.mdx`.
#[tokio::test]
async fn ollama_says_why_it_ends() {
    let thought = "{\"model\":\"m\",\"created_at\":\"2025-10-26T17:15:24Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"hm\"},\"done\":false}\n";
    let piece =
        "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Nine\"},\"done\":false}\n";
    for (reason, finish) in [("stop", Finish::Done), ("length", Finish::Length), ("load", Finish::Stopped)] {
        let end = format!(
            "{{\"model\":\"m\",\"message\":{{\"role\":\"assistant\",\"content\":\"\"}},\"done\":true,\"done_reason\":\"{reason}\",\"total_duration\":1,\"prompt_eval_count\":26,\"eval_count\":4}}\n"
        );
        assert_eq!(ended(Kind::Ollama, &[thought, piece, &end]).await, ("Nine".to_owned(), finish));
    }
    let error = "{\"error\":\"an error was encountered while running the model\"}\n";
    assert!(failed(Kind::Ollama, &[piece, error]).await.contains("an error was encountered"));
}
