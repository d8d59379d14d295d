import type { DriftItem, DriftReport } from "./drift-report";
import { driftMarkdown } from "./drift-markdown";
import { driftText } from "./drift-text";

const NOBODY = { stack: null, logicalId: null, declaredAt: null, commit: null };

function other(index: number): DriftItem {
  const object = { kind: "AcceptedDomain", id: `${index}`, name: `d${index}.example`, ...NOBODY } as const;
  const up = { does: "nothing", text: "" } as const;
  const item = { fingerprint: "", properties: [], changes: [], meaning: [], up };
  return { ...item, kind: "other-stack", object: { ...object, stack: "acme/erp/prod" } };
}

const ITEM: DriftItem = {
  fingerprint: "f".repeat(64),
  kind: "changed",
  object: {
    kind: "ReceiveConnector",
    id: "1",
    name: "CRM\u001b[2J`@team|x`",
    stack: "acme/crm/prod",
    logicalId: "ReceiveConnector::crm",
    declaredAt: "index.ts:14",
    commit: "3f2a91c0b7de4a5f6071829304a5b6c7d8e9f001",
  },
  properties: [
    { property: "remoteIpRanges", declared: ["10.0.0.1", "10.0.0.2"], actual: ["10.0.0.1", "10.0.0.0/24"] },
    { property: "comment", isSecret: true },
    { property: "banner", declared: null, actual: "x".repeat(300) },
  ],
  changes: [
    {
      ...{
        sequence: 12,
        at: "2026-11-24T02:06:44.759Z",
        action: "update",
        tokenId: "t",
        tokenName: "jane",
        stack: null,
      },
      ...{ run: null, commit: null, program: null, address: "10.4.0.17", properties: ["remoteIpRanges"] },
    },
  ],
  meaning: ['WIDENED 253 addresses (10.0.0.0/24): anonymous (high); before: nothing; after: "CRM" relays'],
  up: { does: "puts-back", text: "pulumi up --refresh puts it back." },
};

const REPORT: DriftReport = {
  formatVersion: 1,
  source: { kind: "state", label: "state.json", stack: "acme/crm/prod" },
  host: { name: "relay", endpoint: "http://127.0.0.1:8025", installation: { id: "i", epoch: 1 }, revision: 11 },
  at: "2026-11-24T02:10:00.000Z",
  drift: [ITEM],
  information: [other(1), other(2), { ...other(3), kind: "undeclared", object: { ...other(3).object, ...NOBODY } }],
  unreadable: ['RelayUser "app": comment'],
  notes: ["A note."],
};

test("people read each drift, who did it, what it means and what becomes of it", () => {
  expect(driftText(REPORT))
    .toBe(`drift: state state.json of stack acme/crm/prod -> relay (http://127.0.0.1:8025), revision 11
  1 drift

CHANGED  ReceiveConnector "CRM\u{FFFD}[2J\`@team|x\`"
         declared by stack acme/crm/prod: ReceiveConnector::crm, index.ts:14, commit 3f2a91c0b7de
         remoteIpRanges: - 10.0.0.2, + 10.0.0.0/24
         comment: changed (a secret of the program)
         banner: none -> ${"x".repeat(200)}...
  who    token "jane" by hand at 2026-11-24T02:06:44.759Z from 10.4.0.17 (remoteIpRanges; audit entry 12)
  means  WIDENED 253 addresses (10.0.0.0/24): anonymous (high)
         before: nothing
         after: "CRM" relays
  up     pulumi up --refresh puts it back.

also there
  undeclared: AcceptedDomain "d3.example", declared by nobody.${" "}
  2 objects of stack acme/erp/prod

cannot tell: encrypted in the state
  RelayUser "app": comment

notes
  A note.`);
});

test("Markdown has every name in code, where it mentions nobody and ends no cell", () => {
  const text = driftMarkdown(REPORT);
  expect(text).toContain("### Relay drift: 1 drift");
  expect(text).not.toContain("\u001b");
  for (const line of text.split("\n").filter((each) => each.includes("team"))) expect(line).toMatch(/<code>|``/);
  expect(text).toContain("<details><summary>Also there (2)</summary>");
});

test("Markdown stays within what a comment may hold", () => {
  const drift = Array.from({ length: 3000 }, () => ITEM);
  const text = driftMarkdown({ ...REPORT, drift });
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain("Cut:");
});
