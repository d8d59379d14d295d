import { createHash } from "node:crypto";
import type { DriftItem, DriftReport } from "../drift-report";
import type { Delivered } from "./deliver";
import { Teller } from "./teller";
import { ToldDrift } from "./told-drift";

function reportOf(...names: readonly string[]): DriftReport {
  const drift = names.map((name): DriftItem => {
    const nobody = { stack: null, logicalId: null, declaredAt: null, commit: null };
    return {
      fingerprint: createHash("sha256").update(name).digest("hex"),
      kind: "undeclared",
      object: { kind: "AcceptedDomain", id: name, name, ...nobody },
      ...{ properties: [], changes: [], meaning: [], up: { does: "nothing", text: "" } },
    };
  });
  const host = { name: "relay", endpoint: "", installation: { id: "i", epoch: 1 }, revision: 1 };
  const source = { kind: "state", label: "state", stack: "acme/crm/prod" } as const;
  return { formatVersion: 1, source, host, at: "", drift, information: [], unreadable: [], notes: [] };
}

function tellerWith(post: (name: string) => Promise<Delivered>) {
  const posted: string[] = [];
  const notes: string[] = [];
  const teller = new Teller({
    told: ToldDrift.open(null),
    post: (message) => {
      const { name } = (message as { readonly drift: DriftItem }).drift.object;
      posted.push(name);
      return post(name);
    },
    note: (line) => notes.push(line),
  });
  const take = (...names: readonly string[]) => teller.take(reportOf(...names)).map(({ object }) => object.name);
  return { teller, take, posted, notes };
}

const OK = () => Promise.resolve({ ok: true } as const);

describe("telling drift", () => {
  test("tells each once, and again after it was gone", async () => {
    const { teller, take, posted } = tellerWith(OK);
    expect(take("a", "b")).toEqual(["a", "b"]);
    await teller.settled();
    expect(take("a", "b")).toEqual([]);
    expect(take("b")).toEqual([]);
    expect(take("a", "b")).toEqual(["a"]);
    await teller.settled();
    expect(posted).toEqual(["a", "b", "a"]);
  });

  test("does not wait for a receiver, and posts nothing twice that is on its way", async () => {
    const answer = Promise.withResolvers<Delivered>();
    const { teller, take, posted } = tellerWith(() => answer.promise);
    take("a");
    expect(take("a", "b")).toEqual(["b"]);
    answer.resolve({ ok: true });
    await teller.settled();
    expect(posted).toEqual(["a", "b"]);
  });

  test("tries again in the next round what could not be told, and says why", async () => {
    let isDown = true;
    const { teller, take, posted, notes } = tellerWith(() =>
      Promise.resolve(isDown ? { ok: false, why: "it answered 404" } : { ok: true }),
    );
    take("a");
    await teller.settled();
    expect(notes).toEqual(['The webhook was not told of AcceptedDomain "a": it answered 404.']);
    isDown = false;
    expect(take("a")).toEqual(["a"]);
    await teller.settled();
    expect(take("a")).toEqual([]);
    expect(posted).toEqual(["a", "a"]);
  });

  test("keeps a bounded number waiting", async () => {
    const { teller, take, posted, notes } = tellerWith(OK);
    const names = Array.from({ length: 700 }, (_, index) => `n${index}`);
    expect(take(...names)).toHaveLength(500);
    expect(notes).toEqual(["200 more drifts wait for the next round."]);
    await teller.settled();
    expect(take(...names)).toHaveLength(200);
    await teller.settled();
    expect(posted).toHaveLength(700);
  });
});
