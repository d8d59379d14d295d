import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ControlCalls } from "../../tools/harness/control-calls";
import { startRelayHost } from "../../tools/harness/relay-host";

// Runs in the host's namespace, where the control API is on loopback. Prints one reply a client as JSON.
const [dataDir = "", clientSide = "", ...clients] = process.argv.slice(2);
const PORT = 25;

async function main(): Promise<void> {
  const host = await startRelayHost({ dataDir, token: "relay_netns_0123456789abcdefghijklmnopqrstuvwxyz" });
  try {
    await configure(new ControlCalls(host));
    const replies = clients.map((client) => [client, writeFrom(client)]);
    process.stdout.write(JSON.stringify(Object.fromEntries(replies)));
  } finally {
    await host.stop();
  }
}

async function configure(byHand: ControlCalls): Promise<void> {
  const shared = { bindings: [`0.0.0.0:${PORT}`], permissionGroups: ["AnonymousUsers"], authMechanism: ["Tls"] };
  await byHand.create("ReceiveConnector", { ...shared, name: "Default Frontend", remoteIpRanges: ["0.0.0.0/0"] });
  const crm = await byHand.create("ReceiveConnector", {
    ...shared,
    name: "CRM Application",
    remoteIpRanges: ["192.168.2.55-192.168.2.56"],
  });
  await byHand.create("ConnectorPermission", {
    connector: crm.id,
    principal: "NT AUTHORITY\\ANONYMOUS LOGON",
    access: "Allow",
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  });
}

function writeFrom(client: string): string {
  const script = join(__dirname, "write-from.js");
  const args = ["netns", "exec", clientSide, process.execPath, script, client, String(PORT)];
  return execFileSync("ip", args, { encoding: "utf8", timeout: 30_000 });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(String(error));
    process.exit(1);
  },
);
