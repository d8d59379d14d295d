import * as pulumi from "@pulumi/pulumi";
// Straight from its file: with the whole model a program would start later.
import {
  type DefaultConnectorRole,
  type DefaultsOf,
  DEFAULTS_OF,
  defaultConnectors,
  placeDefaultConnector,
} from "../../model/default-connectors";
import { ReceiveConnector } from "../receive-connector";
import type { ReceiveConnectorArgs } from "../receive-connector-args";

/** Inputs of {@link DefaultConnectors}. */
export interface DefaultConnectorsArgs {
  /** Whose setup: 2007 and 2010 make two connectors, 2013, 2016 and 2019 five. */
  release: "2007" | "2010" | "2013" | "2016" | "2019";
  /** Name of the server, which ends the connectors' names: `Default Frontend EX01`. */
  server: string;
  /**
   * Ports other than those of setup, by connector.
   * @default 25, 587, 717, 2525 and 465, as Exchange has them
   */
  ports?: Readonly<Partial<Record<DefaultConnectorRole, number>>> | undefined;
  /**
   * Families that the host has.
   * @default "IPv4 and IPv6"
   */
  families?: "IPv4" | "IPv4 and IPv6" | undefined;
  /**
   * Take over connectors of these names that nobody owns, as `relayctl init --defaults` makes them.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}

/**
 * The receive connectors that Exchange's setup makes, less the mechanisms that need Active Directory. None of them lets
 * anybody relay who has not logged in.
 */
export class DefaultConnectors extends pulumi.ComponentResource {
  /** By what they are for, such as `DefaultFrontend`. */
  readonly connectors: Readonly<Partial<Record<DefaultConnectorRole, ReceiveConnector>>>;

  constructor(name: string, args: DefaultConnectorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("relay:index:DefaultConnectors", name, {}, opts);
    const { server, ports = {}, families = "IPv4 and IPv6", adoptExisting } = args;
    const rows = defaultConnectors(releaseOf(name, args.release)).map((row) => {
      // The table's lists are read-only, and Pulumi's types want lists that could be written.
      const settings = placeDefaultConnector(row, { server, ports, families }) as unknown as ReceiveConnectorArgs;
      const declared = { ...settings, ...(adoptExisting === undefined ? {} : { adoptExisting }) };
      return [row.role, new ReceiveConnector(`${name}-${logicalName(row.role)}`, declared, { parent: this })] as const;
    });
    this.connectors = Object.fromEntries(rows);
    this.registerOutputs({});
  }
}

function releaseOf(name: string, release: string): DefaultsOf {
  const known = DEFAULTS_OF[release];
  if (known !== undefined) return known;
  const releases = Object.keys(DEFAULTS_OF).join(", ");
  throw new pulumi.RunError(`DefaultConnectors "${name}": release ${JSON.stringify(release)} is none of ${releases}.`);
}

/** `DefaultFrontend` as `default-frontend`. */
function logicalName(role: DefaultConnectorRole): string {
  return role.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
