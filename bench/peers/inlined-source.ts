import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

const BUILT = join(PROJECT_ROOT, "dist");

/**
 * This very provider as the text that would stand on every resource if it were written inline: all of its own modules by
 * value, comments removed, packages still loaded by name. (Pulumi's serialiser itself gives up on the modules' objects.)
 */
export function inlinedSource(entry = join(BUILT, "provider", "index.js")): string {
  const modules = new Map<string, string>();
  collect(entry, modules);
  const table = [...modules].map(
    ([name, text]) => `${JSON.stringify(name)}:function(module,exports,require){${text}\n}`,
  );
  return [
    `const table={${table.join(",")}};`,
    "const made={};",
    "const load=(name)=>{if(made[name])return made[name].exports;const module=(made[name]={exports:{}});",
    "table[name](module,module.exports,(wanted)=>wanted.startsWith('own:')?load(wanted.slice(4)):require(wanted));",
    "return module.exports;};",
    `exports.handler=()=>load(${JSON.stringify(relative(BUILT, entry))}).receiveConnector;`,
  ].join("");
}

function collect(file: string, modules: Map<string, string>): void {
  const name = relative(BUILT, file);
  if (modules.has(name)) return;
  modules.set(name, "");
  const resolve = createRequire(file).resolve;
  const ours: string[] = [];
  const text = withoutComments(readFileSync(file, "utf8")).replace(/require\("(\.[^"]*)"\)/g, (whole, path: string) => {
    const found = resolve(path);
    if (!found.endsWith(".js")) return whole.replace(path, found);
    ours.push(found);
    return `require("own:${relative(BUILT, found)}")`;
  });
  modules.set(name, text.replaceAll("__dirname", JSON.stringify(dirname(file))));
  for (const path of ours) collect(path, modules);
}

function withoutComments(text: string): string {
  const compilerOptions = { removeComments: true, target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}
