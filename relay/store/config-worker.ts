import { parentPort, workerData } from "node:worker_threads";
import { ConfigDatabase } from "./config-database";
import type { ConfigStoreOptions } from "./open-config-store";
import { openPostgresEngine } from "./postgres/postgres-engine";
import { StoreError } from "./store-error";
import type { StoreCalls, StoreFault, StoreMessage, StoreRequest } from "./store-protocol";

/** The thread that owns the config store: SQLite's fsync blocks here, and nowhere else; writes are judged here, too. */
async function serve(): Promise<void> {
  const { dataDir, secretsKeyFile, shared } = workerData as ConfigStoreOptions;
  try {
    const database = await ConfigDatabase.open({
      dataDir,
      now: Date.now,
      onMove: (move) => send({ type: "moved", move }),
      ...(secretsKeyFile === undefined ? {} : { secretsKeyFile }),
      ...(shared === undefined ? {} : { openEngine: (onHealth) => openPostgresEngine({ ...shared, onHealth }) }),
    });
    database.onHealth((health) => send({ type: "health", health }));
    parentPort?.on("message", (request: StoreRequest) => void answer(callsOf(database), request));
    const { state, installation, freeze, label, fleet } = database;
    send({ type: "open", state, installation, freeze: freeze.current, label, isShared: fleet.isShared });
  } catch (error) {
    send({ type: "failed", fault: faultOf(error) });
  }
}

async function answer(calls: StoreCalls, { id, method, args }: StoreRequest): Promise<void> {
  try {
    const call = calls[method] as (...args: readonly unknown[]) => Promise<unknown>;
    send({ type: "answer", id, value: await call(...args) });
    if (method === "close") parentPort?.close();
  } catch (error) {
    send({ type: "fault", id, fault: faultOf(error) });
  }
}

function callsOf(database: ConfigDatabase): StoreCalls {
  const { tokens, declarations, secrets, freeze, fleet } = database;
  return {
    write: (command, context) => database.write(command, context),
    revert: (wish, context) => database.revert(wish, context),
    restore: (call, context) => database.restore(call, context),
    audit: (query) => database.audit(query),
    searchAudit: (query, filter) => database.searchAudit(query, filter),
    auditHead: () => database.auditHead(),
    verifyAudit: () => database.verifyAudit(),
    beginFreeze: freeze.begin,
    endFreeze: freeze.end,
    createToken: tokens.create,
    createFirstToken: tokens.createFirst,
    verifyToken: tokens.verify,
    listTokens: tokens.list,
    revokeToken: tokens.revoke,
    putDeclarations: declarations.put,
    getDeclarations: declarations.get,
    passwordHashes: secrets.passwordHashes,
    sendConnectorPassword: secrets.sendConnectorPassword,
    sealPassword: secrets.seal,
    tellEnforced: (revision) => Promise.resolve(fleet.tellEnforced(revision)),
    hosts: fleet.hosts,
    advanceEpoch: () => database.advanceEpoch(),
    close: () => database.close(),
  };
}

function faultOf(error: unknown): StoreFault {
  const message = error instanceof Error ? error.message : String(error);
  return { message, code: error instanceof StoreError ? error.code : null };
}

function send(message: StoreMessage): void {
  parentPort?.postMessage(message);
}

void serve();
