// What the extension and the page of the source view tell each other.
import type { Beside } from "../protocol";

export interface ToPage {
  beside: Beside | null;
  /** What was found in the sentence. */
  findings: string[];
  /** What is said where there is nothing to show. */
  quiet: string;
}

export type FromPage = { does: "ready" } | { does: "cite" | "quote" | "open"; passage: number };
