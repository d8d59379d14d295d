import { CONFIG_DOCUMENT_VERSION } from "./config-document";
import type { JsonSchema } from "./fields/field";
import { settingsSchema } from "./fields/settings-schema";
import type { Kind } from "./settings";

const KINDS = [
  "ReceiveConnector",
  "ConnectorPermission",
  "AcceptedDomain",
  "SendConnector",
  "RelayUser",
  "RelayGroup",
  "TransportConfig",
] as const satisfies readonly Kind[];

/** The published JSON Schema (draft 2020-12) of the config document, made from the field tables. */
export function configDocumentSchema(): JsonSchema {
  const listOf = (kind: Kind) => ({ type: "array", items: { $ref: `#/$defs/${kind}` }, default: [] });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Config document of pulumi-smtp-relay",
    description: "Everything a relay host enforces. Properties that are left out have their defaults.",
    type: "object",
    additionalProperties: false,
    required: ["formatVersion"],
    properties: {
      formatVersion: { const: CONFIG_DOCUMENT_VERSION },
      revision: { type: "integer", minimum: 0, default: 0, description: "Host revision that the document shows." },
      receiveConnectors: listOf("ReceiveConnector"),
      connectorPermissions: listOf("ConnectorPermission"),
      acceptedDomains: listOf("AcceptedDomain"),
      sendConnectors: listOf("SendConnector"),
      relayUsers: listOf("RelayUser"),
      relayGroups: listOf("RelayGroup"),
      transportConfig: { $ref: "#/$defs/TransportConfig" },
    },
    $defs: Object.fromEntries(KINDS.map((kind) => [kind, WITH_MORE[kind]?.() ?? settingsSchema(kind)])),
  };
}

// What a document says of an object beside its settings.
const WITH_MORE: { readonly [K in Kind]?: () => JsonSchema } = {
  ReceiveConnector: connectorSchema,
  RelayUser: userSchema,
};

function userSchema(): JsonSchema {
  const schema = settingsSchema("RelayUser");
  const passwordHash = {
    type: "string",
    pattern: "^\\$argon2id\\$",
    description: "argon2id PHC string with m <= 65536, t <= 10 and p <= 4; exported with --with-secrets only.",
  };
  return { ...schema, properties: { ...(schema["properties"] as JsonSchema), passwordHash } };
}

function connectorSchema(): JsonSchema {
  const schema = settingsSchema("ReceiveConnector");
  const properties = {
    ...(schema["properties"] as JsonSchema),
    revision: {
      type: "integer",
      minimum: 0,
      description:
        "Host revision of the last change of ranges, bindings or enabled: of two in conflict the newer wins.",
    },
    relayLimitedTo: {
      type: "array",
      items: { type: "string" },
      description: "Ranges that keep relay while the rest of a wide relay is withheld.",
    },
    enforced: enforcedSchema(schema),
  };
  return { ...schema, properties };
}

function enforcedSchema(connector: JsonSchema): JsonSchema {
  return {
    type: "object",
    additionalProperties: false,
    required: ["settings", "since"],
    description: "What is enforced while the settings are observed only (observeOnly); without it the settings are.",
    properties: {
      settings: { anyOf: [connector, { type: "null" }], description: "As they were before; null: there was none." },
      since: { type: "string", format: "date-time", description: "Since when it is observed only." },
      revision: { type: "integer", minimum: 0 },
      relayLimitedTo: { type: "array", items: { type: "string" } },
      connectorPermissions: { type: "array", items: { $ref: "#/$defs/ConnectorPermission" }, default: [] },
    },
  };
}
