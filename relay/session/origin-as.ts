import type { MessageOrigin } from "../spool";

// The messages of a session share their origins, as they do what the spool makes of them.
const otherOrigins = new WeakMap<MessageOrigin, MessageOrigin>();

/** The origin of a message that counts as something else than its session does. */
export function originAs(origin: MessageOrigin, authAs: MessageOrigin["authAs"]): MessageOrigin {
  if (origin.authAs === authAs) return origin;
  const known = otherOrigins.get(origin);
  if (known?.authAs === authAs) return known;
  const other: MessageOrigin = { ...origin, authAs };
  otherOrigins.set(origin, other);
  return other;
}
