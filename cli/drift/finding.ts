import type { Kind, Owner } from "../../model";
import type { PropertyDrift } from "./compare-properties";
import type { Declared } from "./declared";
import type { HostObject } from "./drift-host";

/**
 * What differs:
 * - `changed`: properties of a declared object
 * - `password-changed`: the password of a declared account or route was set or removed by somebody else
 * - `deleted`: a declared object is not there
 * - `pending`: of a program: it changes or deletes the object, which is as its last `up` left it
 * - `not-made`: of a program: `up` has not made it yet
 * - `taken`: another stack or logical name owns it now
 * - `superseded`: a newer connector of the stack has taken over some or all of its clients
 * - `undeclared-right`: an entry that nobody declares on a declared connector
 * - `undeclared`: an object that nobody declares
 * - `left-over`: the stack owns it, but neither its state nor its program has it
 * - `other-stack`: another stack declares it
 */
export type FindingKind =
  | "changed"
  | "password-changed"
  | "deleted"
  | "pending"
  | "not-made"
  | "taken"
  | "superseded"
  | "undeclared-right"
  | "undeclared"
  | "left-over"
  | "other-stack";

/** One difference, before anybody asked who made it. */
export interface Finding {
  readonly kind: FindingKind;
  readonly objectKind: Kind;
  /** Connector name, domain, `Allow PRINCIPAL on CONNECTOR`. */
  readonly name: string;
  readonly owner: Owner | null;
  readonly declared: Declared | undefined;
  readonly actual: HostObject | undefined;
  readonly properties: readonly PropertyDrift[];
  /** Receive connectors and their entries: the connector's own entries' way with `up`. */
  readonly unmanagedPermissions?: "revoke" | "report";
  /** The newer connector that serves the clients instead. */
  readonly newer?: HostObject;
  /** Another object of the same name that is in the way of making this one again. */
  readonly inTheWay?: HostObject;
}
