import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";
import { reportMissing } from "../harness/missing-programs";
import { makeNetwork, whyNoNetwork } from "./network";

jest.setTimeout(120_000);

const CLIENTS = ["192.168.2.55", "192.168.2.56", "192.168.2.57"];

test("clients with the article's real addresses get what the model says, without PROXY", () => {
  const missing = whyNoNetwork();
  if (missing) {
    reportMissing({ program: "network namespaces", untested: "real client addresses", install: missing });
    return;
  }
  const network = makeNetwork(CLIENTS);
  const dataDir = mkdtempSync(join(tmpdir(), "relay-netns-"));
  try {
    const scenario = join(PROJECT_ROOT, "dist", "test", "netns", "scenario.js");
    const args = [
      "netns",
      "exec",
      network.hostSide,
      process.execPath,
      scenario,
      dataDir,
      network.clientSide,
      ...CLIENTS,
    ];
    const replies = JSON.parse(execFileSync("ip", args, { encoding: "utf8", timeout: 90_000 })) as Record<
      string,
      string
    >;
    expect(replies["192.168.2.55"]).toMatch(/^250 2\.6\.0 /);
    expect(replies["192.168.2.56"]).toMatch(/^250 2\.6\.0 /);
    expect(replies["192.168.2.57"]).toBe("550 5.7.1 Unable to relay");
  } finally {
    network.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
