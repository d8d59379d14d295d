import { freePort } from "../../tools/harness/free-port";
import { hasPostfix, startPostfix, type Postfix } from "../../tools/harness/postfix";
import { waitFor } from "../../tools/harness/wait-for";
import { DeliveryHouse, newMessage, put, sendConnector, until } from "../delivery/delivery-house";
import { makeCertificate, makeIssuer } from "../delivery/test-certificates";
import { reportMissing } from "../harness/missing-programs";

jest.setTimeout(60_000);

const available = hasPostfix();
let house: DeliveryHouse;
let postfix: Postfix;
let caCertificate: string;

beforeAll(async () => {
  if (!available) {
    reportMissing({ program: "postfix", untested: "TLS to a Postfix", install: "as root: apt-get install postfix" });
    return;
  }
  const issuer = await makeIssuer();
  caCertificate = issuer.cert;
  const tls = await makeCertificate(["localhost", "mx.fabrikam.com"], issuer);
  postfix = await startPostfix({ port: await freePort(), role: { kind: "deliver", tls } });
  house = await DeliveryHouse.open();
});

afterAll(async () => {
  if (!available) return;
  await house.close();
  postfix.stop();
});

const TEXT = "gr\u00fc\u00dfe\r\n.\r\n..two dots\r\n";

test("TlsAuthLevel: a Postfix with a certificate of the wanted name gets mail over TLS, with DSN parameters, byte for byte", async () => {
  if (!available) return;
  const settings = { requireTls: true, tlsAuthLevel: "DomainValidation", caCertificate } as const;
  house.deliver({ routeRecipient: () => sendConnector("out", [`localhost:${postfix.port}`], settings) });
  const message = newMessage("Q1", [], { bodyType: "8BITMIME", dsn: { ret: "HDRS", envid: "QQ314159" } });
  const recipients = [
    { address: "a@fabrikam.com", dsn: { notify: ["SUCCESS"], orcpt: "rfc822;a@contoso.com" } },
  ] as const;
  await put(house.spool, { ...message, recipients }, Buffer.from(`Subject: over TLS\r\n\r\n${TEXT}`));
  await until("the queue is empty", () => house.spool.counts().messages === 0);
  const delivered = await mailboxMessage((text) => text.includes("Subject: over TLS\n") && !text.includes(REPORT));
  expect(delivered).toMatch(/Received: from relay\.contoso\.com[^]*\(using TLSv1\.3 /);
  expect(delivered.slice(delivered.indexOf("\n\n") + 2)).toBe(TEXT.replaceAll("\r\n", "\n"));
  // Postfix tells the sender of the success, in the words that it was given.
  const notice = await mailboxMessage((text) => text.includes(REPORT));
  expect(notice).toContain("Original-Envelope-Id: QQ314159");
  expect(notice).toContain("Original-Recipient: rfc822;a@contoso.com");
});

/** Of the notice, which holds the header of the message that it is about. */
const REPORT = "Successful Mail Delivery Report";

function mailboxMessage(isMeant: (text: string) => boolean): Promise<string> {
  return waitFor("the message in the mailbox", () => postfix.delivered().map(String).find(isMeant), 30_000);
}
