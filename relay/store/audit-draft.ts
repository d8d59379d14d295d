import type {
  AuditAction,
  AuditDraft,
  Freeze,
  RecordedState,
  WriteCommand,
  WriteContext,
  WriteEvent,
  WriteProblem,
} from "../../model";
import { objectName, findObject, impactOfWrite, type WrittenState, writingStack } from "../../model";
import type { TokenActor } from "./config-store";

/** How a write that was accepted came about, beside its command. */
export interface Acceptance {
  readonly context: WriteContext;
  /** Host revision that it made. */
  readonly revision: number;
  readonly freeze: Freeze | null;
}

/** What the audit says of one object's change. */
export function acceptedDraft(event: WriteEvent, command: WriteCommand, acceptance: Acceptance): AuditDraft {
  return { ...circumstances(writingStack(command), acceptance.context), ...event, ...outcome(acceptance) };
}

/** What the audit says of one object that a revert has put back. */
export function revertedDraft(event: WriteEvent, revertTo: number, acceptance: Acceptance): AuditDraft {
  return { ...circumstances(null, acceptance.context), ...event, ...outcome(acceptance), revertTo };
}

/** What the audit says of one object that a document has put in its place. */
export function restoredDraft(event: WriteEvent, acceptance: Acceptance): AuditDraft {
  return { ...circumstances(null, acceptance.context), ...event, ...outcome(acceptance) };
}

/** What the audit says of a restore that was refused. */
export function refusedRestore(problem: WriteProblem, { context, revision }: Acceptance): AuditDraft {
  const about = { kind: null, objectId: null, name: "restore of a config document", before: null, after: null };
  const { code, detail } = problem;
  return { ...circumstances(null, context), ...about, action: "refused", revision, code, detail };
}

function outcome({ context: { breakGlass }, revision, freeze }: Acceptance) {
  const glass = freeze === null || breakGlass == null ? {} : { breakGlass };
  return { revision, code: null, detail: null, ...glass };
}

/** What the audit says of a revert that was refused. */
export function refusedRevert(revertTo: number, problem: WriteProblem, { context, revision }: Acceptance): AuditDraft {
  const about = { kind: null, objectId: null, name: `revert to revision ${revertTo}`, before: null, after: null };
  const { code, detail } = problem;
  return { ...circumstances(null, context), ...about, action: "refused", revision, code, detail, revertTo };
}

/** The entries of a write, the last of them with what it all changed for the world. */
export function withImpact(drafts: readonly AuditDraft[], written: WrittenState): readonly AuditDraft[] {
  const last = drafts.at(-1);
  return last === undefined ? drafts : [...drafts.slice(0, -1), { ...last, impact: impactOfWrite(written) }];
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
    ...circumstances(writingStack(command), context),
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

/** When something was done that is no write of an object, and by whom. */
export interface Circumstance {
  readonly actor: TokenActor;
  readonly at: number;
  readonly revision: number;
}

/** What the audit says of a token made or revoked; never its secret. */
export function tokenDraft(
  action: Extract<AuditAction, "create-token" | "revoke-token">,
  token: { readonly id: string; readonly name: string; readonly facts: Readonly<Record<string, unknown>> },
  circumstance: Circumstance,
): AuditDraft {
  return hostDraft(
    { action, objectId: token.id, name: token.name, begins: action === "create-token" },
    token.facts,
    circumstance,
  );
}

/** What the audit says of a freeze that begins or ends. */
export function freezeDraft(action: "freeze" | "unfreeze", freeze: Freeze, circumstance: Circumstance): AuditDraft {
  const about = { action, objectId: null, name: "configuration", begins: action === "freeze" };
  return hostDraft(about, { reason: freeze.reason }, circumstance);
}

interface HostEvent extends Pick<AuditDraft, "action" | "objectId" | "name"> {
  /** Whether the facts hold after it; they held before it otherwise. */
  readonly begins: boolean;
}

function hostDraft(
  { begins, ...event }: HostEvent,
  settings: Readonly<Record<string, unknown>>,
  { actor, at, revision }: Circumstance,
): AuditDraft {
  const facts = { settings, owner: null };
  const about = { kind: null, stack: null, run: null, commit: null, program: null };
  const states = begins ? { before: null, after: facts } : { before: facts, after: null };
  return {
    ...about,
    ...states,
    ...event,
    at,
    revision,
    tokenId: actor.tokenId,
    tokenName: actor.tokenName,
    code: null,
    detail: null,
  };
}

function circumstances(stack: string | null, context: WriteContext) {
  const { actor, run, commit, program, address, now } = context;
  const { tokenId, tokenName } = actor;
  const from = address == null ? {} : { address };
  return { at: now, tokenId, tokenName, stack, run: run?.id ?? null, commit, program, ...from };
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
