import { readFileSync } from "node:fs";
import * as relay from "pulumi-smtp-relay";

interface Declaration {
  readonly type:
    | "ReceiveConnector"
    | "ConnectorPermission"
    | "AcceptedDomain"
    | "SendConnector"
    | "RelayUser"
    | "RelayGroup"
    | "TransportConfig";
  /** Logical name of the resource. */
  readonly name: string;
  /**
   * Arguments; a permission's `connector` is the logical name of a ReceiveConnector listed before it, and its `principal`
   * or an account's `groups` may be the logical name of an account or group listed before.
   */
  readonly args: Record<string, unknown>;
  /** Logical names that it had before. */
  readonly aliases?: readonly string[];
}

const declarations = JSON.parse(readFileSync("declarations.json", "utf8")) as readonly Declaration[];
const connectors = new Map<string, relay.ReceiveConnector>();
const principals = new Map<string, relay.RelayUser | relay.RelayGroup>();

function principal(name: unknown): unknown {
  return typeof name === "string" ? (principals.get(name) ?? name) : name;
}

for (const { type, name, args, aliases = [] } of declarations) {
  const opts = { aliases: aliases.map((alias) => ({ name: alias })) };
  if (type === "ReceiveConnector") {
    connectors.set(name, new relay.ReceiveConnector(name, args as unknown as relay.ReceiveConnectorArgs, opts));
  } else if (type === "ConnectorPermission") {
    const connector = connectors.get(args["connector"] as string);
    const given = { ...args, connector, principal: principal(args["principal"]) };
    new relay.ConnectorPermission(name, given as unknown as relay.ConnectorPermissionArgs, opts);
  } else if (type === "RelayUser") {
    const groups = (args["groups"] as readonly unknown[] | undefined)?.map(principal);
    principals.set(name, new relay.RelayUser(name, { ...args, groups } as unknown as relay.RelayUserArgs, opts));
  } else if (type === "RelayGroup") {
    principals.set(name, new relay.RelayGroup(name, args, opts));
  } else {
    new relay[type](name, args as never, opts);
  }
}
