import { Type } from "typebox";
import { TRACKING_EVENTS } from "../../tracking";

const TEXTS = Type.Array(Type.String());

const EVENT = Type.Object({
  at: Type.String({ format: "date-time" }),
  event: Type.Enum(Object.keys(TRACKING_EVENTS) as (keyof typeof TRACKING_EVENTS)[]),
  source: Type.Enum(["SMTP", "ROUTING", "ADMIN", "DSN"]),
  clientIp: Type.String(),
  clientHostname: Type.String(),
  serverIp: Type.String({ description: "Listener at RECEIVE, next hop at an attempt." }),
  serverHostname: Type.String(),
  context: Type.String({ description: "Session id at RECEIVE." }),
  connector: Type.String(),
  queueId: Type.String(),
  messageId: Type.String(),
  recipients: TEXTS,
  statuses: Type.Array(Type.String(), { description: "Replies by recipient; one alone is everybody's." }),
  bytes: Type.Union([Type.Integer(), Type.Null()]),
  relatedRecipients: TEXTS,
  reference: Type.String({ description: "Queue id that a DSN speaks of; token of an operator." }),
  sender: Type.String(),
  info: Type.Record(Type.String(), Type.String()),
});

export const TRACED_MESSAGE = Type.Object(
  {
    queueId: Type.String(),
    events: Type.Array(EVENT, { description: "In the order in which they happened." }),
    queued: Type.Union([Type.Ref("QueuedMessage#"), Type.Null()], {
      description: "Where it is now; null: it is no longer in the queue.",
    }),
  },
  { $id: "TracedMessage", description: "A message's whole life, as far as it is kept." },
);
