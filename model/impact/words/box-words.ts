import type { RelayBox } from "../relay-box";
import { recipientsWords, sendersWords } from "./mail-words";
import { endpointsWords, sessionsWords } from "./session-words";

/** Everything of a box but its addresses: `anonymous, any sender -> any recipient but at contoso.com, on 0.0.0.0:25`. */
export function boxWords(box: RelayBox, most?: number): string {
  const { sessions, senders, recipients, endpoints, internationalized } = box;
  const who = `${sessionsWords(sessions, most)}, ${sendersWords(senders, most)} -> ${recipientsWords(recipients, most)}`;
  const letters = internationalized === "only" ? ", with letters beyond ASCII" : "";
  return `${who}${letters}, on ${endpointsWords(endpoints, most)}`;
}
