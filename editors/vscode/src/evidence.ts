// The evidence tree: all claims of the draft by verdict, each with what was found of it.
import * as vscode from "vscode";
import { draft } from "./draft";
import { Latest } from "./latest";
import type { Account, Claim, Found, Verdict } from "./protocol";
import { toRange, type Server } from "./server";

interface Group { kind: "group"; name: string; icon: vscode.ThemeIcon; rows: Row[] }
interface Row { kind: "claim" | "finding"; item: vscode.TreeItem; findings: Row[] }
type Node = Group | Row;

const verdicts: { verdict: Verdict; name: string; icon: vscode.ThemeIcon }[] = [
  { verdict: "contradicted", name: "Contradicted", icon: icon("error", "problemsErrorIcon.foreground") },
  { verdict: "unsupported", name: "Unsupported", icon: icon("warning", "problemsWarningIcon.foreground") },
  { verdict: "unknown", name: "Not checked", icon: icon("question", "descriptionForeground") },
  { verdict: "supported", name: "Supported", icon: icon("pass", "testing.iconPassed") },
];

function icon(name: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}

export class EvidenceTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly view: vscode.TreeView<Node>;
  private readonly subscriptions: { dispose(): unknown }[];
  private document: vscode.TextDocument | undefined;
  private groups: Group[] = [];
  /** Once typing has paused, the tree is made anew. */
  private readonly latest = new Latest(400);
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly server: Server) {
    this.view = vscode.window.createTreeView("ibid.evidence", { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.latest,
      this.view,
      this.changed,
      vscode.window.onDidChangeActiveTextEditor(() => { this.soon(); }),
      this.view.onDidChangeVisibility(() => { this.soon(); }),
      server.onNews(() => { this.soon(); }),
    ];
    this.soon();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.kind !== "group") return node.item;
    const open = node.name === "Supported" || node.name === "Not checked"
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.Expanded;
    const item = new vscode.TreeItem(node.name, open);
    item.id = node.name;
    item.iconPath = node.icon;
    item.description = String(node.rows.length);
    return item;
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.groups;
    return node.kind === "group" ? node.rows : node.findings;
  }

  /** Shows the tree, with what became of `document`. */
  async show(document: vscode.TextDocument, account: Account): Promise<void> {
    this.latest.cancel();
    this.fill(document, account);
    await vscode.commands.executeCommand("ibid.evidence.focus");
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private soon(): void {
    if (this.view.visible) this.latest.soon((token) => this.update(token));
  }

  /** Makes the tree anew. While no draft can be seen, it stays with the last. */
  private async update(token: vscode.CancellationToken): Promise<void> {
    const document = draft()?.document ?? this.document;
    const account = document && !document.isClosed ? await this.server.verdicts(document, token) : null;
    if (!token.isCancellationRequested) this.fill(document, account);
  }

  private fill(document: vscode.TextDocument | undefined, account: Account | null): void {
    this.document = document;
    this.groups = document && account ? grouped(document, account) : [];
    this.view.description = this.groups.length > 0 && document ? vscode.workspace.asRelativePath(document.uri) : "";
    this.changed.fire(undefined);
  }
}

function grouped(draft: vscode.TextDocument, account: Account): Group[] {
  const groups = verdicts.map(({ verdict, name, icon }): Group => {
    const claims = account.claims.filter((claim) => claim.verdict === verdict);
    return { kind: "group", name, icon, rows: claims.map((claim) => claimRow(draft, claim, icon)) };
  });
  const others = account.others.map((found) => findingRow(draft, found));
  groups.push({ kind: "group", name: "Other findings", icon: new vscode.ThemeIcon("info"), rows: others });
  return groups.filter((group) => group.rows.length > 0);
}

function claimRow(draft: vscode.TextDocument, claim: Claim, icon: vscode.ThemeIcon): Row {
  const findings = claim.findings.map((found) => findingRow(draft, found));
  const item = new vscode.TreeItem(claim.sentence, findings.length > 0
    ? vscode.TreeItemCollapsibleState.Collapsed
    : vscode.TreeItemCollapsibleState.None);
  item.iconPath = icon;
  const line = claim.range.start.line + 1;
  const signed = claim.signed.length > 0 ? ` · signed: ${claim.signed.join(", ")}` : "";
  item.description = `line ${String(line)}${signed}`;
  item.tooltip = claim.judged === null ? claim.sentence : `${claim.sentence}\n\nThe judge: ${claim.judged}`;
  item.command = reveal(draft, claim.range);
  item.accessibilityInformation = {
    label: `Line ${String(line)}, ${claim.verdict}, ${String(findings.length)} findings: ${claim.sentence}`,
  };
  return { kind: "claim", item, findings };
}

function findingRow(draft: vscode.TextDocument, found: Found): Row {
  const item = new vscode.TreeItem(found.message);
  item.description = found.code;
  item.tooltip = found.message;
  item.command = reveal(draft, found.range);
  return { kind: "finding", item, findings: [] };
}

function reveal(draft: vscode.TextDocument, range: Found["range"]): vscode.Command {
  return { title: "Go to the sentence", command: "vscode.open", arguments: [draft.uri, { selection: toRange(range) }] };
}
