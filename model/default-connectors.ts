import type { ReceiveConnectorSettings } from "./settings";

/** Which release's setup: 2007 and 2010 make the same two connectors of a Hub Transport server, 2013 to SE the same five. */
export type DefaultsOf = "2007" | "2016";

/** Releases and whose defaults they have, as `--defaults` and the component take them. */
export const DEFAULTS_OF: Readonly<Record<string, DefaultsOf>> = {
  "2007": "2007",
  "2010": "2007",
  "2013": "2016",
  "2016": "2016",
  "2019": "2016",
};

/** What one default connector is for. */
export type DefaultConnectorRole =
  "Default" | "Client" | "DefaultFrontend" | "ClientFrontend" | "OutboundProxyFrontend" | "ClientProxy";

/** A connector that Exchange's setup makes; what is left out has the documented default of New-ReceiveConnector. */
export interface DefaultConnector {
  readonly role: DefaultConnectorRole;
  /** Name without the server's. */
  readonly title: string;
  readonly port: number;
  readonly settings: Partial<ReceiveConnectorSettings>;
}

type Traits = Omit<DefaultConnector, "role">;

const SECURE_BASIC = ["Tls", "BasicAuth", "BasicAuthRequireTLS"] as const;
const EVERY_SERVER = ["ExchangeServers", "ExchangeLegacyServers"] as const;
const UNCAPPED = { maxInboundConnectionPerSource: "unlimited", maxInboundConnectionPercentagePerSource: 100 } as const;
const PROXIED = { messageRateLimit: 5, messageRateSource: "User" } as const;

// Ports, mechanisms and groups: receive-connectors.md (2016/2019), a listing of Exchange 2010 for the older two; limits:
// message-rate-limits.md, message-size-limits.md. Integrated and ExchangeServer are left out: they need a directory.
const TABLE: Readonly<Record<DefaultsOf, Readonly<Partial<Record<DefaultConnectorRole, Traits>>>>> = {
  "2007": {
    Default: {
      title: "Default",
      port: 25,
      settings: {
        permissionGroups: ["ExchangeUsers", ...EVERY_SERVER],
        authMechanism: SECURE_BASIC,
        maxInboundConnection: "unlimited",
        maxRecipientsPerMessage: 5000,
        ...UNCAPPED,
      },
    },
    Client: {
      title: "Client",
      port: 587,
      settings: { permissionGroups: ["ExchangeUsers"], authMechanism: SECURE_BASIC },
    },
  },
  "2016": {
    DefaultFrontend: {
      title: "Default Frontend",
      port: 25,
      settings: {
        permissionGroups: ["AnonymousUsers", ...EVERY_SERVER],
        authMechanism: SECURE_BASIC,
        protocolLoggingLevel: "Verbose",
      },
    },
    ClientFrontend: {
      title: "Client Frontend",
      port: 587,
      settings: { permissionGroups: ["ExchangeUsers"], authMechanism: SECURE_BASIC, ...PROXIED },
    },
    OutboundProxyFrontend: {
      title: "Outbound Proxy Frontend",
      port: 717,
      settings: { permissionGroups: ["ExchangeServers"], authMechanism: SECURE_BASIC },
    },
    Default: {
      title: "Default",
      port: 2525,
      settings: {
        permissionGroups: ["ExchangeUsers", ...EVERY_SERVER],
        authMechanism: ["Tls", "BasicAuth"],
        maxRecipientsPerMessage: 5000,
        ...UNCAPPED,
      },
    },
    ClientProxy: {
      title: "Client Proxy",
      port: 465,
      settings: { permissionGroups: ["ExchangeUsers", "ExchangeServers"], authMechanism: SECURE_BASIC, ...PROXIED },
    },
  },
};

/** The connectors that a release's setup makes, in the order of its documentation. */
export function defaultConnectors(release: DefaultsOf): readonly DefaultConnector[] {
  const rows = Object.entries(TABLE[release]) as readonly (readonly [DefaultConnectorRole, Traits])[];
  return rows.map(([role, traits]) => ({ role, ...traits }));
}

/** Where and for whom the connectors listen. */
export interface DefaultPlacement {
  /** Name of the server, which ends every connector's name: `Default EX01`. */
  readonly server: string;
  /** Ports instead of those of setup. */
  readonly ports?: Readonly<Partial<Record<DefaultConnectorRole, number>>>;
  /** Families that the host has; setup binds both. */
  readonly families?: "IPv4" | "IPv4 and IPv6";
}

/** Inputs of a receive connector: every address of the families, on every local address of them. */
export function placeDefaultConnector(
  { role, title, port: usual, settings }: DefaultConnector,
  { server, ports = {}, families = "IPv4 and IPv6" }: DefaultPlacement,
): Pick<ReceiveConnectorSettings, "name" | "bindings" | "remoteIpRanges"> & Partial<ReceiveConnectorSettings> {
  const port = ports[role] ?? usual;
  const isDual = families === "IPv4 and IPv6";
  return {
    ...settings,
    name: `${title} ${server}`,
    bindings: [`0.0.0.0:${port}`, ...(isDual ? [`[::]:${port}`] : [])],
    remoteIpRanges: ["0.0.0.0/0", ...(isDual ? ["::/0"] : [])],
  };
}
