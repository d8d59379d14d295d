import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

const read = (path: string) => readFileSync(join(PROJECT_ROOT, path), "utf8");
const PACKAGE = JSON.parse(read("package.json")) as {
  readonly name: string;
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const ANALYZE = ["/usr/bin/systemd-analyze", "/bin/systemd-analyze"].find(existsSync);

describe("the Containerfile", () => {
  // Lines that go on are one instruction.
  const instructions = read("packaging/container/Containerfile")
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => /^([A-Z]+)\s+(.*)$/.exec(line.trim()))
    .map((match) => ({ name: match?.[1] ?? "", rest: match?.[2] ?? "" }));
  const of = (name: string) => instructions.filter((one) => one.name === name).map(({ rest }) => rest);

  test("has one base, pinned to the Node that the tests run on", () => {
    expect(of("FROM")).toEqual([`docker.io/library/node:${PACKAGE.devDependencies["node"]}-bookworm-slim`]);
  });

  test("installs what npm pack makes, without development dependencies, and runs relayctl serve as nobody's root", () => {
    expect(of("COPY")).toEqual([`${PACKAGE.name}-${PACKAGE.version}.tgz /tmp/relay.tgz`]);
    expect(of("RUN").join()).toContain("npm install --global --omit=dev --omit=peer");
    expect(of("USER")).toEqual(["825:825"]);
    expect([of("ENTRYPOINT"), of("CMD")]).toEqual([['["relayctl"]'], ['["serve"]']]);
  });

  test("holds no secret, keeps data in a volume, exposes its ports and asks /readyz for its health", () => {
    const text = instructions.map(({ rest }) => rest).join("\n");
    expect(text).not.toMatch(/password|RELAY_ADMIN_TOKEN|PRIVATE KEY|secret/i);
    expect(of("ARG")).toEqual([]);
    expect(of("ADD")).toEqual([]);
    expect(of("VOLUME")).toEqual(["/var/lib/relay"]);
    expect(of("ENV").join()).toContain("RELAY_DATA_DIR=/var/lib/relay");
    expect(of("EXPOSE")).toEqual(["2525 2587 8025"]);
    expect(of("HEALTHCHECK").join()).toContain("/readyz");
    expect(of("STOPSIGNAL")).toEqual(["SIGTERM"]);
  });
});

describe("the systemd units", () => {
  const unit = read("packaging/systemd/relay.service");

  test("run relayctl serve as a user of its own who may bind low ports and write one directory", () => {
    for (const line of [
      "Type=exec",
      "ExecStart=/usr/bin/relayctl serve --data-dir /var/lib/relay",
      "User=relay",
      "StateDirectory=relay",
      "UMask=0077",
      "CapabilityBoundingSet=CAP_NET_BIND_SERVICE",
      "NoNewPrivileges=yes",
      "ProtectSystem=strict",
      "Restart=on-failure",
    ]) {
      expect(unit.split("\n")).toContain(line);
    }
    expect(unit).not.toMatch(/^MemoryDenyWriteExecute/m);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(30);
  });

  test("have sockets that the host knows by their names", () => {
    for (const [file, name] of [
      ["relay-smtp.socket", "smtp"],
      ["relay-api.socket", "api"],
    ] as const) {
      expect(read(`packaging/systemd/${file}`)).toContain(`FileDescriptorName=${name}\nService=relay.service\n`);
    }
  });

  test("are taken by systemd-analyze where it is, with an exposure of 2 at most", () => {
    if (ANALYZE === undefined) return;
    const folder = mkdtempSync(join(tmpdir(), "relay-units-"));
    try {
      const installed = unit.replace("/usr/bin/relayctl", process.execPath);
      writeFileSync(join(folder, "relay.service"), installed);
      for (const file of ["relay-smtp.socket", "relay-api.socket"])
        writeFileSync(join(folder, file), read(`packaging/systemd/${file}`));
      const files = ["relay.service", "relay-smtp.socket", "relay-api.socket"].map((file) => join(folder, file));
      const { stderr, status } = spawnSync(ANALYZE, ["verify", "--man=no", ...files], { encoding: "utf8" });
      const ours = stderr.split("\n").filter((line) => line.includes("relay"));
      expect({ ours, status }).toEqual({ ours: [], status: 0 });
      execFileSync(ANALYZE, ["security", "--offline=yes", "--threshold=20", join(folder, "relay.service")]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
