// A real VS Code in a real browser, driven by typed keys: what the tests of it have in common.
// The program's arguments are PROJECT OUT: PROJECT is a copy of tests/sample, screens and logs go to OUT; the server is the
// `ibid` on PATH.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { browserOptions, chromium, comesTrue, fail, patience, step, summary, untilTrue } from "./browser.mjs";

export { comesTrue, patience, step, untilTrue } from "./browser.mjs";

export const [project, out] = process.argv.slice(2);
const dest = process.env.IBID_TESTS;
export const essay = path.join(project, "essay.md");
const home = fs.mkdtempSync(path.join(os.tmpdir(), "ibid-vscode-"));

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const entry = `${dest}/vscode/node_modules/code-server/out/node/entry.js`;
const folders = ["--user-data-dir", `${home}/data`, "--extensions-dir", `${home}/extensions`];
// VSCODE_CLI keeps it from asking a login shell for another PATH.
const environment = { ...process.env, VSCODE_CLI: "1", HOME: home, EXTENSIONS_GALLERY: "{}" };

/** The extension unpacked; it starts the `ibid` on PATH. */
function unpackExtension() {
  fs.cpSync(`${dest}/extension`, `${home}/extensions/ibid.ibid-0.1.0`, {
    recursive: true,
    filter: (file) => !file.includes("node_modules"),
  });
}

/** The extension as writers get it: packaged with the `ibid` on PATH, which is then on it no more, and installed. */
function installExtension() {
  const paths = environment.PATH.split(":");
  const bin = paths.find((folder) => fs.existsSync(`${folder}/ibid`));
  const vsix = `${home}/ibid.vsix`;
  const log = fs.openSync(`${out}/install.log`, "w");
  const stdio = ["ignore", log, log];
  const withNode = { ...environment, PATH: `${dest}/bin:${environment.PATH}` };
  execFileSync(`${dest}/extension/package`, [`${bin}/ibid`, vsix], { env: withNode, stdio });
  environment.PATH = paths.filter((folder) => folder !== bin).join(":");
  execFileSync(process.execPath, [entry, ...folders, "--install-extension", vsix], { env: environment, stdio });
}

/** VS Code on `port` with the writer's settings as they come, but for what moves or nags, and for `own` ones. */
function startServer(port, own, trusted) {
  const settings = {
    "workbench.startupEditor": "none",
    "security.workspace.trust.enabled": !trusted,
    "security.workspace.trust.startupPrompt": "never",
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
    ...own,
  };
  fs.mkdirSync(`${home}/data/User`, { recursive: true });
  fs.writeFileSync(`${home}/data/User/settings.json`, JSON.stringify(settings));
  const log = fs.openSync(`${out}/code-server.log`, "w");
  const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"];
  return spawn(process.execPath, [entry, ...flags, ...(trusted ? ["--disable-workspace-trust"] : []), "--disable-getting-started-override", ...folders], {
    env: environment,
    stdio: ["ignore", log, log],
    detached: true,
  });
}

async function openEssay(port) {
  const browser = await chromium.launchPersistentContext(`${home}/browser`, {
    ...browserOptions,
    viewport: { width: 1280, height: 1000 },
  });
  // A browser asks before a page may read the clipboard.
  await browser.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.on("console", (message) => fs.appendFileSync(`${out}/console.log`, `${message.text()}\n`));
  const file = `vscode-remote://127.0.0.1:${port}${essay}`;
  const payload = encodeURIComponent(JSON.stringify([["openFile", file]]));
  await page.goto(`http://127.0.0.1:${port}/?folder=${project}&payload=${payload}`);
  await page.locator('.monaco-editor[data-uri*="essay.md"]').first().waitFor({ timeout: 60_000 });
  return { browser, page };
}

/** What a writer does with the page, whatever it is about. */
function hands(page) {
  const keyboard = page.keyboard;
  const focus = () => keyboard.press("Control+1");
  return {
    page,
    keyboard,
    focus,
    keep: (name) => page.screenshot({ path: `${out}/${name}.png`, animations: "disabled" }),
    /** A server that has marked a fault of the sample is up, and knows its settings. Any server is up after the wait. */
    untilMarked: () => untilTrue("the sample's faults are marked", async () =>
      (await page.locator(".squiggly-warning").count()) > 0, Math.max(patience, 12_000)),
    /** `pause`: milliseconds between two letters. */
    typeAtTheEnd: async (text, pause = 20) => {
      await focus();
      await keyboard.press("Control+End");
      await keyboard.type(`\n${text}`, { delay: pause });
    },
    /** Opens the find box on `text`, and leaves the cursor on it. */
    find: async (text) => {
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
    },
    /** Runs a command by its title. */
    run: async (title) => {
      await keyboard.press("F1");
      const widget = page.locator(".quick-input-widget:not(.hidden)");
      await widget.locator("input").first().fill(`>${title}`);
      await widget.locator(".monaco-list-row.focused", { hasText: title }).first().waitFor({ timeout: patience });
      await keyboard.press("Enter");
    },
    /** The first thing that `selector` finds in a web view. */
    inView: async (selector) => {
      for (const frame of page.frames()) {
        const found = frame.locator(selector).first();
        if (frame !== page.mainFrame() && (await found.count().catch(() => 0)) > 0) return found;
      }
      return undefined;
    },
    onDisk: async (text) => {
      await keyboard.press("Control+s");
      return fs.readFileSync(essay, "utf8").includes(text);
    },
  };
}

/**
 * Starts VS Code on the essay, with the extension `unpacked` or as it is packaged, and the writer's own `settings`, in a folder
 * that is `trusted` or not; gives `session`
 * the writer's hands, and ends this program; its exit code says whether all came true.
 */
export async function drive(session, { unpacked = true, settings = {}, trusted = true } = {}) {
  if (unpacked) unpackExtension();
  else installExtension();
  const port = await freePort();
  const server = startServer(port, settings, trusted);
  let browser;
  try {
    await step("VS Code starts", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok, 60_000);
    const opened = await openEssay(port);
    browser = opened.browser;
    await session(hands(opened.page)).catch(async (error) => {
      fail(`the session ends early: ${error.stack}`);
      await opened.page.screenshot({ path: `${out}/failed.png` });
    });
  } finally {
    await browser?.close();
    const gone = new Promise((resolve) => server.on("exit", resolve));
    process.kill(-server.pid, "SIGTERM");
    await gone;
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exit(summary());
}
