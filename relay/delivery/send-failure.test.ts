import { classifySendError, type HopError, type SendFailure, type TransactionFacts } from "./send-failure";

const FRESH: TransactionFacts = { bodyStarted: false, reused: false };

function hopError(facts: Partial<HopError>): HopError {
  return Object.assign(new Error(facts.response ?? "it broke"), facts);
}

describe("classifySendError", () => {
  test.each<{ title: string; error: Partial<HopError>; facts?: Partial<TransactionFacts>; is: Partial<SendFailure> }>([
    { title: "a failed login, even with 535", error: { code: "EAUTH", responseCode: 535 }, is: { kind: "route" } },
    { title: "a name that does not resolve", error: { code: "EDNS" }, is: { kind: "route" } },
    { title: "TLS that fails", error: { code: "ETLS" }, is: { kind: "route" } },
    { title: "a lost new connection", error: { code: "ECONNECTION" }, is: { kind: "route" } },
    { title: "a lost kept connection", error: { code: "ESOCKET" }, facts: { reused: true }, is: { kind: "stale" } },
    {
      title: "a connection lost in the body",
      error: { code: "ETIMEDOUT" },
      facts: { bodyStarted: true },
      is: { kind: "deferred", ambiguous: true },
    },
    { title: "a refused sender", error: { code: "EENVELOPE", responseCode: 550 }, is: { kind: "failed" } },
    {
      title: "a sender put off",
      error: { code: "EENVELOPE", responseCode: 451 },
      is: { kind: "deferred", ambiguous: false },
    },
    {
      title: "a refused message",
      error: { code: "EMESSAGE", responseCode: 554 },
      facts: { bodyStarted: true },
      is: { kind: "failed" },
    },
    {
      title: "a message answered 421 after its dot",
      error: { code: "EMESSAGE", responseCode: 421 },
      facts: { bodyStarted: true },
      is: { kind: "deferred", ambiguous: false },
    },
    { title: "a host that goes away", error: { code: "ECONNECTION", responseCode: 421 }, is: { kind: "route" } },
    { title: "a message larger than the host takes", error: { code: "EMESSAGE" }, is: { kind: "failed" } },
    {
      title: "a body that our disk does not give",
      error: { code: "ESTREAM" },
      facts: { bodyStarted: true },
      is: { kind: "deferred", ambiguous: false },
    },
    { title: "something nobody has thought of", error: {}, is: { kind: "deferred" } },
  ])("$title", ({ error, facts, is }) => {
    expect(classifySendError(hopError(error), { ...FRESH, ...facts })).toMatchObject(is);
  });

  test("no fault without a reply of the next hop is ever a refusal, except of the message's own form", () => {
    for (const code of [
      "ECONNECTION",
      "ESOCKET",
      "ETIMEDOUT",
      "EDNS",
      "ETLS",
      "EAUTH",
      "EPROTOCOL",
      "ESTREAM",
      "EWHATEVER",
    ]) {
      for (const bodyStarted of [true, false]) {
        expect(classifySendError(hopError({ code }), { bodyStarted, reused: false }).kind).not.toBe("failed");
      }
    }
  });
});
