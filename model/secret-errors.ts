import type { CatalogueEntry } from "./error-catalogue";

/** What can be wrong with accounts, their passwords and the key that passwords are sealed with. Part of the error catalogue. */
export const SECRET_ERRORS = {
  RELAY_PASSWORD_INVALID: {
    title: "The password is not acceptable",
    status: 422,
    remedy:
      "Use 8 to 256 characters without control characters, other than the username. Messages never repeat a password.",
  },
  RELAY_PASSWORD_NEEDED: {
    title: "A stored password would go elsewhere",
    status: 422,
    remedy:
      "Give the password again in the same write: it must not be sent to a new host by somebody who does not know it.",
  },
  RELAY_PRINCIPAL_UNKNOWN: {
    title: "An account or group that nobody declared",
    status: 422,
    remedy:
      "Declare the RelayUser or RelayGroup, or correct the name. A program gives the resource itself, so that it comes first.",
  },
  RELAY_PASSWORD_HASH_INVALID: {
    title: "Not a hash that this host computes",
    status: 422,
    remedy: "Write an argon2id PHC string with m <= 65536, t <= 10 and p <= 4, as relayctl export --with-secrets does.",
  },
  RELAY_PRINCIPAL_IN_USE: {
    title: "Others name the account or group",
    status: 409,
    remedy: "Remove or change the permissions and memberships that detail names first.",
  },
  RELAY_SECRETS_KEY_MISSING: {
    title: "The key of the sealed passwords is missing",
    status: 500,
    remedy:
      "Put secrets.key back from a copy of the data directory: passwords of send connectors cannot be read without.",
  },
  RELAY_SECRETS_KEY_WRONG: {
    title: "The key of the sealed passwords is another one",
    status: 500,
    remedy: "Put the secrets.key back that belongs to this data directory.",
  },
} as const satisfies Record<string, CatalogueEntry>;
