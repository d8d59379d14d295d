import type { ReceiveConnectorSettings } from "./settings";

/** What New-ReceiveConnector -Usage presets. It is nowhere stored: it fills in what a declaration leaves out. */
export type Usage = "Custom" | "Internet" | "Internal" | "Client" | "Partner";

export type UsagePreset = Partial<
  Pick<ReceiveConnectorSettings, "permissionGroups" | "authMechanism" | "bindings" | "remoteIpRanges">
>;

const EVERYBODY = ["0.0.0.0/0"] as const;

/** New-ReceiveConnector -Usage, less the mechanisms that need Active Directory (Integrated, ExchangeServer). */
export const USAGE_PRESETS: Readonly<Record<Usage, UsagePreset>> = {
  Custom: { permissionGroups: ["None"], authMechanism: ["Tls"] },
  Internet: { permissionGroups: ["AnonymousUsers"], authMechanism: ["Tls"], remoteIpRanges: EVERYBODY },
  Internal: {
    permissionGroups: ["ExchangeServers", "ExchangeLegacyServers"],
    authMechanism: ["Tls"],
    bindings: ["0.0.0.0:25"],
  },
  Client: {
    permissionGroups: ["ExchangeUsers"],
    authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
    bindings: ["0.0.0.0:587"],
  },
  Partner: { permissionGroups: ["Partners"], authMechanism: ["Tls"] },
};
