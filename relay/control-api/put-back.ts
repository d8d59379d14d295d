import type { FastifyReply, FastifyRequest } from "fastify";
import type { ErrorCode, WriteEvent } from "../../model";
import type { RevertResult } from "../store";
import { ApiProblem } from "./api-problem";
import { appliedAnswer } from "./applied-answer";
import type { ControlApiParts } from "./control-api-parts";
import { formatEntityTag, readIfMatch } from "./entity-tag";

/** A whole state to put back. */
export interface PutBack {
  readonly kind: "restore" | "revert";
  /** What is put back. */
  readonly id: string;
  readonly mode: "show" | "apply";
  readonly refused: ErrorCode;
  /** Asks the store; `ifMatch` is null where the revision does not matter. */
  readonly ask: (mode: "show" | "apply", ifMatch: number | null) => Promise<RevertResult>;
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Shows what it comes to, or does that and nothing else. @throws ApiProblem when it was refused */
export async function putBack({ request, reply }: Exchange, parts: ControlApiParts, wish: PutBack) {
  const { kind, id, mode, ask, refused } = wish;
  const { store, configuration } = parts;
  const isShown = mode === "show";
  const ifMatch = isShown ? null : readRevision(request, parts);
  const shown = await ask("show", ifMatch);
  if (shown.ok) await requireCertificates(parts, shown, refused);
  const seen = shown.ok ? shown.revision : null;
  // What was refused when it was looked at is asked for again: refusals to apply stand in the audit.
  const result = accepted(isShown ? shown : await ask("apply", ifMatch ?? seen));
  const inForce = await configuration.apply(store.state);
  const audit = await store.auditHead();
  reply.header("etag", formatEntityTag(store.installation, result.revision));
  if (!isShown) request.written = { kind, id, revision: result.revision, audit };
  return { ...putBackAnswer(result), dryRun: isShown, applied: appliedAnswer(inForce), audit };
}

type Accepted = Extract<RevertResult, { readonly ok: true }>;

function accepted(result: RevertResult): Accepted {
  if (result.ok) return result;
  const { code, detail, ...facts } = result.problem;
  throw new ApiProblem(code, detail, facts);
}

/** The revision that If-Match names; null: whatever it is. */
function readRevision(request: FastifyRequest, { store }: ControlApiParts): number | null {
  const condition = readIfMatch(request.headers["if-match"], store.installation);
  return condition.kind === "any" ? null : condition.revision;
}

/** A connector must not come back with a certificate that is not here any more. */
async function requireCertificates(
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
function putBackAnswer({ revision, events, notices }: Accepted) {
  return { revision, changes: events.map(changeAnswer), notices: [...notices] };
}

// Made by a revert, an event is one of these.
function changeAnswer({ action, kind, objectId: id, name, before, after }: WriteEvent) {
  return { action: action as "create" | "update" | "delete", kind, id, name, before, after };
}
