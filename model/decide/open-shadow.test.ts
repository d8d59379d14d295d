import fc from "fast-check";
import { answerProbe } from "../impact/answer-probe";
import { openProbeSession } from "../impact/probe-session";
import { connectProbe, mailProbe, rcptProbe } from "../impact/probe-stages";
import { RANDOM_PROBE } from "../impact/random-probes-fixture";
import { RANDOM_PAIR, type WorldPair } from "../impact/random-worlds-fixture";
import type { RelayProbe } from "../impact/relay-probe";
import { relayWorld, type RelayWorld } from "../impact/relay-world";
import { decideRcpt } from "./decide-rcpt";
import { openShadow } from "./open-shadow";

/** What a session that was accepted by one configuration gets by another, as the host asks; undefined: it was refused. */
function verdictInShadow({ before, after }: WorldPair, probe: RelayProbe): "accept" | "refuse" | undefined {
  const { session, sender: address, recipient } = probe;
  const connect = connectProbe(before, probe);
  const opened = connect.policy && openProbeSession(before, connect.policy, session);
  if (opened === undefined || !opened.ok) return undefined;
  const smtpUtf8 = /\P{ASCII}/u.test(address + recipient);
  const mail = mailProbe(before, opened.session, { sender: address, secure: session.tls, smtpUtf8 });
  if (mail.transaction === undefined || rcptProbe(mail.transaction, probe).verdict === "refuse") return undefined;
  const parameters = smtpUtf8 ? { SMTPUTF8: true as const } : {};
  const facts = { session: opened.session, at: after.at, secure: session.tls, address, parameters };
  const shadow = openShadow(after.snapshot, facts);
  if (shadow.outcome === "refused") return "refuse";
  const command = { address: recipient, parameters: {}, acceptedCount: 0, relayRefusals: 0 };
  return decideRcpt(shadow.transaction, command).action === "accept" ? "accept" : "refuse";
}

/** Accounts are the same on both sides: only connectors and their rights are observed. */
function sharingAccounts({ before, after }: WorldPair): WorldPair {
  const { relayUsers, relayGroups } = before.declared;
  const shared: RelayWorld = relayWorld({ ...after.declared, relayUsers, relayGroups }, { at: before.at });
  return { before, after: shared };
}

test("what a session would get in the shadow is what a client would that came to it anew", () => {
  let judged = 0;
  fc.assert(
    fc.property(RANDOM_PAIR, fc.array(RANDOM_PROBE, { minLength: 120, maxLength: 120 }), (pair, probes) => {
      const worlds = sharingAccounts(pair);
      for (const probe of probes) {
        const verdict = verdictInShadow(worlds, probe);
        if (verdict === undefined) continue;
        judged++;
        expect(verdict).toBe(answerProbe(worlds.after, probe).verdict === "refuse" ? "refuse" : "accept");
      }
    }),
    { numRuns: 400 },
  );
  expect(judged).toBeGreaterThan(50);
});
