// The source view: beside the draft, the passages behind the sentence at the cursor.
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { draft, findings, isDraft } from "./draft";
import { Latest } from "./latest";
import { openSource } from "./opening";
import type { Beside, Passage } from "./protocol";
import { toRange, type Server } from "./server";
import type { FromPage, ToPage } from "./webview/messages";

const VIEW = "ibid.passages";

export class PassagesView implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private panel: vscode.WebviewPanel | undefined;
  private editor: vscode.TextEditor | undefined;
  private shown: Beside | null = null;
  private last = "";
  /** The pause keeps the view still while the cursor runs. */
  private readonly latest = new Latest(120);
  private readonly subscriptions: { dispose(): unknown }[] = [];
  /** The sentence that the view is about. */
  private readonly sentence = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("ibid.sentenceBackground"),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly server: Server,
  ) {
    this.subscriptions.push(
      this.latest,
      this.sentence,
      vscode.window.registerWebviewPanelSerializer(VIEW, this),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => { this.follow(textEditor); }),
      vscode.window.onDidChangeActiveTextEditor((editor) => { if (editor) this.follow(editor); }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => { if (document === this.editor?.document) this.soon(); }),
      server.onNews(() => { this.soon(); }),
    );
  }

  /** Opens the view beside the draft, which keeps the cursor. */
  show(): void {
    if (this.panel) {
      this.panel.reveal(undefined, true);
      return;
    }
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.keep(vscode.window.createWebviewPanel(VIEW, "Passages", beside, {}));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.keep(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.panel?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private keep(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    this.last = "";
    const dist = vscode.Uri.joinPath(this.context.extensionUri, "dist");
    panel.iconPath = vscode.Uri.joinPath(this.context.extensionUri, "media", "ibid.svg");
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.mark();
    });
    panel.webview.onDidReceiveMessage((message: FromPage) => void this.obey(message));
    panel.webview.html = page(panel.webview, dist);
    const open = draft();
    if (open) this.follow(open);
  }

  private follow(editor: vscode.TextEditor): void {
    if (!isDraft(editor.document)) return;
    if (editor !== this.editor) this.mark(null);
    this.editor = editor;
    this.soon();
  }

  private soon(): void {
    if (this.panel) this.latest.soon((token) => this.update(token));
  }

  private async update(token: vscode.CancellationToken): Promise<void> {
    const editor = this.editor;
    if (!this.panel || !editor) return;
    const found = await this.server.passages(editor.document, editor.selection.active, token);
    // A later question is under way, or the draft is another.
    if (token.isCancellationRequested || (found && found.version !== editor.document.version)) return;
    this.shown = found;
    this.mark();
    this.tell(editor);
  }

  /** Marks the sentence in the draft; with `null`, none. */
  private mark(found: Beside | null = this.shown): void {
    const there = this.panel && found ? [toRange(found.range)] : [];
    this.editor?.setDecorations(this.sentence, there);
  }

  private tell(editor: vscode.TextEditor): void {
    const found = this.shown;
    const sentence = found && toRange(found.range);
    const own = sentence ? findings(editor.document).filter(({ range }) => range.intersection(sentence)) : [];
    const message: ToPage = {
      beside: found,
      findings: own.map((finding) => finding.message),
      quiet: this.server.running === "running" ? "Put the cursor into a sentence of your draft." : "ibid is not running.",
    };
    const text = JSON.stringify(message);
    if (text === this.last) return;
    this.last = text;
    void this.panel?.webview.postMessage(message);
  }

  private async obey(message: FromPage): Promise<void> {
    if (message.does === "ready") {
      this.last = "";
      this.soon();
      return;
    }
    const passage = this.shown?.passages[message.passage];
    if (!passage) return;
    if (message.does === "open") await openSource(passage.uri, vscode.ViewColumn.Beside);
    else await this.insert(passage, message.does);
  }

  /** Puts the passage into the draft, if that is still the one that it was shown for. */
  private async insert(passage: Passage, as: "cite" | "quote"): Promise<void> {
    const [document, version] = [this.editor?.document, this.shown?.version];
    if (!document || document.version !== version) return;
    const change = new vscode.WorkspaceEdit();
    for (const { range, newText } of passage[as]) {
      change.replace(document.uri, toRange(range), newText);
    }
    await vscode.workspace.applyEdit(change);
  }
}

/** The page, which loads nothing but its own script and style. What it shows comes by message and is put in as text. */
function page(webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const own = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Passages</title>
<link rel="stylesheet" href="${own("passages.css")}">
</head>
<body>
<main id="passages" aria-live="polite" aria-label="Passages behind the sentence at the cursor"></main>
<script nonce="${nonce}" src="${own("passages.js")}"></script>
</body>
</html>`;
}
