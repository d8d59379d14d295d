import type { ReceiveConnectorSettings } from "../settings";
import type { SessionPolicy } from "./session-policy";

/**
 * What the messages of a transaction are counted by (MessageRateLimit, MessageRateSource): keys that tell sources apart,
 * none when nothing is counted. Who did not log in is counted by address, and by All only once.
 */
export function rateSources(
  { client, identity }: SessionPolicy,
  { messageRateLimit, messageRateSource }: ReceiveConnectorSettings,
): readonly string[] {
  if (messageRateLimit === "unlimited" || messageRateSource === "None") return [];
  const address = `address ${client}`;
  const user = identity.kind === "authenticated" ? `user ${identity.name.toLowerCase()}` : address;
  if (messageRateSource === "IPAddress") return [address];
  if (messageRateSource === "User") return [user];
  return [...new Set([address, user])];
}
