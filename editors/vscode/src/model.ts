// The model at the writer's side: naming one, and where its words come unasked. All of it stands in the writer's own settings,
// which no workspace can change.
import * as vscode from "vscode";
import { draftAtHand } from "./draft";
import type { Server } from "./server";
import type { StatusBar } from "./statusBar";

/** Where model servers on the writer's own machine answer, as they come. */
const known: vscode.QuickPickItem[] = [
  { label: "Ollama", description: "http://127.0.0.1:11434" },
  { label: "LM Studio", description: "http://127.0.0.1:1234" },
  { label: "llama.cpp", description: "http://127.0.0.1:8080" },
  { label: "vLLM", description: "http://127.0.0.1:8000" },
];

/** Asks for the address of a model, and keeps it. */
export async function nameModel(server: Server): Promise<void> {
  const other = "Another Address…";
  const none = "No Model";
  const chosen = await vscode.window.showQuickPick([...known, { label: other }, { label: none }], {
    title: "Which model shall ibid ask?",
    placeHolder: "What you send goes there and nowhere else",
  });
  if (!chosen) return;
  const address = chosen.label === none ? undefined : await askForAddress(chosen.description ?? "https://");
  if (address === undefined && chosen.label !== none) return;
  const settings = vscode.workspace.getConfiguration("ibid");
  await settings.update("endpoint", address, vscode.ConfigurationTarget.Global);
  if (address?.startsWith("https://")) await askForKey(server);
}

function askForAddress(value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: "The model's address",
    prompt: "A model other than the first stands after a #, as in http://127.0.0.1:11434#qwen3",
    value,
    validateInput: (text) => /^https?:\/\/[^/\s]+/.test(text) ? undefined : "An address begins with http:// or https://",
  });
}

/** A key is kept by the system; ibid is told where. */
async function askForKey(server: Server): Promise<void> {
  const terminal = "Keep a Key in the System's Keyring";
  const settings = "It Stands in an Environment Variable";
  const chosen = await vscode.window.showInformationMessage("Does this model want a key? Its key never stands in a setting.", terminal, settings);
  if (chosen === terminal) await keepKey(server);
  if (chosen === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "ibid.key");
}

/** In a terminal that asks for the key, which neither the editor nor a log sees. */
async function keepKey(server: Server): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: "A short name of your choice for the key",
    validateInput: (text) => /^[\w-]{1,32}$/.test(text) ? undefined : "One short word: letters, digits, - and _",
  });
  if (!name) return;
  await vscode.workspace.getConfiguration("ibid").update("key", `keyring:${name}`, vscode.ConfigurationTarget.Global);
  vscode.window.createTerminal({ name: "ibid key", shellPath: server.program, shellArgs: ["key", name] }).show();
}

/** Ghost text on or off for the language of the draft at hand. */
export async function toggleGhostText(server: Server, bar: StatusBar): Promise<void> {
  const document = (await draftAtHand())?.document;
  if (!document) return;
  if (!bar.status?.model) {
    const name = "Name a Model";
    const chosen = await vscode.window.showInformationMessage("Ghost text needs a model, and none is named.", name);
    if (chosen === name) await nameModel(server);
    return;
  }
  const settings = vscode.workspace.getConfiguration("ibid", document);
  const on = isOn(document, bar);
  // Off for this language, on for all that are not switched off.
  if (!on) await settings.update("ghost-text", true, vscode.ConfigurationTarget.Global);
  await settings.update("features.ghost-text", !on, vscode.ConfigurationTarget.Global, true);
  void vscode.window.setStatusBarMessage(`Ghost text is ${on ? "off" : "on"} for ${document.languageId}`, 5_000);
}

/** Whether ghost text comes in `document`. */
export function isOn(document: vscode.TextDocument, bar: StatusBar): boolean {
  return Boolean(bar.status?.ghostText) && vscode.workspace.getConfiguration("ibid", document).get<boolean>("features.ghost-text", true);
}
