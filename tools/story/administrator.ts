import { ControlCalls } from "../harness/control-calls";
import type { RelayHost } from "../harness/relay-host";

/** What setup leaves on every host: a connector for everybody, that takes mail for our own domains only. */
export async function createDefaultConnector(host: RelayHost, port: number): Promise<void> {
  await new ControlCalls(host).create("ReceiveConnector", {
    name: "Default Frontend",
    bindings: [`0.0.0.0:${port}`],
    remoteIpRanges: ["0.0.0.0/0"],
    permissionGroups: ["AnonymousUsers"],
    authMechanism: ["Tls"],
  });
}

/** The change that nobody reviewed. */
export async function addRangeByHand(host: RelayHost, name: string, range: string): Promise<void> {
  const calls = new ControlCalls(host);
  const connector = await calls.find("ReceiveConnector", (object) => object.settings["name"] === name);
  const remoteIpRanges = [...(connector.settings["remoteIpRanges"] as readonly string[]), range];
  await calls.change("ReceiveConnector", connector.id, { remoteIpRanges });
}
