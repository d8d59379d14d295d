import type { FuzzRandom } from "../fuzz-random";

const VALUES: Readonly<Record<string, readonly string[]>> = {
  Name: ["Default EX01", "Relay, internal", "a\\b", "", "__proto__", "x".repeat(80), "b\u00fc\u202e"],
  Identity: ["EX01\\Default EX01", "EX02\\Relay", "Relay", "\\", "a\\b\\c"],
  Server: ["EX01", "EX02", ""],
  Enabled: ["True", "False", "maybe"],
  Bindings: ["0.0.0.0:25", "0.0.0.0:25;[::]:25", "[fe80::1%11]:2525", "10.0.0.5:", ":25", "x"],
  RemoteIPRanges: ["0.0.0.0-255.255.255.255", "10.1.0.0/16", "10.0.0.1-10.0.0.9;10.0.0.4", "::-ffff::", "010.0.0.1"],
  AuthMechanism: [
    "Tls",
    "Tls, BasicAuth",
    "ExternalAuthoritative",
    "None",
    "Tls, Integrated, BasicAuth, ExchangeServer",
  ],
  PermissionGroups: ["AnonymousUsers", "AnonymousUsers, Custom", "ExchangeServers", "None", "X"],
  MaxMessageSize: ["36 MB (37,748,736 bytes)", "36 MB (37 748 736 bytes)", "Unlimited", "-1", "9".repeat(40)],
  ConnectionTimeout: ["00:10:00", "PT20M", "1.00:00:00", "P1Y", "xx"],
  MessageRateLimit: ["Unlimited", "5", "-5"],
  RequireTLS: ["True", "False"],
  Banner: ["220 Ready", "250 x", "220 a\r\nb"],
  User: ["NT AUTHORITY\\ANONYMOUS LOGON", "S-1-5-7", "MS Exchange\\Hub Transport Servers", "CONTOSO\\crm", ""],
  Deny: ["True", "False"],
  ExtendedRights: ["{ms-Exch-SMTP-Submit}", "ms-Exch-SMTP-Accept-Any-Recipient", "{a, b}", ""],
  AccessRights: ["{ExtendedRight}", "{GenericAll}"],
  DomainName: ["contoso.com", "*.contoso.com", "*", "smtp:contoso.com", "b\u00fccher.example"],
  DomainType: ["Authoritative", "InternalRelay", "x"],
};

type Row = Readonly<Record<string, string>>;

function randomRow(random: FuzzRandom, names: readonly string[]): Row {
  return Object.fromEntries(
    names.map((name) => [
      name,
      random.oneIn(15) ? random.text("ab,;\"'{}[]<>&:\\\r\n %\u00e9", 12) : random.pick(VALUES[name] ?? [""]),
    ]),
  );
}

function randomRows(random: FuzzRandom): readonly Row[] {
  const always = random.pick([
    ["Name", "Bindings", "RemoteIPRanges"],
    ["Identity", "User", "ExtendedRights", "Deny"],
    ["DomainName", "DomainType"],
  ]);
  const names = [...new Set([...always, ...random.list(6, () => random.pick(Object.keys(VALUES)))])];
  return Array.from({ length: random.between(1, 4) }, () => randomRow(random, names));
}

/** An export of Exchange as CSV, JSON, CLIXML or a list. */
export function randomExport(random: FuzzRandom): string {
  return random.pick([asCsv, asJson, asClixml, asList])(randomRows(random), random);
}

function asCsv(rows: readonly Row[], random: FuzzRandom): string {
  const separator = random.pick([",", ";", "\t"]);
  const quoted = (text: string): string => (random.oneIn(9) ? text : `"${text.replaceAll('"', '""')}"`);
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  const type = random.oneIn(3) ? "#TYPE Selected.X\n" : "";
  return `${type}${lines.map((line) => line.map(quoted).join(separator)).join(random.pick(["\n", "\r\n"]))}\n`;
}

function asJson(rows: readonly Row[], random: FuzzRandom): string {
  const wrapped = rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, text]) => [
        name,
        random.pick([text, text, text, text.split(";"), null, { value: [text], Count: 1 }, { Name: text }]),
      ]),
    ),
  );
  return JSON.stringify(random.oneIn(4) ? wrapped[0] : wrapped);
}

function asClixml(rows: readonly Row[], random: FuzzRandom): string {
  const escape = (text: string): string =>
    random.oneIn(20) ? text : text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\r", "_x000D_");
  const property = ([name, text]: readonly [string, string]): string => {
    const list = `<Obj N="${name}" RefId="9"><LST><S>${escape(text)}</S><Ref RefId="${random.below(9)}"/></LST></Obj>`;
    return random.oneIn(4)
      ? list
      : `<${random.pick(["S", "S", "S", "B", "TS", "I32"])} N="${name}">${escape(text)}</S>`.replace(
          /^<(\w+)(.*)<\/S>$/s,
          "<$1$2</$1>",
        );
  };
  const object = (row: Row): string =>
    `<Obj RefId="${random.below(9)}"><Props>${Object.entries(row).map(property).join("")}</Props></Obj>`;
  const doctype = random.oneIn(30) ? '<!DOCTYPE x [<!ENTITY a "&a;&a;">]>' : "";
  return `${doctype}<Objs Version="1.1.0.1">${rows.map(object).join("")}</Objs>`;
}

function asList(rows: readonly Row[], random: FuzzRandom): string {
  const line = ([name, text]: readonly [string, string]): string =>
    `${name.padEnd(random.pick([1, 30]))}: ${random.oneIn(3) ? `{${text.replaceAll(";", ", ")}}` : text}`;
  return rows.map((row) => Object.entries(row).map(line).join("\n")).join("\n\n");
}

const SETTINGS: Readonly<Record<string, readonly string[]>> = {
  inet_interfaces: ["all", "127.0.0.1", "localhost, [::1]", "loopback-only", "$myhostname"],
  myhostname: ["mail.contoso.com", "$mydomain", "$myhostname", "${x?y:z}"],
  mydestination: ["$myhostname, contoso.com", "", "hash:/etc/x", "localhost"],
  mynetworks: [
    "127.0.0.0/8 10.0.0.0/24",
    "!10.0.0.7, 10.0.0.0/24",
    "0.0.0.0/0",
    "cidr:/etc/postfix/access",
    "[fd00::]/64",
    "10.0.0.1/8",
  ],
  mynetworks_style: ["subnet", "host", "class"],
  relayhost: ["[smart.contoso.com]:587", "smart.contoso.com", "", "[127.0.0.1]", "x:y:z"],
  relay_domains: ["fabrikam.com", "$mydestination", "regexp:/x", ""],
  smtpd_relay_restrictions: [
    "permit_mynetworks, reject_unauth_destination",
    "permit",
    "check_client_access cidr:/etc/postfix/access, reject",
    "permit_sasl_authenticated, defer_unauth_destination",
    "warn_if_reject reject",
  ],
  smtpd_recipient_restrictions: ["", "permit_mynetworks, reject", "reject_unauth_destination"],
  smtpd_client_restrictions: ["check_client_access cidr:/etc/postfix/access", "permit"],
  smtpd_sasl_auth_enable: ["yes", "no"],
  smtpd_tls_security_level: ["may", "encrypt", "none"],
  message_size_limit: ["10240000", "0", "x", "-1"],
  smtpd_client_connection_count_limit: ["50", "0"],
  inet_protocols: ["all", "ipv4", "ipv6"],
};
const RULES = [
  "192.168.9.4 OK",
  "10.0.0.0/8 REJECT no",
  "if 10.0.0.0/8",
  "endif",
  "0.0.0.0/0 OK",
  "::/0 DUNNO",
  "# x",
  " folded",
  "!10.0.0.1 OK",
  "x y",
];

/** Output of `postconf -n`, and behind a line of `--` a table. */
export function randomPostfix(random: FuzzRandom): string {
  const setting = (): string => {
    const name = random.pick(Object.keys(SETTINGS));
    const value = random.oneIn(12) ? random.text("$(){}:,/ !.0123abc", 20) : random.pick(SETTINGS[name] ?? [""]);
    return `${name} = ${value}`;
  };
  const table = random.list(6, () => random.pick(RULES)).join("\n");
  return `${Array.from({ length: random.between(1, 9) }, setting).join("\n")}\n--\n${table}\n`;
}
