import { Type } from "typebox";

const TIME_OR_NULL = Type.Union([Type.String({ format: "date-time" }), Type.Null()]);
const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);
const OWNER = Type.Union([Type.Object({ stack: Type.String(), logicalId: Type.String() }), Type.Null()]);

const COUNTS = {
  messages: Type.Integer({ description: "Accepted and durable." }),
  recipients: Type.Integer({ description: "Accepted." }),
  relayed: Type.Integer({ description: "Of the recipients: in domains that are not ours." }),
  bytes: Type.Integer(),
  firstUse: TIME_OR_NULL,
  lastUse: TIME_OR_NULL,
};

const USE = {
  ...COUNTS,
  since: Type.String({ format: "date-time", description: "Since when every use of it was counted." }),
};

const CLIENTS = Type.Array(
  Type.Object({
    client: Type.String({ description: "An address, or a block of them once the range has many clients." }),
    ...COUNTS,
  }),
);

const OBSERVED = Type.Object({
  since: Type.String({ format: "date-time", description: "Since when it is observed only." }),
  refusals: Type.Array(
    Type.Object({
      reason: Type.String({ description: "Why it would have been refused; recipients counts how often." }),
      ...COUNTS,
      clients: CLIENTS,
    }),
  ),
});

const RANGE = Type.Object({
  range: Type.String(),
  isGone: Type.Boolean({ description: "No longer a range of the connector." }),
  ...USE,
  clients: CLIENTS,
});

const RIGHT = Type.Object({
  entry: Type.String({ description: "preset:Group, or the id of a ConnectorPermission." }),
  principal: TEXT_OR_NULL,
  right: Type.String(),
  isObservable: Type.Boolean({ description: "False: it bears on every message unseen, and is never called unused." }),
  isGone: Type.Boolean(),
  owner: OWNER,
  ...USE,
});

export const CONNECTOR_USAGE = Type.Object(
  {
    connectorId: Type.String(),
    name: Type.String(),
    isGone: Type.Boolean(),
    isEnabled: Type.Boolean(),
    owner: OWNER,
    ...USE,
    ranges: Type.Array(RANGE),
    principals: Type.Array(Type.Object({ principal: Type.String(), ...COUNTS })),
    rights: Type.Array(RIGHT),
    observed: Type.Union([OBSERVED, Type.Null()], {
      description: "What would have been refused since the last change of its settings; null: it is enforced.",
    }),
  },
  { $id: "ConnectorUsage" },
);

export const ACCOUNT_USAGE = Type.Object(
  { username: Type.String(), isEnabled: Type.Boolean(), owner: OWNER, ...USE },
  { $id: "AccountUsage" },
);
