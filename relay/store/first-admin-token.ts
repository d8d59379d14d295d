import { closeSync, fchmodSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { TokenStore } from "./config-store";
import { newSecret } from "./token-table";

/** Where the first token went: a file that only the host's user reads, or nowhere because the operator chose it. */
export type FirstAdminToken =
  { readonly outcome: "exists" } | { readonly outcome: "chosen" } | { readonly outcome: "made"; readonly path: string };

export interface FirstAdminTokenOptions {
  readonly tokens: TokenStore;
  readonly dataDir: string;
  /** `RELAY_ADMIN_TOKEN`; undefined or empty: one is made. */
  readonly chosen: string | undefined;
}

const FILE = "admin-token";
const INSTALLER = { tokenId: "installation", tokenName: "installation" };

/** Gives a store without tokens its first one, with the scope `admin`. The token itself is never printed. */
export async function ensureFirstAdminToken(options: FirstAdminTokenOptions): Promise<FirstAdminToken> {
  const { tokens, dataDir, chosen } = options;
  if ((await tokens.list()).length > 0) return { outcome: "exists" };
  const wanted = { name: "first admin", scopes: ["admin"], stackPattern: null } as const;
  const isChosen = chosen !== undefined && chosen !== "";
  const secret = isChosen ? chosen : newSecret();
  const path = join(dataDir, FILE);
  // The file comes first: a token that was stored and then lost with the power would lock everybody out for ever.
  if (!isChosen) writePrivately(path, `${secret}\n`);
  if ((await tokens.createFirst({ ...wanted, secret }, INSTALLER)) === undefined) {
    // Another host that shares the store was faster.
    if (!isChosen) rmSync(path, { force: true });
    return { outcome: "exists" };
  }
  return isChosen ? { outcome: "chosen" } : { outcome: "made", path };
}

// An existing file keeps its mode, so the mode is set on the open file too; fsync, as the token is kept nowhere else.
function writePrivately(path: string, text: string): void {
  const file = openSync(path, "w", 0o600);
  try {
    fchmodSync(file, 0o600);
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
