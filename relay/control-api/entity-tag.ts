import { ApiProblem } from "./api-problem";

/** Which store an object lives in: a restored backup or a fresh data directory is another installation or epoch. */
export interface Installation {
  readonly id: string;
  readonly epoch: number;
}

/** What If-Match asks for: a revision of this installation, or any. */
export type RevisionCondition = { readonly kind: "any" } | { readonly kind: "revision"; readonly revision: number };

const TAG = /^"(?<id>[^".]{1,64})\.(?<epoch>\d{1,15})\.(?<revision>\d{1,15})"$/;
const INSTALLATION = /^(?<id>[^".]{1,64})\.(?<epoch>\d{1,15})$/;

/** `"<installation>.<epoch>.<revision>"`, a strong tag (RFC 9110 §8.8.3). */
export function formatEntityTag(installation: Installation, revision: number): string {
  return `"${installation.id}.${installation.epoch}.${revision}"`;
}

/** Reads If-Match. Another installation's tag is a mismatch, never a stale revision: the object is somewhere else. */
export function readIfMatch(value: string | undefined, installation: Installation): RevisionCondition {
  if (value === undefined) {
    throw new ApiProblem(
      "RELAY_IF_MATCH_REQUIRED",
      "PUT and DELETE need If-Match with the ETag of the object as read.",
    );
  }
  if (value === "*") return { kind: "any" };
  const tag = TAG.exec(value)?.groups;
  if (tag?.["id"] === undefined) {
    throw new ApiProblem("RELAY_HEADER_INVALID", `If-Match must be one ETag as the control API gave it, or *.`);
  }
  requireSameInstallation({ id: tag["id"], epoch: Number(tag["epoch"]) }, installation, "If-Match");
  return { kind: "revision", revision: Number(tag["revision"]) };
}

/** Refuses a request whose client expects its objects in another installation (`Relay-Installation: id.epoch`). */
export function checkExpectedInstallation(value: string | undefined, installation: Installation): void {
  if (value === undefined) return;
  const expected = INSTALLATION.exec(value)?.groups;
  if (expected?.["id"] === undefined) {
    throw new ApiProblem("RELAY_HEADER_INVALID", "Relay-Installation must be an installation id, a dot and an epoch.");
  }
  requireSameInstallation({ id: expected["id"], epoch: Number(expected["epoch"]) }, installation, "Relay-Installation");
}

function requireSameInstallation(expected: Installation, actual: Installation, header: string): void {
  if (expected.id === actual.id && expected.epoch === actual.epoch) return;
  const what = expected.id === actual.id ? "was restored or started anew since" : "is another installation";
  throw new ApiProblem(
    "RELAY_INSTALLATION_MISMATCH",
    `${header} expects installation ${expected.id} epoch ${expected.epoch}, this host is ${actual.id} epoch ${actual.epoch}: ` +
      `it ${what}. Nothing was changed; the objects are not gone, they are elsewhere.`,
  );
}
