import { setTimeout as pause } from "node:timers/promises";
import type { ControlCalls, ShownObject } from "../../tools/harness/control-calls";
import { freePort } from "../../tools/harness/free-port";

export interface ChurnCounts {
  writes: number;
  failed: number;
  /** Milliseconds from the call to the answer, which comes when the host enforces the change. */
  slowest: number;
  readonly errors: string[];
}

/** Changes the configuration once a second until told to stop: settings, rights, routes, and listeners that come and go. */
export async function churnConfiguration(
  calls: ControlCalls,
  { connector, signal }: { readonly connector: ShownObject; readonly signal: AbortSignal },
): Promise<ChurnCounts> {
  const counts: ChurnCounts = { writes: 0, failed: 0, slowest: 0, errors: [] };
  const changes = await changesOf(calls, connector);
  for (let turn = 0; !signal.aborted; turn++) {
    const began = performance.now();
    try {
      await changes[turn % changes.length]?.(turn);
      counts.writes++;
    } catch (error) {
      counts.failed++;
      if (counts.errors.length < 10) counts.errors.push(String(error));
    }
    const took = performance.now() - began;
    counts.slowest = Math.max(counts.slowest, Math.round(took));
    await pause(Math.max(0, 1_000 - took), undefined, { signal }).catch(() => undefined);
  }
  return counts;
}

type Change = (turn: number) => Promise<unknown>;

async function changesOf(calls: ControlCalls, connector: ShownObject): Promise<readonly Change[]> {
  const port = await freePort();
  let [visitor, permission, route]: (ShownObject | undefined)[] = [];
  return [
    (turn) => calls.change("ReceiveConnector", connector.id, { banner: `220 soak ${turn}` }),
    async () => (visitor = await calls.create("ReceiveConnector", visitorOn(port))),
    async () =>
      (permission = await calls.create("ConnectorPermission", {
        connector: visitor?.id,
        principal: "NT AUTHORITY\\ANONYMOUS LOGON",
        access: "Allow",
        extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
      })),
    async () => (route = await calls.create("SendConnector", routeOf("partner.example"))),
    (turn) => calls.change("ReceiveConnector", connector.id, { maxMessageSize: `${10 + (turn % 10)}MB` }),
    () => calls.remove("ConnectorPermission", permission?.id ?? ""),
    () => calls.remove("ReceiveConnector", visitor?.id ?? ""),
    () => calls.remove("SendConnector", route?.id ?? ""),
  ];
}

function visitorOn(port: number) {
  return {
    name: "Visitor",
    bindings: [`127.0.0.1:${port}`],
    remoteIpRanges: ["127.0.0.2"],
    permissionGroups: ["AnonymousUsers"],
  };
}

function routeOf(domain: string) {
  return { name: "Partner", addressSpaces: [`SMTP:${domain};1`], smartHosts: ["127.0.0.1:9"], requireTls: false };
}
