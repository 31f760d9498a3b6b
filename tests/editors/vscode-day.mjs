// Drives a real VS Code with the extension as it is packaged: what a writer does in a day beside writing. The source view follows the
// cursor, a passage is found and put in, a sentence signed off, all verdicts looked through, the sheet opened, checking paused.
// node vscode-day.mjs PROJECT OUT, as vscode.mjs; the server is the `ibid` on PATH when it begins, and comes with the extension.
import fs from "node:fs";
import path from "node:path";
import { drive, essay, project, step, untilTrue } from "./vscode-driver.mjs";

// A source that would be more than text, if it could.
const hostile = "The old crane was painted blue in May 2021 <img src=x onerror=\"document.title='obeyed'\"> <b>by the town</b>.";
fs.writeFileSync(path.join(project, "sources/crane.txt"), `${hostile}\n`);
fs.appendFileSync(essay, "\nThe old crane was painted blue in May 2021 [by the town](sources/crane.txt).\n");

await drive(async ({ page, keyboard, keep, focus, find, run, inView, onDisk, untilMarked, typeAtTheEnd }) => {
  const words = (text) => text.replace(/\s+/g, " ");
  const told = async (selector) => words((await (await inView(selector))?.innerText({ timeout: 2000 })) ?? "");

  await untilMarked();
  const bar = page.locator(".statusbar-item", { hasText: /ibid \d+ sources/ });
  await untilTrue("the status bar tells of the library", async () => (await bar.count()) > 0);

  // What the bar said, however shortly.
  await page.evaluate(() => {
    window.said = "";
    const bar = document.querySelector(".part.statusbar");
    const note = () => { window.said += bar.innerText; };
    new MutationObserver(note).observe(bar, { childList: true, characterData: true, subtree: true });
  });
  for (let day = 1; day <= 300; day += 1) {
    fs.writeFileSync(path.join(project, `sources/tide-${day}.txt`), `The tide gauge stood at ${(day * 37) % 401} on day ${day}.`);
  }
  await untilTrue("new sources are read with progress", () => page.evaluate(() => window.said.includes("Reading sources")));

  await focus();
  await run("ibid: Show the Passages");
  await step("the source view opens", async () => (await inView("#passages")) !== undefined);
  await focus();
  await find("64,100 tonnes");
  await untilTrue("the source view shows the passage behind a sentence, and what is wrong", async () =>
    (await told(".verdict")).includes("Contradicted") && (await told("mark")).includes("61,400"));
  await keep("passages");
  await find("612 million");
  const follows = await untilTrue("it follows the cursor", async () =>
    (await told(".sentence")).includes("Court of Audit") && (await told("article")).includes("612 million"));
  await keep("passages-follow");

  await find("The old crane");
  await untilTrue("a source's words stay text", async () =>
    (await told("article")).includes("<img src=x") && (await inView("article img, article b")) === undefined);
  await keep("passages-text");

  await find("None of this is a reason");
  await run("ibid: Insert a Quotation");
  const list = page.locator(".quick-input-widget:not(.hidden)");
  await list.locator("input").first().fill("plug without a price monument");
  const hit = list.locator(".monaco-list-row", { hasText: "A plug without a price is a monument" });
  await untilTrue("a passage is found by its words, the best first", async () =>
    words(await list.locator(".monaco-list-row").first().innerText({ timeout: 1000 })).startsWith("A plug without a price is a monument"));
  await keep("search");
  await hit.first().click({ timeout: 2000 }).catch(() => {});
  await untilTrue("and put in as a quotation, with its citation", () =>
    onDisk("None of this is a reason “A plug without a price is a monument” [@audit2024, p. 2]"));

  await find("It is a reason to be modest");
  await run("ibid: Find a Source");
  await list.locator("input").first().fill("power quay");
  const named = list.locator(".monaco-list-row", { hasText: "harbour2025" }).first();
  await untilTrue("a reference is found by its title", async () => (await named.count()) > 0);
  await keep("find");
  await named.hover({ timeout: 2000 }).catch(() => {});
  await named.locator(".codicon-bookmark").click({ timeout: 2000 }).catch(() => {});
  await untilTrue("and cited", () => onDisk("It is a reason to be modest [@harbour2025] about sockets"));

  // At a writer's pace: each letter's list is there before the next letter is.
  await typeAtTheEnd("See [@captains first", 200);
  const offers = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "audit2024, p. 2", hasNotText: "“…”" });
  await untilTrue("a source is offered by what it says", async () => (await offers.count()) > 0);
  await keep("content");
  await offers.first().click({ timeout: 2000 }).catch(() => {});
  await untilTrue("and cited, with its page", () => onDisk("See [@audit2024, p. 2]"));
  await keyboard.press("Escape");

  // As copied elsewhere: what stands there is found, and just these words go in.
  await typeAtTheEnd("power from the quay cost more than power");
  await keyboard.press("Shift+Home");
  await keyboard.press("Control+X");
  await run("ibid: Insert the Clipboard as a Quotation");
  const copied = list.locator(".monaco-list-row", { hasText: "power from the quay cost more than power" });
  await untilTrue("words in the clipboard are found", async () => (await copied.count()) > 0);
  await keep("clipboard");
  await copied.first().click({ timeout: 2000 }).catch(() => {});
  await untilTrue("and put in as they are, with their citation", () =>
    onDisk("\n“power from the quay cost more than power” [@audit2024, p. 2]"));

  await find("The driest line");
  await run("ibid: Sign Off This Sentence");
  const checked = list.locator(".monaco-list-row", { hasText: "Sign this sentence off as checked" });
  await untilTrue("a sentence can be signed off", async () => (await checked.count()) > 0);
  await checked.first().click({ timeout: 2000 }).catch(() => {});
  await untilTrue("the sign-off is on disk", () => {
    const file = path.join(project, ".ibid/signoffs.toml");
    return fs.existsSync(file) && fs.readFileSync(file, "utf8").includes("The driest line");
  });

  await run("ibid: Check Now");
  const row = (text) => page.locator(".pane-body .monaco-list-row", { hasText: text });
  await untilTrue("all claims stand by verdict", async () =>
    (await row(/^Contradicted ?\d/).count()) > 0 && (await row("64,100 tonnes").count()) > 0);
  await keep("evidence");
  await row("64,100 tonnes").first().click({ timeout: 2000 }).catch(() => {});
  await untilTrue("and lead to the draft", async () => (await told(".sentence")).includes("64,100 tonnes"));

  await focus();
  await run("ibid: Open the Evidence Sheet");
  await untilTrue("the evidence sheet opens", async () => /\d+ claims, \d+ findings/.test(await told("header.top")));
  await keep("sheet");
  await page.locator(".tab", { hasText: /^essay.md/ }).first().click();
  await step("the draft is at hand again", async () => (await page.locator('.monaco-editor[data-uri*="essay.md"]').count()) > 0);

  const marks = page.locator(".squiggly-warning");
  const wereMarked = await untilTrue("faults are marked", async () => (await marks.count()) > 0);
  await run("ibid: Pause");
  await untilTrue("a pause takes the marks away", async () => wereMarked && (await marks.count()) === 0);
  await keep("paused");
  await run("ibid: Resume");
  await untilTrue("and they come back", async () => follows && (await marks.count()) > 0);

  await run("ibid: Find a Source");
  await list.locator("input").first().fill("power quay");
  await step("a reference is found again", async () => (await named.count()) > 0);
  await named.click({ timeout: 2000 }).catch(() => {});
  await untilTrue("it leads to its entry", async () =>
    (await page.locator('.monaco-editor[data-uri*="library.bib"] .view-line', { hasText: "{harbour2025," }).count()) > 0);
  await keep("entry");

  await page.locator(".statusbar-item", { hasText: "ibid" }).first().click();
  await step("the menu opens", async () => (await list.locator(".monaco-list-row", { hasText: "Name a Model" }).count()) > 0);
  await keep("menu");
}, { unpacked: false });
