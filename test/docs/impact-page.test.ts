import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { runRelayctl } from "../cli/run-relayctl";

const PAGES = ["impact.md", "who-can.md"].map((page) => join(PROJECT_ROOT, "docs", page));
/** Each file that a page shows is one of the folder of its configurations. */
const FILE = /<!-- file: (?<file>\w+\.json) -->\n\n```json\n(?<shown>[^]*?)```/g;
/** Each output of the page stands behind the command that writes it, in the folder of the page's configurations. */
const OUTPUT = /<!-- output: relayctl (?<args>[^\n]+) -->\n\n```text\n(?<shown>[^]*?)```/g;

interface Output {
  readonly args: readonly string[];
  readonly shown: string;
}

function outputsOf(page: string): readonly Output[] {
  return [...page.matchAll(OUTPUT)].map(({ groups }) => {
    return { args: (groups?.["args"] ?? "").split(" "), shown: groups?.["shown"] ?? "" };
  });
}

/** What the command writes today. `--gates` of the page: only what the gates say. */
async function written(args: readonly string[]): Promise<string> {
  const files = (word: string) =>
    /^\w+\.json$/.test(word) ? join(PROJECT_ROOT, "test", "docs", "impact", word) : word;
  const { stdout, stderr, code } = await runRelayctl(args.filter((word) => word !== "--gates").map(files));
  expect([0, 1]).toContain(code);
  const text = stdout.replaceAll(join(PROJECT_ROOT, "test", "docs", "impact", "/"), "");
  return args.includes("--gates") ? text.slice(text.indexOf("gate: ")) + stderr : text;
}

test.each(PAGES)("%s shows what relayctl writes (RELAY_WRITE_DOCS=1 writes it anew)", async (path) => {
  const page = readFileSync(path, "utf8");
  const outputs = outputsOf(page);
  expect(outputs.length).toBeGreaterThan(1);
  const today = await Promise.all(outputs.map(({ args }) => written(args)));
  if (process.env["RELAY_WRITE_DOCS"]) {
    const texts = today.values();
    writeFileSync(
      path,
      page.replace(
        OUTPUT,
        (_, args: string) => `<!-- output: relayctl ${args} -->\n\n\`\`\`text\n${texts.next().value}\`\`\``,
      ),
    );
  } else expect(outputs.map(({ shown }) => shown)).toEqual(today);
});

test.each(PAGES)("%s shows files that are there", (path) => {
  for (const { groups } of readFileSync(path, "utf8").matchAll(FILE)) {
    const file = join(PROJECT_ROOT, "test", "docs", "impact", groups?.["file"] ?? "");
    expect(groups?.["shown"]).toBe(readFileSync(file, "utf8"));
  }
});
