import { join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { importExchange } from "../../cli/import/exchange/import-exchange";
import type { Imported } from "../../cli/import/imported";
import { readInputFiles } from "../../cli/import/input/read-input-file";
import { programFiles } from "../../cli/import/program/program-files";
import { writeOutputFolder } from "../../cli/import/write-output-folder";
import { buildSnapshot, configStateOf, type ConfigDocument, explain, parseConfigDocument } from "../../model";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { addressText, askExchange, familyOf, type Outcome, type Probe, valueOf } from "./exchange-interpreter";
import { type Sample, SAMPLES } from "./samples";

jest.setTimeout(120_000);

const FIXTURES = join(PROJECT_ROOT, "test", "import", "fixtures");
const PROBES = 10_000;

function imported({ files, acceptedDomains = [] }: Sample) {
  const input = readInputFiles(files.map((name) => join(FIXTURES, name)));
  return importExchange(input, { only: [], skip: [], acceptedDomains, wideRelay: new Map() });
}

/** The ends of all ranges and their neighbours: where a wrong reading shows. */
function interestingClients({ connectors }: Sample): readonly string[] {
  const ends = connectors.flatMap(({ ranges }) => ranges.flat());
  return ends.flatMap((end) => [-1n, 0n, 1n].flatMap((step) => addressText(familyOf(end), valueOf(end) + step) ?? []));
}

function probes(sample: Sample): fc.Arbitrary<Probe> {
  const clients = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...interestingClients(sample)) },
    { weight: 1, arbitrary: fc.ipV4() },
    {
      weight: 1,
      arbitrary: fc.bigInt({ min: 0n, max: 255n }).map((value) => addressText(4, (10n << 24n) + value * 65_793n) ?? ""),
    },
  );
  const locals = fc.constantFrom(...sample.connectors.flatMap(({ bindings }) => bindings), {
    address: "10.0.0.6",
    port: 2525,
  });
  const endpoints = fc.tuple(clients, locals).map(([client, { address, port }]) => {
    const isOther = familyOf(client) !== familyOf(address);
    return {
      client,
      local: isOther ? { address: familyOf(client) === 4 ? "10.9.9.9" : "fd00:9::9", port } : { address, port },
    };
  });
  const mails = fc.record({
    tls: fc.boolean(),
    login: fc.boolean(),
    from: fc.constantFrom(
      "",
      "user@contoso.com",
      "app@contoso.com",
      "x@a.branch.contoso.com",
      "y@branch.contoso.com",
      "z@fabrikam.com",
    ),
    to: fc.constantFrom("sales@contoso.com", "b@a.branch.contoso.com", "c@branch.contoso.com", "customer@fabrikam.com"),
  });
  return fc.tuple(endpoints, mails).map(([endpoint, mail]) => ({ ...endpoint, ...mail }));
}

function asked(document: ConfigDocument): (probe: Probe) => Outcome {
  const parsed = parseConfigDocument({
    ...document,
    relayUsers: [{ username: "user", allowedSenders: ["user@contoso.com"] }],
  });
  if (!parsed.ok) throw new Error(parsed.failures.map(({ message }) => message).join("\n"));
  const snapshot = buildSnapshot(configStateOf(parsed.value), { at: 0 });
  return ({ client, local, tls, login, from, to }) => {
    const endpoint =
      familyOf(local.address) === 4 ? `${local.address}:${local.port}` : `[${local.address}]:${local.port}`;
    const explained = explain(snapshot, {
      from: client,
      to: endpoint,
      tls,
      ...(login ? { user: "user" } : {}),
      mailFrom: from,
      rcptTo: to,
      hostName: "relay.contoso.com",
      at: 0,
    });
    if (!explained.ok) throw new Error(explained.failures.map(({ message }) => message).join("\n"));
    const { candidates, verdict, steps } = explained.value;
    const refused = steps[0]?.action !== "accept";
    return {
      connector: refused ? null : (candidates[0]?.connectorName ?? null),
      accepted: verdict.action === "accept",
    };
  };
}

describe.each(SAMPLES.map((sample) => [sample.title, sample] as const))("%s", (_, sample) => {
  test(`decides ${PROBES} random probes as Exchange did`, () => {
    const { document } = imported(sample);
    const ask = asked(document);
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(probes(sample), (probe) => {
        const before = askExchange(sample, probe);
        const after = ask(probe);
        seen.set(`${after.accepted}`, (seen.get(`${after.accepted}`) ?? 0) + 1);
        expect({ probe, ...after }).toEqual({ probe, ...before });
      }),
      { numRuns: PROBES, seed: 20_070_101 },
    );
    // Neither everything nor nothing passes: the probes ask something.
    expect(Math.min(seen.get("true") ?? 0, seen.get("false") ?? 0)).toBeGreaterThan(PROBES / 100);
  });
});

/** Texts of an export that try to leave their place in the program. */
const HOSTILE = [
  'a "quoted" name',
  "it's",
  "`${process.exit()}`",
  "*/ // \u202e",
  "class",
  "1",
  "日本 日本 日本 日本 日本 日本 日本 日本",
  "x".repeat(64),
].map((name, index) => ({
  Name: name,
  Bindings: ["0.0.0.0:25"],
  RemoteIPRanges: Array.from({ length: index * 3 + 1 }, (_, host) => `10.${index}.0.${host * 2}`),
  AuthMechanism: "Tls",
  PermissionGroups: "AnonymousUsers, Custom",
  Comment: `${name}\n"; process.exit(); //`.repeat(3),
  Permissions: [{ User: "Everyone", ExtendedRights: ["ms-Exch-SMTP-Submit"], Deny: true }],
  [`Odd\n${name}`]: `\u2028 ${name}`,
}));

function everyImport(): readonly Imported[] {
  const input = { file: "hostile\n.json", text: JSON.stringify(HOSTILE) };
  const options = { only: [], skip: [], acceptedDomains: [], wideRelay: new Map<string, string>() };
  return [...SAMPLES.map(imported), importExchange([input], options)];
}

describe("the programs", () => {
  let folder: string;
  let programs: readonly string[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "relay-import-"));
    programs = everyImport().map((one, index) => {
      const program = join(folder, `program-${index}`);
      writeOutputFolder(program, programFiles(one, { project: "relay", origin: `sample ${index}` }));
      return program;
    });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("are formatted as prettier formats", () => {
    const prettier = join(PROJECT_ROOT, "node_modules", "prettier", "bin", "prettier.cjs");
    const run = spawnSync(process.execPath, [prettier, "--check", "."], { cwd: folder, encoding: "utf8" });
    expect(run.stdout + run.stderr).toContain("All matched files use Prettier code style!");
  });

  test("compile", () => {
    expect(diagnose(programs.map((program) => join(program, "index.ts")))).toEqual([]);
  });
});

function diagnose(names: readonly string[]): readonly string[] {
  const program = ts.createProgram(names, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    paths: {
      "pulumi-smtp-relay": [join(PROJECT_ROOT, "sdk", "index.ts")],
      "*": [join(PROJECT_ROOT, "node_modules", "*")],
    },
  });
  const found = names.flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)));
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
