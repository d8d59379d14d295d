import { type LintSubject, lintConnector } from "./lints";
import { settle } from "./settle";
import type { ConnectorPermissionSettings } from "./settings";

const RELAY: ConnectorPermissionSettings = {
  connector: "5e0d",
  principal: "NT AUTHORITY\\ANONYMOUS LOGON",
  access: "Allow",
  extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
  owner: null,
  expiresAt: null,
  reason: null,
  ticket: null,
};

function subject(input: object, permissions: readonly ConnectorPermissionSettings[] = []): LintSubject {
  const base = { name: "CRM", bindings: ["0.0.0.0:25"], remoteIpRanges: ["192.168.2.55-192.168.2.56"] };
  const parsed = settle("ReceiveConnector", { ...base, ...input });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  return { settings: parsed.value, permissions };
}

const EXTERNAL = { authMechanism: ["ExternalAuthoritative"], permissionGroups: ["ExchangeServers"] };

test.each<{ title: string; subject: LintSubject; lints: string[] }>([
  {
    title: "the CRM connector is clean",
    subject: subject({ permissionGroups: ["AnonymousUsers"] }, [RELAY]),
    lints: [],
  },
  {
    title: "an IPv6 binding with only IPv4 ranges never matches",
    subject: subject({ bindings: ["0.0.0.0:25", "[::]:25"] }),
    lints: ["family-without-range bindings[1]"],
  },
  {
    title: "a range whose family has no binding never matches",
    subject: subject({ remoteIpRanges: ["192.168.2.55", "fd00::1"] }),
    lints: ["family-without-binding remoteIpRanges[1]"],
  },
  {
    title: "passwords in clear",
    subject: subject({ authMechanism: ["Tls", "BasicAuth"] }),
    lints: ["basic-auth-in-clear authMechanism"],
  },
  {
    title: "BasicAuthRequireTLS and requireTls each protect passwords",
    subject: subject({ authMechanism: ["Tls", "BasicAuth"], requireTls: true }),
    lints: [],
  },
  {
    title: "partners that can prove nothing",
    subject: subject({ permissionGroups: ["Partners"] }),
    lints: ["partners-without-certificates permissionGroups"],
  },
  {
    title: "certificates that give no right",
    subject: subject({ permissionGroups: ["AnonymousUsers"], domainSecureEnabled: true }),
    lints: ["certificates-without-partners domainSecureEnabled"],
  },
  {
    title: "partners with certificates are clean",
    subject: subject({ permissionGroups: ["Partners"], domainSecureEnabled: true }),
    lints: [],
  },
  { title: "both relay methods", subject: subject(EXTERNAL, [RELAY]), lints: ["both-relay-methods authMechanism"] },
  {
    title: "a deny leaves one method only",
    subject: subject(EXTERNAL, [RELAY, { ...RELAY, access: "Deny" }]),
    lints: [],
  },
  {
    title: "a whole private network that relays",
    subject: subject({ permissionGroups: ["AnonymousUsers"], remoteIpRanges: ["10.0.0.0/8"] }, [RELAY]),
    lints: ["wide-private-relay remoteIpRanges"],
  },
  {
    title: "two networks are counted together",
    subject: subject({ ...EXTERNAL, remoteIpRanges: ["10.0.0.0/24", "10.9.0.1"] }),
    lints: ["wide-private-relay remoteIpRanges"],
  },
  { title: "a /24 is not wide", subject: subject({ ...EXTERNAL, remoteIpRanges: ["10.0.0.0/24"] }), lints: [] },
  {
    title: "a wide private network that may not relay is fine",
    subject: subject({ permissionGroups: ["AnonymousUsers"], remoteIpRanges: ["10.0.0.0/8"] }),
    lints: [],
  },
  {
    title: "legacy servers do not exist here",
    subject: subject({ permissionGroups: ["ExchangeLegacyServers"] }),
    lints: ["legacy-servers permissionGroups"],
  },
])("$title", ({ subject: given, lints }) => {
  expect(lintConnector(given).map(({ lint, property }) => `${lint} ${property}`)).toEqual(lints);
});
