import fc from "fast-check";
import { receivedField, receivedOpening, type TraceFacts } from "./trace-header";

const FACTS: TraceFacts = {
  helo: "crm.contoso.com",
  clientAddress: "192.168.2.55",
  localAddress: "10.0.0.5",
  by: "relay.contoso.com",
  protocol: "ESMTP",
  tls: null,
};

function fieldOf(facts: TraceFacts): string {
  return receivedField(receivedOpening(facts), { queueId: "Q1", date: "Tue, 24 Nov 2026 07:00:00 +0000" });
}

describe("receivedField", () => {
  test("names client, host, protocol, queue id and date (RFC 5321 §4.4)", () => {
    expect(fieldOf(FACTS)).toBe(
      "Received: from crm.contoso.com ([192.168.2.55])\r\n" +
        "\tby relay.contoso.com ([10.0.0.5]) with ESMTP\r\n" +
        "\tid Q1; Tue, 24 Nov 2026 07:00:00 +0000\r\n",
    );
  });

  test("adds the TLS session, and writes IPv6 as its literal", () => {
    const tls = { version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384" };
    const field = fieldOf({ ...FACTS, clientAddress: "2001:db8::55", protocol: "ESMTPS", tls });
    expect(field).toContain("([IPv6:2001:db8::55])");
    expect(field).toContain("with ESMTPS\r\n\t(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384)\r\n\tid Q1");
  });

  test.each([
    { helo: "[192.168.2.55]", from: "[192.168.2.55] ([192.168.2.55])" },
    { helo: "crm_01", from: "crm_01 ([192.168.2.55])" },
    { helo: "a b", from: "[192.168.2.55] (HELO a?b)" },
    { helo: "x) by evil (", from: "[192.168.2.55] (HELO x\\)?by?evil?\\()" },
    { helo: "a;b", from: "[192.168.2.55] (HELO a;b)" },
  ])("writes the HELO name $helo so that it cannot pass for more", ({ helo, from }) => {
    expect(fieldOf({ ...FACTS, helo })).toMatch(`Received: from ${from}\r\n`);
  });

  test("has three lines of printable ASCII, whatever the HELO name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (helo) => {
        const lines = fieldOf({ ...FACTS, helo }).split("\r\n");
        expect(lines).toHaveLength(4);
        for (const line of lines) expect(line).toMatch(/^[\t\x20-\x7e]{0,700}$/);
        expect(lines[1]).toBe("\tby relay.contoso.com ([10.0.0.5]) with ESMTP");
      }),
    );
  });
});
