// VS Code's own validation takes `[@key]` for a link without a definition.
import * as vscode from "vscode";

const asked = "askedAboutValidation";

/** Offers, once in a workspace where it would mark them, to leave that mark off there. */
export async function settleValidation(context: vscode.ExtensionContext, draft: vscode.TextDocument): Promise<void> {
  const validate = vscode.workspace.getConfiguration("markdown.validate", draft.uri);
  const marks = validate.get<boolean>("enabled") && validate.get<string>("referenceLinks.enabled") !== "ignore";
  const cites = draft.languageId === "markdown" && draft.getText().includes("[@");
  if (!marks || !cites || !vscode.workspace.workspaceFolders || context.workspaceState.get(asked)) return;
  await context.workspaceState.update(asked, true);
  const leave = "Leave It Off Here";
  const chosen = await vscode.window.showInformationMessage(
    "VS Code's Markdown validation marks citations such as [@key] as links without a definition. Leave that mark off in this workspace?",
    leave,
    "Keep It",
  );
  if (chosen === leave) {
    await validate.update("referenceLinks.enabled", "ignore", vscode.ConfigurationTarget.Workspace);
  }
}
