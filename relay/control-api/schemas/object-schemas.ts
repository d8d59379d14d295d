import { type TSchema, Type } from "typebox";
import type { Kind } from "../../../model";
import { settingsComponent } from "./settings-schemas";

/** Kinds that a program declares. */
export const KINDS = Type.Enum([
  "ReceiveConnector",
  "ConnectorPermission",
  "AcceptedDomain",
  "SendConnector",
  "RelayUser",
  "RelayGroup",
  "TransportConfig",
]);

const NULLABLE_TIME = Type.Union([Type.String({ format: "date-time" }), Type.Null()]);

const OWNER = Type.Union([Type.Object({ stack: Type.String(), logicalId: Type.String() }), Type.Null()]);

const DECLARED_IN = Type.Union(
  [
    Type.Object({
      commit: Type.Union([Type.String(), Type.Null()]),
      file: Type.Union([Type.String(), Type.Null()], { description: "Relative to the project's folder." }),
      line: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    }),
    Type.Null(),
  ],
  { description: "Where its owner's program declared it, as far as the write that last changed it said." },
);

export const INSTALLATION = Type.Object(
  { id: Type.String(), epoch: Type.Integer() },
  { $id: "Installation", description: "Which store an object lives in; another id or epoch is another store." },
);

export const APPLIED = Type.Object(
  {
    revision: Type.Integer({ description: "Host revision in force." }),
    ok: Type.Boolean(),
    problems: Type.Array(Type.String(), {
      description: "What is not in force and why, as whole sentences; after a write, of its own object only.",
    }),
  },
  { $id: "Applied", description: "What the running host enforces once the write is done." },
);

export const AUDIT_HEAD = Type.Object(
  { sequence: Type.Integer(), hash: Type.String() },
  { $id: "AuditHead", description: "Last entry of the hash-chained audit." },
);

export const UNMANAGED_ENTRY = Type.Object(
  {
    id: Type.String(),
    revision: Type.Integer(),
    principal: Type.String(),
    access: Type.Enum(["Allow", "Deny"]),
    extendedRights: Type.Array(Type.String()),
    updatedBy: Type.String(),
    updatedAt: Type.String({ format: "date-time" }),
  },
  { $id: "UnmanagedEntry", description: "A right on the connector that nobody declares." },
);

const ENFORCED_ENTRY = Type.Object({
  kind: Type.Literal("ConnectorPermission"),
  id: Type.String(),
  settings: Type.Ref(`${settingsComponent("ConnectorPermission")}#`),
  revision: Type.Integer(),
  selectionRevision: Type.Integer(),
  owner: OWNER,
  relayLimitedTo: Type.Union([Type.Array(Type.String()), Type.Null()]),
  secretVersion: Type.Union([Type.String(), Type.Null()]),
});

const ENFORCED = Type.Object(
  {
    settings: Type.Union([Type.Ref(`${settingsComponent("ReceiveConnector")}#`), Type.Null()], {
      description: "As they were before; null: there was no such connector.",
    }),
    selectionRevision: Type.Integer(),
    relayLimitedTo: Type.Union([Type.Array(Type.String()), Type.Null()]),
    entries: Type.Array(ENFORCED_ENTRY, { description: "Explicit entries as they were before." }),
    declaredRanges: Type.Array(Type.String()),
    since: Type.Integer({ description: "Epoch milliseconds at which observing began." }),
  },
  { description: "Only while observeOnly: what is enforced instead of the settings and rights." },
);

const CONNECTOR_ONLY = {
  unmanagedEntries: Type.Array(Type.Ref("UnmanagedEntry#")),
  enforced: Type.Optional(ENFORCED),
};

/** What every answer about one object holds. */
export function objectSchema(kind: Kind): TSchema {
  return Type.Object(
    {
      id: Type.String(),
      kind: Type.Literal(kind),
      settings: Type.Ref(`${settingsComponent(kind)}#`),
      revision: Type.Integer({ description: "Host revision of the last change of this object's own fields." }),
      selectionRevision: Type.Integer(),
      owner: OWNER,
      declaredIn: DECLARED_IN,
      createdAt: Type.String({ format: "date-time" }),
      updatedAt: Type.String({ format: "date-time" }),
      updatedBy: Type.String({ description: "Name of the token that made the last change." }),
      supersededSince: NULLABLE_TIME,
      relayLimitedTo: Type.Union([Type.Array(Type.String()), Type.Null()]),
      secretVersion: Type.Union([Type.String(), Type.Null()], { description: "Changes with every new secret." }),
      installation: Type.Ref("Installation#"),
      ...(kind === "ReceiveConnector" ? CONNECTOR_ONLY : {}),
      ownership: Type.Optional(
        Type.Enum(["yours", "foreign", "unowned"], {
          description: "Only when the request carries Relay-Stack and Relay-Owner-Token.",
        }),
      ),
      applied: Type.Optional(Type.Ref("Applied#")),
      audit: Type.Optional(Type.Ref("AuditHead#")),
      notices: Type.Optional(
        Type.Array(Type.String(), { description: "Only on writes: things worth telling the user." }),
      ),
    },
    { $id: kind },
  );
}
