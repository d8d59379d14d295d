import Ajv, { type ErrorObject, type Options } from "ajv";
import type { FastifyError, FastifyInstance, FastifySchemaCompiler } from "fastify";
import { ApiProblem } from "./api-problem";

// Fastify's own defaults remove unknown properties and turn "1" into 1: a program with a typing error would seem to work.
const STRICT: Options = { removeAdditional: false, coerceTypes: false, useDefaults: false, strict: false };

/**
 * Validates requests as they are. Only a query string is coerced, since everything in it is text.
 * Components named in `openComponents` are documented in full, but checked here only for being an object: the model
 * judges them and reports every failure at once.
 */
export function validateStrictly(app: FastifyInstance, openComponents: readonly string[]): void {
  const open = openComponents.map((name) => ({ $id: name, type: "object" }));
  const asGiven = new Ajv({ ...STRICT, schemas: open });
  const fromText = new Ajv({ ...STRICT, coerceTypes: true, schemas: open });
  const compiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) =>
    (httpPart === "querystring" ? fromText : asGiven).compile(schema);
  app.setValidatorCompiler(compiler);
}

/** Turns a refusal by a schema into a problem that names the property. */
export function validationProblem(error: FastifyError): ApiProblem {
  const first = error.validation?.[0] as ErrorObject | undefined;
  const property = first === undefined ? "" : propertyOf(first);
  const where = error.validationContext ?? "request";
  return new ApiProblem("RELAY_REQUEST_INVALID", `${sentence(first, property, where)}`, { property });
}

function sentence(error: ErrorObject | undefined, property: string, where: string): string {
  if (error?.keyword === "additionalProperties") return `Unknown property "${property}" in the ${where}.`;
  if (error?.keyword === "required") return `The property "${property}" is missing from the ${where}.`;
  const subject = property === "" ? `The ${where}` : `"${property}" in the ${where}`;
  return `${subject} ${error?.message ?? "is not valid"}${allowed(error)}.`;
}

function allowed(error: ErrorObject | undefined): string {
  const values: unknown = error?.params["allowedValues"];
  return Array.isArray(values) ? `: ${values.join(", ")}` : "";
}

function propertyOf(error: ErrorObject): string {
  const path = error.instancePath.split("/").slice(1);
  const extra: unknown = error.params["additionalProperty"] ?? error.params["missingProperty"];
  const names = typeof extra === "string" ? [...path, extra] : path;
  return names
    .map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`))
    .join("")
    .replace(/^\./, "");
}
