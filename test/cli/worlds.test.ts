import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { WorldReader } from "../../cli/worlds/world-reader";
import { CommandError } from "../../cli/command-error";

const AT = Date.UTC(2026, 10, 24);
const WIDEN = previewFile("widen");

let folder: string;

function previewFile(name: string): string {
  return join(PROJECT_ROOT, "test", "impact", "previews", `${name}.json`);
}

const ONE = document("One", "10.0.0.1");
const TWO = document("Two", "10.0.0.2");

function document(name: string, range: string): string {
  const connector = { name, bindings: ["0.0.0.0:25"], remoteIpRanges: [range] };
  return JSON.stringify({ formatVersion: 1, receiveConnectors: [connector] });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-worlds-"));
  mkdirSync(at("repository"));
  git("init", "--quiet", "--initial-branch=main");
  mkdirSync(at("repository/hosts"));
  writeFileSync(at("repository/hosts/one.json"), ONE);
  git("add", ".");
  git("commit", "--quiet", "--message", "one");
  writeFileSync(at("repository/hosts/one.json"), TWO);
  writeFileSync(at("two.json"), TWO);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function at(name: string): string {
  return join(folder, name);
}

function git(...args: readonly string[]): void {
  const who = ["-c", "user.name=mail", "-c", "user.email=mail@contoso.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...who, ...args], { cwd: at("repository") });
}

async function names(source: string, base?: string): Promise<readonly string[]> {
  const { world } = await new WorldReader({ connection: {}, base }).read(source, { side: "after", at: AT });
  return [...world.state.receiveConnectors.values()].map(({ settings }) => settings.name);
}

async function complaint(source: string, base?: string): Promise<string> {
  const error = await names(source, base).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CommandError)) throw new Error(`${source} was taken, or crashed: ${String(error)}`);
  expect(error.exitCode).toBe(2);
  return error.message;
}

async function inRepository<Result>(ask: () => Promise<Result>): Promise<Result> {
  const before = process.cwd();
  process.chdir(at("repository"));
  try {
    return await ask();
  } finally {
    process.chdir(before);
  }
}

describe("a configuration is read from", () => {
  test.each([
    { title: "a document", source: () => at("two.json"), found: ["Two"] },
    { title: "nothing", source: () => "empty", found: [] },
    { title: "a git revision", source: () => "git:main:hosts/one.json", found: ["One"] },
    { title: "a git revision, from this folder", source: () => "git:HEAD:./hosts/one.json", found: ["One"] },
    { title: "a preview over an export", source: () => WIDEN, base: previewFile("base"), found: ["CRM Application"] },
    { title: "a preview over nothing", source: () => WIDEN, base: "empty", found: ["CRM Application"] },
    {
      title: "a preview over a git revision",
      source: () => WIDEN,
      base: "git:main:hosts/one.json",
      found: ["One", "CRM Application"],
    },
  ])("$title", async ({ source, base, found }) => {
    expect(await inRepository(() => names(source(), base))).toEqual(found);
  });

  test("a file that is called as a source is, by its path", async () => {
    writeFileSync(at("repository/host"), ONE);
    expect(await inRepository(() => names("./host"))).toEqual(["One"]);
  });

  test("UTF-16 as Windows PowerShell writes it", async () => {
    writeFileSync(at("utf16.json"), Buffer.from(`\uFEFF${TWO}`, "utf16le"));
    writeFileSync(at("preview16.json"), Buffer.from(`\uFEFF${readFileSync(WIDEN, "utf8")}`, "utf16le"));
    expect(await names(at("utf16.json"))).toEqual(["Two"]);
    expect(await names(at("preview16.json"), "empty")).toEqual(["CRM Application"]);
  });
});

describe("what cannot be read is one error with its place", () => {
  const cases: readonly {
    readonly title: string;
    readonly source: string;
    readonly base?: string;
    readonly says: RegExp;
  }[] = [
    {
      title: "a file that is not there",
      source: "nowhere.json",
      says: /^nowhere\.json is not there\. A source is host, .*git:REV:PATH .*empty, .*- reads stdin\.$/,
    },
    { title: "a folder", source: ".", says: /is a directory/ },
    { title: "git without a path", source: "git:main", says: /write git:REV:PATH/ },
    { title: "git without a revision", source: "git::relay.json", says: /write git:REV:PATH/ },
    { title: "a revision that is an option", source: "git:--output=x:relay.json", says: /write git:REV:PATH/ },
    { title: "a revision with a line end", source: "git:ma\nin:relay.json", says: /write git:REV:PATH/ },
    {
      title: "a revision that is not there",
      source: "git:nowhere:relay.json",
      says: /git knows no revision nowhere here\. A shallow clone/,
    },
    {
      title: "a shell's metacharacters",
      source: "git:main:$(touch pwned)",
      says: /main has no file \$\(touch pwned\)/,
    },
    { title: "a path that leaves the repository", source: "git:main:../../etc/passwd", says: /main has no file/ },
    { title: "a path that is an option", source: "git:main:--help", says: /main has no file --help/ },
    { title: "a folder of a revision", source: "git:main:hosts", says: /main has no file hosts/ },
    { title: "a preview without a base", source: WIDEN, says: /cannot tell what it changes\. .*--base/ },
    { title: "a preview over a preview", source: WIDEN, base: WIDEN, says: /is a preview itself/ },
    {
      title: "a preview without its unchanged resources",
      source: previewFile("nosames"),
      base: "empty",
      says: /nosames\.json cannot be used:\nchangeSummary\.same .*--show-sames/,
    },
  ];
  test.each(cases)("$title", async ({ source, base, says }) => {
    expect(await inRepository(() => complaint(source, base))).toMatch(says);
  });

  test.each([
    { title: "a stack's state", value: { version: 3, deployment: {} }, says: /is a stack's state/ },
    { title: "a list", value: [], says: /is neither a config document .* nor/ },
    { title: "a word", value: "hello", says: /is neither a config document .* nor/ },
    {
      title: "a document of another version",
      value: { formatVersion: 7 },
      says: /formatVersion is 7: this version reads 1/,
    },
    {
      title: "a document with a mistyped key",
      value: { formatVersion: 1, receiveConectors: [] },
      says: /has no property "receiveConectors"/,
    },
  ])("$title", async ({ value, says }) => {
    writeFileSync(at("value.json"), JSON.stringify(value));
    expect(await complaint(at("value.json"))).toMatch(says);
  });

  test("a file that is too large", async () => {
    writeFileSync(at("large.json"), Buffer.alloc(65 * 1024 * 1024, " "));
    expect(await complaint(at("large.json"))).toMatch(/is larger than 64 MB/);
    rmSync(at("large.json"));
  });

  test("one that is nothing but depth", async () => {
    const depth = 4 * 1024 * 1024;
    writeFileSync(
      at("deep.json"),
      `{"formatVersion": 1, "receiveConnectors": ${"[".repeat(depth)}${"]".repeat(depth)}}`,
    );
    expect(await complaint(at("deep.json"))).toMatch(/:1:\d+ is nested too deep/);
    rmSync(at("deep.json"));
  });
});

test("both sides of a comparison see one reading of a source", async () => {
  const reader = new WorldReader({ connection: {}, base: previewFile("base") });
  const [before, after] = await Promise.all([
    reader.read(WIDEN, { side: "before", at: AT }),
    reader.read(WIDEN, { side: "after", at: AT }),
  ]);
  expect(after.world.state.acceptedDomains).toBe(before.world.state.acceptedDomains);
  expect(after.label.text).toMatch(/widen\.json \(after\) on .*base\.json$/);
  expect(after.placeOf({ kind: "ReceiveConnector", name: "CRM Application" })).toEqual({ file: "index.ts", line: 35 });
});
