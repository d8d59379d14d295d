import { type ControlClient, dataOf } from "../../client";
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
  // The client's types know the closed lists of values as texts.
  return lists.flatMap(({ items }) => items as readonly HostObject[]);
}
