// Holds what `ibid check --format sarif` says against the schema of SARIF 2.1.0.
// node sarif.mjs PROJECT OUT: PROJECT is a copy of tests/sample; `ibid` is the one on PATH. The logs are kept in OUT.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { summary, untilTrue } from "../editors/browser.mjs";

const [project, out] = process.argv.slice(2);
const require = createRequire(`${process.env.IBID_TESTS}/reports/package.json`);
const schemaFile = `${process.env.IBID_TESTS}/reports/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json`;
const Ajv = require("ajv");

const ajv = new Ajv({ schemaId: "id", unknownFormats: "ignore" });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile, "utf8")));

function check(name, ...options) {
  const ran = spawnSync("ibid", ["check", "--format", "sarif", "essay.md", ...options], { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  fs.writeFileSync(`${out}/${name}.sarif`, ran.stdout);
  return JSON.parse(ran.stdout);
}

const valid = (log) => {
  if (validate(log)) return true;
  throw new Error(validate.errors.map((error) => `${error.dataPath} ${error.message}`).join("; "));
};

await untilTrue("the sample's findings are valid SARIF", () => {
  const log = check("findings");
  return valid(log) && log.runs[0].results.length === 10;
});
await untilTrue("each has its rule, with a page to read, and its place", () =>
  check("findings").runs.every(({ tool, results }) => results.length > 0 && results.every((result) =>
    tool.driver.rules[result.ruleIndex].id === result.ruleId && tool.driver.rules[result.ruleIndex].helpUri.endsWith(`/${result.ruleId}.md`) &&
    result.locations[0].physicalLocation.artifactLocation.uri === "essay.md")));
await untilTrue("the sample's ledger is valid SARIF", () => {
  const log = check("ledger", "--facts");
  return valid(log) && log.runs[0].results.length === log.properties.summary.facts;
});
await untilTrue("a log that is spoilt is not", () => {
  const log = check("findings");
  log.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
  return !validate(log);
});
process.exit(summary());
