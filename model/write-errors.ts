import type { CatalogueEntry } from "./error-catalogue";

/** Why a host refuses a write whose settings are valid in themselves. Part of the error catalogue. */
export const WRITE_ERRORS = {
  RELAY_NAME_TAKEN: {
    title: "Another object is already there",
    status: 409,
    remedy:
      "Choose another name, or set adoptExisting to take an object over that nobody declares; one of another stack needs an admin token.",
  },
  RELAY_NOT_OWNER: {
    title: "The object is declared elsewhere",
    status: 409,
    remedy: "Run pulumi refresh: the object was taken over by another resource, another stack or by hand.",
  },
  RELAY_STALE_RUN: {
    title: "The write belongs to an older run",
    status: 409,
    remedy: "A newer pulumi up has written the object since; nothing was changed. Run pulumi up again if it is needed.",
  },
  RELAY_DEADLINE_PASSED: {
    title: "The write came after its deadline",
    status: 409,
    remedy: "Nothing was changed. Run pulumi up again.",
  },
  RELAY_STACK_FORBIDDEN: {
    title: "The token may not write for this stack",
    status: 403,
    remedy: "Use a token whose stack pattern covers the stack that detail names.",
  },
  RELAY_FROZEN: {
    title: "The configuration is frozen",
    status: 423,
    remedy:
      "Wait until somebody runs relayctl unfreeze. In an emergency an admin token may write with a reason: relayctl COMMAND --break-glass REASON, RELAY_BREAK_GLASS for pulumi, or the header Relay-Break-Glass.",
  },
  RELAY_OBSERVE_WIDENS: {
    title: "What is observed only would allow more than what is enforced",
    status: 422,
    remedy:
      "Under observeOnly a connector can only be narrowed. Leave the widening out, or set observeOnly to false, which enforces the settings.",
  },
  RELAY_REVERT_REFUSED: {
    title: "The state of that revision cannot be put back",
    status: 409,
    remedy: "Mend what detail names, or put single objects back by hand; relayctl audit show has what they were.",
  },
  RELAY_RESTORE_REFUSED: {
    title: "The document cannot become this host's configuration",
    status: 409,
    remedy: "Mend what detail names in the document, or on the host, and restore it again. Nothing was changed.",
  },
  RELAY_REVISION_UNKNOWN: {
    title: "There is no such revision",
    status: 404,
    remedy: "Name one from 0 to the present revision; relayctl audit lists them.",
  },
  RELAY_AUDIT_BROKEN: {
    title: "The audit is not as it was written",
    status: 409,
    remedy:
      "Run relayctl audit verify, and find out who has written to the data directory. Nothing is put back from such an audit.",
  },
  RELAY_CONNECTOR_IN_USE: {
    title: "Others have declared rights on the connector",
    status: 409,
    remedy: "Remove the ConnectorPermission resources that detail names first: they belong to other stacks.",
  },
  RELAY_ENTRY_ELSEWHERE: {
    title: "The entry to revoke is on another connector",
    status: 409,
    remedy: "Run pulumi refresh, which reads the unmanaged entries of each connector again.",
  },
  RELAY_CERTIFICATE_UNUSABLE: {
    title: "There is no certificate that can be used",
    status: 422,
    remedy:
      "See relayctl certificate list for what the host has, and relayctl certificate import to bring it one with its key.",
  },
  RELAY_SINGLETON: {
    title: "There is exactly one such object on a host",
    status: 409,
    remedy: "Declare it in a program, which then owns it, or update it by hand; it is never created by hand.",
  },
  RELAY_STORE_DAMAGED: {
    title: "The config store contradicts itself",
    status: 500,
    remedy:
      "Stop the host and keep a copy of the data directory. Then put back the last copy that was made of it whole.",
  },
  RELAY_STORE_NOT_EMPTY: {
    title: "The database holds a configuration already",
    status: 409,
    remedy: "Move into an empty database, or take its schema relay away if nobody needs it; nothing was changed.",
  },
  RELAY_STORE_OUTCOME_UNKNOWN: {
    title: "It is not known whether the change was made",
    // Not 503: whoever repeats requests by themselves must look first.
    status: 504,
    remedy: "Look whether it is there before you send it again: the database went away while it was to be committed.",
  },
  RELAY_STORE_UNAVAILABLE: {
    title: "The config store's database does not answer",
    status: 503,
    remedy: "Nothing was changed and mail goes on. See relayctl status; try again once the database is back.",
  },
  RELAY_STORE_UNKNOWN: {
    title: "The config store is not of a form that this release knows",
    status: 500,
    remedy: "Start it with the release that wrote it, or give the host another --data-dir; nothing in it was changed.",
  },
} as const satisfies Record<string, CatalogueEntry>;
