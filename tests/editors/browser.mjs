// A real Chromium, and what it is to come to show: what all tests in it have in common.
import { createRequire } from "node:module";

export const patience = Number(process.env.IBID_TESTS_PATIENCE ?? 20) * 1000;
export const { chromium } = createRequire(`${process.env.IBID_TESTS}/vscode/package.json`)("playwright-core");

/** How it is started; no address but this machine's can be reached. */
export const browserOptions = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
};

let failed = false;

/** Reports what did not come true. */
export const fail = (what) => {
  failed = true;
  console.log(`FAIL ${what}`);
};

/** The exit code of the whole run. */
export const summary = () => (failed ? 1 : 0);

/** What must come true of itself, whatever the server says. */
export const step = (what, test, wait = patience) => waitFor("--  ", what, test, wait);
/** What the server must bring about. */
export const untilTrue = (what, test, wait = patience) => waitFor("ok  ", what, test, wait);

/** Waits until `test` gives something true; a test that never does is reported and the run goes on. */
async function waitFor(word, what, test, wait) {
  const { found, error } = await comesTrue(test, wait);
  if (found) console.log(`${word} ${what}`);
  else fail(`${what}${error}`);
  return found;
}

/** Asks again and again until `test` gives something true or time is up. */
export async function comesTrue(test, wait) {
  const end = Date.now() + wait;
  let error = "";
  do {
    try {
      const found = await test();
      if (found) return { found, error };
    } catch (problem) {
      error = ` (${String(problem).split("\n")[0]})`;
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  } while (Date.now() < end);
  return { found: false, error };
}
