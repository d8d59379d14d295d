import { createHash } from "node:crypto";
import { type AuditDraft, chainEntry, EMPTY_CHAIN, verifyChain } from "./audit-chain";
import type { AuditEntry } from "./audit-entry";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

// As the first release wrote it: without address, breakGlass, revertTo and impact.
const OLD: AuditEntry = {
  sequence: 1,
  at: 1_795_503_600_000,
  revision: 1,
  tokenId: "token-1",
  tokenName: "deploy",
  stack: "acme/relay/prod",
  run: "r1",
  commit: "0123abc",
  program: "crm-application",
  action: "create",
  kind: "AcceptedDomain",
  objectId: "9b2f6f0e-6f0d-4c39-8a8e-0d5a3c1f2b4d",
  name: "contoso.com",
  before: null,
  after: {
    settings: { domainName: "contoso.com", domainType: "Authoritative" },
    owner: { stack: "acme/relay/prod", logicalId: "contoso" },
  },
  code: null,
  detail: null,
  previousHash: "0".repeat(64),
  hash: "02761d9117df4021a7d84c894e06438737b1c9c055d84d7d51031e7304c167a3",
};

describe("the chain of the audit", () => {
  test("takes entries of a release that kept less, and goes on behind them", () => {
    const verdict = verifyChain(EMPTY_CHAIN, [OLD], sha256);
    expect(verdict).toEqual({ ok: true, head: { sequence: 1, hash: OLD.hash } });
    const impact = { known: false, reason: "It concerns 33 connectors." } as const;
    const fields = Object.entries(OLD).filter(([name]) => name !== "hash");
    const draft = Object.fromEntries(fields) as unknown as AuditDraft;
    const next = chainEntry({ sequence: 1, hash: OLD.hash }, { ...draft, impact }, sha256);
    expect(verifyChain(EMPTY_CHAIN, [OLD, next], sha256)).toMatchObject({ ok: true, head: { sequence: 2 } });
    expect(verifyChain(EMPTY_CHAIN, [OLD, { ...next, impact: { known: false, reason: "" } }], sha256)).toEqual({
      ok: false,
      sequence: 2,
      reason: "its content does not match its hash",
    });
  });
});
