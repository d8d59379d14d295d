import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../tools/harness/free-port";
import { waitFor } from "../../tools/harness/wait-for";
import { hasProgram } from "./missing-programs";
import { testCertificate } from "./test-certificates";

/** A private OpenLDAP server of Debian's package on loopback, with TLS, and data of its own. */
export interface Slapd {
  /** Name in the server's certificate. */
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number;
  /** PEM file of the authority. */
  readonly caFile: string;
  /** Takes the server away and brings it back, with its data. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends it for good. */
  remove(): Promise<void>;
}

/** Password of `cn=relay,dc=example,dc=com`, who may look others up. */
export const SERVICE = { dn: "cn=relay,dc=example,dc=com", password: "service-secret" } as const;

const PROGRAM = "/usr/sbin/slapd";

export function hasSlapd(): boolean {
  return hasProgram({
    program: PROGRAM,
    untested: "accounts of an LDAP directory",
    install: "apt-get install slapd",
  });
}

const MODULES = "/usr/lib/ldap";

/** Serves these entries (LDIF, below `dc=example,dc=com`). Nobody reads anything but the service account and himself. */
export async function startSlapd(ldif: string): Promise<Slapd> {
  const folder = mkdtempSync(join(tmpdir(), "relay-slapd-"));
  const [port, tlsPort] = [await freePort(), await freePort()];
  mkdirSync(join(folder, "data"));
  const tls = await makeCertificate(folder);
  const config = join(folder, "slapd.conf");
  writeFileSync(config, configuration(folder, tls));
  writeFileSync(join(folder, "data.ldif"), `${BASE}\n${ldif}`);
  execFileSync("/usr/sbin/slapadd", ["-f", config, "-l", join(folder, "data.ldif")], { stdio: "pipe" });
  let child: ChildProcess | undefined;
  const stop = async () => {
    const ended = child;
    child = undefined;
    if (ended === undefined) return;
    const gone = new Promise((resolve) => ended.once("exit", resolve));
    ended.kill("SIGKILL");
    await gone;
  };
  const start = async () => {
    const listen = `ldap://127.0.0.1:${port} ldaps://127.0.0.1:${tlsPort}`;
    child = spawn(PROGRAM, ["-f", config, "-h", listen, "-d", "0"], { stdio: "ignore" });
    await waitFor(`slapd on port ${port}`, () => answers(port), 20_000);
  };
  await start();
  const remove = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { host: "localhost", port, tlsPort, caFile: tls.ca, stop, start, remove };
}

const BASE = `dn: dc=example,dc=com
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ${SERVICE.dn}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: relay
userPassword: ${SERVICE.password}
`;

/** PEM files. */
interface Certificates {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

function configuration(folder: string, tls: Certificates): string {
  return `
${["core", "cosine", "inetorgperson", "nis"].map((name) => `include /etc/ldap/schema/${name}.schema`).join("\n")}
pidfile ${join(folder, "slapd.pid")}
${existsSync(join(MODULES, "back_mdb.so")) ? `modulepath ${MODULES}\nmoduleload back_mdb` : ""}
TLSCertificateFile ${tls.cert}
TLSCertificateKeyFile ${tls.key}
database mdb
suffix "dc=example,dc=com"
directory ${join(folder, "data")}
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${SERVICE.dn}" read by self read by anonymous auth by * none
`;
}

async function makeCertificate(folder: string): Promise<Certificates> {
  const authority = await testCertificate({ commonName: "Example CA", purpose: "authority" });
  const server = await testCertificate({ commonName: "localhost", dnsNames: ["localhost"], issuer: authority });
  const files = { ca: join(folder, "ca.pem"), cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  writeFileSync(files.ca, authority.cert);
  writeFileSync(files.cert, server.cert);
  writeFileSync(files.key, server.key);
  return files;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
