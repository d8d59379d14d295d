import {
  applyChanges,
  type Freeze,
  type RecordedState,
  type WriteCommand,
  type WriteContext,
  type WriteResult,
} from "../../model";
import type { ConfigStore, DeclarationStore, FreezeStore, Installation } from "./config-store";
import type { RevertResult, RevertWish, SecretStore, TokenStore } from "./config-store";
import type { OpenedStore, StoreThread } from "./store-thread";

/** The config store as the main thread sees it: its thread sends changes only, and the state follows them here. */
export class WorkerConfigStore implements ConfigStore {
  readonly tokens: TokenStore = {
    create: (token, actor) => this.#thread.call("createToken", token, actor),
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
  readonly #thread: StoreThread;
  #freeze: Freeze | null;
  #state: RecordedState;
  #installation: Installation;

  constructor(thread: StoreThread, opened: OpenedStore) {
    this.#thread = thread;
    this.#freeze = opened.freeze;
    this.#state = opened.state;
    this.#installation = opened.installation;
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

  // Answers come one by one in the order of the commits, so the state is right before any caller goes on.
  async write(command: WriteCommand, context: WriteContext): Promise<WriteResult> {
    const result = await this.#thread.call("write", command, context);
    if (result.ok) this.#state = applyChanges(this.#state, result.changes);
    return result;
  }

  async revert(wish: RevertWish, context: WriteContext): Promise<RevertResult> {
    const result = await this.#thread.call("revert", wish, context);
    if (result.ok && wish.mode === "apply") this.#state = applyChanges(this.#state, result.changes);
    return result;
  }

  audit: ConfigStore["audit"] = (query) => this.#thread.call("audit", query);
  searchAudit: ConfigStore["searchAudit"] = (query, filter) => this.#thread.call("searchAudit", query, filter);
  auditHead: ConfigStore["auditHead"] = () => this.#thread.call("auditHead");
  verifyAudit: ConfigStore["verifyAudit"] = () => this.#thread.call("verifyAudit");

  async advanceEpoch(): Promise<Installation> {
    this.#installation = await this.#thread.call("advanceEpoch");
    return this.#installation;
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
      begin: async (reason, actor) => {
        this.#freeze = await this.#thread.call("beginFreeze", reason, actor);
        return this.#freeze;
      },
      end: async (actor) => {
        const ended = await this.#thread.call("endFreeze", actor);
        this.#freeze = null;
        return ended;
      },
    };
  }
}
