#!/usr/bin/env python3
"""A model server that says one sentence to whatever it is asked, mends one, and as a judge knows of one contradiction, for
tests in which the words must be certain.

It speaks as OpenAI's does, on a free port of this machine, until it is killed. The first line on standard output is its
address.
"""
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = " the yards will need patience, and so will the towns behind them."
MENDED = (
    "By the Authority's own inventory, ships at berth emitted 61,400 tonnes of carbon dioxide in 2024"
    " [@harbour2025, sec. 1]."
)
CONTRADICTION = {
    "passage": 1,
    "quote": "Nobody was dismissed, and nobody will be.",
    "reason": "She says that nobody was.",
    "translation": "",
    "verdict": "contradicted",
    "wording": "Ms Corvell said that nobody was dismissed [@corvell2025].",
}
UNKNOWN = {"passage": 0, "quote": "", "reason": "", "translation": "", "verdict": "unknown", "wording": ""}
MODELS = {"object": "list", "data": [{"id": "scripted", "object": "model", "meta": {"n_ctx": 8192}}]}
USAGE = {"prompt_tokens": 100, "completion_tokens": 14, "total_tokens": 114}


def answer(**choice):
    return {"id": "1", "model": "scripted", "choices": [{"index": 0, **choice}]}


def said(asked):
    """The sentence, or the mended one; as a judge, its verdict."""
    if asked["messages"][0]["content"].startswith("<!-- mend"):
        return MENDED
    if "json_schema" not in (asked.get("response_format") or {}):
        return SENTENCE
    claim = json.loads(asked["messages"][1]["content"])["claim"]
    return json.dumps(CONTRADICTION if "somebody was dismissed" in claim else UNKNOWN)


def stream(words):
    """The words one by one."""
    yield answer(delta={"role": "assistant", "content": None}, finish_reason=None)
    for word in words.strip().split(" "):
        yield answer(delta={"content": " " + word}, finish_reason=None)
    yield answer(delta={}, finish_reason="stop")
    yield {"id": "1", "model": "scripted", "choices": [], "usage": USAGE}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/v1/models":
            self.send(200, MODELS)
        else:
            self.send(404, {"error": {"message": "not found", "code": 404}})

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions":
            self.send(404, {"error": {"message": "not found", "code": 404}})
        elif asked.get("stream"):
            self.head(200, "text/event-stream")
            for event in stream(said(asked)):
                self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
            self.wfile.write(b"data: [DONE]\n\n")
        else:
            message = {"role": "assistant", "content": said(asked)}
            self.send(200, {**answer(message=message, finish_reason="stop"), "usage": USAGE})

    def send(self, status, body):
        self.head(status, "application/json")
        self.wfile.write(json.dumps(body).encode())

    def head(self, status, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
