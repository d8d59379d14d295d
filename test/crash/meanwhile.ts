import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, relayctl, type CrashHost } from "./crash-host";

/** What an administrator does to a host while mail comes in and until it dies. Never throws. */
export interface Meanwhile {
  readonly name: string;
  /** The host dies at a random moment within so many milliseconds of its first 250: while this goes on. */
  readonly within: number;
  readonly run: (host: CrashHost, told: ToldWrites) => Promise<void>;
}

/** What was said to be done. Changes of the configuration that the host answered must have outlived it. */
export class ToldWrites {
  count = 0;
  revision = 0;
  /** Copies that were made, and those of them that are not as they were made. */
  backups = 0;
  badBackups = 0;

  tell(answer: unknown): void {
    const { revision } = answer as { readonly revision: number };
    this.count++;
    this.revision = Math.max(this.revision, revision);
  }
}

/** Only mail. */
const nothing: Meanwhile = { name: "mail alone", within: 300, run: () => Promise.resolve() };

/** Connectors come, change and go, so that listeners and look-up are made anew all the time. */
const hotApply: Meanwhile = {
  name: "hot apply",
  within: 300,
  run: async (host, told) => {
    for (let turn = 0; host.process.exitCode === null && host.process.signalCode === null; turn++) {
      try {
        const { id } = await create(host, { turn, port: await freePort(), told });
        await host.call("DELETE", `/receive-connectors/${id}`, undefined, { "if-match": "*" });
      } catch {
        // The host is gone; what it had answered before counts.
        return;
      }
    }
  },
};

interface Creating {
  readonly turn: number;
  readonly port: number;
  readonly told: ToldWrites;
}

async function create(host: CrashHost, { turn, port, told }: Creating): Promise<{ readonly id: string }> {
  const ranges = Array.from({ length: 20 }, (_, number) => `10.${turn % 250}.${number}.0/24`);
  const answer = await host.call("POST", "/receive-connectors", {
    settings: {
      name: `Visitor ${turn} ${port}`,
      bindings: [`127.0.0.1:${port}`],
      remoteIpRanges: ranges,
      permissionGroups: ["AnonymousUsers"],
    },
  });
  told.tell(answer);
  return answer as { readonly id: string };
}

/** Somebody makes a copy of everything, and goes on with it when the host is gone. */
const backup: Meanwhile = {
  name: "backup",
  within: 3_000,
  run: async (host, told) => {
    const folder = mkdtempSync(join(tmpdir(), "relay-crash-backup-"));
    const target = join(folder, "copy");
    try {
      const made = await relayctl(host, ["backup", target, "--data-dir", host.dataDir]);
      // The kill may come while the copy is made; a copy that was made is whole.
      if (made.code === 0) told.backups++;
      if (made.code === 0 && (await relayctl(host, ["backup", target, "--verify"])).code !== 0) told.badBackups++;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** What goes on in the lives of a host, one after the other. */
export const MEANWHILES: readonly Meanwhile[] = [nothing, hotApply, backup];
