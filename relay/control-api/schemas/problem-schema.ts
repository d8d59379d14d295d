import { Type } from "typebox";
import { ERROR_CATALOGUE } from "../../../model";

export const FAILURE = Type.Object(
  {
    code: Type.String({ description: "Stable code of the error catalogue." }),
    property: Type.String({ description: "Path of the property, such as remoteIpRanges[1]." }),
    message: Type.String({ description: "Whole sentence that names the value and the remedy." }),
  },
  { $id: "Failure", additionalProperties: false },
);

export const PROBLEM = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: "Stable code of the error catalogue.", examples: Object.keys(ERROR_CATALOGUE) }),
    detail: Type.String({ description: "What was wrong, which value, what to do." }),
    property: Type.Optional(Type.String()),
    failures: Type.Optional(Type.Array(Type.Ref("Failure#"))),
    changedBy: Type.Optional(
      Type.Object({
        actor: Type.String(),
        at: Type.String({ format: "date-time" }),
        action: Type.String(),
        properties: Type.Array(Type.String()),
      }),
    ),
  },
  { $id: "Problem", description: "RFC 9457 problem document." },
);

/** The answer of every route to everything that is not a success. */
export const PROBLEM_ANSWER = {
  description: "The request was refused; nothing was changed.",
  content: { "application/problem+json": { schema: Type.Ref("Problem#") } },
} as const;
