// Drives a real VS Code: a sentence mended by a model is shown before it takes the sentence's place.
// node vscode-rewrite.mjs PROJECT OUT, as vscode.mjs; the model server is tests/model/scripted.py.
import { drive, untilTrue } from "./vscode-driver.mjs";

await drive(async ({ page, keyboard, keep, focus, onDisk, untilMarked }) => {
  await untilMarked();
  await focus();
  await keyboard.press("Control+f");
  await keyboard.type("emitted 64,100");
  await keyboard.press("Enter");
  await keyboard.press("Escape");
  await keyboard.press("ArrowRight");
  const menu = page.locator(".action-widget");
  const mend = menu.locator(".monaco-list-row.action", { hasText: "Say what the source says" });
  await untilTrue("a mending by the model is offered", async () => {
    if ((await menu.count()) === 0) {
      await keyboard.press("Control+.");
      await menu.waitFor({ timeout: 1000 });
    }
    return (await mend.count()) > 0;
  });
  await mend.first().click({ timeout: 2000 }).catch(() => {});
  const dialog = page.locator(".monaco-dialog-box", { hasText: "emitted 61,400 tonnes" });
  const shown = await untilTrue("it is shown before it is made", async () =>
    (await dialog.count()) > 0 && (await dialog.innerText()).includes("emitted 64,100 tonnes"));
  await keep("rewrite");
  await dialog.locator(".monaco-button", { hasText: "Put It In" }).click({ timeout: 2000 }).catch(() => {});
  await untilTrue("and made when the writer says so", async () => shown && (await onDisk("emitted 61,400 tonnes")));
});
