// What is read here of what ibid answers beyond the protocol; server/ibid-lsp/src/requests has a file for each.
import type { Range, TextEdit } from "vscode-languageclient/node";

export type Verdict = "supported" | "contradicted" | "unsupported" | "unknown";

/** `ibid/passages`: what stands beside the sentence at a position. */
export interface Beside {
  version: number;
  range: Range;
  sentence: string;
  verdict: Verdict;
  /** The sentence cites nothing: these come nearest in the library. */
  offered: boolean;
  passages: Passage[];
  silent: { name: string; why: string }[];
}

export interface Passage {
  uri: string;
  name: string;
  title: string;
  citekey: string | null;
  placeText: string;
  before: string;
  text: { words: string; marked: boolean }[];
  after: string;
  cite: TextEdit[];
  quote: TextEdit[];
}

/** `ibid/verdicts`: a draft claim by claim. */
export interface Account {
  claims: Claim[];
  others: Found[];
}

export interface Claim {
  range: Range;
  sentence: string;
  verdict: Verdict;
  findings: Found[];
  judged: string | null;
  signed: string[];
}

export interface Found {
  range: Range;
  code: string;
  message: string;
}

/** `ibid/status`: how things stand with an open file. */
export interface Status {
  library: { references: number; sources: number; unreadable: number; complete: boolean } | null;
  model: string | null;
  private: boolean;
  ghostText: boolean;
  judge: "save" | "demand" | "typing" | null;
}

/** One of those `found` by `ibid/find`. */
export interface Named {
  kind: "reference" | "source";
  name: string;
  detail: string;
  /** What cites it, as the draft does. */
  cite: string | null;
  /** Opens its entry, or the source; `null` where neither is a file. */
  uri: string | null;
}

/** One of the `passages` of `ibid/search`. */
export interface Hit {
  uri: string;
  name: string;
  title: string;
  placeText: string;
  /** The sentence that comes nearest is marked. */
  text: { words: string; marked: boolean }[];
  /** What cites it, and what quotes that sentence, as the draft's markup has it; `null` where no reference belongs to it. */
  cite: string | null;
  quote: string | null;
}
