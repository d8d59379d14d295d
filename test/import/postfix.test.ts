import { importPostfix } from "../../cli/import/postfix/import-postfix";
import { reportText } from "../../cli/import/import-report";
import { buildSnapshot, configStateOf, explain } from "../../model";

const BASE = `
inet_interfaces = all
myhostname = mail.contoso.com
mydestination = $myhostname, contoso.com
mynetworks = 127.0.0.0/8, 10.0.0.0/24
relayhost = [smart.contoso.com]:587
`;

interface Table {
  readonly file: string;
  readonly text: string;
}

function imported(main: string, tables: readonly Table[] = [], wideRelay = new Map<string, string>()) {
  return importPostfix([{ file: "main.txt", text: `${BASE}${main}` }, ...tables], { acceptedDomains: [], wideRelay });
}

type Answer = "relay" | "own" | "nothing";

/** What an anonymous client may: send anywhere, to own domains only, or nothing. */
function answerTo(client: string, { document }: ReturnType<typeof imported>): Answer {
  const snapshot = buildSnapshot(configStateOf(document), { at: 0 });
  const accepts = (rcptTo: string) => {
    const to = client.includes(":") ? "[fd00::1]:25" : "10.0.0.1:25";
    const mail = { from: client, to, tls: false, mailFrom: "a@fabrikam.com", rcptTo, hostName: "mail", at: 0 };
    const explained = explain(snapshot, mail);
    return explained.ok && explained.value.verdict.action === "accept";
  };
  if (accepts("b@wingtip.com")) return "relay";
  return accepts("c@contoso.com") ? "own" : "nothing";
}

interface Case {
  readonly title: string;
  readonly main: string;
  readonly table?: string;
  readonly clients: Readonly<Record<string, Answer>>;
}

const ACCESS = "check_client_access cidr:/etc/postfix/access";

const CASES: readonly Case[] = [
  {
    title: "mynetworks relay with the restrictions that Postfix comes with",
    main: "",
    clients: { "10.0.0.7": "relay", "127.0.0.1": "relay", "10.0.1.7": "own", "203.0.113.9": "own", "fd00::7": "own" },
  },
  {
    title: "an exclusion in mynetworks holds where it stands before the network",
    main: "mynetworks = !10.0.0.7, 10.0.0.0/24, [fd00::]/64",
    clients: { "10.0.0.6": "relay", "10.0.0.7": "own", "10.0.0.8": "relay", "fd00::7": "relay" },
  },
  {
    title: "an exclusion in mynetworks does not hold behind the network",
    main: "mynetworks = 10.0.0.0/24 !10.0.0.7",
    clients: { "10.0.0.7": "relay" },
  },
  {
    title: "a table before permit_mynetworks: the first line that matches decides",
    main: `smtpd_relay_restrictions = ${ACCESS}, permit_mynetworks, reject_unauth_destination`,
    table: "192.168.9.4 OK\n192.168.9.0/24 REJECT no\n192.168.0.0/16 OK\n10.0.0.9 REJECT\n10.0.0.10 DUNNO\n",
    clients: {
      "192.168.9.3": "nothing",
      "192.168.9.4": "relay",
      "192.168.8.1": "relay",
      "10.0.0.9": "nothing",
      "10.0.0.10": "relay",
      "172.16.0.1": "own",
    },
  },
  {
    title: "a table behind reject_unauth_destination grants no relay",
    main: `smtpd_relay_restrictions = reject_unauth_destination, ${ACCESS}`,
    table: "192.168.9.0/24 OK\n192.168.10.0/24 554 go away\n",
    clients: { "192.168.9.3": "own", "192.168.10.3": "nothing", "10.0.0.7": "own" },
  },
  {
    title: "relay needs both lists",
    main: `smtpd_recipient_restrictions = ${ACCESS}, reject_unauth_destination`,
    table: "10.0.0.0/28 OK\n",
    clients: { "10.0.0.7": "relay", "10.0.0.77": "own" },
  },
  {
    title: "reject at the end keeps out whoever no line named",
    main: `smtpd_client_restrictions = permit_mynetworks, ${ACCESS}, reject`,
    table: "203.0.113.0/24 OK\n",
    clients: { "10.0.0.7": "relay", "203.0.113.8": "own", "198.51.100.1": "nothing", "fd00::7": "nothing" },
  },
  {
    title: "a line for everybody else",
    main: `smtpd_client_restrictions = ${ACCESS}`,
    table: "!10.0.0.0/8 REJECT\n",
    clients: { "10.0.0.7": "relay", "10.9.0.7": "own", "11.0.0.1": "nothing" },
  },
];

describe("clients may after the import what Postfix let them", () => {
  test.each(CASES)("$title", ({ main, table, clients }) => {
    const result = imported(main, table === undefined ? [] : [{ file: "/srv/access", text: table }]);
    const answers = Object.keys(clients).map((client) => [client, answerTo(client, result)]);
    expect(Object.fromEntries(answers)).toEqual(clients);
  });
});

test.each([
  ["permit without reject_unauth_destination", "smtpd_relay_restrictions = permit", []],
  ["mynetworks of everybody", "mynetworks = 0.0.0.0/0", []],
  [
    "OK for everybody in a table",
    `smtpd_relay_restrictions = ${ACCESS}, reject_unauth_destination`,
    [{ file: "access", text: "0.0.0.0/0 OK\n" }],
  ],
])("%s is an open relay and refused, unless somebody says that it is meant", (_, main, tables) => {
  expect(() => imported(main, tables)).toThrow(/"Relay" lets NT AUTHORITY\\ANONYMOUS LOGON relay from a wide/);
  expect(imported(main, tables, new Map([["relay", "a test"]])).document.receiveConnectors[0]).toMatchObject({
    name: "Relay",
    allowWideRelay: "a test",
  });
});

test("limits, names, TLS, logins, domains and the route are carried over", () => {
  const { document } = imported(`
smtpd_sasl_auth_enable = yes
smtpd_tls_auth_only = yes
smtpd_tls_security_level = encrypt
message_size_limit = 20480000
smtpd_recipient_limit = 50
smtpd_client_connection_count_limit = 0
smtpd_client_message_rate_limit = 100
smtpd_timeout = 2m
smtp_tls_security_level = encrypt
relay_domains = branch.contoso.com, .sub.contoso.com
`);
  expect(document.receiveConnectors.map(({ name }) => name)).toEqual(["Relay", "Clients"]);
  expect(document.receiveConnectors[0]).toMatchObject({
    fqdn: "mail.contoso.com",
    bindings: ["0.0.0.0:25", "[::]:25"],
    permissionGroups: ["AnonymousUsers", "ExchangeUsers"],
    authMechanism: ["Tls", "BasicAuth", "BasicAuthRequireTLS"],
    requireTls: true,
    maxMessageSize: 20_480_000,
    maxRecipientsPerMessage: 50,
    maxInboundConnectionPerSource: "unlimited",
    messageRateLimit: 100,
    connectionInactivityTimeout: "00:02:00",
  });
  expect(document.acceptedDomains).toMatchObject([
    { domainName: "mail.contoso.com", domainType: "Authoritative" },
    { domainName: "contoso.com", domainType: "Authoritative" },
    { domainName: "branch.contoso.com", domainType: "InternalRelay", matchSubDomains: true },
    { domainName: "*.sub.contoso.com", domainType: "InternalRelay" },
  ]);
  expect(document.sendConnectors).toMatchObject([{ smartHosts: ["smart.contoso.com:587"], requireTls: true }]);
});

test("what could not be translated is said line by line, with its file and line", () => {
  const { report } = imported(`smtpd_relay_restrictions = reject_rbl_client zen.example.org, permit_mynetworks,
  check_client_access hash:/etc/postfix/clients, check_policy_service unix:private/p, reject_unauth_destination
mynetworks = 10.0.0.5/24 /etc/postfix/networks
transport_maps = hash:/etc/postfix/transport
always_bcc = archive@contoso.com
`);
  const lines = report.filter(({ kind }) => kind !== "note").map(reportText);
  expect(lines).toEqual([
    expect.stringMatching(/^changed: mynetworks: 10\.0\.0\.5\/24 has host bits set; carried over as 10\.0\.0\.0\/24/),
    expect.stringMatching(/^left out: mynetworks: \/etc\/postfix\/networks: networks in a file.*\(main\.txt:9\)$/),
    expect.stringMatching(
      /^left out: smtpd_relay_restrictions: reject_rbl_client zen\.example\.org: .*\(main\.txt:7\)$/,
    ),
    expect.stringMatching(/^left out: smtpd_relay_restrictions: check_client_access hash:.*only cidr: tables are read/),
    expect.stringMatching(/^left out: smtpd_relay_restrictions: check_policy_service unix:private\/p: /),
    expect.stringMatching(/^left out: transport_maps: .*declare a send connector for each/),
    expect.stringMatching(/^left out: always_bcc: .*no setting of a connector stands for it/),
  ]);
});

test.each([
  ["no settings at all", [{ file: "access", text: "10.0.0.0/8 OK\n" }], /^access: is no output of postconf -n/],
  ["a line that is none", [{ file: "main.txt", text: "myhostname = a\nhello world\n" }], /^main\.txt:2: is no line of/],
  [
    "two of them",
    [
      { file: "a", text: "a = b\n" },
      { file: "b", text: "c = d\n" },
    ],
    /^b: is a second output/,
  ],
  [
    "a network that is none",
    [
      { file: "m", text: `smtpd_client_restrictions = ${ACCESS}\n` },
      { file: "access", text: "# x\n10.0.0 OK\n" },
    ],
    /^access:2: .*"10\.0\.0" is not/,
  ],
  [
    "if in a table",
    [
      { file: "m", text: `smtpd_client_restrictions = ${ACCESS}\n` },
      { file: "access", text: "if 10.0.0.0/8\n10.0.0.1 OK\nendif\n" },
    ],
    /^access:1: has if \.\.\. endif/,
  ],
])("%s is refused", (_, files, says) => {
  expect(() => importPostfix(files, { acceptedDomains: [], wideRelay: new Map() })).toThrow(says);
});

test.each([
  ["smtp_sasl_password_maps", "static:user:topsecret"],
  ["smtp_sasl_password_maps", "inline:{{smart.contoso.com=user:topsecret}}"],
  ["accounts_bind_pw", "topsecret"],
  ["sql_password", "topsecret"],
  ["sender_maps", "static:topsecret"],
])("the report names %s = %s and does not show its password", (name, value) => {
  const text = imported(`${name} = ${value}\n`).report.map(reportText).join("\n");
  expect(text).toContain(`${name}: its value (not shown here) is not carried over`);
  expect(text).not.toContain("topsecret");
});
