import type { RelayWorld } from "../../model";
import { IMPACT_FORMATS, renderImpact } from "./render";
import { crmWorld, documentWorld, subjectOf } from "./impact-fixture";

const TWO = crmWorld(["192.168.2.55-192.168.2.56"]);
const WIDE = crmWorld(["192.168.2.0/24"]);
const HOSTILE = "`|<b>@octocat";

describe("text", () => {
  test("says what widens, by which entry before and after, with a witness, and which rule breaks", () => {
    const text = renderImpact("text", subjectOf(TWO, WIDE, { ceiling: [{ name: "crm", maxAddresses: 4 }] }));
    expect(text).toContain("impact: a.json -> b.json\n  1 widened, 1 moved; worst: high\n");
    expect(text).toContain("WIDENED  254 addresses  192.168.2.0-192.168.2.54, ");
    expect(text).toContain('  before  "Default Frontend" refuses (550 5.7.1, no-relay-right)\n');
    expect(text).toContain(
      '  after   "CRM Application" relays by ConnectorPermission [NT AUTHORITY\\ANONYMOUS LOGON, Accept-Any-Recipient]\n',
    );
    expect(text).toContain("  e.g.    192.168.2.1  MAIL FROM:<a@other.example>  RCPT TO:<b@outside.example>\n");
    expect(text).toContain('gate: FAIL  ceiling "crm" permits at most 4 addresses, 256 rely on it\n');
    expect(text).not.toContain("\u001B");
  });

  test("is painted only when it is asked for", () => {
    expect(renderImpact("text", { ...subjectOf(TWO, WIDE), colour: true })).toContain("\u001B[31mWIDENED\u001B[39m");
  });

  test("says that nothing changes, and that gates pass", () => {
    const text = renderImpact("text", subjectOf(TWO, TWO, { ceiling: [{ name: "all" }], intent: [] }));
    expect(text).toBe(
      "impact: a.json -> b.json\n  nothing changes\n\ngate: PASS  no-new-access\ngate: PASS  ceiling\ngate: PASS  intent\n",
    );
  });

  test("says what cannot be told", () => {
    const unknown = crmWorld(["192.168.2.55-192.168.2.56"], {
      unknowns: [{ object: 'ReceiveConnector "X"', property: "enabled" }],
    });
    const text = renderImpact("text", subjectOf(TWO, unknown));
    expect(text).toContain('not known yet: each might relay\n  ReceiveConnector "X".enabled\n');
    expect(text).toContain(
      "gate: CANNOT TELL  no-new-access: 1 value is not known before the update, and might relay\n",
    );
  });

  test("names routes, proxies and effects", () => {
    const after = crmWorld(["192.168.2.55-192.168.2.56"], {
      permissions: [
        {
          connector: "CRM Application",
          principal: "NT AUTHORITY\\ANONYMOUS LOGON",
          extendedRights: ["ms-Exch-Bypass-Anti-Spam"],
        },
      ],
      more: {
        transportConfig: { trustedProxies: ["10.0.0.4"] },
        sendConnectors: [{ name: "Out", addressSpaces: ["SMTP:*;1"], smartHosts: ["mx.contoso.com"] }],
      },
    });
    const text = renderImpact("text", subjectOf(TWO, after));
    expect(text).toContain("  effect  anti-spam bypassed: no -> yes\n");
    expect(text).toContain("10.0.0.4 may claim every client address: now a trusted proxy");
    expect(text).toMatch(/mail to every other domain: held, no route -> "Out" to mx\.contoso\.com/);
  });
});

describe("Markdown", () => {
  test("has a summary, a table and folded witnesses that can be replayed", () => {
    const text = renderImpact("markdown", subjectOf(TWO, WIDE));
    expect(text).toMatch(/^### Relay impact: 1 widened, 1 moved; worst: high\n\n`a\.json` to `b\.json`\n/);
    expect(text).toContain("- gate: **FAIL** `no-new-access: may newly relay: 254 addresses");
    expect(text).toContain("<details><summary>Witnesses (2): each can be tried</summary>");
    expect(text).toContain("swaks --server RELAY_HOST --port 25 --local-interface 192.168.2.1 --from a@other.example");
  });

  test("lets no name of a configuration break out of its cell", () => {
    const after = crmWorld(["192.168.2.55-192.168.2.56"], {
      connectors: [{ name: HOSTILE, remoteIpRanges: ["10.0.0.1"] }],
      permissions: [
        {
          connector: HOSTILE,
          principal: "NT AUTHORITY\\ANONYMOUS LOGON",
          extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
        },
      ],
    });
    const text = renderImpact("markdown", subjectOf(TWO, after));
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row.match(/\|/g)).toHaveLength(7);
    expect(text.replaceAll(/```[^]*?```|`[^`\n]*`/g, "")).not.toMatch(/@octocat|<b>/);
  });

  test("fits into a comment, however much changes", () => {
    const connectors = Array.from({ length: 400 }, (_, place) => ({
      name: `${HOSTILE} ${place}`,
      remoteIpRanges: [`10.0.${place >> 8}.${place & 255}`],
    }));
    const text = renderImpact("markdown", subjectOf(TWO, crmWorld(["192.168.2.55"], { connectors })));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("more lines do not fit into a comment");
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});

test.each(IMPACT_FORMATS)("%s ends with a line end and is the same each time", (format) => {
  const subject = subjectOf(TWO, WIDE, { ceiling: [], intent: [] });
  const text = renderImpact(format, subject);
  expect(text.endsWith("\n")).toBe(true);
  expect(renderImpact(format, subjectOf(TWO, WIDE, { ceiling: [], intent: [] }))).toBe(text);
});

test.each(IMPACT_FORMATS)("%s says where passwords may newly cross in clear", (format) => {
  const [after, before] = [[], ["BasicAuthRequireTLS"]].map((more) =>
    documentWorld({
      connectors: [
        {
          name: "CRM",
          remoteIpRanges: ["10.0.0.1"],
          authMechanism: ["Tls", "BasicAuth", ...more],
          permissionGroups: [],
        },
      ],
    }),
  ) as [RelayWorld, RelayWorld];
  expect(before).not.toEqual(after);
  const text = renderImpact(format, subjectOf(before, after));
  expect(text).toMatch(/passwords may newly cross the network in clear/);
  expect(text).toMatch(format === "json" ? /"clearAuth"/ : /"CRM\\?" offers AUTH without TLS/);
});
