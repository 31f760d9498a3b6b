// Drives a real VS Code: a model's words are shown where the writer pauses, and Tab takes them.
// The model is named in VS Code's own settings, and nowhere else.
// node vscode-ghost.mjs PROJECT OUT, as vscode.mjs; the model server is tests/model/scripted.py, at IBID_TEST_ENDPOINT.
import fs from "node:fs";
import path from "node:path";
import { drive, untilTrue } from "./vscode-driver.mjs";

const begun = "This will not be quick, since";
const rest = "the yards will need patience, and so will the towns behind them.";
const settings = { "ibid.endpoint": process.env.IBID_TEST_ENDPOINT, "ibid.ghost-text": true };
fs.rmSync(path.join(process.env.XDG_CONFIG_HOME, "ibid/config.toml"), { force: true });

await drive(async ({ page, keyboard, keep, onDisk, untilMarked, typeAtTheEnd }) => {
  const ghost = page.locator(".ghost-text-decoration, .ghost-text");
  const isShown = async () => (await ghost.allInnerTexts()).join("").replace(/\s+/g, " ").includes(rest);

  await untilMarked();
  await typeAtTheEnd(begun);
  // It is no part of the draft before it is taken.
  const shown = await untilTrue("ghost text comes at a pause", async () =>
    (await isShown()) && !(await onDisk(rest)));
  await keep("ghost");
  await keyboard.press("Tab");
  await untilTrue("Tab takes it, and it is on disk", async () => shown && (await onDisk(`${begun} ${rest}`)));
  await keep("ghost-taken");
}, { settings });
