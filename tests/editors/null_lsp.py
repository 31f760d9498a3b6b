#!/usr/bin/env python3
"""A language server that offers everything and answers null: no editor test may pass against it."""
import json
import sys

CAPABILITIES = {
    "textDocumentSync": {"openClose": True, "change": 2, "save": True},
    "completionProvider": {"triggerCharacters": ["@"], "resolveProvider": True},
    "hoverProvider": True,
    "definitionProvider": True,
    "inlineCompletionProvider": True,
    "codeActionProvider": {"codeActionKinds": ["quickfix"]},
    "diagnosticProvider": {"interFileDependencies": True, "workspaceDiagnostics": False},
}


def read():
    length = 0
    while line := sys.stdin.buffer.readline().strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return json.loads(sys.stdin.buffer.read(length)) if length else None


def answer(identity, result):
    body = json.dumps({"jsonrpc": "2.0", "id": identity, "result": result}).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    sys.stdout.buffer.flush()


while message := read():
    if message.get("method") == "exit":
        break
    if "method" in message and "id" in message:
        starts = message["method"] == "initialize"
        answer(message["id"], {"capabilities": CAPABILITIES} if starts else None)
