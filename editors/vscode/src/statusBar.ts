// The item at the edge of the window: how things stand with the draft at hand, and all that can be done.
import * as vscode from "vscode";
import { draft, findings } from "./draft";
import { Latest } from "./latest";
import type { Status } from "./protocol";
import type { Server } from "./server";

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("ibid.status", vscode.StatusBarAlignment.Right, 90);
  private readonly subscriptions: { dispose(): unknown }[];
  private readonly latest = new Latest(200);
  /** How things stand with the draft at hand, as far as that is known. */
  status: Status | null = null;

  constructor(private readonly server: Server) {
    this.item.name = "ibid";
    this.item.command = "ibid.menu";
    this.subscriptions = [
      this.latest,
      this.item,
      server.onNews(() => { this.soon(); }),
      vscode.window.onDidChangeActiveTextEditor(() => { this.soon(); }),
    ];
    this.soon();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private soon(): void {
    this.latest.soon((token) => this.update(token));
  }

  private async update(token: vscode.CancellationToken): Promise<void> {
    const document = draft()?.document;
    if (!document) {
      this.item.hide();
      return;
    }
    const status = await this.server.status(document, token);
    if (token.isCancellationRequested) return;
    this.status = status;
    const { text, says, grave } = look(this.server, status, findings(document).length);
    this.item.text = text;
    this.item.backgroundColor = grave ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    this.item.accessibilityInformation = { label: `ibid: ${says.join(". ")}`, role: "button" };
    this.item.tooltip = new vscode.MarkdownString(["**ibid**", ...says].join("\n\n"));
    this.item.show();
  }
}

interface Look { text: string; says: string[]; grave: boolean }

function look(server: Server, status: Status | null, found: number): Look {
  if (server.running === "missing") return { text: "$(error) ibid", says: ["The server could not be started."], grave: true };
  if (server.running !== "running") return { text: "$(loading~spin) ibid", says: ["The server is starting."], grave: false };
  if (server.paused) return { text: "$(debug-pause) ibid", says: ["Paused: nothing is checked.", library(status), model(status)], grave: false };
  const reading = status?.library?.complete === false;
  const sources = status?.library ? ` ${plural(status.library.sources, "source")}` : "";
  const checked = found === 0 ? "no findings" : plural(found, "finding");
  return {
    text: `$(${reading ? "loading~spin" : "book"}) ibid${sources}`,
    says: [library(status), `Checking: ${checked}.`, model(status)],
    grave: false,
  };
}

function library(status: Status | null): string {
  if (!status?.library) return "Library: none in reach of this draft.";
  const { references, sources, unreadable, complete } = status.library;
  const bad = unreadable > 0 ? `, ${String(unreadable)} unreadable` : "";
  const reading = complete ? "" : "; being read";
  return `Library: ${plural(references, "reference")}, ${plural(sources, "source")}${bad}${reading}.`;
}

/** What is said of the model. */
export function model(status: Status | null): string {
  if (status?.private) return "Model: none for this draft, which is private.";
  if (!status?.model) return "Model: none is named.";
  // It is the writer's own text, and no markup.
  const name = status.model.replace(/[\\`*_[\]<>()#|]/g, "\\$&");
  return `Model: ${name}; ghost text ${status.ghostText ? "on" : "off"}, judge ${status.judge ?? "off"}.`;
}

export function plural(count: number, one: string): string {
  return `${String(count)} ${one}${count === 1 ? "" : "s"}`;
}
