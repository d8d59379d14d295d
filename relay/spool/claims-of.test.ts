import { MessageQueue } from "../queue";
import { type ClaimableStore, claimsOf } from "./claims-of";
import { entryOf, type StoredMessage } from "./envelope";

function storeOf(state: { failed: boolean }): ClaimableStore {
  const queue = new MessageQueue<StoredMessage>({ onChange: () => undefined, onDue: () => undefined });
  const place = { segment: 1, offset: 0, length: 10 };
  for (const queueId of ["Q1", "Q2"]) {
    queue.add(entryOf({ queueId, receivedAt: 1, recipients: ["a@fabrikam.com"] }, { place, size: 1, inFile: false }));
  }
  return {
    queue,
    get failed() {
      return state.failed;
    },
    onDue: () => undefined,
    content: () => undefined,
    settle: () => undefined,
  };
}

describe("claimsOf", () => {
  test("a store that fails: no attempt begins, not even of what was taken before, and nobody is woken for the rest", () => {
    const state = { failed: false };
    const claims = claimsOf(storeOf(state));
    expect(claims.takeDue(10)).toMatchObject({ queueId: "Q1" });
    expect(claims.nextDueAt()).toBe(0);
    state.failed = true;
    expect(claims.lease("Q1", [0])).toEqual([]);
    expect(claims.nextDueAt()).toBeUndefined();
    expect(claims.takeDue(10)).toBeUndefined();
  });
});
