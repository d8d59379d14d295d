import { join } from "node:path";
import { CONSTRAINTS, ERROR_CATALOGUE, FIELDS, NOT_SUPPORTED } from "../../model";
import { parameterRows } from "./parameters-page";
import { referencePages } from "./reference-pages";
import { wireTests } from "./wire-tests";

const TOP = join(__dirname, "..", "..");

function page(file: string): string {
  return referencePages(TOP).find((candidate) => candidate.file === file)?.text ?? "";
}

test("every input of every kind has its row", () => {
  for (const fields of Object.values(FIELDS)) {
    for (const [name, { doc }] of Object.entries(fields)) {
      expect(page("fields.md")).toContain(`| \`${name}\` |`);
      expect(page("fields.md")).toContain(doc.replaceAll("|", "\\|"));
    }
  }
});

test("every rule from C1 to C14 has its row", () => {
  const ids = new Set(CONSTRAINTS.map(({ id }) => id.split(" ")[0]));
  expect([...ids]).toEqual(Array.from({ length: 14 }, (_, index) => `C${index + 1}`));
  for (const { rule } of CONSTRAINTS) expect(page("constraints.md")).toContain(rule);
});

test("every error has its section, and no other", () => {
  const sections = [...page("errors.md").matchAll(/^## (\w+)$/gm)].map(([, code]) => code);
  expect(sections).toEqual(Object.keys(ERROR_CATALOGUE).sort());
});

test("titles and remedies of errors are sentences without their mark or with it", () => {
  for (const [code, { title, remedy, status }] of Object.entries(ERROR_CATALOGUE)) {
    expect([code, title]).toEqual([code, expect.stringMatching(/^[^.]*[^.]$/)]);
    expect([code, remedy]).toEqual([code, expect.stringMatching(/[.]$/)]);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});

test("every parameter is enforced by a test over the wire", () => {
  const untested = parameterRows(wireTests(TOP)).filter(({ test: found }) => found === undefined);
  expect(untested.map(({ kind, input }) => `${kind}.${input}`)).toEqual([]);
});

/** Exchange's syntax blocks: what New- and Set-ReceiveConnector take. */
const RECEIVE_CONNECTOR_PARAMETERS = [
  "AdvertiseClientSettings AuthMechanism AuthTarpitInterval Banner BareLinefeedRejectionEnabled BinaryMimeEnabled Bindings",
  "ChunkingEnabled Comment Confirm ConnectionInactivityTimeout ConnectionTimeout DefaultDomain",
  "DeliveryStatusNotificationEnabled DomainController DomainSecureEnabled EightBitMimeEnabled EnableAuthGSSAPI Enabled",
  "EnhancedStatusCodesEnabled ExtendedProtectionPolicy Fqdn Identity LiveCredentialEnabled LongAddressesEnabled",
  "MaxAcknowledgementDelay MaxHeaderSize MaxHopCount MaxInboundConnection MaxInboundConnectionPercentagePerSource",
  "MaxInboundConnectionPerSource MaxLocalHopCount MaxLogonFailures MaxMessageSize MaxProtocolErrors",
  "MaxRecipientsPerMessage MessageRateLimit MessageRateSource Name OrarEnabled PermissionGroups PipeliningEnabled",
  "ProtocolLoggingLevel ProxyEnabled RejectReservedSecondLevelRecipientDomains RejectReservedTopLevelRecipientDomains",
  "RejectSingleLabelRecipientDomains RemoteIPRanges RequireEHLODomain RequireTLS Server ServiceDiscoveryFqdn SizeEnabled",
  "SmtpUtf8Enabled SuppressXAnonymousTls TarpitInterval TlsCertificateName TlsDomainCapabilities TransportRole Usage WhatIf",
].flatMap((line) => line.split(" "));

test.each(RECEIVE_CONNECTOR_PARAMETERS)("%s is an input or is refused with its reason, never both", (parameter) => {
  const isSame = (name: string) => name.toLowerCase() === parameter.toLowerCase();
  const inputs = Object.keys(FIELDS.ReceiveConnector).filter(isSame);
  const refused = Object.keys(NOT_SUPPORTED.ReceiveConnector).filter(isSame);
  expect(inputs.length + refused.length).toBe(1);
});
