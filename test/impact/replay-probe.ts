import { createHash, X509Certificate } from "node:crypto";
import type { ProbeIdentity, RelayProbe, RelayWorld } from "../../model";
import { SmtpConversation } from "../harness/smtp-conversation";
import type { TestPair } from "../harness/test-certificates";

export const PASSWORD = "secret";
/** Prefix of names that the hosts under test take for accounts of a directory; what follows is the group. */
export const DIRECTORY = "directory of ";

/** Certificates that clients may show. */
export interface ClientCertificates {
  readonly byFingerprint: ReadonlyMap<string, TestPair>;
  readonly byPartner: ReadonlyMap<string, TestPair>;
}

export interface ReplayOptions {
  readonly world: RelayWorld;
  readonly port: number;
  readonly certificates: ClientCertificates;
}

/** Speaks a probe to a live host; answers the command that was refused, or RCPT, and the last reply. */
export async function replayProbe(
  probe: RelayProbe,
  options: ReplayOptions,
): Promise<{ readonly step: string; readonly reply: string }> {
  const { client, local, session } = probe;
  const host = local.address === "127.0.0.5" ? local.address : "127.0.0.1";
  const conversation = await SmtpConversation.open({ host, port: options.port, patience: 20_000 });
  try {
    const family = client.includes(":") ? "TCP6" : "TCP4";
    conversation.write(`PROXY ${family} ${client} ${family === "TCP6" ? "::1" : host} 51000 ${options.port}\r\n`);
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
  if (identity.kind === "directory-account") return `${DIRECTORY}${identity.group ?? ""}`;
  return identity.kind === "account" && identity.by === "password" ? identity.username : undefined;
}

function shownCertificate(identity: ProbeIdentity, { world, certificates }: ReplayOptions): Partial<TestPair> {
  if (identity.kind === "partner") return certificates.byPartner.get(identity.domain) ?? {};
  if (identity.kind !== "account" || identity.by !== "certificate") return {};
  const fingerprint = world.snapshot.users.certificateOf(identity.username);
  return fingerprint === undefined ? {} : (certificates.byFingerprint.get(fingerprint) ?? {});
}

/** SHA-256 of a certificate, `AA:BB:...`. */
export function fingerprintOf({ cert }: TestPair): string {
  const { raw } = new X509Certificate(cert);
  return (createHash("sha256").update(raw).digest("hex").toUpperCase().match(/../g) ?? []).join(":");
}
