// What is there when VS Code starts the extension. What citations, findings and fixes are is all the server's.
import * as vscode from "vscode";
import { checkNow, openSheet, signOff } from "./commands";
import { EvidenceTree } from "./evidence";
import { showMenu } from "./menu";
import { nameModel, toggleGhostText } from "./model";
import { PassagesView } from "./passages";
import { findSource, quoteClipboard, searchPassages } from "./search";
import { Server } from "./server";
import { needsRestart } from "./settings";
import { StatusBar } from "./statusBar";
import { settleValidation } from "./validation";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const running = new Server(context);
  server = running;
  const bar = new StatusBar(running);
  const tree = new EvidenceTree(running);
  const view = new PassagesView(context, running);
  const commands: Record<string, () => unknown> = {
    "ibid.menu": () => showMenu(running, bar),
    "ibid.search": () => searchPassages(running, "open"),
    "ibid.insertQuotation": () => searchPassages(running, "quote"),
    "ibid.quoteClipboard": () => quoteClipboard(running),
    "ibid.findSource": () => findSource(running),
    "ibid.showPassages": () => { view.show(); },
    "ibid.checkNow": () => checkNow(running, tree),
    "ibid.signOffSentence": () => signOff(),
    "ibid.openSheet": () => openSheet(context, running),
    "ibid.pause": () => running.pause(true),
    "ibid.resume": () => running.pause(false),
    "ibid.nameModel": () => nameModel(running),
    "ibid.toggleGhostText": () => toggleGhostText(running, bar),
    "ibid.openSettings": () => vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${context.extension.id}`),
    "ibid.restart": () => running.restart(),
    "ibid.showLog": () => { running.log.show(); },
  };
  context.subscriptions.push(
    bar, tree, view,
    ...Object.entries(commands).map(([name, does]) => vscode.commands.registerCommand(name, does)),
    vscode.workspace.onDidOpenTextDocument((draft) => void settleValidation(context, draft)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void running.tellSettings()),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (needsRestart(context, change)) await running.restart();
      else if (change.affectsConfiguration("ibid")) await running.tellSettings();
    }),
  );
  vscode.workspace.textDocuments.forEach((draft) => void settleValidation(context, draft));
  await running.start();
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
