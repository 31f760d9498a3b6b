// Drives a real VS Code in a real browser by typed keys and asserts what a writer sees.
// Lines that begin with "ok" tell what the server brought about; none of them may be seen against null_lsp.py.
// node vscode.mjs PROJECT OUT: PROJECT is a copy of tests/sample; the server is the `ibid` on PATH.
import fs from "node:fs";
import { drive, essay, step, untilTrue } from "./vscode-driver.mjs";

/** The writer's session. */
async function session({ page, keyboard, keep, focus, find, onDisk, typeAtTheEnd }) {
  const problems = async (line) =>
    (await page.locator(".markers-panel .monaco-list-row").allInnerTexts())
      .map((row) => row.replace(/\s+/g, " "))
      .filter((row) => row.includes(`[Ln ${line},`) && row.includes("ibid"));
  /** Chooses the quick fix with `text` where the cursor is. */
  const fix = async (text, what) => {
    await keyboard.press("ArrowLeft");
    const menu = page.locator(".action-widget:visible");
    const fixes = menu.locator(".monaco-list-row.action", { hasText: text });
    await untilTrue(what, async () => {
      if ((await menu.count()) === 0) {
        await keyboard.press("Control+.");
        await menu.waitFor({ timeout: 1000 });
      }
      return (await fixes.count()) > 0;
    });
    await keep("quick-fix");
    await fixes.first().click({ timeout: 2000 }).catch(() => {});
  };
  await focus();
  await keyboard.press("Control+Shift+m");
  await page.locator(".markers-panel").waitFor();
  const links = () => page.locator(".markers-panel .monaco-list-row", { hasText: "No link definition" }).count();
  await step("VS Code takes citations for links without a definition", async () => (await links()) > 0);
  const leave = page.locator(".notification-toast").getByRole("button", { name: "Leave It Off Here" });
  await step("the extension offers to leave that mark off", () => leave.click({ timeout: 2000 }).then(() => true));
  await step("and it is gone", async () => (await links()) === 0);
  const before = fs.readFileSync(essay, "utf8").split("\n");
  const fault = before.findIndex((line) => line.includes("64,100")) + 1;
  const isMarked = await untilTrue("the sample's wrong figure is marked", async () =>
    (await problems(fault)).some((row) => row.includes("number-mismatch")));
  await untilTrue("and underlined", async () =>
    isMarked && (await page.locator(".squiggly-warning").count()) > 0);
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
  await fix("17", "a quick fix is offered");
  await untilTrue("it puts in the source's figure", async () => (await onDisk("The plan will equip 17 berths")) && silent());

  await typeAtTheEnd("“A plug without a cost is a monument,” the Court writes [@audit2024, p. 2]. ");
  await untilTrue("a bent quotation is marked", async () => {
    const rows = await problems(last + 1);
    return rows.length === 1 && rows[0].includes("misquote");
  });
  await find("plug without a cost");
  await fix("Use the source’s words", "its quick fix is offered");
  await untilTrue("it puts in the source's words", () => onDisk("“A plug without a price is a monument,” the Court writes"));

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

await drive(session, { settings: { "markdown.validate.enabled": true } });
