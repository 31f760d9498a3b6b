// The server: started, stopped, asked.
import * as vscode from "vscode";
import {
  LanguageClient, State, type LanguageClientOptions, type Middleware, type Range, type ServerOptions,
} from "vscode-languageclient/node";
import { askForReason, showFirst } from "./asking";
import { languages, quarto } from "./draft";
import { Offers } from "./offers";
import { program } from "./program";
import type { Account, Beside, Hit, Named, Status } from "./protocol";
import { environment, told } from "./settings";

/** How many answers a search wants. */
const LIMIT = 30;

/** How the server itself is. */
export type Running = "starting" | "running" | "missing" | "stopped";

const states: Record<State, Running> = {
  [State.Stopped]: "stopped",
  [State.Starting]: "starting",
  [State.StartFailed]: "missing",
  [State.Running]: "running",
};

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly news = new vscode.EventEmitter<void>();
  private state: Running = "stopped";
  private isPaused: boolean;
  private readonly offers = new Offers();
  readonly log = vscode.window.createOutputChannel("ibid", { log: true });

  /** Something is known that was not known before: findings, settings, whether it runs. */
  readonly onNews = this.news.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.isPaused = context.workspaceState.get("paused", false);
    void vscode.commands.executeCommand("setContext", "ibid.paused", this.isPaused);
  }

  get running(): Running {
    return this.state;
  }

  get paused(): boolean {
    return this.isPaused;
  }

  /** The program that is started. */
  get program(): string {
    return program(this.context);
  }

  async start(): Promise<void> {
    const command = this.program;
    this.enter("starting");
    const client = new LanguageClient("ibid", "ibid", this.started(command), this.options());
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      // A server that crashed is started again, a few times.
      if (client === this.client) this.enter(states[newState]);
    });
    try {
      await client.start();
    } catch (error) {
      if (client !== this.client) return;
      this.client = undefined;
      this.enter("missing");
      await explainMissing(command, error);
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.enter("stopped");
    await client?.dispose();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Stops checking and ghost text in this window until it is told otherwise. */
  async pause(paused: boolean): Promise<void> {
    this.isPaused = paused;
    await this.context.workspaceState.update("paused", paused);
    await vscode.commands.executeCommand("setContext", "ibid.paused", paused);
    await this.tellSettings();
  }

  /** Has the server ask for the settings anew. */
  async tellSettings(): Promise<void> {
    await this.client?.sendNotification("workspace/didChangeConfiguration", { settings: null });
    this.news.fire();
  }

  passages(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): Promise<Beside | null> {
    return this.ask("ibid/passages", { ...of(document), position }, token);
  }

  async search(document: vscode.TextDocument, query: string, token: vscode.CancellationToken): Promise<Hit[]> {
    const answer = await this.ask<{ passages: Hit[] }>("ibid/search", { ...of(document), query, limit: LIMIT }, token);
    return answer?.passages ?? [];
  }

  async find(document: vscode.TextDocument, query: string, token: vscode.CancellationToken): Promise<Named[]> {
    const answer = await this.ask<{ found: Named[] }>("ibid/find", { ...of(document), query, limit: LIMIT }, token);
    return answer?.found ?? [];
  }

  verdicts(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<Account | null> {
    return this.ask("ibid/verdicts", of(document), token);
  }

  status(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<Status | null> {
    return this.ask("ibid/status", of(document), token);
  }

  /** The answer to a request; `null` where the server does not run, cannot say, or is asked no longer. */
  private async ask<T>(method: string, params: unknown, token: vscode.CancellationToken): Promise<T | null> {
    const client = this.client;
    if (!client || this.state !== "running") return null;
    try {
      return await client.sendRequest<T | null>(method, params, token);
    } catch (error) {
      this.log.debug(`${method}: ${String(error)}`);
      return null;
    }
  }

  dispose(): Promise<void> {
    this.news.dispose();
    this.offers.dispose();
    return this.stop();
  }

  private enter(state: Running): void {
    this.state = state;
    this.news.fire();
  }

  private started(command: string): ServerOptions {
    return { command, args: ["lsp"], options: { env: environment(this.context) } };
  }

  private options(): LanguageClientOptions {
    const middleware: Middleware = {
      executeCommand: askForReason,
      resolveCodeAction: showFirst,
      provideCompletionItem: async (document, position, context, token, next) => {
        const found = await next(document, position, context, token);
        if (!token.isCancellationRequested) this.offers.note(found);
        return found;
      },
      provideDiagnostics: async (document, previous, token, next) => {
        const report = await next(document, previous, token);
        this.news.fire();
        return report;
      },
      handleWorkDoneProgress: (token, params, next) => {
        next(token, params);
        if (params.kind !== "report") this.news.fire();
      },
      provideInlineCompletionItems: (document, position, context, token, next) => {
        const settings = vscode.workspace.getConfiguration("ibid", document);
        return settings.get<boolean>("features.ghost-text", true) ? next(document, position, context, token) : null;
      },
      workspace: {
        configuration: (params) => params.items.map(() => told(this.context, this.isPaused)),
      },
    };
    return {
      documentSelector: [...languages.map((language) => ({ scheme: "file", language })), ...quarto.map((pattern) => ({ scheme: "file", pattern }))],
      outputChannel: this.log,
      middleware,
    };
  }
}

function of(document: vscode.TextDocument): { textDocument: { uri: string } } {
  return { textDocument: { uri: document.uri.toString() } };
}

/** A range of an answer, as VS Code has it. */
export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

async function explainMissing(command: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const settings = "Open Settings";
  const chosen = await vscode.window.showErrorMessage(
    `ibid could not start "${command}": ${reason}. Install it with "cargo install --locked --path server/ibid" in its checkout, or name it in ibid.server.path.`,
    settings,
  );
  if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "ibid.server.path");
  }
}
