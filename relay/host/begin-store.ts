import type { Logger } from "pino";
import { TRANSPORT_CONFIG_ID } from "../../model";
import type { RelayOptions } from "../options";
import { type ConfigStore, ensureFirstAdminToken } from "../store";
import { StartError } from "./start-error";

/** Makes a brand-new store ready for its first client. Answers with the file of the first token, if one was made. */
export async function beginStore(store: ConfigStore, options: RelayOptions, log: Logger): Promise<string | null> {
  const isNew = (await store.tokens.list()).length === 0;
  if (isNew && options.initialTrustedProxies.length > 0) await trustProxies(store, options.initialTrustedProxies);
  const first = await ensureFirstAdminToken({
    tokens: store.tokens,
    dataDir: options.dataDir,
    chosen: options.adminToken ?? undefined,
  });
  const { sequence, hash } = await store.auditHead();
  log.info(
    { installation: store.installation, revision: store.state.revision, auditHead: { sequence, hash } },
    "store open",
  );
  if (first.outcome !== "made") return null;
  log.info({ file: first.path }, "the first admin token is in this file");
  return first.path;
}

async function trustProxies(store: ConfigStore, trustedProxies: readonly string[]): Promise<void> {
  const settings = { ...store.state.transportConfig.settings, trustedProxies };
  const target = {
    kind: "TransportConfig",
    id: TRANSPORT_CONFIG_ID,
    ifMatch: null,
    ownerToken: null,
    stack: null,
  } as const;
  const actor = { tokenId: "installation", tokenName: "installation", scopes: ["admin"], stackPattern: null } as const;
  const result = await store.write(
    { ...target, action: "update", settings, revokeEntries: [] },
    { actor, run: null, commit: null, program: "relayctl serve", now: Date.now() },
  );
  if (!result.ok) throw new StartError(result.problem.code, `--initial-trusted-proxies: ${result.problem.detail}`);
}
