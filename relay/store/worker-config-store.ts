import { applyChanges, type Freeze, type RecordedState } from "../../model";
import type { ConfigStore, DeclarationStore, FleetStore, FreezeStore, Installation } from "./config-store";
import type { SecretStore, StoreHealth, StoreMove, TokenStore } from "./config-store";
import type { OpenedStore, StoreThread } from "./store-thread";

/** The config store as the main thread sees it: its thread sends changes only, and the state follows them here. */
export class WorkerConfigStore implements ConfigStore {
  readonly tokens: TokenStore = {
    create: (token, actor) => this.#thread.call("createToken", token, actor),
    createFirst: (token, actor) => this.#thread.call("createFirstToken", token, actor),
    verify: (token) => this.#thread.call("verifyToken", token),
    list: () => this.#thread.call("listTokens"),
    revoke: (id, actor) => this.#thread.call("revokeToken", id, actor),
  };
  readonly declarations: DeclarationStore = {
    put: (declarations) => this.#thread.call("putDeclarations", declarations),
    get: (stack) => this.#thread.call("getDeclarations", stack),
  };
  readonly secrets: SecretStore = {
    passwordHashes: (userId, now) => this.#thread.call("passwordHashes", userId, now),
    sendConnectorPassword: (connectorId) => this.#thread.call("sendConnectorPassword", connectorId),
    seal: (password) => this.#thread.call("sealPassword", password),
  };
  readonly freeze: FreezeStore = this.#freezeStore();
  readonly fleet: FleetStore;
  readonly label: string;
  readonly #thread: StoreThread;
  readonly #onFollowed: (() => void)[] = [];
  readonly #onHealth: ((health: StoreHealth) => void)[] = [];
  #health: StoreHealth = { ok: true };
  #freeze: Freeze | null;
  #state: RecordedState;
  #installation: Installation;

  constructor(thread: StoreThread, opened: OpenedStore) {
    this.#thread = thread;
    this.#freeze = opened.freeze;
    this.#state = opened.state;
    this.#installation = opened.installation;
    this.label = opened.label;
    this.fleet = {
      isShared: opened.isShared,
      // A host that ends no longer has to tell.
      tellEnforced: (revision) => {
        if (opened.isShared) thread.call("tellEnforced", revision).catch(() => undefined);
      },
      hosts: () => thread.call("hosts"),
    };
  }

  get health(): StoreHealth {
    return this.#health;
  }

  get installation(): Installation {
    return this.#installation;
  }

  get state(): RecordedState {
    return this.#state;
  }

  load(): Promise<RecordedState> {
    return Promise.resolve(this.#state);
  }

  // What the thread tells of moves comes before the answer, so the state is right before any caller goes on.
  write: ConfigStore["write"] = (command, context) => this.#thread.call("write", command, context);
  revert: ConfigStore["revert"] = (wish, context) => this.#thread.call("revert", wish, context);
  restore: ConfigStore["restore"] = (call, context) => this.#thread.call("restore", call, context);
  audit: ConfigStore["audit"] = (query) => this.#thread.call("audit", query);
  searchAudit: ConfigStore["searchAudit"] = (query, filter) => this.#thread.call("searchAudit", query, filter);
  auditHead: ConfigStore["auditHead"] = () => this.#thread.call("auditHead");
  verifyAudit: ConfigStore["verifyAudit"] = () => this.#thread.call("verifyAudit");

  advanceEpoch: ConfigStore["advanceEpoch"] = () => this.#thread.call("advanceEpoch");

  onFollowed(listener: () => void): void {
    this.#onFollowed.push(listener);
  }

  onHealth(listener: (health: StoreHealth) => void): void {
    this.#onHealth.push(listener);
  }

  /** The store has moved on, by this host or another. */
  take({ by, installation, freeze, change }: StoreMove): void {
    this.#installation = installation;
    this.#freeze = freeze;
    if (change?.kind === "changes") this.#state = applyChanges(this.#state, change.changes);
    if (change?.kind === "whole") this.#state = change.state;
    if (by === "another-host") for (const listener of this.#onFollowed) listener();
  }

  become(health: StoreHealth): void {
    this.#health = health;
    for (const listener of this.#onHealth) listener(health);
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  #freezeStore(): FreezeStore {
    const current = () => this.#freeze;
    return {
      get current() {
        return current();
      },
      begin: (reason, actor) => this.#thread.call("beginFreeze", reason, actor),
      end: (actor) => this.#thread.call("endFreeze", actor),
    };
  }
}
