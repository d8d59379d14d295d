import type { AuditDraft } from "../../model";
import { tokenDraft } from "./audit-draft";
import type { NewToken, TokenActor, TokenRecord, TokenStore } from "./config-store";
import type { HeldStore, Moment, Outcome } from "./held-store";
import { insertToken, makeToken, type StoredToken, verifyToken } from "./token-table";

interface MadeToken {
  readonly token: string;
  readonly record: TokenRecord;
}

/** Tokens of a store. They are judged by what is in memory, so that the API answers while a database is away. */
export function createTokenStore(store: HeldStore, now: () => number): TokenStore {
  const create = (moment: Moment, wanted: NewToken, actor: TokenActor) => createToken(moment, { wanted, actor, now });
  return {
    create: (wanted, actor) => store.change((moment) => create(moment, wanted, actor)),
    createFirst: (wanted, actor) =>
      store.change<MadeToken | undefined>((moment) =>
        moment.held.tokens.length > 0 ? Promise.resolve({ answer: undefined }) : create(moment, wanted, actor),
      ),
    verify: (token) => Promise.resolve(verifyToken(store.held.tokens, token, now())),
    list: () => Promise.resolve(store.held.tokens.map(({ record }) => record)),
    revoke: (id, actor) => store.change((moment) => revokeToken(moment, { id, actor, now })),
  };
}

interface Creation {
  readonly wanted: NewToken;
  readonly actor: TokenActor;
  readonly now: () => number;
}

async function createToken(moment: Moment, { wanted, actor, now }: Creation): Promise<Outcome<MadeToken>> {
  const at = now();
  const made = makeToken(wanted, at);
  const { token, record, hash } = made;
  await insertToken(moment.db, made);
  const tokens = [...moment.held.tokens, { record, hash }];
  return {
    answer: { token, record },
    drafts: [draftOf("create-token", made, { actor, at, revision: moment.held.state.revision })],
    next: { tokens },
  };
}

interface Revocation {
  readonly id: string;
  readonly actor: TokenActor;
  readonly now: () => number;
}

async function revokeToken({ db, held }: Moment, { id, actor, now }: Revocation): Promise<Outcome<boolean>> {
  const known = held.tokens.find(({ record }) => record.id === id);
  if (known === undefined) return { answer: false };
  await db.deleteFrom("token").where("id", "=", id).execute();
  return {
    answer: true,
    drafts: [draftOf("revoke-token", known, { actor, at: now(), revision: held.state.revision })],
    next: { tokens: held.tokens.filter((token) => token !== known) },
  };
}

function draftOf(
  action: "create-token" | "revoke-token",
  { record }: StoredToken,
  circumstance: Parameters<typeof tokenDraft>[2],
): AuditDraft {
  const { id, name, scopes, stackPattern, expiresAt } = record;
  return tokenDraft(action, { id, name, facts: { scopes, stackPattern, expiresAt } }, circumstance);
}
