import type { Kind } from "../model";
import { type ControlClient, dataOf } from "./control-client";
import type { components } from "./openapi";

/** An object as a host shows it. */
export type ShownObject = components["schemas"][Kind];

/** Every object of a host, read list by list: a write in between may be seen in one of them and not in another. */
export async function hostObjects({ api }: Pick<ControlClient, "api">): Promise<readonly ShownObject[]> {
  const [transport, ...lists] = await Promise.all([
    dataOf(api.GET("/v1/transport-config")),
    dataOf(api.GET("/v1/receive-connectors")),
    dataOf(api.GET("/v1/connector-permissions")),
    dataOf(api.GET("/v1/accepted-domains")),
    dataOf(api.GET("/v1/send-connectors")),
    dataOf(api.GET("/v1/relay-users")),
    dataOf(api.GET("/v1/relay-groups")),
  ]);
  return [...lists.flatMap(({ items }): readonly ShownObject[] => items), transport];
}
