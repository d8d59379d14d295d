import { DeliveryFixture } from "./delivery-fixture";
import { sendConnector } from "./delivery-house";

const fixture = DeliveryFixture.use();

const FIELDS: readonly (readonly [area: string, field: string])[] = [
  ["Routing", "Received: from crm by relay.contoso.com;\r\n\tMon, 1 Jan 2029 00:00:00 +0000\r\n"],
  ["", "Subject: X-MS-Exchange-Organization-SCL: not a field\r\n"],
  ["Organization", "X-MS-Exchange-Organization-AuthAs: Internal\r\n"],
  ["Organization", "x-ms-exchange-organization-scl\t: -1\r\n folded\r\n\tand again\r\n"],
  ["", "X-MS-Exchange-Organisation-Odd: stays\r\n"],
  ["Forest", "X-MS-EXCHANGE-FOREST-RulesExecuted: x\r\n"],
  ["Routing", "RESENT-From: <a@contoso.com>\r\n"],
  ["Routing", "Resent-Message-ID:\r\n <1@contoso.com>\r\n"],
  ["Routing", "received: by another\r\n"],
  ["", "From: crm@contoso.com\r\n"],
];
const TEXT = "\r\nReceived: this is text\r\nX-MS-Exchange-Organization-SCL: so is this\r\n";
const AREAS = ["Routing", "Organization", "Forest"];
const SETS = AREAS.reduce<readonly (readonly string[])[]>(
  (sets, area) => [...sets, ...sets.map((set) => [...set, area])],
  [[]],
);

function message(areas: readonly string[], text = TEXT): Buffer {
  const kept = FIELDS.filter(([area]) => area === "" || areas.includes(area)).map(([, field]) => field);
  return Buffer.from(kept.join("") + text, "latin1");
}

function rights(areas: readonly string[]): readonly string[] {
  return areas.map((area) => `ms-Exch-Send-Headers-${area}`);
}

describe("extendedRights: header rights on the way out", () => {
  test.each(SETS.map((areas) => ({ areas })))(
    "ms-Exch-Send-Headers-Routing, -Organization, -Forest: with $areas, the others' fields do not leave",
    async ({ areas }) => {
      const sink = await fixture.sink();
      fixture.deliver(sendConnector("out", [sink.smartHost], { extendedRights: rights(areas) }));
      await fixture.put(["a@fabrikam.com"], message(AREAS));
      await fixture.untilEmpty();
      expect(sink.messages[0]?.body.toString("latin1")).toBe(message(areas).toString("latin1"));
      expect(sink.commands).toContain(`MAIL FROM:<crm@contoso.com> SIZE=${message(areas).length}`);
    },
  );

  test("ms-Exch-Send-Headers-Routing: a message streamed from its file loses the fields too, and nothing else", async () => {
    const sink = await fixture.sink();
    const text = `\r\n${`Received: line of text\r\n${"x".repeat(70)}\r\n`.repeat(20_000)}`;
    fixture.deliver(sendConnector("out", [sink.smartHost], { extendedRights: [] }));
    await fixture.put(["a@fabrikam.com"], message(AREAS, text));
    await fixture.untilEmpty();
    expect(sink.messages[0]?.body.equals(message([], text))).toBe(true);
  });

  test("ms-Exch-Send-Headers-Routing: a message without any text, and one that is nothing but routing, leave well", async () => {
    const sink = await fixture.sink();
    fixture.deliver(sendConnector("out", [sink.smartHost], { extendedRights: [], maxConnectionsPerHost: 1 }));
    await fixture.put(["a@fabrikam.com"], Buffer.from("Received: a\r\nSubject: x\r\n"));
    await fixture.put(["a@fabrikam.com"], Buffer.from("Received: a\r\n\r\n"));
    await fixture.untilEmpty();
    expect(sink.messages.map(({ body }) => body.toString())).toEqual(["Subject: x\r\n", "\r\n"]);
  });
});
