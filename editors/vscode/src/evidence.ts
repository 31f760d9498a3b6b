// The evidence tree: all claims of the draft by verdict, each with what was found of it.
import * as vscode from "vscode";
import { draft } from "./draft";
import { Latest } from "./latest";
import type { Account, Claim, Found, Verdict } from "./protocol";
import { toRange, type Server } from "./server";

interface Node { item: vscode.TreeItem; children: Node[] }

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** In the order in which they stand; those that want the writer's eye are open. */
const verdicts: { verdict: Verdict; name: string; icon: vscode.ThemeIcon; state: vscode.TreeItemCollapsibleState }[] = [
  { verdict: "contradicted", name: "Contradicted", icon: icon("error", "problemsErrorIcon.foreground"), state: Expanded },
  { verdict: "unsupported", name: "Unsupported", icon: icon("warning", "problemsWarningIcon.foreground"), state: Expanded },
  { verdict: "unknown", name: "Not checked", icon: icon("question", "descriptionForeground"), state: Collapsed },
  { verdict: "supported", name: "Supported", icon: icon("pass", "testing.iconPassed"), state: Collapsed },
];

function icon(name: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}

export class EvidenceTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly view: vscode.TreeView<Node>;
  private readonly subscriptions: { dispose(): unknown }[];
  private document: vscode.TextDocument | undefined;
  private groups: Node[] = [];
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
    return node.item;
  }

  getChildren(node?: Node): Node[] {
    return node?.children ?? this.groups;
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

function grouped(draft: vscode.TextDocument, account: Account): Node[] {
  const groups = verdicts.map(({ verdict, name, icon, state }) => {
    const claims = account.claims.filter((claim) => claim.verdict === verdict);
    return group(name, icon, state, claims.map((claim) => claimRow(draft, claim, icon)));
  });
  const others = account.others.map((found) => findingRow(draft, found));
  groups.push(group("Other findings", new vscode.ThemeIcon("info"), Expanded, others));
  return groups.filter(({ children }) => children.length > 0);
}

function group(name: string, icon: vscode.ThemeIcon, state: vscode.TreeItemCollapsibleState, children: Node[]): Node {
  const item = new vscode.TreeItem(name, state);
  item.id = name;
  item.iconPath = icon;
  item.description = String(children.length);
  return { item, children };
}

function claimRow(draft: vscode.TextDocument, claim: Claim, icon: vscode.ThemeIcon): Node {
  const children = claim.findings.map((found) => findingRow(draft, found));
  const item = new vscode.TreeItem(claim.sentence, children.length > 0 ? Collapsed : None);
  item.iconPath = icon;
  const line = claim.range.start.line + 1;
  const signed = claim.signed.length > 0 ? ` · signed: ${claim.signed.join(", ")}` : "";
  item.description = `line ${String(line)}${signed}`;
  item.tooltip = claim.judged === null ? claim.sentence : `${claim.sentence}\n\nThe judge: ${claim.judged}`;
  item.command = reveal(draft, claim.range);
  item.accessibilityInformation = {
    label: `Line ${String(line)}, ${claim.verdict}, ${String(children.length)} findings: ${claim.sentence}`,
  };
  return { item, children };
}

function findingRow(draft: vscode.TextDocument, found: Found): Node {
  const item = new vscode.TreeItem(found.message);
  item.description = found.code;
  item.tooltip = found.message;
  item.command = reveal(draft, found.range);
  return { item, children: [] };
}

function reveal(draft: vscode.TextDocument, range: Found["range"]): vscode.Command {
  return { title: "Go to the sentence", command: "vscode.open", arguments: [draft.uri, { selection: toRange(range) }] };
}
