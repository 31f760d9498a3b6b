// The last of what was wanted, and nothing before it.
import * as vscode from "vscode";

/** What is told where its outcome is no longer wanted. */
type Work = (token: vscode.CancellationToken) => unknown;

/** Does the last thing that it is given, once nothing new came for `pause` milliseconds; what is under way by then is cancelled. */
export class Latest implements vscode.Disposable {
  private timer: NodeJS.Timeout | undefined;
  private underWay: vscode.CancellationTokenSource | undefined;

  constructor(private readonly pause: number) {}

  /** Does `work` after the pause. */
  soon(work: Work): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.now(work); }, this.pause);
  }

  /** Does `work` without a pause. */
  now(work: Work): void {
    this.cancel();
    this.underWay = new vscode.CancellationTokenSource();
    void work(this.underWay.token);
  }

  /** Does nothing of what waits, and cancels what is under way. */
  cancel(): void {
    clearTimeout(this.timer);
    this.underWay?.cancel();
  }

  dispose(): void {
    this.cancel();
  }
}
