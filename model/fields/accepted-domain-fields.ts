import type { AcceptedDomainSettings } from "../settings";
import { field, type FieldTable } from "./field";
import { domainPattern } from "./host-formats";
import { reason } from "./note-formats";
import { bool, choice, nullable } from "./scalar";

/** Inputs of an accepted domain, in the order of the config document. */
export const ACCEPTED_DOMAIN_FIELDS: FieldTable<AcceptedDomainSettings> = {
  domainName: field(domainPattern, {
    doc: "The domain: contoso.com exactly, *.contoso.com any depth below it, or * everything.",
    source: "New-AcceptedDomain -DomainName",
  }),
  domainType: field(choice(["Authoritative", "InternalRelay", "ExternalRelay"]), {
    default: "Authoritative",
    doc: "Whether the domain's mailboxes are all ours, partly ours, or somebody's whom we relay for; all three accept mail.",
    source: "New-AcceptedDomain -DomainType",
  }),
  matchSubDomains: field(bool, {
    default: false,
    doc: "Whether every domain below it is meant too.",
    source: "New-AcceptedDomain -MatchSubDomains",
  }),
  allowWideRelay: field(nullable(reason), {
    default: null,
    doc: "Why a wildcard on everything, a top-level domain or a public suffix is meant; without it such a domain is refused.",
    source: "this project",
  }),
  owner: field(nullable(reason), { default: null, doc: "Who answers for the domain.", source: "this project" }),
  reason: field(nullable(reason), { default: null, doc: "Why mail for the domain is taken.", source: "this project" }),
  ticket: field(nullable(reason), { default: null, doc: "Where the domain was asked for.", source: "this project" }),
};
