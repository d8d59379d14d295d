import { buildAcceptedDomainTable, buildRouteTable } from "../../model";
import { DeliveryFixture } from "./delivery-fixture";
import { sendConnector } from "./delivery-house";

const fixture = DeliveryFixture.use();

test("Name: of two connectors for one space at one cost, the first by name takes the mail", async () => {
  const [first, second] = [await fixture.sink(), await fixture.sink()];
  const route = buildRouteTable([sendConnector("b", [second.smartHost]), sendConnector("a", [first.smartHost])]);
  fixture.house.deliver({ routeRecipient: (domain) => route(domain, buildAcceptedDomainTable([])) });
  await fixture.put();
  await fixture.untilEmpty();
  expect([first, second].map(({ messages }) => messages.length)).toEqual([1, 0]);
});

test("AddressSpaces: each recipient's mail leaves by the closest space, and by the lower cost of two", async () => {
  const spaces = [["fabrikam.com"], ["*.fabrikam.com;5"], ["*.fabrikam.com;2"], ["*"]];
  const sinks = await Promise.all(spaces.map(() => fixture.sink()));
  const connectors = sinks.map(({ smartHost }, place) =>
    sendConnector(`out ${place}`, [smartHost], { addressSpaces: spaces[place]!.map((space) => `SMTP:${space}`) }),
  );
  const route = buildRouteTable(connectors);
  const none = buildAcceptedDomainTable([]);
  fixture.house.deliver({ routeRecipient: (domain) => route(domain, none) });
  await fixture.put(["a@fabrikam.com", "b@eu.fabrikam.com", "c@de.eu.fabrikam.com", "d@contoso.com"]);
  await fixture.untilEmpty();
  const recipients = sinks.map(({ commands }) => commands.filter((command) => command.startsWith("RCPT")).sort());
  expect(recipients).toEqual([
    ["RCPT TO:<a@fabrikam.com>"],
    [],
    ["RCPT TO:<b@eu.fabrikam.com>", "RCPT TO:<c@de.eu.fabrikam.com>"],
    ["RCPT TO:<d@contoso.com>"],
  ]);
});
