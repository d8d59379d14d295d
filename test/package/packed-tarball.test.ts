import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../../tools/harness/free-port";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { pulumiBin } from "../acceptance/acceptance-stage";

jest.setTimeout(300_000);

const TOKEN = "relay_packed_0123456789abcdefghijklmnopqrstuvwxyz";
const { devDependencies } = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as {
  devDependencies: Readonly<Record<string, string>>;
};

let folder: string;
let host: ChildProcess | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-packed-"));
});

afterAll(() => {
  host?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

// What the README tells a user who has the host elsewhere, with the package as npm would deliver it.
test("the packed package, installed into an empty project, serves and is driven by pulumi up", async () => {
  const project = makeProject();
  const smtpPort = await freePort();
  const endpoint = await serve(project);
  const pulumi = (...args: readonly string[]) => run(project, join(pulumiBin(), "pulumi"), args);
  pulumi("stack", "init", "dev");
  pulumi("config", "set", "relay:endpoint", endpoint);
  pulumi("config", "set", "--secret", "relay:token", TOKEN);
  pulumi("config", "set", "port", String(smtpPort));
  const pack = join("node_modules", "pulumi-smtp-relay", "policy-pack");
  expect(pulumi("up", "--yes", "--skip-preview", "--policy-pack", pack)).toMatch(/✅ pulumi-smtp-relay@v\d/);
  const letter = { from: "app@contoso.com", to: "user@contoso.com" };
  expect(await sendLetter({ port: smtpPort }, letter)).toMatch(/^250 2\.6\.0 /);
  expect(await sendLetter({ port: smtpPort }, { ...letter, to: "user@fabrikam.com" })).toBe(
    "550 5.7.1 Unable to relay",
  );
  pulumi("destroy", "--yes", "--skip-preview");
  expect(await sendLetter({ port: smtpPort }, letter).catch(() => "refused")).not.toMatch(/^250/);
});

function makeProject(): string {
  const packed = execFileSync("npm", ["pack", "--pack-destination", folder, "--json", "--ignore-scripts"], {
    cwd: PROJECT_ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  expect(packed).toContain("pulumi-smtp-relay");
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  const project = join(folder, "project");
  mkdirSync(join(folder, "state"), { recursive: true });
  mkdirSync(project);
  const versions = ["@pulumi/pulumi", "@pulumi/policy", "typescript", "ts-node", "@types/node"].map(
    (name) => `${name}@${devDependencies[name]}`,
  );
  write(project, "package.json", JSON.stringify({ name: "own", private: true, main: "index.ts" }));
  write(project, "Pulumi.yaml", "name: own\nruntime: nodejs\n");
  write(project, "index.ts", PROGRAM);
  run(project, "npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, tarball!), ...versions]);
  return project;
}

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const port = new pulumi.Config().require("port");
new relay.AcceptedDomain("contoso", { domainName: "contoso.com" });
new relay.ReceiveConnector("apps", {
  bindings: [\`127.0.0.1:\${port}\`],
  remoteIpRanges: ["127.0.0.1"],
  permissionGroups: ["AnonymousUsers"],
});
`;

async function serve(project: string): Promise<string> {
  const relayctl = join(project, "node_modules", ".bin", "relayctl");
  host = spawn(relayctl, ["serve", "--data-dir", join(folder, "host"), "--api", "127.0.0.1:0"], {
    env: { ...environment(), RELAY_ADMIN_TOKEN: TOKEN },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = (await once(createInterface({ input: host.stdout! }), "line")) as [string];
  return /api=(\S+)/.exec(line)?.[1] ?? "";
}

/** Answers what the program wrote to stdout. */
function run(project: string, program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { cwd: project, env: environment(), stdio: "pipe", encoding: "utf8" });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${program} ${args.join(" ")} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

function environment(): NodeJS.ProcessEnv {
  const path = [join(PROJECT_ROOT, "node_modules", ".bin"), pulumiBin(), process.env["PATH"]];
  return {
    ...process.env,
    PATH: path.join(delimiter),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "relay",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

function write(project: string, name: string, text: string): void {
  writeFileSync(join(project, name), text);
}
