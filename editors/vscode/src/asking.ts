// What the writer is asked before the server gets on with it.
import * as vscode from "vscode";

/** Asks for the reason before a finding is signed off; that a sentence is checked needs none. */
export async function askForReason(
  command: string,
  args: unknown[],
  next: (command: string, args: unknown[]) => vscode.ProviderResult<unknown>,
): Promise<unknown> {
  const asked = args[0] as { code?: string } | undefined;
  if (command !== "ibid.signOff" || !asked || asked.code === "checked") return next(command, args);
  const reason = await vscode.window.showInputBox({
    title: `Sign off: this ${asked.code ?? "finding"} is no fault`,
    prompt: "Why? It is kept in .ibid/signoffs.toml, and may be left empty.",
  });
  // Escape is a change of mind.
  return reason === undefined ? undefined : next(command, [{ ...asked, reason }]);
}

/** Shows what a model made of a sentence before it takes the sentence's place. Other changes come with their action. */
export async function showFirst(
  action: vscode.CodeAction,
  token: vscode.CancellationToken,
  next: (action: vscode.CodeAction, token: vscode.CancellationToken) => vscode.ProviderResult<vscode.CodeAction>,
): Promise<vscode.CodeAction | null | undefined> {
  const known = action.edit !== undefined;
  const resolved = await next(action, token);
  const [uri, edits] = resolved?.edit?.entries()[0] ?? [];
  if (known || !resolved || !uri || !edits) return resolved;
  const draft = await vscode.workspace.openTextDocument(uri);
  const shown = edits.map((edit) => {
    const old = draft.getText(edit.range);
    return old ? `${old}\n\nbecomes\n\n${edit.newText.trim()}` : edit.newText.trim();
  });
  const take = "Put It In";
  const chosen = await vscode.window.showInformationMessage(action.title, { modal: true, detail: shown.join("\n\n") }, take);
  if (chosen !== take) delete resolved.edit;
  return resolved;
}
