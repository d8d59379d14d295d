import { Type } from "typebox";
import { formatIpAddress, parseIpAddress } from "../../../model";
import { parseReference } from "../../refusals";
import { ApiProblem } from "../api-problem";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { readSince } from "../read-since";
import { PROBLEM_ANSWER, REFUSAL } from "../schemas";

const QUERY = Type.Object(
  {
    client: Type.Optional(Type.String({ maxLength: 64, description: "Address of the client." })),
    since: Type.Optional(Type.String({ maxLength: 64, description: "RFC 3339: only refusals from then on." })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  },
  { additionalProperties: false },
);

const PARAMETERS = Type.Object({
  ref: Type.String({ maxLength: 16, description: "8F3K-2M7Q, as the client was told." }),
});

/** Refusals of rights that clients were given a reference for. */
export function refusalRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(REFUSAL);
  registerOne(app, parts);
  registerList(app, parts);
}

function registerOne(app: ControlApiApp, { refusals }: ControlApiParts): void {
  const response = { 200: Type.Ref("Refusal#"), default: PROBLEM_ANSWER };
  const schema = { tags: ["Host"], operationId: "getRefusal", params: PARAMETERS, response };
  app.get("/v1/refusals/:ref", { config: { access: "read" }, schema }, async (request) => {
    const ref = parseReference(request.params.ref);
    if (ref === undefined) throw invalid("ref", `"${request.params.ref}" is no reference: it looks like 8F3K-2M7Q.`);
    const refusal = await refusals.find(ref);
    if (refusal !== undefined) return refusal;
    throw new ApiProblem(
      "RELAY_NOT_FOUND",
      `No refusal with the reference ${ref} is kept here: it is too old, or another host's.`,
    );
  });
}

function registerList(app: ControlApiApp, { refusals }: ControlApiParts): void {
  const response = { 200: Type.Object({ items: Type.Array(Type.Ref("Refusal#")) }), default: PROBLEM_ANSWER };
  const schema = {
    tags: ["Host"],
    operationId: "listRefusals",
    description: "The newest first. Repetitions within a minute are one.",
    querystring: QUERY,
    response,
  };
  app.get("/v1/refusals", { config: { access: "read" }, schema }, async (request) => {
    const { client, since, limit = 50 } = request.query;
    const query = {
      ...(client === undefined ? {} : { client: readClient(client) }),
      ...(since === undefined ? {} : { since: readSince(since) }),
    };
    return { items: [...(await refusals.list({ ...query, limit }))] };
  });
}

function readClient(text: string): string {
  const address = parseIpAddress(text);
  if (address === undefined)
    throw invalid("client", `"${text}" is not an address such as 192.168.2.55 or 2001:db8::1.`);
  return formatIpAddress(address);
}

function invalid(property: string, message: string): ApiProblem {
  return new ApiProblem("RELAY_REQUEST_INVALID", `${property}: ${message}`, { property });
}
