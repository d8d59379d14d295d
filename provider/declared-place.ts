import { isDeepStrictEqual } from "node:util";
import { parseProgramPlace } from "../model";
import type { Properties } from "./dynamic-provider";

/** Where the program declares a resource, such as `index.ts:42`; undefined where the SDK did not say so. */
export function placeOf({ declaredAt }: Properties): string | undefined {
  return parseProgramPlace(declaredAt) === undefined ? undefined : (declaredAt as string);
}

/**
 * Checked inputs with the place that state is to keep. A line that only moved is no change: where nothing else differs,
 * the place stays what was written last, so that state, its outputs and the host go on saying the same.
 */
export function withSteadyPlace(inputs: Properties, olds: Properties): Properties {
  const declared = withoutPlace(inputs);
  const isSame = Object.keys(olds).length > 0 && isDeepStrictEqual(declared, withoutPlace(olds));
  const place = placeOf(isSame ? olds : inputs);
  return place === undefined ? declared : { ...declared, declaredAt: place };
}

function withoutPlace(properties: Properties): Properties {
  const beside = ["declaredAt", "__provider"];
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !beside.includes(name)));
}
