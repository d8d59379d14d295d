import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSpool, type Spool } from "../../relay/spool";
import { describeSpool } from "./spool.contract";

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

describeSpool("a log in the data directory", async () => {
  const directory = mkdtempSync(join(tmpdir(), "relay-spool-"));
  let spool: Spool | undefined;
  return {
    open: async () => {
      await spool?.close();
      spool = await openSpool({ directory, clock: { now: () => 1_000 }, log, limits: { minimumFreeBytes: 0 } });
      return spool;
    },
    close: async () => {
      await spool?.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
});
