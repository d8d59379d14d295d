import { Type } from "typebox";

export const RECIPIENT_STATE = Type.Enum(["queued", "leased", "held", "delivered", "failed", "bounced"]);

const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);

const RECIPIENT = Type.Object({
  recipientId: Type.Integer(),
  address: Type.String(),
  state: RECIPIENT_STATE,
  attempts: Type.Integer(),
  nextAttemptAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
  lastReply: TEXT_OR_NULL,
  holdReason: Type.Union([Type.String(), Type.Null()], { description: "operator, no-route, failed or expired." }),
  notification: Type.Optional(
    Type.String({ description: "Queue id of the notification that told the sender that it was given up." }),
  ),
});

const ORIGIN = Type.Object({
  connectorId: Type.String(),
  connectorName: Type.String(),
  clientAddress: Type.String(),
  helo: Type.String(),
  tls: Type.Boolean(),
  principal: Type.String(),
  authAs: Type.String(),
  authMechanism: Type.String(),
  sessionId: Type.String(),
});

export const QUEUED_MESSAGE = Type.Object(
  {
    queueId: Type.String(),
    sender: Type.String({ description: "Empty for the null sender." }),
    size: Type.Integer({ description: "Bytes." }),
    receivedAt: Type.String({ format: "date-time" }),
    origin: ORIGIN,
    recipients: Type.Array(RECIPIENT),
  },
  { $id: "QueuedMessage" },
);
