// Drives a real VS Code in a real browser by typed keys and asserts what a writer sees.
// Lines that begin with "ok" tell what the server brought about; none of them may be seen against null_lsp.py.
// node vscode.mjs PROJECT OUT: PROJECT is a copy of tests/sample; the server is the `ibid` on PATH.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const [project, out] = process.argv.slice(2);
const dest = process.env.IBID_TESTS;
const patience = Number(process.env.IBID_TESTS_PATIENCE ?? 20) * 1000;
const { chromium } = createRequire(`${dest}/vscode/package.json`)("playwright-core");
const essay = path.join(project, "essay.md");
const home = fs.mkdtempSync(path.join(os.tmpdir(), "ibid-vscode-"));
let failed = false;

/** What must come true of itself, whatever the server says. */
const step = (what, test, wait = patience) => waitFor("--  ", what, test, wait);
/** What the server must bring about. */
const untilTrue = (what, test) => waitFor("ok  ", what, test, patience);

/** Waits until `test` gives something true; a test that never does is reported and the run goes on. */
async function waitFor(word, what, test, wait) {
  const { found, error } = await comesTrue(test, wait);
  console.log(found ? `${word} ${what}` : `FAIL ${what}${error}`);
  failed ||= !found;
  return found;
}

/** Asks again and again until `test` gives something true or time is up. */
async function comesTrue(test, wait) {
  const end = Date.now() + wait;
  let error = "";
  do {
    try {
      const found = await test();
      if (found) return { found, error };
    } catch (problem) {
      error = ` (${String(problem).split("\n")[0]})`;
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  } while (Date.now() < end);
  return { found: false, error };
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** VS Code on `port` with the extension unpacked and the writer's settings as they come, but for what moves or nags. */
function startServer(port) {
  fs.mkdirSync(`${home}/data/User`, { recursive: true });
  fs.cpSync(`${dest}/extension`, `${home}/extensions/ibid.ibid-0.1.0`, {
    recursive: true,
    filter: (file) => !file.includes("node_modules"),
  });
  const settings = {
    "workbench.startupEditor": "none",
    "security.workspace.trust.enabled": false,
    "chat.disableAIFeatures": true,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "editor.minimap.enabled": false,
    "editor.accessibilitySupport": "off",
    "editor.autoClosingBrackets": "never",
    "extensions.autoUpdate": false,
    "update.mode": "none",
    "git.enabled": false,
    // One row a finding, so that all of them are on the screen.
    "problems.defaultViewMode": "table",
  };
  fs.writeFileSync(`${home}/data/User/settings.json`, JSON.stringify(settings));
  const log = fs.openSync(`${out}/code-server.log`, "w");
  const entry = `${dest}/vscode/node_modules/code-server/out/node/entry.js`;
  const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"];
  const folders = ["--user-data-dir", `${home}/data`, "--extensions-dir", `${home}/extensions`];
  return spawn(process.execPath, [entry, ...flags, "--disable-workspace-trust", "--disable-getting-started-override", ...folders], {
    // VSCODE_CLI keeps it from asking a login shell for another PATH.
    env: { ...process.env, VSCODE_CLI: "1", HOME: home, XDG_CONFIG_HOME: `${home}/config`, XDG_DATA_HOME: `${home}/share`, EXTENSIONS_GALLERY: "{}" },
    stdio: ["ignore", log, log],
    detached: true,
  });
}

async function openEssay(port) {
  const browser = await chromium.launchPersistentContext(`${home}/browser`, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    viewport: { width: 1280, height: 1000 },
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.on("console", (message) => fs.appendFileSync(`${out}/console.log`, `${message.text()}\n`));
  const file = `vscode-remote://127.0.0.1:${port}${essay}`;
  const payload = encodeURIComponent(JSON.stringify([["openFile", file]]));
  await page.goto(`http://127.0.0.1:${port}/?folder=${project}&payload=${payload}`);
  await page.locator('.monaco-editor[data-uri*="essay.md"]').first().waitFor({ timeout: 60_000 });
  return { browser, page };
}

/** The writer's session. */
async function session(page) {
  const keyboard = page.keyboard;
  const keep = (name) => page.screenshot({ path: `${out}/${name}.png`, animations: "disabled" });
  const focus = () => keyboard.press("Control+1");
  const problems = async (line) =>
    (await page.locator(".markers-panel .monaco-list-row").allInnerTexts())
      .map((row) => row.replace(/\s+/g, " "))
      .filter((row) => row.includes(`[Ln ${line},`) && row.includes("ibid"));
  const onDisk = async (text) => {
    await keyboard.press("Control+s");
    return fs.readFileSync(essay, "utf8").includes(text);
  };
  const find = async (text) => {
    const widget = page.locator(".find-widget.visible");
    await keyboard.press("Control+f");
    const box = widget.locator("textarea.input").first();
    await box.fill(text);
    await widget.locator(".matchesCount", { hasText: /^\d+ of/ }).first().waitFor();
    // An Escape may go to something else that is just closing.
    await comesTrue(async () => {
      if ((await widget.count()) > 0) await box.press("Escape", { timeout: 1000 });
      return (await widget.count()) === 0;
    }, patience);
  };

  await focus();
  await keyboard.press("Control+Shift+m");
  await page.locator(".markers-panel").waitFor();
  const before = fs.readFileSync(essay, "utf8").split("\n");
  const fault = before.findIndex((line) => line.includes("64,100")) + 1;
  await untilTrue("the sample's wrong figure is marked", async () =>
    (await problems(fault)).some((row) => row.includes("number-mismatch")));
  await untilTrue("and underlined", async () => (await page.locator(".squiggly-warning").count()) > 0);
  await keep("opened");

  await focus();
  await keyboard.press("Control+End");
  await keyboard.type("\nThe plan will equip 19 berths with shore power by the end of 2029 [@harbour2025]. ");
  const last = before.length + 1;
  const marked = async () => {
    const rows = await problems(last);
    return rows.length === 1 && rows[0].includes("number-mismatch");
  };
  const silent = async () => (await problems(last)).length === 0;
  const wasMarked = await untilTrue("a wrong figure is marked when its sentence ends, once", marked);
  await keep("wrong-figure");

  await find("The plan will equip 19");
  await keyboard.type("The plan will equip 17");
  await untilTrue("the finding goes when the figure is mended", async () =>
    wasMarked && (await onDisk("The plan will equip 17 berths")) && silent());
  await find("The plan will equip 17");
  await keyboard.type("The plan will equip 19");
  await untilTrue("the finding comes back with the fault", marked);
  await find("19 berths with");
  await keyboard.press("ArrowLeft");
  const menu = page.locator(".action-widget");
  const fixes = menu.locator(".monaco-list-row.action", { hasText: "17" });
  await untilTrue("a quick fix is offered", async () => {
    if ((await menu.count()) === 0) {
      await keyboard.press("Control+.");
      await menu.waitFor({ timeout: 1000 });
    }
    return (await fixes.count()) > 0;
  });
  await keep("quick-fix");
  await fixes.first().click({ timeout: 2000 }).catch(() => {});
  await untilTrue("it puts in the source's figure", async () => (await onDisk("The plan will equip 17 berths")) && silent());

  await keyboard.press("Escape");
  await focus();
  await keyboard.press("Control+End");
  await keyboard.type("\nSee [@power quay", { delay: 50 });
  const offers = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "harbour2025" });
  await untilTrue("completion by title offers the reference", async () => (await offers.count()) > 0);
  await keep("completion");
  await offers.first().click({ timeout: 2000 }).catch(() => {});
  await untilTrue("accepting it inserts the key", () => onDisk("See [@harbour2025"));

  await find("@audit2024, p. ii");
  await keyboard.press("Control+k");
  await keyboard.press("Control+i");
  const hover = page.locator(".monaco-hover:not(.hidden)");
  await untilTrue("hover shows the passage behind a citation", async () =>
    (await hover.allInnerTexts()).some((text) => text.replace(/\s+/g, " ").includes("612 million")));
  await keep("hover");

  // The README's picture: a finding with what the source says.
  await keyboard.press("Escape");
  await keyboard.press("Control+b");
  await find("64,100 tonnes");
  await keyboard.press("ArrowLeft");
  await keyboard.press("Control+k");
  await keyboard.press("Control+i");
  await step("the picture shows the finding", async () =>
    (await hover.allInnerTexts()).some((text) => text.includes("64,100") || text.includes("number-mismatch")));
  await keep("picture");
}

const port = await freePort();
const server = startServer(port);
let browser;
try {
  await step("VS Code starts", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok, 60_000);
  const opened = await openEssay(port);
  browser = opened.browser;
  await session(opened.page).catch(async (error) => {
    failed = true;
    console.log(`FAIL the session ends early: ${error.stack}`);
    await opened.page.screenshot({ path: `${out}/failed.png` });
  });
} finally {
  await browser?.close();
  const gone = new Promise((resolve) => server.on("exit", resolve));
  process.kill(-server.pid, "SIGTERM");
  await gone;
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(failed ? 1 : 0);
