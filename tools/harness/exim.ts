import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** A private Exim that hands what it is given to one smart host. */
export interface Exim {
  /** Takes a message, LF line ends, and tries to deliver it once. */
  send(message: Buffer, envelope: { readonly from: string; readonly to: readonly string[] }): Promise<void>;
  log(): string;
  stop(): void;
}

/** Where `tools/debian/get-exim.sh` put it. */
const CACHE = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "pulumi-smtp-relay", "exim");

/** Debian's Exim wants its own user, so it runs in a mount namespace that has one: Linux and root only. */
export function hasExim(): boolean {
  return existsSync(join(CACHE, "usr/sbin/exim4")) && process.getuid?.() === 0;
}

const USER = "Debian-exim";
const UID = 65_533;

/** @param main Further main options, a line each. */
export function startExim({ port, main = [] }: { readonly port: number; readonly main?: readonly string[] }): Exim {
  const folder = mkdtempSync(join(tmpdir(), "relay-exim-"));
  chmodSync(folder, 0o755);
  const spool = join(folder, "spool");
  mkdirSync(spool);
  chownSync(spool, UID, UID);
  const config = join(folder, "exim.conf");
  const root = join(folder, "root");
  mkdirSync(root);
  // Exim starts itself anew for each step, with an environment of its own making.
  const program = join(folder, "exim");
  const start = `LD_LIBRARY_PATH=${librariesOf(root)} exec ${root}/usr/sbin/exim4 "$@"`;
  writeFileSync(program, `#!/bin/sh\n${start}\n`, { mode: 0o755 });
  writeFileSync(config, configuration({ program, spool, port, main }));
  writeFileSync(join(folder, "passwd"), `${others("/etc/passwd")}${USER}:x:${UID}:${UID}::/nonexistent:/bin/false\n`);
  writeFileSync(join(folder, "group"), `${others("/etc/group")}${USER}:x:${UID}:\n`);
  return {
    send: async (message, { from, to }) => {
      const exim = [program, "-C", config, "-odi", "-oi", "-f", from, ...to];
      const running = spawn("unshare", ["-m", "sh", "-c", namespaceOf(folder), "sh", ...exim], {
        timeout: 60_000,
      });
      running.stdin.end(message);
      const [said, [status]] = await Promise.all([text(running.stderr), once(running, "close") as Promise<[number]>]);
      if (status !== 0) throw new Error(`Exim did not take the message (${status}): ${said}`);
    },
    log: () => (existsSync(join(spool, "mainlog")) ? readFileSync(join(spool, "mainlog"), "utf8") : ""),
    stop: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function others(file: string): string {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith(`${USER}:`)).join("\n") + "\n";
}

/** The user, and the binary where that user may run it: a home folder is nobody else's to enter. */
function namespaceOf(folder: string): string {
  const mounts = [
    ["passwd", "/etc/passwd"],
    ["group", "/etc/group"],
  ].map(([own, system]) => `mount --bind ${folder}/${own} ${system}`);
  return [...mounts, `mount --bind ${CACHE} ${folder}/root`, 'exec "$@"'].join(" && ");
}

function librariesOf(root: string): string {
  const found = readdirSync(join(CACHE, "usr/lib")).filter((name) => name.endsWith("-linux-gnu"));
  return found.map((name) => join(root, "usr/lib", name)).join(":");
}

function configuration({
  program,
  spool,
  port,
  main,
}: {
  readonly program: string;
  readonly spool: string;
  readonly port: number;
  readonly main: readonly string[];
}): string {
  return `
exim_path = ${program}
keep_environment =
spool_directory = ${spool}
log_file_path = ${spool}/%slog
primary_hostname = crm.contoso.com
qualify_domain = fabrikam.com
exim_user = ${USER}
exim_group = ${USER}
never_users =
local_from_check = false
${main.join("\n")}
begin routers
everything:
  driver = manualroute
  route_list = * 127.0.0.1
  self = send
  transport = out
begin transports
out:
  driver = smtp
  port = ${port}
  allow_localhost
  tls_verify_certificates =
begin retry
* * F,1m,1m
`;
}
