import type { LocalEndpoint, ProbeIdentity, RelayAnswer, RelayProbe, RelayWorld } from "../../model";
import { SmtpConversation } from "../harness/smtp-conversation";
import type { TestPair } from "../harness/test-certificates";
import type { ClientCertificates } from "./client-certificates";
import { proxyHeader } from "./proxy-headers";

/** Every account's, good for each kind of account under test. */
export const PASSWORD = "correct-horse-42";
/** Name of the account of a directory that is in this group alone, or in none. */
export function directoryName(group: string | null): string {
  return `directory of ${group ?? "nobody"}`;
}

export interface ReplayOptions {
  readonly world: RelayWorld;
  /** Where the live host is reached that answers for an endpoint of the world. */
  readonly placeOf: (local: LocalEndpoint) => { readonly host: string; readonly port: number };
  readonly certificates: ClientCertificates;
  /** Version of the PROXY protocol. */
  readonly version: 1 | 2;
}

/** Speaks a probe to a live host; answers the command that was refused, or RCPT, and the last reply. */
export async function replayProbe(
  probe: RelayProbe,
  options: ReplayOptions,
): Promise<{ readonly step: string; readonly reply: string }> {
  const { client, local, session } = probe;
  const { host, port } = options.placeOf(local);
  const conversation = await SmtpConversation.open({ host, port, patience: 20_000 });
  try {
    conversation.write(proxyHeader(options.version, { client, port }));
    const greeting = await conversation.reply();
    if (!greeting.startsWith("220")) return { step: "connect", reply: greeting };
    await conversation.say("EHLO client.example");
    if (session.tls) {
      const reply = await conversation.say("STARTTLS");
      if (!reply.startsWith("220")) return { step: "starttls", reply };
      await conversation.startTls(shownCertificate(session.identity, options));
      await conversation.say("EHLO client.example");
    }
    return await speakMail(conversation, probe);
  } finally {
    conversation.end();
  }
}

async function speakMail(conversation: SmtpConversation, { session, sender, recipient }: RelayProbe) {
  const login = loginOf(session.identity);
  if (login !== undefined) {
    const credentials = Buffer.from(`\0${login}\0${PASSWORD}`).toString("base64");
    const reply = await conversation.say(`AUTH PLAIN ${credentials}`);
    if (!reply.startsWith("235")) return { step: "auth", reply };
  }
  const utf8 = /[^\0-\x7f]/.test(sender + recipient) ? " SMTPUTF8" : "";
  const mail = await say(conversation, `MAIL FROM:<${sender}>${utf8}`);
  if (!mail.startsWith("250")) return { step: "mail", reply: mail };
  return { step: "rcpt", reply: await say(conversation, `RCPT TO:<${recipient}>`) };
}

async function say(conversation: SmtpConversation, command: string): Promise<string> {
  conversation.write(Buffer.from(`${command}\r\n`, "utf8"));
  return conversation.reply();
}

function loginOf(identity: ProbeIdentity): string | undefined {
  if (identity.kind === "directory-account") return directoryName(identity.group);
  return identity.kind === "account" && identity.by === "password" ? identity.username : undefined;
}

function shownCertificate(identity: ProbeIdentity, { world, certificates }: ReplayOptions): Partial<TestPair> {
  if (identity.kind === "partner") return certificates.byPartner.get(identity.domain) ?? {};
  if (identity.kind !== "account" || identity.by !== "certificate") return {};
  const fingerprint = world.snapshot.users.certificateOf(identity.username);
  return fingerprint === undefined ? {} : (certificates.byFingerprint.get(fingerprint) ?? {});
}

/** What is read on the wire when an answer is as predicted; a greeting says more than its decision. */
export function predictedReply({ step, reply: { code, enhancedCode, text } }: RelayAnswer) {
  return { step, reply: `${code} ${enhancedCode} ${text}` };
}

/** Whether a client at this address could connect at all, as that of any witness but one of a whole network may not. */
export function isClientAddress(client: string): boolean {
  return !/^(?:0\.0\.0\.0|::|(?:22[4-9]|2[3-5]\d)\..*|ff.*)$/.test(client);
}
