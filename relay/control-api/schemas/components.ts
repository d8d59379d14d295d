import type { FastifyInstance } from "fastify";
import type { TSchema } from "typebox";
import type { Kind } from "../../../model";
import { APPLIED, AUDIT_HEAD, INSTALLATION, objectSchema, UNMANAGED_ENTRY } from "./object-schemas";
import { FAILURE, PROBLEM } from "./problem-schema";
import { inputComponent, settingsSchemas } from "./settings-schemas";

const KINDS: readonly Kind[] = [
  "ReceiveConnector",
  "ConnectorPermission",
  "AcceptedDomain",
  "SendConnector",
  "RelayUser",
  "RelayGroup",
  "TransportConfig",
];

/** Components whose values the model judges. */
export const INPUT_COMPONENTS: readonly string[] = KINDS.map(inputComponent);

/** Adds the components that several routes refer to. */
export function addComponents(app: FastifyInstance): void {
  const shared: readonly TSchema[] = [FAILURE, PROBLEM, INSTALLATION, APPLIED, AUDIT_HEAD, UNMANAGED_ENTRY];
  for (const schema of [...shared, ...KINDS.flatMap((kind) => [...settingsSchemas(kind), objectSchema(kind)])]) {
    app.addSchema(schema);
  }
}
