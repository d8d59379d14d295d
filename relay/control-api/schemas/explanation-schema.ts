import { Type } from "typebox";

export const DECIDED_BY = Type.Object(
  {
    connectorId: Type.Optional(Type.String()),
    connectorName: Type.Optional(Type.String()),
    range: Type.Optional(Type.String()),
    right: Type.Optional(Type.String()),
    principal: Type.Optional(Type.String()),
    entry: Type.Optional(Type.String()),
    acceptedDomain: Type.Optional(Type.String()),
  },
  { description: "What decided; never told to the client." },
);

const CHECK = Type.Object({
  check: Type.String({ description: "What the command is judged by." }),
  finding: Type.String({ description: "What was found, in words." }),
  outcome: Type.Enum(["passed", "decided", "not-reached"]),
});

const STEP = Type.Object({
  step: Type.Enum(["connect", "ehlo", "starttls", "auth", "credentials", "mail", "rcpt", "headers", "message"]),
  action: Type.Enum(["accept", "reject", "close"]),
  reason: Type.String(),
  reply: Type.Object({ code: Type.Integer(), enhancedCode: Type.String(), text: Type.String() }),
  replyLine: Type.String({ description: "The reply as the client sees it." }),
  by: DECIDED_BY,
  checks: Type.Array(CHECK, { description: "In the order in which they are made." }),
});

const CANDIDATE = Type.Object({
  connectorId: Type.String(),
  connectorName: Type.String(),
  range: Type.String(),
  binding: Type.String(),
  isHeld: Type.Boolean({ description: "The connector has given the range up and only bridges the move." }),
  outcome: Type.Enum(["chosen", "superseded", "less-specific", "other-binding", "disabled"]),
  supersededBy: Type.Union([Type.String(), Type.Null()], { description: "Name of the newer connector." }),
  why: Type.String({ description: "Why it was chosen or not, in words." }),
});

const MISSING_RIGHT = Type.Object({ right: Type.String(), reason: Type.String(), by: DECIDED_BY });

const IDENTITY = Type.Object(
  {
    name: Type.String(),
    kind: Type.Enum(["anonymous", "externally-secured", "authenticated", "partner"]),
    principals: Type.Array(Type.String(), { description: "Whose entries count." }),
  },
  { description: "Who the client is when the last command is judged." },
);

export const EXPLANATION = Type.Object(
  {
    revision: Type.Integer({ description: "Revision in force that decided." }),
    client: Type.String(),
    local: Type.Object({ address: Type.String(), port: Type.Integer() }),
    candidates: Type.Array(CANDIDATE, {
      description: "Ranges that contain the client, the best first; then those of connectors that are not asked here.",
    }),
    steps: Type.Array(STEP, { description: "Command by command; the last one decided." }),
    identity: Type.Union([IDENTITY, Type.Null()]),
    rights: Type.Object({
      granted: Type.Array(Type.Object({ right: Type.String(), by: DECIDED_BY })),
      missing: Type.Array(MISSING_RIGHT),
    }),
    verdict: STEP,
    suggestion: Type.Union([Type.String(), Type.Null()], { description: "What would be needed for another answer." }),
    route: Type.Union([Type.Object({ sendConnectorId: Type.String(), sendConnectorName: Type.String() }), Type.Null()]),
  },
  { $id: "Explanation" },
);
