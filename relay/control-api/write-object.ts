import type { FastifyReply, FastifyRequest } from "fastify";
import {
  type ClaimCommand,
  type CreateCommand,
  type DeleteCommand,
  type Kind,
  type SettingsOf,
  settle,
  type UpdateCommand,
  type WriteCommand,
  type WriteContext,
} from "../../model";
import { ApiProblem } from "./api-problem";
import { appliedAnswer, appliedTo } from "./applied-answer";
import { actorOf } from "./authentication";
import { certificateNotices, requireUsableCertificate } from "./connector-certificates";
import type { ControlApiParts } from "./control-api-parts";
import { formatEntityTag } from "./entity-tag";
import { lintNotices } from "./lint-notices";
import { answerContext, objectAnswer } from "./object-answer";
import type { RelayHeaders } from "./relay-headers";
import { withheldRight } from "./withheld-relay";

/** Reads settings as the model does: every failure at once, each on its property. */
export function settledSettings<K extends Kind>(kind: K, input: unknown): SettingsOf[K] {
  const settled = settle(kind, input);
  if (settled.ok) return settled.value;
  const messages = settled.failures.map(({ message }) => message).join(" ");
  const { failures } = settled;
  const property = failures.length === 1 ? failures[0]?.property : undefined;
  throw new ApiProblem("RELAY_INPUT_INVALID", messages, { failures, property });
}

/** Circumstances of a write, from its token and its Relay headers. */
export function writeContext(request: FastifyRequest, headers: RelayHeaders, now: number): WriteContext {
  const { commit, program, declaredAt, breakGlass } = headers;
  // A client whose clock is ahead would lock its stack until then: nothing began later than now.
  const run = headers.run && { ...headers.run, startedAt: Math.min(headers.run.startedAt, now) };
  return { actor: actorOf(request), run, commit, program, declaredAt, breakGlass, address: request.ip, now };
}

/** Writes, waits until the running host enforces it, and answers with the object. @throws ApiProblem when refused */
export async function writeObject(write: ObjectWrite) {
  const { parts, reply, headers } = write;
  // Kind and settings come from one settle call, which the union of commands cannot express for a kind not yet known.
  const command = write.command as WriteCommand;
  if ("settings" in command) await requireUsableCertificate(parts, command);
  const result = await parts.store.write(command, writeContext(write.request, headers, parts.now()));
  if (!result.ok) {
    const { code, detail, ...facts } = result.problem;
    throw new ApiProblem(code, detail, facts);
  }
  const { store } = parts;
  const inForce = await parts.configuration.apply(store.state);
  const audit = await store.auditHead();
  const { kind, id } = result.object;
  write.request.written = { kind, id, revision: result.revision, audit };
  if (result.deleted !== true) reply.header("etag", formatEntityTag(store.installation, result.object.revision));
  const answer = objectAnswer(result.object, answerContext(store.state, store.installation, headers));
  const written = { object: result.object, revision: result.revision, deleted: result.deleted === true };
  const applied = appliedAnswer(appliedTo(written, inForce, withheldRight(store.state, result.object)));
  // A program is told in its preview.
  const lints = headers.stack === null && !written.deleted ? lintNotices(store.state, result.object) : [];
  const certificates = written.deleted
    ? []
    : certificateNotices(parts, result.object, { byHand: headers.stack === null });
  return { result, answer: { ...answer, applied, audit, notices: [...result.notices, ...lints, ...certificates] } };
}

export interface ObjectWrite {
  readonly parts: ControlApiParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly headers: RelayHeaders;
  readonly command: CreateCommand | UpdateCommand | DeleteCommand | ClaimCommand;
}
