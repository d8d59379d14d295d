import type { MessageOrigin } from "../spool";

// The messages of a session share their origins, as they do what the spool makes of them.
const internalOrigins = new WeakMap<MessageOrigin, MessageOrigin>();

/** Origin of a message whose submitter a trusted client named: internal, whatever its session (exchange-model §3.2). */
export function internalOrigin(origin: MessageOrigin): MessageOrigin {
  if (origin.authAs === "Internal") return origin;
  const known = internalOrigins.get(origin);
  if (known !== undefined) return known;
  const internal: MessageOrigin = { ...origin, authAs: "Internal" };
  internalOrigins.set(origin, internal);
  return internal;
}
