import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

const PROGRAMS = new Map([
  ...["README.md", ...globSync("docs/*.md", { cwd: PROJECT_ROOT })].flatMap((page) => programsOf(page)),
  ...globSync("examples/*/index.ts", { cwd: PROJECT_ROOT }).map(exampleProgram),
]);

test("every program on a page, and every example, compiles against the SDK", () => {
  expect(PROGRAMS.size).toBeGreaterThan(5);
  expect(complaints()).toEqual([]);
}, 60_000);

/** Blocks of TypeScript, each under a file name that leads back to its page. */
function programsOf(page: string): readonly (readonly [file: string, text: string])[] {
  const blocks = [...readFileSync(join(PROJECT_ROOT, page), "utf8").matchAll(/^```ts\n([^]*?)^```/gm)];
  return blocks.map(([, text = ""], index) => [
    join(PROJECT_ROOT, `${page.replaceAll("/", "-")}-${index + 1}.ts`),
    text,
  ]);
}

/** As if it lay at the top, where the package's name leads to this checkout. */
function exampleProgram(path: string): readonly [file: string, text: string] {
  return [join(PROJECT_ROOT, path.replaceAll("/", "-")), readFileSync(join(PROJECT_ROOT, path), "utf8")];
}

function complaints(): readonly string[] {
  const { config } = ts.readConfigFile(join(PROJECT_ROOT, "tsconfig.json"), ts.sys.readFile.bind(ts.sys)) as {
    readonly config: { readonly compilerOptions: object };
  };
  // Of the files that it names only the compiler's options matter here.
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, PROJECT_ROOT);
  const sdk = { "pulumi-smtp-relay": [join(PROJECT_ROOT, "sdk/index.ts")] };
  const settings = { ...options, noEmit: true, incremental: false, composite: false, paths: sdk };
  const program = ts.createProgram([...PROGRAMS.keys()], settings, hostOf(settings));
  return [...PROGRAMS.keys()]
    .flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

/** The disk, and the programs as if they lay on it. */
function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const disk = ts.createCompilerHost(options);
  return {
    ...disk,
    fileExists: (file) => PROGRAMS.has(file) || disk.fileExists(file),
    readFile: (file) => PROGRAMS.get(file) ?? disk.readFile(file),
    getSourceFile: (file, ...rest) => {
      const text = PROGRAMS.get(file);
      return text === undefined ? disk.getSourceFile(file, ...rest) : ts.createSourceFile(file, text, rest[0]);
    },
  };
}
