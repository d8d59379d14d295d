import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { type CommandResult, finish } from "../../tools/harness/pulumi-stack";
import { AcceptanceStage, crmConnector, type Declared, pulumiBin, relayRight } from "./acceptance-stage";

jest.setTimeout(300_000);

interface GitHubStep {
  readonly run?: string;
  readonly id?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface GitHubWorkflow {
  readonly jobs: {
    readonly impact: { readonly env: Readonly<Record<string, string>>; readonly steps: readonly GitHubStep[] };
  };
}

interface GitLabPipeline {
  readonly "relay-review": { readonly variables: Readonly<Record<string, string>>; readonly script: readonly string[] };
}

const [GITHUB, GITLAB] = readRecipes();
/** What the platform, the package registry and the network would do; each call is written down. */
const SHIMS = {
  npm: 'test "$1" = ci',
  npx: `test "$1" = relayctl && shift && exec node "${join(PROJECT_ROOT, "bin", "relayctl.cjs")}" "$@"`,
  gh: 'echo "gh $*" >> "$CALLS"; eval "file=\\${$#}"; cat "$file" >> "$CALLS"',
  curl: 'echo "curl $*" >> "$CALLS"; cat impact.md >> "$CALLS"; echo "{}"',
};

let stage: AcceptanceStage;
let folder: string;
let calls: string;
let token: string;

beforeAll(async () => {
  stage = await AcceptanceStage.set();
  folder = stage.stack.programFolder;
  calls = join(stage.stack.folder, "calls.txt");
  makeShims(join(stage.stack.folder, "shims"));
  await stage.up(relayFor("192.168.2.55-192.168.2.56"));
  token = await readToken();
});

afterAll(() => stage.strike());

describe.each([
  ["GitHub Actions", runGitHub],
  ["GitLab CI", runGitLab],
] as const)("the recipe for %s", (_platform, review) => {
  beforeEach(() => writeFileSync(calls, ""));

  test("passes a change that lets nobody new relay, and comments on it", async () => {
    stage.declare(...relayFor("192.168.2.55"));
    const { code, output } = await review();
    expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
    expect(readFileSync(calls, "utf8")).toMatch(/192\.168\.2\.56/);
  });

  test("fails one that does, and the comment says who", async () => {
    stage.declare(...relayFor("192.168.2.0/24"));
    const { code, output } = await review();
    expect([code, code === 1 ? "" : output]).toEqual([1, ""]);
    expect(readFileSync(calls, "utf8")).toMatch(/254/);
  });
});

function relayFor(range: string): readonly Declared[] {
  return [crmConnector(stage.smtpPort, { remoteIpRanges: [range] }), relayRight("crm")];
}

/** A review needs no more than to read. */
async function readToken(): Promise<string> {
  const response = await fetch(`${stage.host.endpoint}/v1/tokens`, {
    method: "POST",
    headers: { authorization: `Bearer ${stage.host.token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "review", scopes: ["read"] }),
  });
  return ((await response.json()) as { readonly token: string }).token;
}

function readRecipes(): readonly [GitHubWorkflow, GitLabPipeline] {
  const page = readFileSync(join(PROJECT_ROOT, "docs", "ci.md"), "utf8");
  const [github = "", gitlab = ""] = [...page.matchAll(/^```yaml\n([^]*?)^```/gm)].map(([, text]) => text);
  return [parse(github) as GitHubWorkflow, parse(gitlab) as GitLabPipeline];
}

/** Each step in a shell of its own, as the runner does; outputs of one are given to the next. */
async function runGitHub(): Promise<CommandResult> {
  const { env, steps } = GITHUB.jobs.impact;
  const outputs = join(stage.stack.folder, "github-output");
  writeFileSync(outputs, "");
  let last: CommandResult | undefined;
  for (const step of steps.filter(({ run }) => run !== undefined)) {
    const known = { ...env, ...step.env, GITHUB_OUTPUT: outputs };
    last = await runShell(step.run ?? "", fillIn(known, readFileSync(outputs, "utf8")));
    if (last.code !== 0) return last;
  }
  return last as CommandResult;
}

async function runGitLab(): Promise<CommandResult> {
  const { variables, script } = GITLAB["relay-review"];
  const predefined = { CI_API_V4_URL: "https://gitlab.example/api/v4", CI_PROJECT_ID: "7", CI_MERGE_REQUEST_IID: "3" };
  return runShell(script.join("\n"), { ...variables, ...predefined, REVIEW_TOKEN: "token" });
}

/** Expressions of a workflow by what they stand for here. */
function fillIn(env: Readonly<Record<string, string>>, outputs: string): Readonly<Record<string, string>> {
  const status = /^status=(.*)$/m.exec(outputs)?.[1] ?? "";
  const meanings: readonly (readonly [RegExp, string])[] = [
    [/\$\{\{ steps\.impact\.outputs\.status \}\}/, status],
    [/\$\{\{ github\.event\.pull_request\.number \}\}/, "3"],
    [/\$\{\{ [^}]* \}\}/, "given"],
  ];
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      meanings.reduce((text, [expression, meaning]) => text.replace(expression, meaning), value),
    ]),
  );
}

function runShell(script: string, env: Readonly<Record<string, string>>): Promise<CommandResult> {
  const path = [
    join(stage.stack.folder, "shims"),
    join(PROJECT_ROOT, "node_modules", ".bin"),
    pulumiBin(),
    process.env["PATH"],
  ];
  const child = spawn("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd: folder,
    env: {
      ...process.env,
      ...env,
      ...stage.stack.exports(),
      RELAY_ENDPOINT: stage.host.endpoint,
      RELAY_TOKEN: token,
      STACK: "dev",
      CALLS: calls,
      PATH: path.join(delimiter),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return finish(child);
}

function makeShims(directory: string): void {
  mkdirSync(directory);
  for (const [name, body] of Object.entries(SHIMS)) {
    writeFileSync(join(directory, name), `#!/bin/bash\n${body}\n`);
    chmodSync(join(directory, name), 0o755);
  }
}
