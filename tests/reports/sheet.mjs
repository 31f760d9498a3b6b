// Opens the evidence sheet of the sample in a real browser and asserts what an editor or a fact-checker meets there: with
// eyes, by keyboard, by screen reader, on paper, without script, and with hostile texts in it.
// node sheet.mjs PROJECT OUT: PROJECT is a copy of tests/sample; `ibid` is the one on PATH. Screens are kept in OUT.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { browserOptions, chromium, fail, patience, summary, untilTrue } from "../editors/browser.mjs";

const [project, out] = process.argv.slice(2);

/** The sheet of `draft` in `folder`, as an address. */
function report(folder, draft) {
  const ran = spawnSync("ibid", ["report", draft, "-o", "sheet.html"], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (ran.status !== 0) throw new Error(`ibid report: ${ran.stderr || ran.status}`);
  return `file://${path.join(folder, "sheet.html")}`;
}

const browser = await chromium.launch(browserOptions);

/** The page at `address`, and all that it complains of: errors, refusals of its own policy, requests, dialogs. */
async function open(address, options = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1360, height: 1000 }, ...options })).newPage();
  page.setDefaultTimeout(patience);
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => { complaints.push(dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => { if (request.url() !== address) complaints.push(`asks for ${request.url()}`); });
  await page.goto(address);
  return { page, complaints };
}

const keep = (page, name) => page.screenshot({ path: `${out}/${name}.png`, animations: "disabled" });
const count = (page, selector) => page.locator(selector).count();
const shown = (page, selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);

async function session(address) {
  const { page, complaints } = await open(address);
  const claims = await count(page, "article.claim");
  const current = () => page.evaluate(() => document.activeElement.id);
  const wrong = page.getByRole("article", { name: /^Claim \d+ ?, contradicted, line 7$/ });
  await keep(page, "wide");

  await untilTrue("the sample's wrong figure stands beside the source's", async () => {
    const text = await wrong.innerText();
    return text.includes("64,100 tonnes") && text.includes("61,400 tonnes of carbon dioxide") && text.includes("contradicted");
  });
  await untilTrue("the two are on one line, the draft on the left", async () => {
    const [said, beside] = [await wrong.locator(".said").boundingBox(), await wrong.locator(".evidence").boundingBox()];
    return Math.abs(said.y - beside.y) < 8 && said.x + said.width <= beside.x + 1;
  });
  await untilTrue("the tiles count the claims", async () => {
    const counts = await page.locator(".tile .count").allInnerTexts();
    return claims > 40 && counts.map(Number).reduce((a, b) => a + b) === claims;
  });
  await untilTrue("verdicts are told by more than colour", async () => {
    const looks = await page.evaluate(() => ["contradicted", "unsupported", "unknown", "supported"].map((verdict) => {
      const claim = document.querySelector(`article.${verdict}`);
      const { borderLeftStyle, borderLeftWidth } = getComputedStyle(claim.querySelector(".said"));
      return [claim.querySelector(".badge").innerText, borderLeftStyle + borderLeftWidth];
    }));
    return new Set(looks.map(([word]) => word)).size === 4 && new Set(looks.map(([, line]) => line)).size === 4;
  });
  await untilTrue("a PDF opens at its page, and every link to a source leads to a file", async () => {
    const links = await page.locator("main figure a").evaluateAll((all) => all.map((a) => a.href));
    const files = links.map((link) => decodeURIComponent(new URL(link).pathname));
    return links.some((link) => /audit-2024\.pdf#page=\d+$/.test(link)) && files.every((file) => fs.existsSync(file));
  });
  await untilTrue("a saved web page is told by its address, its day and its hash", async () => {
    const row = page.locator("#sources tr", { hasText: "oms-2025.html" });
    return (await row.getByRole("link", { name: "https://maritime-statistics.example/releases/2025/37" }).count()) === 1 &&
      /saved 2025-05-20\s+blake3 [0-9a-f]{64}/.test(await row.innerText());
  });
  await untilTrue("words on a dark or light ground can be read", async () => (await faintest(page)) >= 4.5);

  await untilTrue("a screen reader finds the parts", async () => {
    const parts = [page.getByRole("banner"), page.getByRole("main"), page.getByRole("contentinfo"), page.getByRole("navigation", { name: "Parts of the sheet" }),
      page.getByRole("form", { name: "Filter the claims" }), page.getByRole("region", { name: "The draft and its evidence" }),
      page.getByRole("heading", { level: 1, name: "essay.md" }), page.getByRole("table").first(), page.getByRole("status")];
    const found = await Promise.all(parts.map((part) => part.count()));
    return found.every((n) => n === 1) && (await page.getByRole("heading", { level: 4, name: /^Claim/ }).count()) === claims;
  });
  await untilTrue("the languages of passages are told", async () => (await count(page, 'blockquote[lang="zh"]')) > 0);

  await page.keyboard.press("Tab");
  await untilTrue("the first key leads past the head", async () => {
    await page.locator(".skip").press("Enter");
    return (await current()) === "draft";
  });
  await page.keyboard.press("Tab");
  await untilTrue("then comes the first claim", async () => (await current()) === "c1");
  await untilTrue("j and k go on and back, and say where one is", async () => {
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const third = (await current()) === "c3" && (await page.locator("[aria-current=true]").getAttribute("id")) === "c3";
    await page.keyboard.press("k");
    return third && (await current()) === "c2" && (await count(page, "[aria-current=true]")) === 1;
  });
  await untilTrue("what has the focus is not under the bar", async () => {
    for (let i = 0; i < 12; i++) await page.keyboard.press("j");
    const bar = await page.locator("#filters").boundingBox();
    const claim = await page.locator(":focus").boundingBox();
    return claim.y >= bar.y + bar.height - 1;
  });
  await keep(page, "keyboard");
  await page.evaluate(() => document.activeElement.blur());
  await page.locator("#c5").evaluate((claim) => claim.scrollIntoView());
  await keep(page, "picture");

  await untilTrue("verdicts are filtered by keyboard, and the count is told", async () => {
    for (const verdict of ["supported", "unknown", "unsupported"]) await page.locator(`input[value=${verdict}]`).press("Space");
    const left = await count(page, "article.contradicted");
    return (await shown(page, "article.claim")) === left && (await page.getByRole("status").innerText()) === `${left} of ${claims} claims shown`;
  });
  await keep(page, "filtered");
  await untilTrue("a link from the ledger shows a claim that was filtered away", async () => {
    await page.evaluate(() => { location.hash = "#c2"; });
    await page.waitForFunction(() => document.activeElement.id === "c2");
    return (await shown(page, "article.claim")) === claims;
  });
  await untilTrue("sources and kinds are filtered, in the ledger too", async () => {
    const option = await page.locator("select[name=source] option", { hasText: "@lanting2025" }).getAttribute("value");
    await page.locator("select[name=source]").selectOption(option);
    await page.locator("select[name=kind]").selectOption("quotation");
    const [left, lines] = [await shown(page, "article.claim"), await page.locator("#ledger tbody tr:visible").allInnerTexts()];
    return left === 1 && lines.length === 1 && lines[0].includes("lanting2025");
  });
  await untilTrue("and all come back", async () => {
    await page.getByRole("button", { name: "Show all" }).click();
    return (await shown(page, "article.claim")) === claims;
  });
  await untilTrue("it fetches nothing and nothing is refused", () => claims > 0 && complaints.length === 0 || Promise.reject(complaints[0]));

  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 720, height: 1020 });
  await untilTrue("on paper every passage is there, in black, with room to sign", async () => {
    const [passages, seen] = [await count(page, "blockquote"), await shown(page, "blockquote")];
    const ink = await page.locator("article.contradicted .badge").first().evaluate((badge) => getComputedStyle(badge).color);
    return passages > 40 && seen === passages && ink === "rgb(0, 0, 0)" && (await shown(page, ".signed")) === claims && (await shown(page, "select")) === 0;
  });
  await page.evaluate(() => scrollTo(0, 0));
  await keep(page, "print");
  await untilTrue("and it prints", async () => {
    const pdf = await page.pdf({ path: `${out}/sheet.pdf`, format: "A4" });
    return pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 50_000;
  });

  const dark = await open(address, { colorScheme: "dark" });
  await keep(dark.page, "dark");
  await untilTrue("it is dark where the reader's machine is, and can be read", async () => {
    const ground = await dark.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    return ground.match(/\d+/g).every((part) => part < 60) && (await faintest(dark.page)) >= 4.5;
  });

  const narrow = await open(address, { viewport: { width: 390, height: 840 } });
  await keep(narrow.page, "narrow");
  await untilTrue("on a narrow screen there is one column, and nothing sticks out", async () => {
    const claim = narrow.page.locator("article.contradicted").first();
    const [said, beside] = [await claim.locator(".said").boundingBox(), await claim.locator(".evidence").boundingBox()];
    return beside.y >= said.y + said.height && (await narrow.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });

  const bare = await open(address, { javaScriptEnabled: false });
  await untilTrue("without script all is there but the filters", async () =>
    claims > 0 && (await bare.page.locator("article.claim:visible").count()) === claims && (await bare.page.locator("select:visible").count()) === 0);
}

/** The least contrast of any words on the page to the ground behind them. */
function faintest(page) {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const bytes = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = (rgb) => {
      const [r, g, b] = rgb.map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element) => {
      const own = bytes(getComputedStyle(element).backgroundColor);
      return own[3] === 255 || !element.parentElement ? own.slice(0, 3) : ground(element.parentElement);
    };
    const words = [...document.querySelectorAll("body *")].filter((element) =>
      element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !element.closest("script, option, .unseen, .skip"));
    return Math.min(...words.map((element) => {
      const [a, b] = [light(bytes(getComputedStyle(element).color).slice(0, 3)), light(ground(element))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }));
  });
}

/** A project whose every text would like to be more than text. */
async function hostile() {
  const attack = `</script></style></title><script>alert("boo")</script><img src=x onerror=alert("boo")>" autofocus onfocus="alert('boo')`;
  const folder = path.join(project, "hostile");
  fs.mkdirSync(`${folder}/sources`, { recursive: true });
  fs.writeFileSync(`${folder}/.ibid.toml`, "");
  fs.writeFileSync(`${folder}/sources/${attack.replaceAll("/", "")}.md`, `# ${attack}\n\nThe viaduct \u202e\`${attack}\` cost €7 million in 2020.\n`);
  fs.writeFileSync(`${folder}/library.bib`, `@online{evil, title = {${attack}}, url = {javascript:alert(1)}, urldate = {2025-01-01}, file = {sources/${attack.replaceAll("/", "")}.md}}\n`);
  fs.writeFileSync(`${folder}/draft.md`, `# ${attack}\n\n${attack} mine.\n\nThe viaduct “${attack}” cost €9 million in 2020 [@evil]. [x](javascript:alert(1)) 41 [@${attack}].\n`);
  const { page, complaints } = await open(report(folder, "draft.md"));
  await keep(page, "hostile");
  await untilTrue("hostile texts are shown as they are, and do nothing", async () => {
    const made = await page.evaluate(() => [document.scripts.length, document.images.length, document.querySelectorAll("[onfocus], [autofocus], a[href^=javascript]").length]);
    return made.join() === "1,0,0" && (await page.innerText("main")).includes(`<script>alert("boo")</script>`) && complaints.length === 0;
  });
  await untilTrue("and the page still works", async () => (await page.getByRole("status").innerText()).endsWith("claims shown"));
}

try {
  await session(report(project, "essay.md"));
  await hostile();
} catch (error) {
  fail(`the session ends early: ${error.stack}`);
} finally {
  await browser.close();
}
process.exit(summary());
