import { type Failure, hasPassword, judgeSecretInput } from "../model";
import type { Properties } from "./dynamic-provider";
import type { HostObject, ResourceKind, Secrets } from "./relay-host";
import { isUnknown } from "./unknown-value";

/** What a create says about the password: nothing where the program has none. */
export function secretsOf(kind: ResourceKind, inputs: Properties): Secrets | undefined {
  const password = passwordIn(kind, inputs);
  return password === undefined ? undefined : { password };
}

/**
 * What an update says about the password: what the program changed, or what a refresh did not find. A send connector's
 * always goes along, because the host sends a stored one to no new place without it, and knows when it is the same.
 */
export function changedSecrets(kind: ResourceKind, olds: Properties, news: Properties): Secrets | undefined {
  const [before, now] = [passwordIn(kind, olds), passwordIn(kind, news)];
  if (before !== now) return { password: now ?? null };
  return kind === "SendConnector" && now !== undefined ? { password: now } : undefined;
}

/** Whether state and program name different passwords. */
export function isPasswordChanged(kind: ResourceKind, olds: Properties, news: Properties): boolean {
  return passwordIn(kind, olds) !== passwordIn(kind, news);
}

/**
 * The inputs without the password when the host has another one by now: nobody can tell which, so that is drift, and the
 * next `up` sets the declared one again.
 */
export function withoutStalePassword(inputs: Properties, object: HostObject, outputs: Properties): Properties {
  const known = outputs["secretVersion"];
  if (!hasPassword(object.kind) || known === undefined || known === object.secretVersion) return inputs;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "password"));
}

/** Everything that is wrong with a declared password; what is not known yet passes. */
export function judgePasswordInput(kind: ResourceKind, hidden: Properties, settings: object): readonly Failure[] {
  const { password } = hidden;
  return password === undefined ? [] : judgeSecretInput({ kind, settings, password, property: "password", isUnknown });
}

function passwordIn(kind: ResourceKind, properties: Properties): string | undefined {
  const { password } = properties;
  return hasPassword(kind) && typeof password === "string" ? password : undefined;
}
