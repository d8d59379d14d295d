import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CredentialsOutcome, settle } from "../../model";
import { SmtpConversation } from "../harness/smtp-conversation";
import { testCertificate, type TestPair } from "../harness/test-certificates";
import { type MatrixAnswer, type MatrixClient, type MatrixRow, PERMISSION_MATRIX } from "./permission-matrix-table";
import { CONTOSO, CRM, type RelayFixture, startFixture } from "./relay-fixture";

const GROUPS = ["AnonymousUsers", "ExchangeUsers", "ExchangeServers", "ExchangeLegacyServers", "Partners"] as const;
const MECHANISMS: Readonly<Record<MatrixClient, readonly string[]>> = {
  anonymous: ["Tls"],
  authenticated: ["Tls", "BasicAuth"],
  "externally-secured": ["Tls", "ExternalAuthoritative"],
  partner: ["Tls"],
};
const SENDERS = ["boss@contoso.com", "sales@fabrikam.com", ""] as const;

/** Each row has its own connector for one address of loopback, all on one port of one service. */
const addressOf = (row: MatrixRow) => `127.0.1.${PERMISSION_MATRIX.indexOf(row) + 1}`;
const nameOf = ([groups, client]: MatrixRow) => `${groups.join(" and ")}, ${client}`;

function connectorOf(row: MatrixRow) {
  const [groups, client] = row;
  return {
    ...CRM,
    name: nameOf(row),
    remoteIpRanges: [addressOf(row)],
    permissionGroups: groups,
    authMechanism: MECHANISMS[client],
    domainSecureEnabled: client === "partner",
  };
}

const isDeclarable = (row: MatrixRow) => row[2] !== "not-declarable";

const verifyCredentials = async (): Promise<CredentialsOutcome> => ({
  outcome: "good",
  account: "crm",
  groups: [],
  allowedSenders: new Set(),
});

const MAIL_REFUSALS: Readonly<Record<string, MatrixAnswer>> = {
  "530 5.7.1 Client was not authenticated": "not-authenticated",
  "550 5.7.1 Submission not authorized": "not-authorized",
  "550 5.7.1 Client does not have permissions to send as this sender": "not-this-sender",
};
const TAKEN = "250 2.1.5 Recipient OK";

let folder: string;
let partner: TestPair;
let relay: RelayFixture;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relay-matrix-"));
  const issuer = await testCertificate({ commonName: "Partner CA", purpose: "authority" });
  const dnsNames = ["contoso.com", "fabrikam.com"];
  partner = await testCertificate({ commonName: "fabrikam.com", dnsNames, purpose: "client", issuer });
  writeFileSync(join(folder, "ca.pem"), issuer.cert);
  relay = await startFixture(
    {
      connectors: PERMISSION_MATRIX.filter(isDeclarable).map(connectorOf),
      domains: [CONTOSO],
      transport: { tlsReceiveDomainSecureList: dnsNames },
    },
    { verifyCredentials, clientCaFile: join(folder, "ca.pem") },
  );
});
afterAll(async () => {
  await relay.stop();
  await rm(folder, { recursive: true });
});

/** A session of the row's client; the answer to AUTH where that is refused. */
async function sessionOf(row: MatrixRow): Promise<{ readonly client: SmtpConversation; readonly login: string }> {
  const client = await SmtpConversation.open({ port: relay.port, localAddress: addressOf(row) });
  await client.reply();
  await client.say("EHLO client.example");
  if (row[1] === "authenticated") return { client, login: await client.say("AUTH PLAIN AGNybQBzZWNyZXQ=") };
  if (row[1] !== "partner") return { client, login: "" };
  await client.say("STARTTLS");
  await client.startTls(partner);
  await client.say("EHLO client.example");
  return { client, login: "" };
}

async function answerTo(client: SmtpConversation, sender: string): Promise<MatrixAnswer> {
  const mail = await client.say(`MAIL FROM:<${sender}>`);
  if (mail !== "250 2.1.0 Sender OK") return MAIL_REFUSALS[mail] ?? fail(`MAIL <${sender}>`, mail);
  const own = await client.say("RCPT TO:<user@contoso.com>");
  const external = await client.say("RCPT TO:<customer@example.org>");
  await client.say("RSET");
  if (own === TAKEN && external === TAKEN) return "relays";
  if (own === TAKEN && external === "550 5.7.1 Unable to relay") return "delivers";
  return fail(`RCPT from <${sender}>`, `${own} and ${external}`);
}

function fail(command: string, reply: string): never {
  throw new Error(`${command} was answered ${reply}, which no row of the table has`);
}

describe("the permission model over the wire", () => {
  test("the table has every group alone and in pairs, none at all, and every client", () => {
    const pairs = GROUPS.flatMap((one, index) => GROUPS.slice(index + 1).map((other) => [one, other]));
    const combinations = [["None"], ...GROUPS.map((group) => [group]), ...pairs];
    const wanted = combinations.flatMap((groups) =>
      Object.keys(MECHANISMS).map((client) => `${groups.join(" and ")}, ${client}`),
    );
    expect(PERMISSION_MATRIX.map(nameOf).sort()).toEqual(wanted.sort());
  });

  test.each(PERMISSION_MATRIX.filter(isDeclarable).map((row) => [nameOf(row), row] as const))(
    "PermissionGroups %s",
    async (_name, row) => {
      const { client, login } = await sessionOf(row);
      const answers: MatrixAnswer[] = [];
      for (const sender of SENDERS) {
        const isRefused = login === "535 5.7.3 Authentication unsuccessful";
        answers.push(isRefused ? "login-refused" : await answerTo(client, sender));
      }
      client.end();
      expect(answers).toEqual(row.slice(2));
    },
  );

  test.each(PERMISSION_MATRIX.filter((row) => !isDeclarable(row)).map((row) => [nameOf(row), row] as const))(
    "PermissionGroups %s cannot be declared",
    (_name, row) => {
      const settled = settle("ReceiveConnector", { ...connectorOf(row), bindings: ["127.0.0.1:25"] });
      const codes = settled.ok ? [] : settled.failures.map(({ code }) => code);
      expect(new Set(codes)).toEqual(new Set(["RELAY_EXTERNAL_NEEDS_GROUP"]));
    },
  );
});
