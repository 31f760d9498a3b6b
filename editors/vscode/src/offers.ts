// Offers while a citation is typed. VS Code closes a list in which nothing is left and, in Markdown, asks anew at a trigger
// character alone; but words that are in no title may be those of a passage, once there are enough of them.
import * as vscode from "vscode";

/** What stands before the cursor where a citation is begun. */
const begun = /@[^\]@]*$/;

export class Offers implements vscode.Disposable {
  /** Nothing was offered when last asked. */
  private none = false;
  private readonly subscription = vscode.workspace.onDidChangeTextDocument((change) => { this.typed(change); });

  /** Notes what was offered. */
  note(found: vscode.CompletionItem[] | vscode.CompletionList | null | undefined): void {
    const items = Array.isArray(found) ? found : found?.items ?? [];
    this.none = items.length === 0;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private typed({ document, contentChanges: [change, ...others] }: vscode.TextDocumentChangeEvent): void {
    if (!this.none || document !== vscode.window.activeTextEditor?.document) return;
    if (change?.text.length !== 1 || others.length > 0) return;
    const { line, character } = change.range.start;
    if (!begun.test(document.lineAt(line).text.slice(0, character + 1))) return;
    void vscode.commands.executeCommand("editor.action.triggerSuggest", { auto: true });
  }
}
