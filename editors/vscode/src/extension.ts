// Starts the ibid server for drafts and hands everything else to the protocol.
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

const languages = ["markdown", "quarto", "rmd", "plaintext", "latex", "typst", "org", "bibtex"];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("ibid.restart", restart),
    vscode.commands.registerCommand("ibid.showLog", () => client?.outputChannel.show()),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("ibid.server.path")) await restart();
    }),
  );
  context.subscriptions.push(vscode.workspace.onDidOpenTextDocument((draft) => settleValidation(context, draft)));
  vscode.workspace.textDocuments.forEach((draft) => void settleValidation(context, draft));
  await start();
}

/**
 * VS Code's own validation takes `[@key]` for a link without a definition. Offers, once in a workspace where it would, to
 * leave that mark off there.
 */
async function settleValidation(context: vscode.ExtensionContext, draft: vscode.TextDocument): Promise<void> {
  const asked = "askedAboutValidation";
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

export async function deactivate(): Promise<void> {
  await stop();
}

async function start(): Promise<void> {
  const command = serverPath();
  const server: ServerOptions = { command, args: ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: languages.map((language) => ({ scheme: "file", language })),
    synchronize: { configurationSection: "ibid" },
    middleware: { executeCommand: askForReason, resolveCodeAction: showFirst },
  };
  client = new LanguageClient("ibid", "ibid", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    await explainMissingServer(command, error);
  }
}

/** Asks for the reason before a finding is signed off; that a sentence is checked needs none. */
async function askForReason(
  command: string,
  args: unknown[],
  next: (command: string, args: unknown[]) => vscode.ProviderResult<unknown>,
): Promise<unknown> {
  const asked = args[0] as { code?: string } | undefined;
  if (command !== "ibid.signOff" || !asked || asked.code === "checked") return next(command, args);
  const reason = await vscode.window.showInputBox({
    title: `Sign off: this ${asked.code} is no fault`,
    prompt: "Why? It is kept in .ibid/signoffs.toml, and may be left empty.",
  });
  // Escape is a change of mind.
  return reason === undefined ? undefined : next(command, [{ ...asked, reason }]);
}

/** Shows what a model made of a sentence before it takes the sentence's place. Other changes come with their action. */
async function showFirst(
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
  if (chosen !== take) resolved.edit = undefined;
  return resolved;
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

function serverPath(): string {
  return vscode.workspace.getConfiguration("ibid").get<string>("server.path")?.trim() || "ibid";
}

async function explainMissingServer(command: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const settings = "Open settings";
  const chosen = await vscode.window.showErrorMessage(
    `ibid could not start "${command}": ${reason}. Install it with "cargo install ibid", or name it in ibid.server.path.`,
    settings,
  );
  if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "ibid.server.path");
  }
}
