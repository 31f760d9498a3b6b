// Opens a source at a place.
import * as vscode from "vscode";

/** Kinds of file that VS Code shows as text. */
const texts = /\.(md|markdown|txt|text|html?|xhtml|vtt|srt|tex|typ|org|rst|csv|json|ya?ml|bib|bibtex|ris)$/i;

/** Whether the writer's own machine has the files, and programs that open them. */
export const isDesktop = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;

/** Opens `address`, a `file:` address with `#L12` or `#page=3` at its end: a text in the editor, all else in its own program. */
export async function openSource(address: string, column?: vscode.ViewColumn): Promise<void> {
  const uri = vscode.Uri.parse(address, true);
  const file = uri.with({ fragment: "" });
  if (texts.test(uri.path)) {
    const line = Number(/^L(\d+)$/.exec(uri.fragment)?.[1] ?? 1) - 1;
    const selection = new vscode.Range(line, 0, line, 0);
    await vscode.window.showTextDocument(file, { selection, ...(column === undefined ? {} : { viewColumn: column }) });
  } else if (isDesktop) {
    await vscode.env.openExternal(uri);
  } else {
    await vscode.commands.executeCommand("vscode.open", file, column);
  }
}
