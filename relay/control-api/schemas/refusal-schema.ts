import { Type } from "typebox";

const TEXT_OR_NULL = Type.Union([Type.String(), Type.Null()]);

export const REFUSAL = Type.Object(
  {
    ref: Type.String({ description: "What the client was told in the modern dialect." }),
    at: Type.String({ format: "date-time" }),
    client: Type.String({ description: "Address." }),
    local: Type.String({ description: "address:port that it connected to." }),
    tls: Type.Boolean(),
    helo: Type.String(),
    session: Type.String({ description: "As in the protocol log." }),
    identity: Type.String({ description: "Principal of the session." }),
    sender: Type.String({ description: "Empty for the null sender." }),
    recipient: Type.Union([Type.String(), Type.Null()], { description: "Null: it did not come to that." }),
    connectorId: Type.String(),
    connector: Type.String(),
    range: TEXT_OR_NULL,
    reason: Type.String(),
    right: TEXT_OR_NULL,
    principal: TEXT_OR_NULL,
    entry: TEXT_OR_NULL,
    revision: Type.Integer({ description: "Configuration revision that decided." }),
    reply: Type.String(),
  },
  { $id: "Refusal", description: "A permanent refusal of a right, as it was decided then." },
);
