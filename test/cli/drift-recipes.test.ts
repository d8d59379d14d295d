import { spawn } from "node:child_process";
import { createHmac, timingSafeEqual } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { signatureOf } from "../../cli/drift/watch/signature";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { type CommandResult, finish } from "../../tools/harness/pulumi-stack";
import { DriftStage } from "./drift-fixture";

jest.setTimeout(60_000);

type Receives = (body: string, header: string | undefined, secret: string, now: number) => boolean;

interface Step {
  readonly run?: string;
  readonly if?: string;
}

const PAGE = readFileSync(join(PROJECT_ROOT, "docs", "drift.md"), "utf8");
const [GITHUB = "", GITLAB = ""] = blocks("yaml");

/** What the platform and the machine would do; calls of the platform are written down. */
const SHIMS = {
  npm: 'test "$1" = ci',
  relayctl: `exec node "${join(PROJECT_ROOT, "bin", "relayctl.cjs")}" "$@"`,
  npx: 'test "$1" = relayctl && "$@"',
  pulumi: 'test "$1 $2" = "stack export" && cat "$STATE"',
  gh: 'echo "gh $*" >> "$CALLS"; if [ "$2" = list ]; then cat "$ISSUES"; fi',
};

let stage: DriftStage;
let token: string;

beforeAll(async () => {
  stage = await DriftStage.set();
  for (const [name, body] of Object.entries(SHIMS)) {
    mkdirSync(join(stage.folder, "shims"), { recursive: true });
    writeFileSync(join(stage.folder, "shims", name), `#!/bin/bash\n${body}\n`);
    chmodSync(join(stage.folder, "shims", name), 0o755);
  }
  await stage.declare("AcceptedDomain", "contoso", { domainName: "contoso.com" });
  writeFileSync(path("state"), stage.state());
  // Looking for drift needs no more than to read.
  const made = await stage.byHand.call("POST", "/v1/tokens", { name: "drift", scopes: ["read"] });
  token = (made.body as { readonly token: string }).token;
});

beforeEach(() => {
  for (const name of ["calls", "issues", "github-output"]) writeFileSync(path(name), "");
});

afterAll(() => stage.strike());

function blocks(language: string): readonly string[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm"))].map(([, text = ""]) => text);
}

function path(name: string): string {
  return join(stage.folder, name);
}

function runShell(script: string): Promise<CommandResult> {
  const child = spawn("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd: stage.folder,
    env: {
      ...process.env,
      PATH: [path("shims"), join(PROJECT_ROOT, "node_modules", ".bin"), process.env["PATH"]].join(delimiter),
      ...{ RELAY_ENDPOINT: stage.host.endpoint, RELAY_TOKEN: token, STACK: "acme/crm/prod", STATE: path("state") },
      ...{ CALLS: path("calls"), ISSUES: path("issues"), GITHUB_OUTPUT: path("github-output") },
      STATUS: /^status=(.*)$/m.exec(readFileSync(path("github-output"), "utf8"))?.[1] ?? "",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return finish(child);
}

/** Each step in a shell of its own, as the runner does. */
async function runGitHub(): Promise<CommandResult> {
  const { jobs } = parse(GITHUB) as { readonly jobs: { readonly drift: { readonly steps: readonly Step[] } } };
  let last: CommandResult | undefined;
  for (const { run, if: condition } of jobs.drift.steps) {
    const status = /^status=(.*)$/m.exec(readFileSync(path("github-output"), "utf8"))?.[1];
    if (run === undefined || (condition !== undefined && condition !== `steps.drift.outputs.status == '${status}'`))
      continue;
    last = await runShell(run);
    if (last.code !== 0) return last;
  }
  return last as CommandResult;
}

function runGitLab(): Promise<CommandResult> {
  const { "relay-drift": job } = parse(GITLAB) as { readonly "relay-drift": { readonly script: readonly string[] } };
  return runShell(job.script.join("\n"));
}

function runSystemd(): Promise<CommandResult> {
  return runShell(/^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(PAGE)?.[1] ?? "exit 99");
}

function runCron(): Promise<CommandResult> {
  return runShell(
    (/^17 \* \* \* \* relay-drift (.*)$/m.exec(PAGE)?.[1] ?? "exit 99").replace("cd /srv/relays && ", ""),
  );
}

const RECIPES = [
  ["GitHub Actions", runGitHub],
  ["GitLab CI", runGitLab],
  ["systemd", runSystemd],
] as const;

describe("the recipes for drift", () => {
  test.each(RECIPES)("for %s pass without drift", async (_, run) => {
    const { code, output } = await run();
    expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
    expect(readFileSync(path("calls"), "utf8")).toBe("");
  });

  test("for cron say nothing without drift", async () => {
    expect(await runCron()).toMatchObject({ code: 0, output: "" });
  });

  describe("with drift", () => {
    beforeAll(async () => {
      const domain = await stage.byHand.find("AcceptedDomain", () => true);
      await stage.byHand.change("AcceptedDomain", domain.id, { domainType: "ExternalRelay" });
    });

    test.each(RECIPES)("for %s fail", async (_, run) => {
      expect(await run()).toMatchObject({ code: 1 });
    });

    test("for GitHub Actions open one issue, and bring it up to date", async () => {
      await runGitHub();
      expect(readFileSync(path("calls"), "utf8")).toContain("gh issue create --title Relay drift");
      writeFileSync(path("issues"), "7\n");
      writeFileSync(path("github-output"), "");
      await runGitHub();
      expect(readFileSync(path("calls"), "utf8")).toContain("gh issue edit 7 --body-file drift.md");
      expect(readFileSync(path("drift.md"), "utf8")).toContain("### Relay drift: 1 drift");
    });

    test("for cron say what", async () => {
      expect((await runCron()).output).toContain('CHANGED  AcceptedDomain "contoso.com"');
    });
  });
});

test("the receiver on the page takes what is signed, and nothing else", () => {
  const [source = ""] = blocks("js");
  const body = source.replace(/^import .*$/m, "").replace("export function", "return function");
  // The page's own code: what it says is what is tried.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- as above
  const make = new Function("createHmac", "timingSafeEqual", body) as (...parts: readonly unknown[]) => Receives;
  const isOurs = make(createHmac, timingSafeEqual);
  const now = 1_795_484_804_000;
  const header = signatureOf("{}", "0123456789abcdef", now);
  expect(isOurs("{}", header, "0123456789abcdef", now + 60_000)).toBe(true);
  for (const [text, sign, secret, at] of [
    ["{ }", header, "0123456789abcdef", now],
    ["{}", header, "0123456789abcdeF", now],
    ["{}", header, "0123456789abcdef", now + 600_000],
    ["{}", undefined, "0123456789abcdef", now],
  ] as const)
    expect(isOurs(text, sign, secret, at)).toBe(false);
});
