// Drives a real VS Code in a folder that the writer does not trust: drafts are checked, and no model is there for them, until the
// folder is trusted. Then the walkthrough is gone through.
// node vscode-trust.mjs PROJECT OUT, as vscode.mjs. Nothing listens at the endpoint that is named.
import { drive, step, untilTrue } from "./vscode-driver.mjs";

const settings = { "ibid.endpoint": "http://127.0.0.1:9#made-up" };

await drive(async ({ page, keep, run, untilMarked }) => {
  const bar = page.locator(".statusbar-item [aria-label^='ibid: ']");
  const told = async () => (await bar.first().getAttribute("aria-label", { timeout: 1000 }).catch(() => "")) ?? "";
  await step("the folder is not trusted", async () => (await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).count()) > 0);
  await untilMarked();
  const isKept = await untilTrue("no model is there for its drafts", async () => (await told()).includes("Model: none for this draft, which is private"));
  await keep("restricted");

  await run("Workspaces: Manage Workspace Trust");
  const trust = page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ }).first();
  await step("trust is asked for", async () => (await trust.count()) > 0);
  await trust.click({ timeout: 2000 }).catch(() => {});
  await step("it is given, and the page of it left", async () => {
    await page.locator(".monaco-modal-editor-block .codicon-close").first().click({ timeout: 1000 }).catch(() => {});
    return (await page.locator(".monaco-modal-editor-block").count()) === 0;
  });
  await untilTrue("in a trusted folder the model is there", async () => isKept && (await told()).includes("made-up"));
  await keep("trusted");

  await run("Welcome: Open Walkthrough...");
  const list = page.locator(".quick-input-widget:not(.hidden)");
  await list.locator("input").first().fill("Write from your sources");
  await list.locator(".monaco-list-row", { hasText: "Write from your sources with ibid" }).first().click();
  const steps = page.locator(".getting-started-step");
  await step("the walkthrough opens", async () => (await steps.count()) >= 4);
  await page.locator(".getting-started-step", { hasText: "See what your sources say" }).first().click();
  await keep("walkthrough");
  await page.locator(".getting-started-step .monaco-button", { hasText: "Check Now" }).first().click();
  await untilTrue("a step of it checks the draft", async () =>
    (await page.locator(".pane-body .monaco-list-row", { hasText: /^Contradicted ?\d/ }).count()) > 0);
  await keep("walkthrough-checked");
}, { settings, trusted: false });
