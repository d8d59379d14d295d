import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

function node(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync(process.execPath, args, { cwd: PROJECT_ROOT, encoding: "utf8", env: { ...process.env, ...env } });
}

describe("an older Node", () => {
  const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });`;

  test("is told which one relayctl needs, with exit code 2, before anything is loaded", () => {
    const { status, stderr } = node(["-e", `${pretend} require("./bin/relayctl.cjs");`]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^pulumi-smtp-relay needs Node 22\.19 or newer; this is .*\n$/);
  });

  test("cannot load the provider, and says what to do", () => {
    const load = `${pretend} try { require("./bin/provider.cjs"); } catch ({ message }) { console.log(message); }`;
    expect(node(["-e", load]).stdout).toMatch(/needs Node\.js 22\.19 or newer, and this is 20\.20\.2 .*PATH/);
  });
});

test("a host loads nothing of Pulumi", () => {
  const load = `for (const part of ["relay/main", "relay/init-host", "cli/command-tree", "client", "model"]) require("./dist/" + part);
    console.log(Object.keys(require.cache).filter((path) => path.includes("@pulumi")).length, "of Pulumi");`;
  expect(node(["-e", load]).stdout).toBe("0 of Pulumi\n");
});

describe("the Pulumi CLI", () => {
  const folder = mkdtempSync(join(tmpdir(), "relay-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function fakeCli(bin: string, version: string, ...others: readonly string[]): void {
    mkdirSync(bin, { recursive: true });
    for (const name of ["pulumi", ...others]) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho ${version}\n`);
      chmodSync(join(bin, name), 0o755);
    }
  }

  test.each([
    ["v3.253.9", /is v3\.253\.9; 3\.254\.0 is needed: looking on\n.*from the cache/],
    ["v3.254.0", /^Pulumi CLI v3\.254\.0: from PATH/],
    ["v4.0.0", /^Pulumi CLI v4\.0\.0: from PATH/],
  ])("on PATH of %s is taken if it is new enough, else the next source", (version, said) => {
    fakeCli(join(folder, "path"), version);
    const cached = join(folder, "cache", "pulumi-smtp-relay", "pulumi", "3.259.0", "bin");
    fakeCli(cached, "v3.259.0", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs");
    const get = `import { getPulumi } from "./tools/pulumi/get-pulumi.mjs"; await getPulumi(console.log);`;
    const env = { PATH: join(folder, "path"), XDG_CACHE_HOME: join(folder, "cache") };
    expect(node(["--input-type=module", "-e", get], env).stdout).toMatch(said);
  });
});
