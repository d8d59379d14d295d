import type { RelayGroupSettings } from "../settings";
import { accountName } from "./account-formats";
import { field, type FieldTable } from "./field";
import { comment, reason } from "./note-formats";
import { nullable } from "./scalar";

const PROJECT = "this project";

/** Inputs of a group of accounts, in the order of the config document. */
export const RELAY_GROUP_FIELDS: FieldTable<RelayGroupSettings> = {
  name: field(accountName, {
    doc: "Name for accounts and permissions: at most 64 characters without a backslash, unique with the account names without regard to case.",
    source: PROJECT,
  }),
  comment: field(comment, { default: "", doc: "Free text for people.", source: PROJECT }),
  owner: field(nullable(reason), { default: null, doc: "Who answers for the group.", source: PROJECT }),
  reason: field(nullable(reason), { default: null, doc: "Why the group exists.", source: PROJECT }),
  ticket: field(nullable(reason), { default: null, doc: "Where the group was asked for.", source: PROJECT }),
};
