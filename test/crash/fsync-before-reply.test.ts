import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasProgram } from "../harness/missing-programs";
import { SmtpConversation } from "../harness/smtp-conversation";
import { configureRelay, freePort, startHost } from "./crash-host";

const STRACE = {
  program: "strace",
  untested: "that the spool is synced before the 250 to the final dot",
  install: "apt-get install strace",
};
const CALLS = "trace=fdatasync,fsync,write,writev,sendto,read,recvfrom";
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "relay-fsync-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Sends one message and answers with every traced call of the host, in order. */
async function traceOneMessage(bodyBytes: number): Promise<readonly string[]> {
  const trace = join(directory, `trace-${bodyBytes}`);
  const wrapper = ["strace", "-f", "-y", "-s", "65536", "-e", CALLS, "-o", trace];
  const host = await startHost({ dataDir: join(directory, `data-${bodyBytes}`), wrapper });
  try {
    const port = await freePort();
    // Nobody listens there: nothing but the receipt is traced.
    await configureRelay(host, { port, smartHost: `127.0.0.1:${await freePort()}` });
    const client = await SmtpConversation.open({ port, patience: 20_000 });
    await client.reply();
    for (const line of ["EHLO c.test", "MAIL FROM:<a@contoso.com>", "RCPT TO:<b@fabrikam.com>", "DATA"])
      await client.say(line);
    client.write(`Subject: traced\r\n\r\n${`${"x".repeat(98)}\r\n`.repeat(bodyBytes / 100)}LAST LINE\r\n.\r\n`);
    expect(await client.reply()).toMatch(/^250 2\.6\.0 /);
    client.end();
  } finally {
    await stopTraced(host.process.pid as number);
  }
  return readFileSync(trace, "latin1").split("\n");
}

/** The tracer ends when what it traces does. */
async function stopTraced(tracer: number): Promise<void> {
  const children = readFileSync(`/proc/${tracer}/task/${tracer}/children`, "utf8").trim().split(" ").map(Number);
  for (const child of children) process.kill(child, "SIGTERM");
  for (const child of children) while (isAlive(child)) await new Promise((resolve) => setTimeout(resolve, 20));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Index of the line at which the first sync of a matching file ends, looking from `from` to `to`. */
function syncEnds(lines: readonly string[], file: RegExp, [from, to]: readonly [number, number]): number {
  const begun = new Set<string>();
  for (let index = from; index < to; index++) {
    const line = lines[index] ?? "";
    const thread = line.split(" ", 1)[0] ?? "";
    const isSync = /\b(fdatasync|fsync)\(/.test(line) && file.test(line);
    if (isSync && / = 0$/.test(line)) return index;
    if (isSync && line.includes("<unfinished")) begun.add(thread);
    if (begun.has(thread) && /<\.\.\. (fdatasync|fsync) resumed>.* = 0$/.test(line)) return index;
  }
  return -1;
}

describe("the 250 to the final dot", () => {
  test.each([
    { title: "a small message is written and synced in the log", bodyBytes: 4_000, files: [/\/log\/\d+\.log>/] },
    {
      title: "a large message is synced in its own file, its name in the directory, then its envelope in the log",
      bodyBytes: 400_000,
      files: [/\/bodies\/[^>]+\.part>/, /\/bodies>/, /\/log\/\d+\.log>/],
    },
  ])(
    "comes after $title",
    async ({ bodyBytes, files }) => {
      if (process.platform !== "linux" || !hasProgram(STRACE)) return;
      const lines = await traceOneMessage(bodyBytes);
      const dot = lines.findIndex((line) => line.includes("LAST LINE\\r\\n.\\r\\n"));
      const reply = lines.findIndex((line) => /\b(write|writev|sendto)\(.*250 2\.6\.0 /.test(line));
      expect(dot).toBeGreaterThan(0);
      expect(reply).toBeGreaterThan(dot);
      let from = dot;
      for (const file of files) {
        const synced = syncEnds(lines, file, [from, reply]);
        expect({ file, synced: synced > from }).toEqual({ file, synced: true });
        from = synced;
      }
    },
    90_000,
  );
});
