import type { FastifyRequest } from "fastify";
import type { ErrorCode, WriteEvent } from "../../model";
import type { RevertResult } from "../store";
import { ApiProblem } from "./api-problem";
import type { ControlApiParts } from "./control-api-parts";
import { readIfMatch } from "./entity-tag";

/** What a state that is put back as a whole comes to. */
export type Accepted = Extract<RevertResult, { readonly ok: true }>;

/** @throws ApiProblem when it was refused */
export function accepted(result: RevertResult): Accepted {
  if (result.ok) return result;
  const { code, detail, ...facts } = result.problem;
  throw new ApiProblem(code, detail, facts);
}

/** The revision that If-Match names; null: whatever it is. */
export function readRevision(request: FastifyRequest, { store }: ControlApiParts): number | null {
  const condition = readIfMatch(request.headers["if-match"], store.installation);
  return condition.kind === "any" ? null : condition.revision;
}

/** A connector must not come back with a certificate that is not here any more. */
export async function requireCertificates(
  { certificates, store }: ControlApiParts,
  { changes }: Accepted,
  refused: ErrorCode,
): Promise<void> {
  await certificates.reload();
  for (const { id, settings } of changes.put) {
    if (!("tlsCertificateName" in settings) || !("remoteIpRanges" in settings)) continue;
    const { tlsCertificateName: name } = settings;
    const problem = name === null ? null : certificates.judgeName(name);
    if (problem === null || store.state.receiveConnectors.get(id)?.settings.tlsCertificateName === name) continue;
    const detail = `ReceiveConnector "${settings.name}": ${problem}`;
    throw new ApiProblem(refused, detail, { property: "tlsCertificateName" });
  }
}

/** What changes, as the API shows it. */
export function putBackAnswer({ revision, events, notices }: Accepted) {
  return { revision, changes: events.map(changeAnswer), notices: [...notices] };
}

// Made by a revert, an event is one of these.
function changeAnswer({ action, kind, objectId: id, name, before, after }: WriteEvent) {
  return { action: action as "create" | "update" | "delete", kind, id, name, before, after };
}
