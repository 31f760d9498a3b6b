// The page of the source view. All that it is told is put in as text: no word of a source can become markup.
import type { Beside, Passage, Verdict } from "../protocol";
import type { FromPage, ToPage } from "./messages";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const vscode = acquireVsCodeApi();

const verdicts: Record<Verdict, [mark: string, words: string]> = {
  supported: ["✓", "Supported"],
  contradicted: ["✗", "Contradicted"],
  unsupported: ["–", "Unsupported"],
  unknown: ["?", "Not checked"],
};

/** An element with its class and what is in it; text stays text. */
function element<K extends keyof HTMLElementTagNameMap>(
  name: K, className: string, ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.append(...inside);
  return made;
}

function button(words: string, help: string, message: FromPage, className = ""): HTMLButtonElement {
  const made = element("button", className, words);
  made.type = "button";
  made.title = help;
  made.addEventListener("click", () => { vscode.postMessage(message); });
  return made;
}

function head(beside: Beside, findings: string[]): HTMLElement {
  const [mark, words] = verdicts[beside.verdict];
  const sign = element("span", "mark", mark);
  sign.setAttribute("aria-hidden", "true");
  const verdict = element("p", `verdict ${beside.verdict}`, sign, ` ${words}`);
  const sentence = element("p", "sentence", beside.sentence);
  sentence.dir = "auto";
  const found = findings.map((finding) => element("li", "", finding));
  return element("header", "", verdict, sentence, ...(found.length > 0 ? [element("ul", "findings", ...found)] : []));
}

function article(passage: Passage, number: number): HTMLElement {
  const place = passage.placeText ? [element("span", "place", passage.placeText)] : [];
  const title = element("h2", "", passage.title || passage.name);
  const key = passage.citekey ? `@${passage.citekey} · ` : "";
  const where = element("p", "where", ...place, element("span", "file", `${key}${passage.name}`));
  // Where no words of it stand out, all of it does.
  const whole = passage.text.every(({ marked }) => !marked);
  const words = passage.text.map(({ words, marked }) => (marked || whole ? element("mark", "", words) : words));
  const quote = element(
    "blockquote", "",
    element("span", "context", passage.before), ...words, element("span", "context", passage.after),
  );
  quote.dir = "auto";
  const buttons = [
    ...(passage.cite.length > 0 ? [button("Cite", "Cite it for this sentence", { does: "cite", passage: number }, "first")] : []),
    ...(passage.quote.length > 0 ? [button("Quote", "Put its words in behind this sentence, as a quotation", { does: "quote", passage: number })] : []),
    button("Open", "Open the source at this place", { does: "open", passage: number }),
  ];
  const made = element("article", "", title, where, quote, element("div", "buttons", ...buttons));
  made.setAttribute("aria-label", `${passage.title || passage.name}, ${passage.placeText}`);
  return made;
}

function shown({ beside, findings, quiet }: ToPage): Node[] {
  if (!beside) return [element("p", "quiet", quiet)];
  const silent = beside.silent.map(({ name, why }) => element("p", "silent", element("code", "", name), ` ${why}`));
  const nearest = beside.offered && beside.passages.length > 0
    ? [element("p", "offered", "This sentence cites nothing. The nearest in your library:")]
    : [];
  const none = beside.passages.length + silent.length === 0 ? [element("p", "quiet", "No source says anything near this.")] : [];
  return [head(beside, findings), ...nearest, ...beside.passages.map(article), ...silent, ...none];
}

const main = document.getElementById("passages");
let sentence: string | undefined;

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  // The same sentence again keeps the place that was read, and the button that had the focus.
  const same = data.beside?.sentence === sentence;
  const [top, buttons] = [document.documentElement.scrollTop, [...document.querySelectorAll("button")]];
  const focused = buttons.findIndex((each) => each === document.activeElement);
  sentence = data.beside?.sentence;
  main?.replaceChildren(...shown(data));
  document.documentElement.scrollTop = same ? top : 0;
  if (same && focused >= 0) document.querySelectorAll("button")[focused]?.focus();
});

vscode.postMessage({ does: "ready" });
