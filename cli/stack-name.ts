import { InvalidArgumentError } from "commander";

/** Reads `organisation/project/stack`. */
export function stackName(text: string): string {
  if (/^[\w.-]+\/[\w.-]+\/[\w.-]+$/.test(text)) return text;
  throw new InvalidArgumentError(
    "Write organisation/project/stack, such as organization/crm/prod (file backends call every organisation that).",
  );
}

/** Reads a stack name in which `*` may stand for any one part. */
export function stackPattern(text: string): string {
  if (/^(\*|[\w.-]+)\/(\*|[\w.-]+)\/(\*|[\w.-]+)$/.test(text)) return text;
  throw new InvalidArgumentError("Write organisation/project/stack, with * for any one part, such as acme/crm/*.");
}
