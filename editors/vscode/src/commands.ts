// What the writer can have done with the draft at hand.
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { draftAtHand } from "./draft";
import type { EvidenceTree } from "./evidence";
import { isDesktop } from "./opening";
import type { Server } from "./server";
import { environment } from "./settings";
import { plural } from "./statusBar";

/** Checks the draft at hand now, with the judge where there is one, and says what came of it. */
export async function checkNow(server: Server, tree: EvidenceTree): Promise<void> {
  const document = (await draftAtHand())?.document;
  if (!document) return;
  if (server.paused) await server.pause(false);
  const checking = { location: vscode.ProgressLocation.Window, title: "ibid: checking" };
  const { status, account } = await vscode.window.withProgress(checking, async (_, token) => {
    const status = await server.status(document, token);
    // A model that fails is told of by itself; what ibid found stands without it.
    if (status?.judge) await vscode.commands.executeCommand("ibid.judge", document.uri.toString()).then(undefined, () => undefined);
    return { status, account: await server.verdicts(document, token) };
  });
  if (!account) {
    void vscode.window.showInformationMessage(status?.library
      ? "Nothing could be checked."
      : "There is no library in reach of this draft: put a bibliography or a folder \"sources\" beside it.");
    return;
  }
  await tree.show(document, account);
  const of = (verdict: string) => account.claims.filter((claim) => claim.verdict === verdict).length;
  const words = `${plural(account.claims.length, "claim")}: ${String(of("contradicted"))} contradicted, `
    + `${String(of("unsupported"))} unsupported, ${String(of("supported"))} supported, ${String(of("unknown"))} not checked`;
  vscode.window.setStatusBarMessage(`$(book) ${words}`, 10_000);
}

/** Offers what can be signed of the sentence at the cursor, or taken back. */
export async function signOff(): Promise<void> {
  const editor = await draftAtHand();
  if (!editor) return;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider", editor.document.uri, new vscode.Range(editor.selection.active, editor.selection.active),
  );
  const signing = actions.filter(({ command }) => command && ["ibid.signOff", "ibid.takeBack"].includes(command.command));
  if (signing.length === 0) {
    void vscode.window.showInformationMessage("Put the cursor into a sentence first.");
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    signing.map((action) => ({ label: action.title, command: action.command })),
    { title: "Sign off the sentence at the cursor" },
  );
  if (!chosen?.command) return;
  await vscode.commands.executeCommand(chosen.command.command, ...(chosen.command.arguments as unknown[] | undefined ?? []));
}

/** Writes the evidence sheet of the draft at hand and opens it. */
export async function openSheet(context: vscode.ExtensionContext, server: Server): Promise<void> {
  const editor = await draftAtHand();
  if (!editor || !(await editor.document.save())) return;
  const draft = editor.document.uri.fsPath;
  await vscode.workspace.fs.createDirectory(context.globalStorageUri);
  const sheet = vscode.Uri.joinPath(context.globalStorageUri, `${path.parse(draft).name}.evidence.html`);
  try {
    const where = { cwd: path.dirname(draft), env: environment(context) };
    const run = () => promisify(execFile)(server.program, ["report", draft, "-o", sheet.fsPath], where);
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: "ibid: writing the evidence sheet" }, run);
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    void vscode.window.showErrorMessage(`The evidence sheet could not be written: ${said || String(error)}`);
    return;
  }
  await showSheet(sheet, path.basename(draft));
}

/** In the browser, where it can be printed; where the writer's own browser cannot see the file, in the editor. */
async function showSheet(sheet: vscode.Uri, name: string): Promise<void> {
  if (isDesktop) {
    await vscode.env.openExternal(sheet);
    return;
  }
  const panel = vscode.window.createWebviewPanel("ibid.sheet", `Evidence: ${name}`, vscode.ViewColumn.Active, {
    enableScripts: true, enableFindWidget: true, localResourceRoots: [],
  });
  // The page has a policy of its own, which lets nothing run but its own script.
  panel.webview.html = new TextDecoder().decode(await vscode.workspace.fs.readFile(sheet));
}
