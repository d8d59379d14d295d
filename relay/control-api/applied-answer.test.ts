import { settle, type ReceiveConnectorSettings } from "../../model";
import type { Applied } from "../hot-apply";
import { appliedTo, type Written } from "./applied-answer";

const TAKEN = { binding: "0.0.0.0:2525", message: "Cannot listen on 0.0.0.0:2525 (EADDRINUSE)." };
const STUCK = { message: "The listeners cannot be brought in line: no more descriptors." };

function written(changes: object = {}, more: Partial<Written> = {}): Written {
  const input = { name: "CRM", bindings: ["127.0.0.1:2525"], remoteIpRanges: ["192.168.2.55"], ...changes };
  const settled = settle("ReceiveConnector", input);
  if (!settled.ok) throw new Error(settled.failures[0]?.message);
  const settings: ReceiveConnectorSettings = settled.value;
  return { object: { kind: "ReceiveConnector", settings }, revision: 7, deleted: false, ...more };
}

const DOMAIN = { kind: "AcceptedDomain", settings: { domainName: "contoso.com" } } as unknown as Written["object"];

test.each<{ title: string; write: Written; applied?: Partial<Applied>; told: readonly object[] }>([
  { title: "the wildcard that a connector's address is served by", write: written(), told: [TAKEN] },
  { title: "its own wildcard", write: written({ bindings: ["0.0.0.0:2525"] }), told: [TAKEN] },
  { title: "not another port", write: written({ bindings: ["127.0.0.1:2526"] }), told: [] },
  { title: "not another family", write: written({ bindings: ["[::]:2525"] }), told: [] },
  { title: "nothing for a connector that is disabled", write: written({ enabled: false }), told: [] },
  { title: "nothing for a connector that was deleted", write: written({}, { deleted: true }), told: [] },
  { title: "nothing for an object without bindings", write: written({}, { object: DOMAIN }), told: [] },
  {
    title: "that listeners cannot be changed at all, to connectors",
    write: written(),
    applied: { problems: [STUCK] },
    told: [STUCK],
  },
  {
    title: "that the revision is not in force, to every kind",
    write: written({}, { object: DOMAIN }),
    applied: { revision: 6, problems: [{ message: "Revision 7 cannot be put in force: strange binding." }] },
    told: [{ message: "Revision 7 cannot be put in force: strange binding." }],
  },
])("a write is told $title", ({ write, applied, told }) => {
  const answer = appliedTo(write, { revision: 7, ok: false, problems: [TAKEN], ...applied });
  expect(answer).toMatchObject({ ok: told.length === 0, problems: told });
});
