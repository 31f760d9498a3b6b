// Drives a real VS Code: what is asked while the writer pauses reaches a real model and comes back. Its words are nonsense, of
// which ibid may show nothing, so the log of requests is read.
// node vscode-model.mjs PROJECT OUT, as vscode.mjs; the model server is tests/model/serve, at IBID_TEST_ENDPOINT.
import fs from "node:fs";
import path from "node:path";
import { drive, untilTrue } from "./vscode-driver.mjs";

const endpoint = process.env.IBID_TEST_ENDPOINT;
const log = path.join(process.env.XDG_DATA_HOME, "ibid/requests.jsonl");

/** An answer of which ibid has had enough is "cancelled"; its words have come all the same. */
function isAnswered(line) {
  const { endpoint: asked, purpose, error, answer } = JSON.parse(line);
  return asked.startsWith(endpoint) && purpose === "ghost-text" && (!error || error === "cancelled") && Boolean(answer?.trim());
}

await drive(async ({ keep, untilMarked, typeAtTheEnd }) => {
  await untilMarked();
  await typeAtTheEnd("This will not be quick, since the harbour");
  await untilTrue("a pause is a request to a real model, and its answer comes back", async () => {
    const lines = fs.existsSync(log) ? fs.readFileSync(log, "utf8").split("\n") : [];
    return lines.some((line) => line !== "" && isAnswered(line));
  });
  await keep("model");
});
