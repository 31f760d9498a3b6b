// What the server is told of the editor's settings. Those that no workspace may set go through its environment, as the user's own
// word; the others over the protocol. A setting that stands nowhere is not told: it would hold over a folder's `.ibid.toml`.
import * as vscode from "vscode";

interface Property {
  scope?: string;
}

interface Manifest {
  contributes: { configuration: { properties: Record<string, Property> }[] };
}

/** The extension's own, of which the server knows nothing. */
const own = ["ibid.server.path", "ibid.trace.server"];

/** The names of the server's settings, without "ibid.": those of the user alone, or the others. */
function names(context: vscode.ExtensionContext, ofUser: boolean): string[] {
  const manifest = context.extension.packageJSON as Manifest;
  return manifest.contributes.configuration
    .flatMap((part) => Object.entries(part.properties))
    .filter(([name, { scope }]) => !own.includes(name) && (scope === "application") === ofUser)
    .map(([name]) => name.slice("ibid.".length));
}

/** What was set of `names`, as the nested object that the server reads. */
function whatIsSet(names: string[]): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration("ibid");
  const told: Record<string, unknown> = {};
  for (const name of names) {
    const found = settings.inspect<unknown>(name);
    const value = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
    if (value === undefined || value === "" || value === null) continue;
    const [table = "", row] = name.split(".");
    if (row === undefined) told[table] = value;
    else told[table] = { ...(told[table] as object | undefined), [row]: value };
  }
  return told;
}

/** What the server is told over the protocol. */
export function told(context: vscode.ExtensionContext, paused: boolean): Record<string, unknown> {
  const set = whatIsSet(names(context, false));
  // Nothing of a folder that is not trusted goes to a model.
  if (!vscode.workspace.isTrusted) set.private = true;
  if (paused) set.features = { ...(set.features as object | undefined), diagnostics: false, "ghost-text": false };
  return set;
}

/** The server's environment. */
export function environment(context: vscode.ExtensionContext): NodeJS.ProcessEnv {
  const user = whatIsSet(names(context, true));
  return Object.keys(user).length === 0 ? process.env : { ...process.env, IBID_SETTINGS: JSON.stringify(user) };
}

/** Whether `change` touches what the server is started with. */
export function needsRestart(context: vscode.ExtensionContext, change: vscode.ConfigurationChangeEvent): boolean {
  return ["server.path", ...names(context, true)].some((name) => change.affectsConfiguration(`ibid.${name}`));
}
