import type { ClearAuth } from "../impact-report";
import { countWords, rangesWords } from "./address-words";
import { endpointsWords } from "./session-words";

/** `passwords may newly cross the network in clear: "CRM" offers AUTH without TLS to 2 addresses (...), on 0.0.0.0:25`. */
export function clearAuthWords({ connector, addresses, endpoints }: ClearAuth): string {
  const whom = `${countWords(addresses)} (${rangesWords(addresses)}), on ${endpointsWords(endpoints)}`;
  return `passwords may newly cross the network in clear: "${connector}" offers AUTH without TLS to ${whom}`;
}
