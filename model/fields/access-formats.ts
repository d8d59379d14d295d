import { EXTENDED_RIGHTS } from "../extended-right";
import { parseExtendedRight } from "../parse-extended-right";
import { parsePrincipal } from "../parse-principal";
import type { Parsed } from "../failure";
import type { Format } from "./field";
import { list, sortedOnce } from "./list";
import { readAs } from "./outcome";
import { parseText, text } from "./text";

/** Id of a connector: a GUID of the host; in a config document the connector's name stands here. */
export const connectorId: Format<string> = text({ min: 1, max: 128 });

const TEXT = { min: 1, max: 256 };

/** A principal by name or SID, stored by its canonical name. */
export const principal: Format<string> = {
  parse: (value, property) => parseThen(value, property, parsePrincipal),
  schema: { type: "string", minLength: 1, maxLength: TEXT.max },
};

const extendedRight: Format<string> = {
  parse: (value, property) => parseThen(value, property, parseExtendedRight),
  schema: { enum: EXTENDED_RIGHTS },
};

/** At least one extended right, sorted, without duplicates. */
export const extendedRights: Format<readonly string[]> = list({
  item: extendedRight,
  max: 100,
  of: "extended rights",
  canonical: sortedOnce,
});

function parseThen(
  value: unknown,
  property: string,
  parse: (text: string, property: string) => Parsed<string>,
): Parsed<string> {
  const given = parseText(value, property, TEXT);
  return given.ok ? readAs(parse(given.value, property), property, (name) => name) : given;
}
