import type { Format } from "./field";
import { list } from "./list";
import { read, refuse } from "./outcome";
import { quoteValue } from "../quote-value";
import { sameText } from "./scalar";

/** Rights of a next host on a send connector (Exchange: Send connectors, permissions). */
export const SEND_RIGHTS = [
  "ms-Exch-Send-Headers-Routing",
  "ms-Exch-Send-Headers-Organization",
  "ms-Exch-Send-Headers-Forest",
] as const;

export type SendRight = (typeof SEND_RIGHTS)[number];

/** Which headers leave with a message, in the order of the table, each once. */
export const sendRights: Format<readonly string[]> = list<SendRight>({
  item: {
    parse(value, property) {
      const found = SEND_RIGHTS.find((right) => typeof value === "string" && sameText(right, value));
      if (found !== undefined) return read(found);
      return refuse(
        "RELAY_CHOICE_INVALID",
        property,
        `is ${quoteValue(value)}: write one of ${SEND_RIGHTS.join(", ")}.`,
      );
    },
    schema: { enum: SEND_RIGHTS },
  },
  min: 0,
  of: "rights",
  canonical: (given) => SEND_RIGHTS.filter((right) => given.includes(right)),
});
