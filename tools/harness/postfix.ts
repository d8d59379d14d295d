import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "./wait-for";

export interface PostfixOptions {
  readonly port: number;
  /** What it does with what it takes. A delivering one knows every recipient but `unknown`. */
  readonly role:
    | { readonly kind: "hold" }
    | { readonly kind: "forward"; readonly port: number; readonly login?: PostfixLogin }
    | { readonly kind: "deliver"; readonly tls?: PostfixCertificate; readonly unknown?: string };
}

/** Makes a delivering Postfix offer STARTTLS: PEM of key and certificate. */
export interface PostfixCertificate {
  readonly key: string;
  readonly cert: string;
}

/** How a forwarding Postfix logs in, always over TLS. */
export interface PostfixLogin {
  readonly username: string;
  readonly password: string;
}

/** A private Postfix: own configuration, queue, data and log; fsync as shipped. Needs root and the Debian package. */
export interface Postfix {
  readonly port: number;
  /** Messages of `deliver`, as the bytes in the mailbox folder. */
  delivered(): readonly Buffer[];
  log(): string;
  stop(): void;
}

const SERVICES = `
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
`;

export function hasPostfix(): boolean {
  return existsSync("/usr/sbin/postfix") && process.getuid?.() === 0;
}

export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), "relay-postfix-"));
  chmodSync(folder, 0o755);
  const owner = { uid: idOf("-u"), gid: idOf("-g") };
  const own = makeFolders(folder, owner);
  writeFileSync(join(own.config, "main.cf"), mainConfiguration(options, own, owner));
  writeFileSync(join(own.config, "master.cf"), `127.0.0.1:${options.port} inet n - n - - smtpd\n${SERVICES}`);
  execFileSync("postfix", ["-c", own.config, "start"], { stdio: "pipe" });
  await waitFor(`Postfix on port ${options.port}`, () => answers(options.port), 20_000);
  return {
    port: options.port,
    delivered: () => deliveredIn(own.mail),
    log: () => (existsSync(own.log) ? readFileSync(own.log, "utf8") : ""),
    stop: () => {
      spawnSync("postfix", ["-c", own.config, "stop"], { stdio: "ignore" });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Folders {
  readonly config: string;
  readonly queue: string;
  readonly data: string;
  readonly mail: string;
  readonly log: string;
}

function makeFolders(folder: string, owner: { readonly uid: number; readonly gid: number }): Folders {
  const own = {
    config: join(folder, "config"),
    queue: join(folder, "queue"),
    data: join(folder, "data"),
    mail: join(folder, "mail"),
    log: join(folder, "mail.log"),
  };
  for (const path of [own.config, own.queue, own.data, own.mail]) mkdirSync(path);
  mkdirSync(join(own.mail, "box", "new"), { recursive: true });
  for (const path of [own.data, own.mail, join(own.mail, "box"), join(own.mail, "box", "new")]) {
    chownSync(path, owner.uid, owner.gid);
  }
  return own;
}

function mainConfiguration(
  options: PostfixOptions,
  own: Folders,
  owner: { readonly uid: number; readonly gid: number },
): string {
  const lines = {
    compatibility_level: "3.6",
    myhostname: "postfix.example",
    mydestination: "",
    inet_interfaces: "127.0.0.1",
    inet_protocols: "ipv4",
    mynetworks: "127.0.0.0/8",
    queue_directory: own.queue,
    data_directory: own.data,
    maillog_file: own.log,
    maillog_file_prefixes: own.log.slice(0, own.log.lastIndexOf("/")),
    smtpd_relay_restrictions: "permit_mynetworks,reject",
    smtpd_peername_lookup: "no",
    smtp_tls_security_level: "none",
    default_process_limit: "200",
    smtpd_client_connection_count_limit: "0",
    in_flow_delay: "0",
    alias_maps: "",
    disable_dns_lookups: "yes",
    ...roleConfiguration(options.role, own, owner),
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("");
}

function roleConfiguration(
  role: PostfixOptions["role"],
  own: Folders,
  owner: { readonly uid: number; readonly gid: number },
): Readonly<Record<string, string>> {
  if (role.kind === "hold")
    return { smtpd_data_restrictions: "check_client_access static:HOLD", relayhost: "[127.0.0.1]:9" };
  if (role.kind === "forward") return { relayhost: `[127.0.0.1]:${role.port}`, ...loginConfiguration(role.login) };
  return {
    virtual_mailbox_domains: "static:all",
    virtual_mailbox_base: own.mail,
    virtual_mailbox_maps: "static:box/",
    virtual_minimum_uid: "1",
    virtual_uid_maps: `static:${owner.uid}`,
    virtual_gid_maps: `static:${owner.gid}`,
    virtual_transport: "virtual",
    ...(role.unknown === undefined
      ? {}
      : { smtpd_recipient_restrictions: `check_recipient_access inline:{{${role.unknown} = 550 5.1.1 No such user}}` }),
    ...certificateConfiguration(role.tls, own),
  };
}

function certificateConfiguration(tls: PostfixCertificate | undefined, own: Folders): Readonly<Record<string, string>> {
  if (tls === undefined) return {};
  const file = join(own.config, "smtpd.pem");
  writeFileSync(file, `${tls.key}\n${tls.cert}\n`, { mode: 0o600 });
  return { smtpd_tls_security_level: "may", smtpd_tls_chain_files: file, smtpd_tls_received_header: "yes" };
}

function loginConfiguration(login: PostfixLogin | undefined): Readonly<Record<string, string>> {
  if (login === undefined) return {};
  return {
    smtp_tls_security_level: "encrypt",
    smtp_sasl_auth_enable: "yes",
    smtp_sasl_password_maps: `static:{${login.username}:${login.password}}`,
    smtp_sasl_tls_security_options: "noanonymous",
  };
}

function idOf(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "postfix"], { encoding: "utf8" }));
}

function deliveredIn(mail: string): readonly Buffer[] {
  const folder = join(mail, "box", "new");
  return readdirSync(folder).map((name) => readFileSync(join(folder, name)));
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    socket.once("data", () => finishProbe(true));
    socket.once("error", () => finishProbe(false));
    function finishProbe(value: boolean): void {
      socket.destroy();
      resolve(value);
    }
  });
}
