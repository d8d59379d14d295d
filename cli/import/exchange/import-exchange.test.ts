import { reportText } from "../import-report";
import { type ExchangeOptions, importExchange } from "./import-exchange";

const CONNECTOR = {
  Server: "EX01",
  Bindings: ["0.0.0.0:25"],
  RemoteIPRanges: ["192.168.2.55"],
  AuthMechanism: "Tls",
  PermissionGroups: "AnonymousUsers",
};
const PRESET = [
  "SMTP-Submit",
  "SMTP-Accept-Any-Sender",
  "SMTP-Accept-Authoritative-Domain-Sender",
  "Accept-Headers-Routing",
];

function imported(connectors: readonly object[], options: Partial<ExchangeOptions> = {}) {
  const text = JSON.stringify(connectors.map((one) => ({ ...CONNECTOR, ...one })));
  const given = {
    only: [],
    skip: [],
    acceptedDomains: ["contoso.com"],
    wideRelay: new Map<string, string>(),
    ...options,
  };
  return importExchange([{ file: "all.json", text }], given);
}

function names(...given: Parameters<typeof imported>): readonly string[] {
  return imported(...given).document.receiveConnectors.map(({ name }) => name);
}

function entries(...given: readonly object[]) {
  const preset = { User: "S-1-5-7", ExtendedRights: PRESET.map((right) => `ms-Exch-${right}`), Deny: false };
  const { document, report } = imported([
    { Name: "CRM", PermissionGroups: "AnonymousUsers, Custom", Permissions: [preset, ...given] },
  ]);
  const permissions = document.connectorPermissions.map(({ principal, access, extendedRights }) => {
    return `${access} ${principal}: ${extendedRights.map((right) => right.replace("ms-Exch-", "")).join(" ")}`;
  });
  return { permissions, report: report.filter(({ parameter }) => parameter === "Permissions").map(reportText) };
}

describe("which connectors are imported", () => {
  const TWO = [
    { Name: "CRM", Server: "EX01" },
    { Name: "ERP", Server: "EX02", RemoteIPRanges: ["192.168.2.60"] },
  ];

  test.each([
    [{}, ["CRM", "ERP"]],
    [{ server: "ex02" }, ["ERP"]],
    [{ only: ["erp"] }, ["ERP"]],
    [{ skip: ["ERP"] }, ["CRM"]],
  ])("%j takes %j", (options, expected) => {
    expect(names(TWO, options)).toEqual(expected);
  });

  test.each([
    [{ server: "EX09" }, /no connector of EX09 is in the files; there are EX01, EX02/],
    [{ only: ["HR"] }, /--only: no connector is called "HR"/],
    [{ skip: ["CRM", "ERP"] }, /No connector is left/],
  ])("%j is refused", (options, says) => {
    expect(() => names(TWO, options)).toThrow(says);
  });
});

describe("entries", () => {
  test("of the presets are no permissions", () => {
    expect(entries().permissions).toEqual([]);
  });

  test("of the local group names and of SIDs are known", () => {
    const user = "S-1-9-1419165041-1139599005-3936102811-1022490595-23";
    expect(entries({ User: user, ExtendedRights: ["ms-exch-smtp-accept-exch50"] }).permissions).toEqual([
      "Allow MS Exchange\\Externally Secured Servers: SMTP-Accept-Exch50",
    ]);
  });

  test("that name no right deny every right, and allow none", () => {
    const all = { User: "S-1-5-11", AccessRights: ["ExtendedRight"], ExtendedRights: null };
    expect(entries({ ...all, Deny: true }).permissions).toEqual([
      expect.stringMatching(/^Deny .*Users: (\S+ ){10}\S+$/),
    ]);
    const allowed = entries({ ...all, Deny: false });
    expect(allowed.permissions).toEqual([]);
    expect(allowed.report).toEqual([expect.stringMatching(/the entry names no right, which means every one/)]);
  });

  test("of administrators are not worth a line", () => {
    const admin = {
      User: "CONTOSO\\Domain Admins",
      AccessRights: ["GenericAll"],
      ExtendedRights: null,
      IsInherited: true,
    };
    const store = { User: "CONTOSO\\Admins", ExtendedRights: ["ms-Exch-Store-Admin"], IsInherited: true };
    expect(entries(admin, store)).toEqual({ permissions: [], report: [] });
  });

  test("of a stranger without a domain in front are named, and the rest is imported", () => {
    const { permissions, report } = entries(
      { User: "CREATOR OWNER", ExtendedRights: ["ms-Exch-SMTP-Submit"] },
      { User: "ANONYMOUS LOGON", ExtendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"] },
    );
    expect(permissions).toEqual(["Allow NT AUTHORITY\\ANONYMOUS LOGON: SMTP-Accept-Any-Recipient"]);
    expect(report).toEqual([
      expect.stringMatching(/Allow CREATOR OWNER, ms-Exch-SMTP-Submit: no principal of this host/),
    ]);
  });

  test("of strangers, of unknown rights, for everybody and inherited ones are named", () => {
    const { permissions, report } = entries(
      { User: "CONTOSO\\svc-crm", ExtendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"] },
      { User: "S-1-5-7", ExtendedRights: ["ms-Exch-SMTP-Accept-XShadow"] },
      { User: "Everyone", ExtendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"] },
      { User: "S-1-5-7", ExtendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"], IsInherited: true },
    );
    expect(permissions).toEqual([]);
    expect(report).toEqual([
      expect.stringMatching(/ANONYMOUS LOGON, ms-Exch-SMTP-Accept-Any-Recipient: inherited/),
      expect.stringMatching(/Allow CONTOSO\\svc-crm, ms-Exch-SMTP-Accept-Any-Recipient: no principal of this host/),
      expect.stringMatching(/Allow Everyone, ms-Exch-SMTP-Accept-Any-Recipient: declare it/),
      expect.stringMatching(/ms-Exch-SMTP-Accept-XShadow: no right of this host/),
    ]);
  });
});

test("mechanisms and changed parameters without equal are left out by name, untouched ones without a word", () => {
  const { document, report } = imported([
    {
      Name: "Default",
      AuthMechanism: "Tls, Integrated, BasicAuth, BasicAuthRequireTLS, ExchangeServer",
      EnableAuthGSSAPI: false,
      LongAddressesEnabled: true,
      TlsDomainCapabilities: null,
      DefaultDomain: "fabrikam.com",
      Future: "x",
    },
  ]);
  expect(document.receiveConnectors[0]?.authMechanism).toEqual(["Tls", "BasicAuth", "BasicAuthRequireTLS"]);
  const lost = report.filter(({ kind }) => kind === "left-out").map(({ parameter }) => parameter);
  expect(lost).toEqual(["AuthMechanism", "AuthMechanism", "LongAddressesEnabled", "Future", "DefaultDomain"]);
});

test.each([
  ["contoso.com", "Contoso.com", "contoso.com"],
  ["*.contoso.com", "mail.contoso.com", "mail.contoso.com"],
  ["b\u00fccher.example", "b\u00fccher.example", "xn--bcher-kva.example"],
  ["contoso.com", "mail.contoso.com", null],
])("with %s accepted, DefaultDomain %s becomes %s", (acceptedDomain, DefaultDomain, expected) => {
  const { document } = imported([{ Name: "CRM", DefaultDomain }], { acceptedDomains: [acceptedDomain] });
  expect(document.receiveConnectors[0]?.defaultDomain).toBe(expected);
});
