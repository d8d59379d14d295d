import { TYPE_TOKEN } from "../../model";
import { TITLES } from "./drift-words";

type Schema = Readonly<Record<string, unknown>>;

const DIALECT = "https://json-schema.org/draft/2020-12/schema";
const TEXT = { type: "string" } as const;
const TEXT_OR_NULL = { type: ["string", "null"] } as const;
const TIME = { type: "string", format: "date-time" } as const;
const COUNT = { type: "integer", minimum: 0 } as const;

function object(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

function list(items: Schema, description?: string): Schema {
  return { type: "array", items, ...(description === undefined ? {} : { description }) };
}

const SOURCE = object({
  kind: { enum: ["state", "program", "document"] },
  label: { ...TEXT, description: "File, or stdin." },
  stack: { ...TEXT_OR_NULL, description: "organisation/project/stack; null: a config document." },
});

const HOST = object({
  name: TEXT,
  endpoint: TEXT,
  installation: object({ id: TEXT, epoch: COUNT }),
  revision: { ...COUNT, description: "Host revision that was compared." },
});

const DRIFTING_OBJECT = object({
  kind: { enum: Object.keys(TYPE_TOKEN) },
  id: { ...TEXT_OR_NULL, description: "GUID on the host; null: it is not there." },
  name: { ...TEXT, description: "Connector name, domain, `Allow PRINCIPAL on CONNECTOR`." },
  stack: { ...TEXT_OR_NULL, description: "Stack that declares it; null: nobody." },
  logicalId: TEXT_OR_NULL,
  declaredAt: { ...TEXT_OR_NULL, description: "file:line in the program." },
  commit: { ...TEXT_OR_NULL, description: "Commit of the program at the stack's last write." },
});

const PROPERTY = object(
  {
    property: TEXT,
    declared: { description: "Left out for a secret." },
    actual: { description: "Left out for a secret." },
    isSecret: { const: true },
  },
  ["declared", "actual", "isSecret"],
);

const CHANGE = object({
  sequence: { ...COUNT, description: "Entry of the audit." },
  at: TIME,
  action: TEXT,
  tokenId: TEXT,
  tokenName: TEXT,
  stack: { ...TEXT_OR_NULL, description: "Stack that it was written for; null: by hand." },
  run: TEXT_OR_NULL,
  commit: TEXT_OR_NULL,
  program: TEXT_OR_NULL,
  address: { ...TEXT_OR_NULL, description: "Where the request came from, as the host saw it." },
  properties: list(TEXT),
});

const UP = object({
  does: { enum: ["puts-back", "revokes", "creates", "refused", "nothing"] },
  text: { ...TEXT, description: "What somebody can do, with the commands." },
});

const ITEM = object({
  fingerprint: { type: "string", pattern: "^[0-9a-f]{64}$", description: "The same drift has the same one." },
  kind: { enum: Object.keys(TITLES) },
  object: DRIFTING_OBJECT,
  properties: list(PROPERTY),
  changes: list(CHANGE, "The newest first; none: the audit does not say."),
  meaning: list(TEXT, "What it means for who may send what where; none: nothing for anybody."),
  up: UP,
});

/** JSON Schema of `relayctl drift --output json`. */
export function driftReportSchema(): Schema {
  return {
    $schema: DIALECT,
    title: "Report of relayctl drift",
    ...object({
      formatVersion: { const: 1 },
      source: SOURCE,
      host: HOST,
      at: TIME,
      drift: list({ $ref: "#/$defs/item" }, "What is not as declared: exit code 1 unless there is none."),
      information: list({ $ref: "#/$defs/item" }, "What is worth knowing, and is nothing that anybody has to mend."),
      unreadable: list(TEXT, "Properties that are encrypted in the state: exit code 2 when nothing else was found."),
      notes: list(TEXT),
    }),
    $defs: { item: ITEM },
  };
}

/** JSON Schema of what `relayctl drift --watch --webhook` posts. */
export function driftWebhookSchema(): Schema {
  return {
    $schema: DIALECT,
    title: "Message of relayctl drift --watch",
    ...object({
      formatVersion: { const: 1 },
      event: { const: "drift" },
      text: { ...TEXT, description: "All of it for people, in the mark-up that chat receivers read." },
      at: TIME,
      source: SOURCE,
      host: HOST,
      drift: ITEM,
    }),
  };
}
