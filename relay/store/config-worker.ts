import { parentPort, workerData } from "node:worker_threads";
import { ConfigDatabase } from "./config-database";
import { StoreError } from "./store-error";
import type { StoreCalls, StoreFault, StoreMessage, StoreRequest } from "./store-protocol";

/** The thread that owns the config store: SQLite's fsync blocks here, and nowhere else. */
async function serve(): Promise<void> {
  const { dataDir } = workerData as { readonly dataDir: string };
  try {
    const database = await ConfigDatabase.open({ dataDir, now: Date.now });
    parentPort?.on("message", (request: StoreRequest) => void answer(callsOf(database), request));
    const { state, installation, freeze } = database;
    send({ type: "open", state, installation, freeze: freeze.current });
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
  const { tokens, declarations, secrets, freeze } = database;
  return {
    write: (command, context) => database.write(command, context),
    revert: (wish, context) => database.revert(wish, context),
    audit: (query) => database.audit(query),
    searchAudit: (query, filter) => database.searchAudit(query, filter),
    auditHead: () => database.auditHead(),
    verifyAudit: () => database.verifyAudit(),
    beginFreeze: freeze.begin,
    endFreeze: freeze.end,
    createToken: tokens.create,
    verifyToken: tokens.verify,
    listTokens: tokens.list,
    revokeToken: tokens.revoke,
    putDeclarations: declarations.put,
    getDeclarations: declarations.get,
    passwordHashes: secrets.passwordHashes,
    sendConnectorPassword: secrets.sendConnectorPassword,
    sealPassword: secrets.seal,
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
