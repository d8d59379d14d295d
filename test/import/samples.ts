/** What the sample exports say, written out by hand: nothing of it is read from the files. */

export interface SampleEntry {
  readonly user: string;
  readonly rights: readonly string[];
  readonly deny?: true;
}

export interface SampleConnector {
  readonly name: string;
  readonly enabled?: false;
  /** Families and local addresses behind `port`: the wildcard, or one address. */
  readonly bindings: readonly { readonly address: string; readonly port: number }[];
  /** First and last address. */
  readonly ranges: readonly (readonly [first: string, last: string])[];
  /** Of BasicAuth, BasicAuthRequireTLS, ExternalAuthoritative; what else a client could use is not here. */
  readonly mechanisms: readonly string[];
  readonly requireTls?: true;
  /** The explicit entries of its access list. */
  readonly entries: readonly SampleEntry[];
}

export interface Sample {
  readonly title: string;
  readonly files: readonly string[];
  readonly connectors: readonly SampleConnector[];
  /** Own domains; `*.x` is any depth below x. */
  readonly domains: readonly string[];
  readonly acceptedDomains?: readonly string[];
}

const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const USERS = "NT AUTHORITY\\Authenticated Users";
const SECURED = "MS Exchange\\Externally Secured Servers";

const ANONYMOUS_PRESET = ["Submit", "Any-Sender", "Own-Sender", "Headers-Routing"];
const USERS_PRESET = ["Submit", "Any-Recipient", "Headers-Routing", "Bypass-Anti-Spam"];
const SECURED_PRESET = ["Submit", "Any-Recipient", "Any-Sender", "Own-Sender", "Bypass-Message-Size-Limit"];

const EVERY_V4 = ["0.0.0.0", "255.255.255.255"] as const;
const EVERY_V6 = ["::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"] as const;

export const SAMPLES: readonly Sample[] = [
  {
    title: "JSON of the export that docs/import.md shows",
    files: ["blessed.json", "domains.csv"],
    domains: ["contoso.com", "*.branch.contoso.com"],
    connectors: [
      {
        name: "Default Frontend EX01",
        bindings: [
          { address: "::", port: 25 },
          { address: "0.0.0.0", port: 25 },
        ],
        ranges: [EVERY_V6, EVERY_V4],
        mechanisms: ["BasicAuth", "BasicAuthRequireTLS"],
        entries: [{ user: ANONYMOUS, rights: ANONYMOUS_PRESET }],
      },
      {
        name: "CRM Application",
        bindings: [{ address: "0.0.0.0", port: 25 }],
        ranges: [
          ["192.168.2.55", "192.168.2.55"],
          ["192.168.2.56", "192.168.2.56"],
        ],
        mechanisms: [],
        entries: [{ user: ANONYMOUS, rights: ["Submit", "Any-Sender", "Headers-Routing", "Any-Recipient"] }],
      },
      {
        name: "Scanner",
        bindings: [{ address: "0.0.0.0", port: 25 }],
        ranges: [["192.168.3.0", "192.168.3.255"]],
        mechanisms: ["ExternalAuthoritative"],
        entries: [{ user: SECURED, rights: SECURED_PRESET }],
      },
    ],
  },
  {
    title: "CLIXML of a local session, rights in a second file",
    files: ["connectors.clixml", "permissions.clixml", "domains.csv"],
    domains: ["contoso.com", "*.branch.contoso.com"],
    connectors: [
      {
        name: "Partners",
        bindings: [
          { address: "fe80::1", port: 2525 },
          { address: "10.0.0.5", port: 2525 },
        ],
        ranges: [
          ["10.1.0.0", "10.1.255.255"],
          ["10.1.2.0", "10.1.2.99"],
          ["fe80::", "fe80::ffff"],
        ],
        mechanisms: [],
        entries: [
          { user: ANONYMOUS, rights: ["Submit", "Any-Sender", "Headers-Routing"] },
          { user: USERS, rights: USERS_PRESET },
          { user: "Everyone", rights: ["Bypass-Message-Size-Limit"], deny: true },
        ],
      },
    ],
  },
  {
    title: "the text of Format-List, connectors and rights in one file",
    files: ["listing.txt"],
    domains: ["contoso.com"],
    acceptedDomains: ["contoso.com"],
    connectors: [
      {
        name: "Client Frontend EX03",
        bindings: [
          { address: "0.0.0.0", port: 587 },
          { address: "::", port: 587 },
        ],
        ranges: [
          ["10.0.0.0", "10.255.255.255"],
          ["10.20.0.0", "10.20.0.255"],
          ["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"],
        ],
        mechanisms: ["BasicAuth", "BasicAuthRequireTLS"],
        requireTls: true,
        entries: [
          { user: USERS, rights: ["Submit", "Headers-Routing", "Bypass-Anti-Spam"] },
          { user: USERS, rights: ["Any-Recipient"], deny: true },
        ],
      },
      {
        name: "Nobody",
        bindings: [{ address: "0.0.0.0", port: 587 }],
        ranges: [["10.30.0.7", "10.30.0.7"]],
        mechanisms: [],
        entries: [],
      },
    ],
  },
  {
    title: "CSV of Export-Csv, rights with semicolons between the columns and names in German",
    files: ["connectors.csv", "permissions.csv", "domains.csv"],
    domains: ["contoso.com", "*.branch.contoso.com"],
    connectors: [
      {
        name: "Relay, internal",
        bindings: [
          { address: "0.0.0.0", port: 25 },
          { address: "::", port: 25 },
        ],
        ranges: [
          ["10.4.0.0", "10.4.255.255"],
          ["10.5.0.1", "10.5.0.20"],
          ["fd00:4::", "fd00:4:0:ffff:ffff:ffff:ffff:ffff"],
        ],
        mechanisms: [],
        entries: [{ user: ANONYMOUS, rights: [...ANONYMOUS_PRESET, "Any-Recipient"] }],
      },
      {
        name: "Narrow",
        bindings: [{ address: "0.0.0.0", port: 25 }],
        ranges: [["10.4.7.0", "10.4.7.255"]],
        mechanisms: [],
        requireTls: true,
        entries: [{ user: ANONYMOUS, rights: ANONYMOUS_PRESET }],
      },
      {
        name: "Off",
        enabled: false,
        bindings: [{ address: "0.0.0.0", port: 25 }],
        ranges: [["10.4.7.9", "10.4.7.9"]],
        mechanisms: ["ExternalAuthoritative"],
        entries: [{ user: SECURED, rights: SECURED_PRESET }],
      },
    ],
  },
  {
    title: "JSON of a local session, cut to depth 2",
    files: ["local-depth2.json"],
    domains: ["contoso.com"],
    acceptedDomains: ["contoso.com"],
    connectors: [
      {
        name: "Local",
        bindings: [{ address: "0.0.0.0", port: 25 }],
        ranges: [
          ["172.16.0.0", "172.16.255.255"],
          ["172.20.0.1", "172.20.0.9"],
        ],
        mechanisms: [],
        entries: [{ user: ANONYMOUS, rights: ANONYMOUS_PRESET }],
      },
    ],
  },
];
