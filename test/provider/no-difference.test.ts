import fc from "fast-check";
import type { Kind } from "../../model";
import { createContext } from "../../provider/create-context";
import type { DynamicProvider, Properties } from "../../provider/dynamic-provider";
import { createRelayProvider } from "../../provider/relay-provider";
import { createRun } from "../../provider/run";
import { EXAMPLES } from "../../model/settle-examples";
import { type ApiFixture, startApi } from "../control-api/api-fixture";
import { RANDOM_VALUES, type Wish } from "../random-settings/random-values";
import { SURROUNDINGS } from "../random-settings/surroundings";

jest.setTimeout(120_000);

/** How often each property is tried; the generators themselves are tried far more often beside them. */
const RUNS = 6;

const PROPERTIES = Object.entries(RANDOM_VALUES).flatMap(([kind, values]) =>
  Object.entries(values as Readonly<Record<string, fc.Arbitrary<Wish>>>).map(
    ([property, wishes]) => [kind as Kind, property, wishes] as const,
  ),
);

let api: ApiFixture;
let endpoint: string;
/** What the placeholders of wishes stand for. */
let places: ReadonlyMap<unknown, string>;

beforeAll(async () => {
  api = await startApi();
  endpoint = await api.app.listen({ host: "127.0.0.1", port: 0 });
  // A provider's connections end with its process; here thousands of providers share one.
  api.app.server.maxConnections = Infinity;
  const connectors = await Promise.all(
    SURROUNDINGS.connectors.map(async (place, index) => {
      const settings = { name: place, bindings: [`127.0.0.1:${1000 + index}`], remoteIpRanges: ["10.0.0.1"] };
      return [place, (await post("receive-connectors", settings)).id] as const;
    }),
  );
  for (const name of SURROUNDINGS.groups) await post("relay-groups", { name });
  await post("accepted-domains", { domainName: SURROUNDINGS.acceptedDomain });
  const certificate = api.certificates.list().find(({ state }) => state === "usable")?.tlsCertificateName;
  places = new Map<unknown, string>([...connectors, [SURROUNDINGS.certificate, certificate ?? ""]]);
});

afterAll(() => api.close());

async function post(collection: string, settings: object) {
  return (await api.request("POST", `/v1/${collection}`, { body: { settings } })).body;
}

/** A provider process of its own, as every command of Pulumi starts one. */
function provider(kind: Kind): DynamicProvider {
  const values: Readonly<Record<string, string>> = { "relay:endpoint": endpoint, "relay:token": api.admin };
  const run = createRun({ identity: undefined, isGone: () => false }, Date.now());
  const context = createContext({ run, env: {}, print: () => undefined });
  const made = createRelayProvider(kind, context);
  void made.configure({ config: { get: (key) => values[key] } });
  return made;
}

/** What keeps the examples out of the surroundings' way. */
const BESIDE_SURROUNDINGS: { readonly [K in Kind]?: Wish } = {
  ConnectorPermission: { connector: SURROUNDINGS.connectors[0] },
  AcceptedDomain: { domainName: "Fabrikam.com" },
};

function declared(kind: Kind, wish: Wish): Properties {
  const example = { ...EXAMPLES[kind], ...BESIDE_SURROUNDINGS[kind], ...wish };
  const args = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, places.get(value) ?? value]));
  return { ...args, logicalId: `${kind}::it`, stack: "acme/random/dev", preview: false, __provider: "source" };
}

async function checked(kind: Kind, wish: Wish): Promise<Properties> {
  const { inputs, failures } = await provider(kind).check({}, declared(kind, wish));
  expect(failures).toEqual([]);
  return { ...inputs, __provider: "source" };
}

/** What a refresh and a preview find after an update left these outputs. */
async function found(kind: Kind, id: string, outs: Properties, wish: Wish) {
  const refreshed = await provider(kind).read(id, outs);
  const news = await checked(kind, wish);
  const difference = await provider(kind).diff(id, { ...refreshed.props, __provider: "source" }, news);
  return { difference, refreshed, news };
}

describe("a property with a random valid value, in any spelling", () => {
  test.each(PROPERTIES)(
    "%s.%s: refresh and preview find nothing after create and after update",
    async (kind, _, wishes) => {
      await fc.assert(
        fc.asyncProperty(wishes, wishes, async (first, second) => {
          const { id, outs = {} } = await provider(kind).create(await checked(kind, first));
          const { difference, refreshed, news } = await found(kind, id, { ...outs, __provider: "source" }, first);
          expect(difference).toEqual({ changes: false });
          expect(refreshed.inputs).toEqual(without(news, "__provider"));
          const changed = await provider(kind).diff(id, outs, await checked(kind, second));
          const last = changed.replaces === undefined ? second : first;
          const { outs: after = {} } = await provider(kind).update(id, outs, await checked(kind, last));
          const again = await found(kind, id, { ...after, __provider: "source" }, last);
          expect(again.difference).toEqual({ changes: false });
          await provider(kind).delete(id, { ...after, __provider: "source" });
        }),
        { numRuns: RUNS },
      );
    },
  );
});

function without(properties: Properties, name: string): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== name));
}
