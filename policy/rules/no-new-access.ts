import {
  compareOverTime,
  type ConfigState,
  type DeclaredObject,
  type GateViolation,
  judgeNoNewAccess,
  type ObjectKey,
  overlaidState,
  type RelayAnswer,
  relayWorld,
  type StoredObject,
} from "../../model";
import { type AccessBase, readAccessBase } from "../access-base";
import { trustingProxies } from "../answer-culprit";
import type { Finding } from "../finding";
import { gateText } from "../gate-finding";
import type { RelayRule } from "../rule";
import type { StackObject } from "../stack-object";
import type { StackSubject } from "../stack-subject";
import { WITHOUT_WIDEST } from "../unknown-values";

/** What the stack's access is compared with. */
export interface NoNewAccessConfig {
  readonly base: string;
}

export const NO_NEW_ACCESS: RelayRule<NoNewAccessConfig> = {
  name: "no-new-access",
  title: "Nobody may do more than before",
  description: "With the stack applied, nobody may hand in, relay or be trusted with more mail than the base allows.",
  remedy: "Narrow the change, or have the base changed first by those who own it.",
  level: "mandatory",
  severity: "high",
  scope: "host",
  doubts: [...WITHOUT_WIDEST, "maxMessageSize"],
  config: {
    base: {
      type: "string",
      minLength: 1,
      description:
        "Path of a config document (relayctl export), `host` for the host that the stack is for, or the https:// endpoint of one.",
    },
  },
  judge: async (subject, { base }) => {
    if (base === undefined) return { notApplicable: "No base is configured to compare with." };
    const read = await readAccessBase(base, subject.connection);
    return read.ok ? judgeAccess(subject, read) : [{ message: `Cannot tell: ${read.why}` }];
  },
};

type KnownBase = Extract<AccessBase, { ok: true }>;

function judgeAccess(subject: StackSubject, base: KnownBase): readonly Finding[] {
  const { at } = subject;
  const { state, sourceOf } = appliedTo(base, subject);
  const report = compareOverTime(relayWorld(base.state, { at }), relayWorld(state, { at }));
  return judgeNoNewAccess(report).violations.map((violation) => {
    const by = decidingPart(violation);
    const culprit = by === undefined ? trustingProxies(subject) : sourceOf(by);
    return { urn: culprit?.urn, message: gateText(violation) };
  });
}

type Deciding = Pick<RelayAnswer, "by" | "connector">;

/** Undefined: no connector decides, but who is believed to be a proxy. */
function decidingPart(violation: GateViolation): Deciding | undefined {
  if (violation.kind === "clear-auth") return { by: {}, connector: violation.offer.connector };
  return "row" in violation ? violation.row?.after : undefined;
}

interface Applied {
  readonly state: ConfigState;
  /** The resource that an answer of the state rests on; undefined when that is not the stack's. */
  readonly sourceOf: (answer: Deciding) => StackObject | undefined;
}

/** The base after an update of the stack: what it no longer declares is gone. */
function appliedTo(base: KnownBase, subject: StackSubject): Applied {
  const own = subject.objects.filter(({ owner }) => owner !== null);
  const owned = new Map(storedObjects(base.state).map((stored) => [ownerKey(stored), stored]));
  const put = own.map((object) => declaredObject(object, { base, subject, id: owned.get(ownerKey(object))?.id }));
  const { state, ids } = overlaidState(base.state, { remove: goneObjects(base, own), put });
  const sources = new Map(put.map((declared, place) => [ids.get(declared), own[place]]));
  const connectors = new Map([...state.receiveConnectors.values()].map(({ id, settings }) => [settings.name, id]));
  return {
    state,
    sourceOf: ({ by, connector }) => sources.get(by.entry) ?? sources.get(connectors.get(connector ?? "")),
  };
}

interface Putting {
  readonly base: KnownBase;
  readonly subject: StackSubject;
  /** Of the object that the base already has of this declaration. */
  readonly id: string | undefined;
}

function declaredObject(object: StackObject, { base, subject, id }: Putting): DeclaredObject {
  const { kind, settings, owner, urn } = object;
  const connectorName =
    object.kind === "ConnectorPermission"
      ? (subject.connectorOf(object)?.settings.name ?? object.connectorName)
      : undefined;
  const { stack = "", logicalId = urn } = owner ?? {};
  return { kind, id, settings, connectorName, owner: { stack: base.stack ?? stack, logicalId } } as DeclaredObject;
}

// Only a host knows who owns what; of a document, everything else stays.
function goneObjects({ state, stack }: KnownBase, own: readonly StackObject[]): readonly ObjectKey[] {
  const ours = own[0]?.owner?.stack;
  if (stack !== null || ours === undefined) return [];
  const declared = new Set(own.map(ownerKey));
  return storedObjects(state)
    .filter((stored) => stored.owner?.stack === ours && !declared.has(ownerKey(stored)))
    .map(({ kind, id, settings }) => ({ kind, id, settings }) as ObjectKey);
}

/** Kind, stack and logical id in one text; what nobody owns is like nothing else. */
function ownerKey({ kind, owner }: Pick<StackObject, "kind" | "owner">): string {
  return owner === null ? "" : [kind, owner.stack, owner.logicalId].join("\n");
}

function storedObjects({ transportConfig, ...state }: ConfigState): readonly StoredObject[] {
  const { receiveConnectors, connectorPermissions, acceptedDomains, sendConnectors, relayUsers, relayGroups } = state;
  return [
    ...receiveConnectors.values(),
    ...connectorPermissions.values(),
    ...acceptedDomains.values(),
    ...sendConnectors.values(),
    ...relayUsers.values(),
    ...relayGroups.values(),
    transportConfig,
  ];
}
