import { Type } from "typebox";
import {
  type Kind,
  matchesStackPattern,
  objectName,
  type ObjectRecord,
  objectsOfKind,
  type WriteActor,
} from "../../../model";
import { ApiProblem } from "../api-problem";
import { actorOf } from "../authentication";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { isoTime } from "../object-answer";
import { KINDS, PROBLEM_ANSWER } from "../schemas";

const STACK_PARAMETER = Type.Object({
  stack: Type.String({
    pattern: "^[^/]+/[^/]+/[^/]+$",
    maxLength: 256,
    description: "organisation/project/stack, URL-encoded",
  }),
});

const DECLARED = Type.Array(
  Type.Object(
    { kind: KINDS, logicalId: Type.String({ minLength: 1, maxLength: 512 }) },
    { additionalProperties: false },
  ),
  { maxItems: 20_000 },
);

const DECLARATIONS = Type.Object(
  {
    run: Type.String({ minLength: 1, maxLength: 128, pattern: "^\\P{Cc}+$" }),
    runStarted: Type.Integer({ minimum: 0, description: "Epoch milliseconds." }),
    declared: DECLARED,
  },
  { additionalProperties: false },
);

const STACK_OBJECTS = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: KINDS,
      id: Type.String(),
      name: Type.String(),
      logicalId: Type.String(),
      revision: Type.Integer(),
      supersededSince: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
    }),
  ),
  declarations: Type.Union([DECLARATIONS, Type.Null()]),
});

/** What one stack owns, and what its last run declared: `check` sees only part of a program with `--target`. */
export function stackRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  registerDeclarations(app, parts);
  registerObjects(app, parts);
}

function registerDeclarations(app: ControlApiApp, { store, now }: ControlApiParts): void {
  const schema = {
    tags: ["Stack"],
    operationId: "declareStack",
    params: STACK_PARAMETER,
    body: DECLARATIONS,
    response: {
      200: Type.Object({ accepted: Type.Boolean({ description: "False: a newer run declared already." }) }),
      default: PROBLEM_ANSWER,
    },
  };
  app.put("/v1/stacks/:stack/declarations", { config: { access: "write" }, schema }, async (request) => {
    const { stack } = request.params;
    requireStack(actorOf(request), stack);
    const { run, runStarted, declared } = request.body;
    // As for writes: a client's clock that is ahead must not silence the runs after it.
    const runStartedAt = Math.min(runStarted, now());
    return { accepted: await store.declarations.put({ stack, run, runStartedAt, declared }) };
  });
}

function registerObjects(app: ControlApiApp, { store }: ControlApiParts): void {
  const schema = {
    tags: ["Stack"],
    operationId: "listStackObjects",
    params: STACK_PARAMETER,
    response: { 200: STACK_OBJECTS, default: PROBLEM_ANSWER },
  };
  app.get("/v1/stacks/:stack/objects", { config: { access: "read" }, schema }, async (request) => {
    const { stack } = request.params;
    const declared = await store.declarations.get(stack);
    const declarations =
      declared === undefined
        ? null
        : { run: declared.run, runStarted: declared.runStartedAt, declared: [...declared.declared] };
    return { items: ownedBy(store.state, stack), declarations };
  });
}

function ownedBy(state: Parameters<typeof objectName>[0], stack: string) {
  const kinds: readonly Kind[] = [
    "ReceiveConnector",
    "ConnectorPermission",
    "AcceptedDomain",
    "SendConnector",
    "RelayUser",
    "RelayGroup",
    "TransportConfig",
  ];
  const all = kinds.flatMap((kind): ObjectRecord[] => [...objectsOfKind(state, kind).values()]);
  return all.flatMap((object) => {
    if (object.owner?.stack !== stack) return [];
    const { kind, id, revision, owner, supersededSince } = object;
    const since = supersededSince === null ? null : isoTime(supersededSince);
    return [
      { kind, id, name: objectName(state, object), logicalId: owner.logicalId, revision, supersededSince: since },
    ];
  });
}

function requireStack({ stackPattern, tokenName }: WriteActor, stack: string): void {
  if (stackPattern === null || matchesStackPattern(stackPattern, stack)) return;
  const detail = `The token "${tokenName}" is bound to ${stackPattern}: it may not write for stack ${stack}.`;
  throw new ApiProblem("RELAY_STACK_FORBIDDEN", detail);
}
