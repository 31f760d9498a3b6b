use crate::size::from_name;

#[test]
fn names_tell_their_size() {
    for (name, told) in [
        ("qwen2.5:1.5b", Some(1.5)),
        ("SmolLM2-135M-Instruct-Q4_K_M.gguf", Some(0.135)),
        ("/models/gemma-3-270m-it.gguf", Some(0.27)),
        ("Qwen3-30B-A3B", Some(30.0)),
        ("mixtral-8x7b", Some(56.0)),
        ("qwen2.5-7b-instruct-1m", Some(7.0)),
        ("gpt-4o-mini", None),
        ("claude-opus-4-8-1m", None),
        ("gemma-3n-E2B", None),
        ("bge-m3", None),
        ("llama3.2", None),
        ("nan-infb-b-xb-.5b", None),
        ("大坝b", None),
        ("", None),
    ] {
        assert_eq!(from_name(name), told, "{name}");
    }
}
