import { randomBytes } from "node:crypto";
import { DeliveryHouse, newMessage, put, sendConnector, until } from "./delivery-house";
import { ScriptedSink, type SinkScript } from "./scripted-sink";

let house: DeliveryHouse;
const sinks: ScriptedSink[] = [];

beforeEach(async () => {
  house = await DeliveryHouse.open();
});
afterEach(async () => {
  await house.close();
  for (const sink of sinks.splice(0)) await sink.stop();
});

async function sinkThat(script: Partial<SinkScript> = {}, port = 0): Promise<ScriptedSink> {
  const sink = await ScriptedSink.start(script, port);
  sinks.push(sink);
  return sink;
}

const BODY = Buffer.from("Received: by relay\r\nSubject: x\r\n\r\n.dot\r\n..dots\r\nend\r\n");

async function isEmpty(): Promise<boolean> {
  return house.spool.counts().messages === 0;
}

describe("delivery", () => {
  test("a message reaches the smart host byte for byte and leaves the queue for good", async () => {
    const sink = await sinkThat();
    house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com", "b@fabrikam.com"], { bodyType: "8BITMIME" }), BODY);
    await until("the queue is empty", isEmpty);
    expect(sink.messages).toEqual([
      { from: "crm@contoso.com", to: ["a@fabrikam.com", "b@fabrikam.com"], body: BODY, connection: 1 },
    ]);
    expect(sink.commands).toContain("EHLO relay.contoso.com");
    expect(sink.commands).toContain(`MAIL FROM:<crm@contoso.com> BODY=8BITMIME SIZE=${BODY.length}`);

    await house.spool.close();
    await house.openSpool();
    expect(house.spool.counts().messages).toBe(0);
  });

  test("a body in a file of its own is streamed byte for byte", async () => {
    const sink = await sinkThat();
    const body = Buffer.from(
      `Subject: large\r\n\r\n${randomBytes(600_000)
        .toString("base64")
        .replace(/(.{76})/g, "$1\r\n")}\r\n`,
    );
    await put(house.spool, newMessage("Q1", ["a@fabrikam.com"], { sender: "" }), body);
    house.deliver({ routeRecipient: () => sendConnector("out", [sink.smartHost]) });
    await until("the queue is empty", isEmpty);
    expect(sink.messages[0]?.from).toBe("");
    expect(sink.messages[0]?.body.equals(body)).toBe(true);
  });
});
