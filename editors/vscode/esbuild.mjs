// Bundles the extension, and the page of the source view.
import { build } from "esbuild";

const common = { bundle: true, minify: true, logLevel: "warning" };

await Promise.all([
  build({
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
  }),
  build({
    ...common,
    entryPoints: ["src/webview/passages.ts", "src/webview/passages.css"],
    outdir: "dist",
    platform: "browser",
    format: "iife",
    target: "es2022",
  }),
]);
