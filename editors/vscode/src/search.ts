// Looking through the library: passages by their words, references and sources by name.
import * as vscode from "vscode";
import { draftAtHand } from "./draft";
import { Latest } from "./latest";
import { openSource } from "./opening";
import type { Hit, Named } from "./protocol";
import type { Server } from "./server";

/** Letters of the clipboard that are looked for. */
const MOST_QUOTED = 2_000;
/** A pause in typing after which is searched. */
const PAUSE = 150;

const cite: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("bookmark"), tooltip: "Cite at the cursor" };
const quote: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("quote"), tooltip: "Insert as a quotation" };
const open: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: "Open the source" };

interface Found extends vscode.QuickPickItem {
  uri: string | null;
  cite: string | null;
  quote: string | null;
}

/** What is done with the passage that is chosen, where nothing else is said. */
type Does = "open" | "quote";

/** Searches the passages of the library of the draft at hand, first for `words`, else for what is selected. */
export async function searchPassages(server: Server, does: Does, words?: string): Promise<void> {
  const editor = await draftAtHand();
  if (!editor) return;
  const begun = (words ?? editor.document.getText(editor.selection)).replace(/\s+/g, " ").trim();
  const find: Find = async (query, token) => (await server.search(editor.document, query, token)).map(passage);
  pick({
    title: does === "quote" ? "Insert a quotation from your sources" : "Search your sources",
    placeholder: "Words of a passage, in any language",
    begun,
    find,
    accept: (item) => does === "quote" ? insert(editor, item.quote ?? item.cite) : show(item),
    editor,
  });
}

/** Finds where the words in the clipboard stand, to put them in as a quotation with its citation. */
export async function quoteClipboard(server: Server): Promise<void> {
  const words = await vscode.env.clipboard.readText();
  if (words.trim() === "") void vscode.window.showInformationMessage("The clipboard is empty: copy words from a source first.");
  else await searchPassages(server, "quote", words.slice(0, MOST_QUOTED));
}

/** Finds references and sources by name. */
export async function findSource(server: Server): Promise<void> {
  const editor = await draftAtHand();
  if (!editor) return;
  const find: Find = async (query, token) => (await server.find(editor.document, query, token)).map(named);
  pick({
    title: "Find a source",
    placeholder: "Words of a title, an author, a year, or a file's name",
    begun: "",
    find,
    accept: (item) => item.uri === null ? insert(editor, item.cite) : show(item),
    editor,
  });
}

function passage(hit: Hit): Found {
  const buttons = [...(hit.quote === null ? [] : [quote]), ...(hit.cite === null ? [] : [cite]), open];
  const where = [hit.title || hit.name, hit.placeText].filter((part) => part !== "").join(", ");
  const nearest = hit.text.filter(({ marked }) => marked);
  const label = (nearest.length > 0 ? nearest : hit.text).map(({ words }) => words).join("").replace(/\s+/g, " ").trim();
  return { label, detail: where, alwaysShow: true, buttons, uri: hit.uri, cite: hit.cite, quote: hit.quote };
}

function named({ kind, name, detail, cite: cites, uri }: Named): Found {
  const buttons = [...(cites === null ? [] : [cite]), ...(uri === null ? [] : [open])];
  const icon = kind === "source" ? "file" : "references";
  return { label: `$(${icon}) ${name}`, description: detail, alwaysShow: true, buttons, uri, cite: cites, quote: null };
}

async function show({ uri }: Found): Promise<void> {
  if (uri !== null) await openSource(uri, vscode.ViewColumn.Beside);
}

type Find = (query: string, token: vscode.CancellationToken) => Promise<Found[]>;

interface Picking {
  title: string;
  placeholder: string;
  begun: string;
  find: Find;
  accept: (item: Found) => Thenable<unknown>;
  editor: vscode.TextEditor;
}

function pick({ title, placeholder, begun, find, accept, editor }: Picking): void {
  const list = vscode.window.createQuickPick<Found>();
  // The best stands first already; VS Code has this switch, and its types have not.
  Object.assign(list, { title, placeholder, matchOnDetail: true, value: begun, sortByLabel: false });
  const latest = new Latest(PAUSE);
  const search = async (query: string, token: vscode.CancellationToken): Promise<void> => {
    list.busy = true;
    const found = query.trim() === "" ? [] : await find(query, token);
    if (token.isCancellationRequested) return;
    list.busy = false;
    list.items = found;
  };
  const leave = (then: Thenable<unknown>): void => {
    list.hide();
    void then;
  };
  list.onDidChangeValue((query) => {
    latest.soon((token) => search(query, token));
  });
  list.onDidAccept(() => {
    const [item] = list.selectedItems;
    if (item) leave(accept(item));
  });
  list.onDidTriggerItemButton(({ item, button }) => {
    if (button === open) leave(show(item));
    else leave(insert(editor, button === cite ? item.cite : item.quote));
  });
  list.onDidHide(() => {
    latest.dispose();
    list.dispose();
  });
  list.show();
  if (begun !== "") latest.now((token) => search(begun, token));
}

/** Puts `text` in at the cursor of `editor`, with a space before it where one is wanted. */
async function insert(editor: vscode.TextEditor, text: string | null): Promise<void> {
  if (text === null) return;
  const { document, selection: { active } } = editor;
  const before = document.lineAt(active.line).text.slice(0, active.character);
  const gap = /[\p{L}\p{N}.,;:!?)\]”"’]$/u.test(before) && !/\p{Script=Han}$/u.test(before) ? " " : "";
  await vscode.window.showTextDocument(document, editor.viewColumn);
  const change = new vscode.WorkspaceEdit();
  change.insert(document.uri, active, gap + text);
  await vscode.workspace.applyEdit(change);
}
