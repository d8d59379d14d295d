import { type ControlClient, dataOf } from "../../client";
import { changedProperties, settle } from "../../model";
import type { HostObject } from "./host-object";

/** Everything on a host that a program can declare. */
export async function readHostObjects({ api }: ControlClient): Promise<readonly HostObject[]> {
  const lists = await Promise.all([
    dataOf(api.GET("/v1/receive-connectors")),
    dataOf(api.GET("/v1/connector-permissions")),
    dataOf(api.GET("/v1/accepted-domains")),
    dataOf(api.GET("/v1/send-connectors")),
    dataOf(api.GET("/v1/relay-groups")),
    dataOf(api.GET("/v1/relay-users")),
  ]);
  const transport = (await dataOf(api.GET("/v1/transport-config"))) as unknown as HostObject<"TransportConfig">;
  // The client's types know the closed lists of values as texts.
  const objects = lists.flatMap(({ items }) => items as readonly HostObject[]);
  return isConfigured(transport) ? [transport, ...objects] : objects;
}

// Every host has one; as it came, no program needs to declare it.
function isConfigured({ owner, settings }: HostObject<"TransportConfig">): boolean {
  const untouched = settle("TransportConfig", {});
  return owner !== null || !untouched.ok || changedProperties(untouched.value, settings).length > 0;
}
