// Which server is started: the one that the writer's own settings name, else the one that came with the extension, else the one
// on the PATH.
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

const file = process.platform === "win32" ? "ibid.exe" : "ibid";

export function program(context: vscode.ExtensionContext): string {
  const named = vscode.workspace.getConfiguration("ibid").get<string>("server.path")?.trim();
  if (named) return named;
  const bundled = path.join(context.extensionPath, "bin", file);
  return fs.existsSync(bundled) ? bundled : "ibid";
}
