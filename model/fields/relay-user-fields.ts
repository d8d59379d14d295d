import type { RelayUserSettings } from "../settings";
import { accountName, fingerprints, groupNames } from "./account-formats";
import { field, type FieldTable } from "./field";
import { timeSpan } from "./host-formats";
import { allowedSenders } from "./mail-scopes";
import { comment, reason } from "./note-formats";
import { bool, nullable } from "./scalar";

const PROJECT = "this project";

/** Inputs of an account beside its password, in the order of the config document. */
export const RELAY_USER_FIELDS: FieldTable<RelayUserSettings> = {
  username: field(accountName, {
    doc: "Name for SMTP AUTH and for permissions: at most 64 characters without a backslash, unique with the group names without regard to case.",
    source: PROJECT,
  }),
  enabled: field(bool, { default: true, doc: "Whether the account may log in.", source: PROJECT }),
  comment: field(comment, { default: "", doc: "Free text for people.", source: PROJECT }),
  groups: field(groupNames, { default: [], doc: "Relay groups that the account belongs to.", source: PROJECT }),
  allowedSenders: field(allowedSenders, {
    default: [],
    doc: "Addresses, and domains exactly, that the account may send as beside what its rights say (Exchange's Send As).",
    source: "Add-ADPermission -ExtendedRights Send-As",
  }),
  clientCertificates: field(fingerprints, {
    default: [],
    doc: "SHA-256 fingerprints of client certificates that stand for the account in STARTTLS.",
    source: PROJECT,
  }),
  passwordOverlap: field(timeSpan({ min: 0, max: 7 * 86_400 }), {
    default: "00:00:00",
    doc: "How long the former password stays good after a new one is set.",
    source: PROJECT,
  }),
  owner: field(nullable(reason), { default: null, doc: "Who answers for the account.", source: PROJECT }),
  reason: field(nullable(reason), { default: null, doc: "Why the account exists.", source: PROJECT }),
  ticket: field(nullable(reason), { default: null, doc: "Where the account was asked for.", source: PROJECT }),
};
