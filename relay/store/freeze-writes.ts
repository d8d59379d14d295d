import type { Freeze } from "../../model";
import { freezeDraft } from "./audit-draft";
import type { FreezeStore, TokenActor } from "./config-store";
import { writeFreeze } from "./freeze-record";
import type { HeldStore, Moment, Outcome } from "./held-store";

/** The freeze of a store, for all hosts that share it. */
export function createFreezeStore(store: HeldStore, now: () => number): FreezeStore {
  return {
    get current() {
      return store.held.freeze;
    },
    begin: (reason, actor) => store.change((moment) => beginFreeze(moment, reason, { actor, at: now() })),
    end: (actor) => store.change((moment) => endFreeze(moment, { actor, at: now() })),
  };
}

interface Act {
  readonly actor: TokenActor;
  readonly at: number;
}

async function beginFreeze({ db, held }: Moment, reason: string, act: Act): Promise<Outcome<Freeze>> {
  if (held.freeze !== null) return { answer: held.freeze };
  const { tokenId, tokenName } = act.actor;
  const freeze = { reason, tokenId, tokenName, at: act.at };
  await writeFreeze(db, freeze);
  const draft = freezeDraft("freeze", freeze, { ...act, revision: held.state.revision });
  return { answer: freeze, drafts: [draft], next: { freeze } };
}

async function endFreeze({ db, held }: Moment, act: Act): Promise<Outcome<boolean>> {
  if (held.freeze === null) return { answer: false };
  await writeFreeze(db, null);
  const draft = freezeDraft("unfreeze", held.freeze, { ...act, revision: held.state.revision });
  return { answer: true, drafts: [draft], next: { freeze: null } };
}
