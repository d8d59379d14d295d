import { type ControlClient, ControlProblem, dataOf } from "../client";
import type { DecidedBy, Owner } from "../model";
import type { AnsweredDeclaration } from "./text/declaration-text";

/** A declared object that decided, and where its program declares it. */
export interface DecidingObject extends AnsweredDeclaration {
  readonly kind: "ReceiveConnector" | "ConnectorPermission";
  readonly id: string;
  readonly owner: Owner;
}

/** Asks a host who declares the connector and the entry that decided; what nobody declares is left out. */
export async function readDeclarations(
  { api }: ControlClient,
  { connectorId, entry }: DecidedBy,
): Promise<readonly DecidingObject[]> {
  const connectors =
    connectorId === undefined
      ? []
      : [declared("ReceiveConnector", dataOf(api.GET("/v1/receive-connectors/{id}", path(connectorId))))];
  const entries =
    entry === undefined || entry.startsWith("preset:")
      ? []
      : [declared("ConnectorPermission", dataOf(api.GET("/v1/connector-permissions/{id}", path(entry))))];
  return (await Promise.all([...connectors, ...entries])).flat();
}

function path(id: string) {
  return { params: { path: { id } } };
}

interface Answer extends AnsweredDeclaration {
  readonly id: string;
}

async function declared(kind: DecidingObject["kind"], answer: Promise<Answer>): Promise<readonly DecidingObject[]> {
  try {
    const { id, owner, declaredIn } = await answer;
    return owner === null ? [] : [{ kind, id, owner, declaredIn }];
  } catch (error) {
    // It has been deleted since it decided.
    if (error instanceof ControlProblem && error.code === "RELAY_NOT_FOUND") return [];
    throw error;
  }
}
