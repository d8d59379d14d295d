import type { IncomingHttpHeaders } from "node:http";
import { parseProgramPlace, type ProgramPlace } from "../../model";
import { ApiProblem } from "./api-problem";

/** Which declaration a request speaks for. */
export interface DeclaredOwner {
  /** `organisation/project/stack`. */
  readonly stack: string;
  readonly logicalId: string;
  readonly token: string;
}

/** The run of `pulumi up` a write belongs to. */
export interface DeclaredRun {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds after which the write must not happen any more. */
  readonly deadline: number;
}

/** The `Relay-*` headers of a request, read once and strictly. Absent ones are null. */
export interface RelayHeaders {
  readonly stack: string | null;
  readonly logicalId: string | null;
  /** Stack that declares the object from now on, after a rename; Relay-Stack is then the one that state holds. */
  readonly declaredStack: string | null;
  readonly ownerToken: string | null;
  readonly run: DeclaredRun | null;
  readonly commit: string | null;
  readonly program: string | null;
  readonly declaredAt: ProgramPlace | null;
  readonly adoptExisting: boolean;
  /** Why this must be written although the configuration is frozen. */
  readonly breakGlass: string | null;
}

const STACK_RULE = { pattern: /^[^/]+\/[^/]+\/[^/]+$/, expected: "organisation/project/stack" };
const CONTROL_CHARACTER = /\p{Cc}/u;
const EPOCH_MILLISECONDS = /^\d{1,15}$/;

/** Reads the `Relay-*` headers. Values are percent-encoded UTF-8 (RFC 3986 §2.1), as names of resources may hold any letter. */
export function readRelayHeaders(headers: IncomingHttpHeaders): RelayHeaders {
  return {
    stack: readText(headers, "Relay-Stack", 256, STACK_RULE),
    logicalId: readText(headers, "Relay-Logical-Id", 512),
    declaredStack: readText(headers, "Relay-Declared-Stack", 256, STACK_RULE),
    ownerToken: readText(headers, "Relay-Owner-Token", 128, {
      pattern: /^[\w-]{16,}$/,
      expected: "16 to 128 letters, digits, - or _",
    }),
    run: readRun(headers),
    commit: readText(headers, "Relay-Commit", 128, { pattern: /^[\x21-\x7e]+$/, expected: "the id of a commit" }),
    program: readText(headers, "Relay-Program", 256),
    declaredAt: readPlace(headers, "Relay-Declared-At"),
    adoptExisting: readFlag(headers, "Relay-Adopt-Existing"),
    breakGlass: readText(headers, "Relay-Break-Glass", 256),
  };
}

/** The owner of an object about to be created: all three parts, or none for one that no program declares. */
export function declaredOwner(headers: RelayHeaders): DeclaredOwner | null {
  const { stack, logicalId, ownerToken } = headers;
  if (stack === null && logicalId === null && ownerToken === null) return null;
  if (stack !== null && logicalId !== null && ownerToken !== null) return { stack, logicalId, token: ownerToken };
  throw new ApiProblem(
    "RELAY_HEADER_INVALID",
    "Relay-Stack, Relay-Logical-Id and Relay-Owner-Token belong together: send all three, or none.",
  );
}

/** Who an update says that the object is from now on; undefined for one that says nothing about it, or is by hand. */
export function declaredAs(headers: RelayHeaders): { readonly stack: string; readonly logicalId: string } | undefined {
  const { stack, logicalId, declaredStack, ownerToken } = headers;
  if (stack !== null && logicalId !== null && ownerToken !== null) return { stack: declaredStack ?? stack, logicalId };
  if (declaredStack === null) return undefined;
  throw new ApiProblem(
    "RELAY_HEADER_INVALID",
    "Relay-Declared-Stack needs Relay-Stack, Relay-Logical-Id and Relay-Owner-Token beside it.",
  );
}

function readRun(headers: IncomingHttpHeaders): DeclaredRun | null {
  const id = readText(headers, "Relay-Run", 128);
  const startedAt = readTime(headers, "Relay-Run-Started");
  const deadline = readTime(headers, "Relay-Deadline");
  if (id === null && startedAt === null && deadline === null) return null;
  if (id !== null && startedAt !== null && deadline !== null) return { id, startedAt, deadline };
  throw new ApiProblem(
    "RELAY_HEADER_INVALID",
    "Relay-Run, Relay-Run-Started and Relay-Deadline belong together: send all three, or none.",
  );
}

function readPlace(headers: IncomingHttpHeaders, name: string): ProgramPlace | null {
  const text = readText(headers, name, 272);
  const place = parseProgramPlace(text);
  if (text !== null && place === undefined) throw invalid(name, "must be file:line, relative to the project's folder");
  return place ?? null;
}

function readTime(headers: IncomingHttpHeaders, name: string): number | null {
  const text = readText(headers, name, 15, { pattern: EPOCH_MILLISECONDS, expected: "epoch milliseconds" });
  return text === null ? null : Number(text);
}

function readFlag(headers: IncomingHttpHeaders, name: string): boolean {
  return readText(headers, name, 5, { pattern: /^(true|false)$/, expected: "true or false" }) === "true";
}

interface TextRule {
  readonly pattern: RegExp;
  readonly expected: string;
}

function readText(headers: IncomingHttpHeaders, name: string, limit: number, rule?: TextRule): string | null {
  const raw = headers[name.toLowerCase()];
  if (raw === undefined) return null;
  const text = decode(String(raw), name);
  if (text === "" || text.length > limit) throw invalid(name, `must have 1 to ${limit} characters`);
  if (CONTROL_CHARACTER.test(text)) throw invalid(name, "holds a control character");
  if (rule !== undefined && !rule.pattern.test(text)) throw invalid(name, `must be ${rule.expected}`);
  return text;
}

function decode(raw: string, name: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    throw invalid(name, "is not percent-encoded UTF-8");
  }
}

// The value is not repeated: one of these headers is a secret.
function invalid(name: string, why: string): ApiProblem {
  return new ApiProblem("RELAY_HEADER_INVALID", `The header ${name} ${why}.`, { property: name });
}
