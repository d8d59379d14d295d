import { Type } from "typebox";

const TEXT = (description: string) => Type.Optional(Type.String({ description }));

/** Headers of every request about objects. Checked by `readRelayHeaders`, which says more than a schema can. */
export const OBJECT_HEADERS = Type.Object({
  "relay-stack": TEXT(
    "organisation/project/stack that the request speaks for. All Relay values are percent-encoded UTF-8.",
  ),
  "relay-logical-id": TEXT("Logical name of the resource in its stack. With PUT by the owner: its name from now on."),
  "relay-declared-stack": TEXT(
    "PUT: organisation/project/stack that owns the object from now on, after a rename. relay-stack is the old name, and the token of both stacks must be allowed to write.",
  ),
  "relay-owner-token": TEXT(
    "Proof of ownership: 16 to 128 letters, digits, - or _. New at every create, never answered.",
  ),
  "relay-run": TEXT("Id of the run of pulumi up; with relay-run-started and relay-deadline."),
  "relay-run-started": TEXT("Epoch milliseconds. A run older than the owner's last one is refused."),
  "relay-deadline": TEXT("Epoch milliseconds after which the write is refused."),
  "relay-commit": TEXT("Version-control revision of the program, for the audit."),
  "relay-program": TEXT("What program writes, for the audit."),
  "relay-declared-at": TEXT(
    "file:line of the declaration in the program, relative to the project's folder: answered as declaredIn.",
  ),
  "relay-adopt-existing": TEXT("true: take over an object in the way that nobody declares."),
  "relay-break-glass": TEXT(
    "Why this must be written although the configuration is frozen, with the scope admin; for the audit.",
  ),
  "relay-installation": TEXT("id.epoch of the installation that must answer."),
  "if-match": TEXT("ETag as read; required on PUT and DELETE. * only by hand, with the scope admin."),
});
