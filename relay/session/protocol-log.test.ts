import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProtocolLog } from "./protocol-log";

const IDENTITY = {
  connectorId: "host\\CRM",
  sessionId: "S1",
  localEndpoint: "10.0.0.5:25",
  remoteEndpoint: "[2001:db8::1]:1",
};

describe("ProtocolLog", () => {
  let directory: string;
  let now: number;
  const errors: Error[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "relay-protocol-"));
    now = Date.UTC(2026, 10, 24, 23, 59, 59);
    errors.splice(0);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const open = (path = directory) =>
    new ProtocolLog({ directory: path, clock: () => now, onError: (error) => errors.push(error) });

  test("begins a file a day, and goes on in one that is there", async () => {
    const first = open();
    first.session(IDENTITY).write("+", "");
    await first.flush();
    const second = open();
    second.session(IDENTITY).write("<", "EHLO a");
    await second.flush();
    now += 2000;
    second.session(IDENTITY).write("-", "");
    await second.flush();
    expect(readdirSync(directory).sort()).toEqual(["RECV20261124-1.log", "RECV20261125-1.log"]);
    const lines = readFileSync(join(directory, "RECV20261124-1.log"), "utf8").trimEnd().split("\r\n");
    expect(lines.filter((line) => line.startsWith("#"))).toHaveLength(5);
    expect(lines.slice(5)).toEqual([
      "2026-11-24T23:59:59.000Z,host\\CRM,S1,0,10.0.0.5:25,[2001:db8::1]:1,+,,",
      "2026-11-24T23:59:59.000Z,host\\CRM,S1,0,10.0.0.5:25,[2001:db8::1]:1,<,EHLO a,",
    ]);
  });

  test("keeps a field in its place, whatever is in it", async () => {
    const log = open();
    log.session({ ...IDENTITY, connectorId: 'host\\a,"b"' }).write("<", 'x\r\ny\u2028z,"q"', "c\nd");
    await log.flush();
    const [line] = readFileSync(join(directory, "RECV20261124-1.log"), "utf8").trimEnd().split("\r\n").slice(5);
    expect(line).toBe('2026-11-24T23:59:59.000Z,"host\\a,""b""",S1,0,10.0.0.5:25,[2001:db8::1]:1,<,"x  y z,""q""",c d');
  });

  test("says when it cannot write, and goes on", async () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    const log = open(join(file, "below"));
    log.session(IDENTITY).write("+", "");
    await log.flush();
    expect(errors).toHaveLength(1);
  });
});
