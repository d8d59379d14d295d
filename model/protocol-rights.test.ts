import { EXTENDED_RIGHTS } from "./extended-right";
import { protocolRightName, protocolRights } from "./protocol-rights";

test("the session's rights read as in Exchange's protocol log", () => {
  const anonymous = new Set([
    "ms-Exch-Accept-Headers-Routing",
    "ms-Exch-SMTP-Accept-Authoritative-Domain-Sender",
    "ms-Exch-SMTP-Accept-Any-Sender",
    "ms-Exch-SMTP-Submit",
  ] as const);
  const line = "SMTPSubmit SMTPAcceptAnySender SMTPAcceptAuthoritativeDomainSender AcceptRoutingHeaders";
  expect(protocolRights(anonymous as ReadonlySet<(typeof EXTENDED_RIGHTS)[number]>)).toBe(line);
  expect(protocolRights(new Map())).toBe("");
});

test("every right has a name of its own", () => {
  expect(EXTENDED_RIGHTS.map(protocolRightName)).toEqual([
    "SMTPSubmit",
    "SMTPAcceptAnyRecipient",
    "SMTPAcceptAnySender",
    "SMTPAcceptAuthoritativeDomainSender",
    "SMTPAcceptAuthenticationFlag",
    "AcceptRoutingHeaders",
    "AcceptOrganizationHeaders",
    "AcceptForestHeaders",
    "BypassAntiSpam",
    "BypassMessageSizeLimit",
    "SMTPAcceptExch50",
  ]);
});
