import { settle } from "../model";
import type { Declaration } from "./declaration";
import type { ResourceKind } from "./relay-host";
import { RunRegistry } from "./run-registry";
import { isUnknown, UNKNOWN_VALUE } from "./unknown-value";

const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
const ANY_RECIPIENT = "ms-Exch-SMTP-Accept-Any-Recipient";

function declared<K extends ResourceKind>(kind: K, id: string, input: object, more: object = {}): Declaration {
  const parsed = settle(kind, input, { isUnknown });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failures));
  return { kind, logicalId: `${kind}::${id}`, settings: parsed.value, ...more } as Declaration;
}

function connector(id: string, input: object): Declaration {
  return declared("ReceiveConnector", id, {
    name: id,
    bindings: ["0.0.0.0:25"],
    remoteIpRanges: ["10.0.0.1"],
    ...input,
  });
}

function permission(id: string, input: object, connectorName?: string): Declaration {
  const entry = { connector: UNKNOWN_VALUE, principal: ANONYMOUS, extendedRights: [ANY_RECIPIENT], ...input };
  return declared("ConnectorPermission", id, entry, connectorName === undefined ? {} : { connectorName });
}

/** Codes and properties of what the last declaration is told. */
function lastOf(...declarations: readonly Declaration[]): readonly string[] {
  const registry = new RunRegistry();
  return (declarations.map((one) => registry.declare(one)).at(-1) ?? []).map(
    ({ code, property }) => `${code} ${property}`,
  );
}

const WIDE = { remoteIpRanges: ["0.0.0.0/0"], permissionGroups: ["AnonymousUsers"] };

describe("the declarations of a run", () => {
  test.each<{ title: string; run: Declaration[]; told: string[] }>([
    {
      title: "disjoint connectors agree",
      run: [connector("a", {}), connector("b", { remoteIpRanges: ["10.0.0.2"] })],
      told: [],
    },
    {
      title: "nested connectors agree",
      run: [connector("a", {}), connector("b", { remoteIpRanges: ["10.0.0.0/8"] })],
      told: [],
    },
    {
      title: "equal ranges conflict",
      run: [connector("a", {}), connector("b", {})],
      told: ["RELAY_RANGE_CONFLICT remoteIpRanges[0]"],
    },
    {
      title: "equal ranges on different ports agree",
      run: [connector("a", {}), connector("b", { bindings: ["0.0.0.0:587"] })],
      told: [],
    },
    {
      title: "a range that moved on in the same run is free",
      run: [connector("a", {}), connector("a", { remoteIpRanges: ["10.0.0.9"] }), connector("b", {})],
      told: [],
    },
    { title: "a resource checked twice agrees with itself", run: [connector("a", {}), connector("a", {})], told: [] },
    {
      title: "names are compared without case",
      run: [connector("a", { name: "CRM" }), connector("b", { name: "crm", remoteIpRanges: ["10.0.0.2"] })],
      told: ["RELAY_DUPLICATE_NAME name"],
    },
    {
      title: "names that two connectors swap agree",
      run: [connector("a", { name: "B" }), connector("b", { name: "A", remoteIpRanges: ["10.0.0.2"] })],
      told: [],
    },
    {
      title: "an accepted domain is declared once",
      run: [
        declared("AcceptedDomain", "a", { domainName: "contoso.com" }),
        declared("AcceptedDomain", "b", { domainName: "Contoso.COM" }),
      ],
      told: ["RELAY_DUPLICATE_DOMAIN domainName"],
    },
    {
      title: "a right is declared once, by the connector's name while its id is unknown",
      run: [connector("a", {}), permission("p", {}, "a"), permission("q", {}, "A")],
      told: ["RELAY_DUPLICATE_PERMISSION extendedRights"],
    },
    {
      title: "the same right of another principal is another right",
      run: [
        connector("a", {}),
        permission("p", {}, "a"),
        permission("q", { principal: "MS Exchange\\Partner Servers" }, "a"),
      ],
      told: [],
    },
    {
      title: "wide relay is told to the permission that completes it",
      run: [connector("a", WIDE), permission("p", {}, "a")],
      told: ["RELAY_WIDE_RELAY extendedRights"],
    },
    {
      title: "wide relay that is meant is taken",
      run: [connector("a", { ...WIDE, allowWideRelay: "a test" }), permission("p", {}, "a")],
      told: [],
    },
    {
      title: "wide relay is told to the connector when the permission came first",
      run: [connector("a", {}), permission("p", {}, "a"), connector("a", WIDE)],
      told: ["RELAY_WIDE_RELAY remoteIpRanges"],
    },
    {
      title: "what is unknown is not judged",
      run: [
        connector("a", {}),
        connector("b", { remoteIpRanges: UNKNOWN_VALUE }),
        connector("c", { name: UNKNOWN_VALUE, bindings: UNKNOWN_VALUE }),
      ],
      told: [],
    },
  ])("$title", ({ run, told }) => {
    expect(lastOf(...run)).toEqual(told);
  });

  test("a permission given the connector's id alone is joined to it once the id is known", () => {
    const registry = new RunRegistry();
    registry.declare(connector("a", WIDE));
    registry.learnId("ReceiveConnector::a", "guid-1");
    const failures = registry.declare(permission("p", { connector: "guid-1" }));
    expect(failures.map(({ code }) => code)).toEqual(["RELAY_WIDE_RELAY"]);
  });

  test("a conflict names the other resource and both ranges", () => {
    const registry = new RunRegistry();
    registry.declare(connector("a", { remoteIpRanges: ["10.0.0.0-10.0.0.9"] }));
    const [failure] = registry.declare(connector("b", { remoteIpRanges: ["10.0.0.5-10.0.0.20"] }));
    expect(failure?.message).toMatch(/10\.0\.0\.5-10\.0\.0\.20.*10\.0\.0\.0-10\.0\.0\.9.*ReceiveConnector::a/);
  });
});
