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
