// The menu behind the item at the edge of the window.
import * as vscode from "vscode";
import { draft } from "./draft";
import { isOn } from "./model";
import type { Server } from "./server";
import { model, type StatusBar } from "./statusBar";

interface Entry extends vscode.QuickPickItem {
  command?: string;
}

export async function showMenu(server: Server, bar: StatusBar): Promise<void> {
  const document = draft()?.document;
  const ghost = document && isOn(document, bar) ? "Turn Ghost Text Off" : "Turn Ghost Text On";
  const heading = (label: string): Entry => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const entries: Entry[] = [
    heading("Sources"),
    { label: "$(search) Search My Sources", command: "ibid.search" },
    { label: "$(references) Find a Source", command: "ibid.findSource" },
    { label: "$(quote) Insert a Quotation", command: "ibid.insertQuotation" },
    { label: "$(clippy) Insert the Clipboard as a Quotation", command: "ibid.quoteClipboard" },
    { label: "$(book) Show the Passages Behind the Sentence", command: "ibid.showPassages" },
    heading("Checking"),
    { label: "$(check-all) Check Now", command: "ibid.checkNow" },
    { label: "$(pass) Sign Off This Sentence", command: "ibid.signOffSentence" },
    { label: "$(list-tree) Open the Evidence Sheet", command: "ibid.openSheet" },
    server.paused
      ? { label: "$(debug-start) Resume", command: "ibid.resume" }
      : { label: "$(debug-pause) Pause", description: "no checks and no ghost text in this window", command: "ibid.pause" },
    heading(model(bar.status)),
    { label: "$(hubot) Name a Model", command: "ibid.nameModel" },
    ...(document ? [{ label: `$(lightbulb-sparkle) ${ghost} for ${document.languageId}`, command: "ibid.toggleGhostText" }] : []),
    heading("Server"),
    { label: "$(settings-gear) Settings", command: "ibid.openSettings" },
    { label: "$(output) Show Log", command: "ibid.showLog" },
    { label: "$(debug-restart) Restart", command: "ibid.restart" },
  ];
  const chosen = await vscode.window.showQuickPick(entries, { title: "ibid" });
  if (chosen?.command) await vscode.commands.executeCommand(chosen.command);
}
