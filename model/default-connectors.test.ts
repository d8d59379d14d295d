import { defaultConnectors, placeDefaultConnector } from "./default-connectors";
import { judgeTogether } from "./judge-together";
import { settle } from "./settle";

const RELEASES = ["2007", "2016"] as const;

describe.each(RELEASES)("the default connectors of %s", (release) => {
  const placed = defaultConnectors(release).map((row) => placeDefaultConnector(row, { server: "EX01" }));

  test.each(placed)("$name keeps to every rule of a connector", (inputs) => {
    expect(settle("ReceiveConnector", inputs)).toMatchObject({ ok: true });
  });

  test("stand beside each other, and nobody relays without authentication", () => {
    const objects = placed.map((inputs) => {
      const settled = settle("ReceiveConnector", inputs);
      if (!settled.ok) throw new Error("not settled");
      return { kind: "ReceiveConnector" as const, key: inputs.name, label: inputs.name, settings: settled.value };
    });
    expect(judgeTogether(objects, { objects: "complete" })).toEqual([]);
  });
});

test("2016 has five on their ports, 2007 two", () => {
  const ports = RELEASES.map((release) => defaultConnectors(release).map(({ title, port }) => `${title} ${port}`));
  expect(ports).toEqual([
    ["Default 25", "Client 587"],
    ["Default Frontend 25", "Client Frontend 587", "Outbound Proxy Frontend 717", "Default 2525", "Client Proxy 465"],
  ]);
});

test("ports and families are the placement's", () => {
  const [first] = defaultConnectors("2007");
  const placement = { server: "EX01", ports: { Default: 2525 }, families: "IPv4" } as const;
  expect(first && placeDefaultConnector(first, placement)).toMatchObject({
    name: "Default EX01",
    bindings: ["0.0.0.0:2525"],
    remoteIpRanges: ["0.0.0.0/0"],
  });
});
