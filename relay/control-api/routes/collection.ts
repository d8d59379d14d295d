import { Type } from "typebox";
import type { Kind } from "../../../model";
import { ApiProblem } from "../api-problem";

/** Where objects of a kind live in the control API. */
export interface Collection {
  readonly path: string;
  readonly kind: Kind;
}

export const ID_PARAMETER = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) });

export function notFound(kind: Kind, id: string): ApiProblem {
  return new ApiProblem("RELAY_NOT_FOUND", `There is no ${kind} with the id "${id}" on this installation.`);
}
