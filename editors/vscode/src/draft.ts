// Drafts: which documents may be one, which one is at hand, and what was found in it.
import * as vscode from "vscode";

export const languages = ["markdown", "quarto", "rmd", "plaintext", "latex", "typst", "org", "bibtex"];

/** Files of Quarto's that name bibliographies and styles. */
export const quarto = ["**/_quarto.{yml,yaml}", "**/_metadata.{yml,yaml}"];

/** The draft that was at hand when last asked. */
let last: vscode.TextEditor | undefined;

/** Whether `document` may be a draft. */
export function isDraft(document: vscode.TextDocument): boolean {
  return document.uri.scheme === "file" && languages.includes(document.languageId);
}

/** The draft at hand: the one with the cursor; while something else has it, the one that had it last, or one that can be seen. */
export function draft(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const before = visibleTextEditors.filter((editor) => editor === last);
  last = [activeTextEditor, ...before, ...visibleTextEditors].find((editor) => editor && isDraft(editor.document));
  return last;
}

/** The same; a draft that is open behind something else is brought to the front, and where there is none, the writer is told. */
export async function draftAtHand(): Promise<vscode.TextEditor | undefined> {
  const found = draft() ?? await behind();
  if (!found) void vscode.window.showInformationMessage("Open a draft first: a Markdown, text, LaTeX, Typst or Org file.");
  return found;
}

/** A draft whose tab stands behind others, shown. */
async function behind(): Promise<vscode.TextEditor | undefined> {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const open = inputs.flatMap((input) => input instanceof vscode.TabInputText ? [input.uri.toString()] : []);
  const document = vscode.workspace.textDocuments.find((each) => isDraft(each) && open.includes(each.uri.toString()));
  return document && await vscode.window.showTextDocument(document);
}

/** What ibid found in `document`. */
export function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "ibid");
}
