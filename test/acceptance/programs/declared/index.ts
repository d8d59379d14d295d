import { readFileSync } from "node:fs";
import * as relay from "pulumi-smtp-relay";

interface Declaration {
  readonly type: "ReceiveConnector" | "ConnectorPermission" | "AcceptedDomain" | "SendConnector";
  /** Logical name of the resource. */
  readonly name: string;
  /** Arguments; a permission's `connector` is the logical name of a ReceiveConnector listed before it. */
  readonly args: Record<string, unknown>;
  /** Logical names that it had before. */
  readonly aliases?: readonly string[];
}

const declarations = JSON.parse(readFileSync("declarations.json", "utf8")) as readonly Declaration[];
const connectors = new Map<string, relay.ReceiveConnector>();

for (const { type, name, args, aliases = [] } of declarations) {
  const opts = { aliases: aliases.map((alias) => ({ name: alias })) };
  if (type === "ReceiveConnector") {
    connectors.set(name, new relay.ReceiveConnector(name, args as unknown as relay.ReceiveConnectorArgs, opts));
  } else if (type === "ConnectorPermission") {
    const connector = connectors.get(args["connector"] as string);
    new relay.ConnectorPermission(name, { ...args, connector } as unknown as relay.ConnectorPermissionArgs, opts);
  } else {
    new relay[type](name, args as never, opts);
  }
}
