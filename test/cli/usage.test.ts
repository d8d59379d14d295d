import { createServer } from "node:net";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRelayctl } from "./run-relayctl";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-cli-"));
  writeFileSync(join(folder, "broken.json"), "{");
  writeFileSync(join(folder, "wrong.json"), JSON.stringify({ formatVersion: 1, receiveConnectors: [{ name: "x" }] }));
  writeFileSync(join(folder, "secret.txt"), "two words\n");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MAIL = ["--mail-from", "crm@contoso.com", "--rcpt-to", "customer@fabrikam.com"];

interface Mistake {
  readonly title: string;
  readonly args: readonly string[];
  readonly says: RegExp;
}

describe("wrong usage and bad input end with 2, a plain message, and nothing on stdout", () => {
  test.each<Mistake>([
    { title: "no command", args: [], says: /Usage: relayctl/ },
    { title: "an unknown command", args: ["quue"], says: /unknown command 'quue'[^]*Did you mean queue/ },
    { title: "an unknown flag", args: ["status", "--tokn", "x"], says: /unknown option '--tokn'/ },
    { title: "an unknown output", args: ["status", "--output", "yaml"], says: /Allowed choices are text, json/ },
    { title: "a missing flag", args: ["explain", "--from", "192.168.2.55"], says: /^--to, .* must be given/ },
    {
      title: "an address that is none",
      args: ["explain", "--from", "010.0.0.1", "--to", "0.0.0.0:25", ...MAIL],
      says: /^--from: "010\.0\.0\.1" is not an address.*RELAY_ADDRESS_INVALID/,
    },
    {
      title: "an endpoint without port",
      args: ["explain", "--from", "10.0.0.1", "--to", "0.0.0.0", ...MAIL],
      says: /^"0\.0\.0\.0" has no port.*RELAY_BINDING_INVALID/,
    },
    {
      title: "a document that is not there",
      args: ["explain", "--from", "10.0.0.1", "--to", "0.0.0.0:25", ...MAIL, "--config", "nowhere.json"],
      says: /^nowhere\.json is not there\./,
    },
    {
      title: "a document that is not JSON",
      args: ["explain", "--from", "10.0.0.1", "--to", "0.0.0.0:25", ...MAIL, "--config", "broken.json"],
      says: /^broken\.json:1:2 is not JSON: /,
    },
    {
      title: "a document with a wrong connector",
      args: ["explain", "--from", "10.0.0.1", "--to", "0.0.0.0:25", ...MAIL, "--config", "wrong.json"],
      says: /^wrong\.json is not a config document:\nreceiveConnectors\[0\]/,
    },
    {
      title: "an endpoint that is no URL",
      args: ["status", "--endpoint", "relay:8025x"],
      says: /^The endpoint "relay:8025x"/,
    },
    {
      title: "a token that would travel in clear",
      args: ["status", "--endpoint", "http://10.0.0.1:1"],
      says: /use https/,
    },
    {
      title: "a token file that is not there",
      args: ["status", "--token-file", "nowhere"],
      says: /"nowhere" cannot be read/,
    },
    {
      title: "a token with a space in it",
      args: ["status", "--token-file", "secret.txt"],
      says: /characters that no token has/,
    },
    {
      title: "deleting mail without --yes",
      args: ["queue", "delete", "M1"],
      says: /^Accepted mail is removed[^]*Nothing was deleted/,
    },
    { title: "a limit beyond the API's", args: ["queue", "list", "--limit", "1001"], says: /from 1 to 1000/ },
    {
      title: "a scope that is none",
      args: ["token", "create", "--name", "x", "--scopes", "root"],
      says: /"root" is no scope/,
    },
    {
      title: "a time without offset",
      args: ["token", "create", "--name", "x", "--scopes", "read", "--expires", "2027-01-31"],
      says: /2027-01-31T12:00:00Z/,
    },
    {
      title: "a stack that is none",
      args: ["export", "--format", "pulumi", "--stack", "dev"],
      says: /organisation\/project\/stack/,
    },
    {
      title: "an import file without a stack",
      args: ["export", "--format", "pulumi"],
      says: /--stack ORG\/PROJECT\/STACK/,
    },
    { title: "a stack for a config document", args: ["export", "--stack", "a/b/c"], says: /belong to --format pulumi/ },
    { title: "nothing to check", args: ["check"], says: /^Give a config document to check, or --live/ },
    {
      title: "a wrong document to check",
      args: ["check", "wrong.json"],
      says: /receiveConnectors\[0\].bindings is missing/,
    },
    { title: "init without a directory", args: ["init"], says: /required option '--data-dir/ },
  ])("$title", async ({ args, says }) => {
    const { code, stdout, stderr } = await runRelayctl(args.map(inFolder));
    expect(stderr.replaceAll(`${folder}/`, "")).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});

function inFolder(arg: string): string {
  return /^(broken\.json|wrong\.json|secret\.txt)$/.test(arg) ? join(folder, arg) : arg;
}

test("check names what deserves a second look and ends with 1; a clean document ends with 0", async () => {
  const crm = { name: "CRM", bindings: ["0.0.0.0:25"], remoteIpRanges: ["192.168.2.55"] };
  const file = join(folder, "document.json");
  writeFileSync(
    file,
    JSON.stringify({ formatVersion: 1, receiveConnectors: [{ ...crm, permissionGroups: ["Partners"] }] }),
  );
  const doubtful = await runRelayctl(["check", file]);
  expect(doubtful.code).toBe(1);
  expect(doubtful.stdout).toMatch(/^CRM: permissionGroups holds Partners.*\(partners-without-certificates\)\n$/);
  expect(doubtful.stderr).toBe("1 of these deserve a second look.\n");
  writeFileSync(file, JSON.stringify({ formatVersion: 1, receiveConnectors: [crm] }));
  expect(await runRelayctl(["check", file])).toMatchObject({ code: 0, stdout: "Nothing to say.\n", stderr: "" });
});

describe("a host that does not answer ends with 3", () => {
  test("nobody listens", async () => {
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as { readonly port: number };
    gone.close();
    await once(gone, "close");
    const { code, stdout, stderr } = await runRelayctl(["status", "--endpoint", `http://127.0.0.1:${port}`]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toBe(
      `The relay host at http://127.0.0.1:${port} cannot be reached after 3 attempts: connect ECONNREFUSED 127.0.0.1:${port}.\n` +
        "Start the host (relayctl serve), or say where it is with --endpoint or RELAY_ENDPOINT.\n",
    );
  });
});

const COMMANDS = [
  "init",
  "serve",
  "status",
  "explain",
  "check",
  "export",
  "import exchange",
  "import postfix",
  ...["list", "show", "retry", "hold", "release", "delete"].map((name) => `queue ${name}`),
  ...["create", "list", "revoke"].map((name) => `token ${name}`),
];

test.each(COMMANDS)("%s --help shows an example and ends with 0", async (command) => {
  const { code, stdout } = await runRelayctl([...command.split(" "), "--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples?:\\n  (.*\\| )?\\(?.*relayctl ${command.split(" ")[0]}`));
});
