import type { RecordedState, WriteCommand, WriteContext, WriteEvent, WriteProblem } from "../../model";
import { objectName, findObject, writingStack } from "../../model";
import type { AuditDraft } from "./audit-chain";
import type { AuditAction, TokenActor } from "./config-store";

/** What the audit says of one object's change. */
export function acceptedDraft(
  event: WriteEvent,
  command: WriteCommand,
  context: WriteContext,
  revision: number,
): AuditDraft {
  return { ...circumstances(command, context), ...event, revision, code: null, detail: null };
}

/** What the audit says of a refused write: what was wanted, and why not. */
export function refusedDraft(
  state: RecordedState,
  command: WriteCommand,
  context: WriteContext,
  problem: WriteProblem,
): AuditDraft {
  const { kind } = command;
  const id = command.action === "create" ? null : command.id;
  const object = id === null ? undefined : findObject(state, kind, id);
  return {
    ...circumstances(command, context),
    action: "refused",
    revision: state.revision,
    kind,
    objectId: id,
    name: object === undefined ? wantedName(command) : objectName(state, object),
    before: object === undefined ? null : { settings: object.settings, owner: object.owner },
    after: wantedObject(command),
    code: problem.code,
    detail: problem.detail,
  };
}

/** What the audit says of a token made or revoked; never its secret. */
export function tokenDraft(
  action: Extract<AuditAction, "create-token" | "revoke-token">,
  token: { readonly id: string; readonly name: string; readonly facts: Readonly<Record<string, unknown>> },
  circumstance: { readonly actor: TokenActor; readonly at: number; readonly revision: number },
): AuditDraft {
  const facts = { settings: token.facts, owner: null };
  const { actor, at, revision } = circumstance;
  const about = {
    kind: null,
    objectId: token.id,
    name: token.name,
    stack: null,
    run: null,
    commit: null,
    program: null,
  };
  const states = action === "create-token" ? { before: null, after: facts } : { before: facts, after: null };
  return {
    ...about,
    ...states,
    action,
    at,
    revision,
    tokenId: actor.tokenId,
    tokenName: actor.tokenName,
    code: null,
    detail: null,
  };
}

function circumstances(command: WriteCommand, { actor, run, commit, program, now }: WriteContext) {
  const { tokenId, tokenName } = actor;
  return { at: now, tokenId, tokenName, stack: writingStack(command), run: run?.id ?? null, commit, program };
}

function wantedName(command: WriteCommand): string {
  if (command.action !== "create" && command.action !== "update") return command.id;
  const settings: Readonly<Record<string, unknown>> = { ...command.settings };
  const names = [settings["name"], settings["domainName"], settings["principal"]];
  return names.find((name) => typeof name === "string") ?? command.kind;
}

function wantedObject(command: WriteCommand): AuditDraft["after"] {
  if (command.action === "delete" || command.action === "claim") return null;
  const owner = command.action === "create" ? command.owner : null;
  // The claim carries the token: only who, never the proof.
  return {
    settings: command.settings,
    owner: owner === null ? null : { stack: owner.stack, logicalId: owner.logicalId },
  };
}
