import { freePort, type CrashHost } from "./crash-host";

/** What an administrator does to a host while mail comes in and until it dies. Never throws. */
export interface Meanwhile {
  readonly name: string;
  readonly run: (host: CrashHost, told: ToldWrites) => Promise<void>;
}

/** Changes of the configuration that the host answered: they must have outlived it. */
export class ToldWrites {
  count = 0;
  revision = 0;

  tell(answer: unknown): void {
    const { revision } = answer as { readonly revision: number };
    this.count++;
    this.revision = Math.max(this.revision, revision);
  }
}

/** Only mail. */
const nothing: Meanwhile = { name: "mail alone", run: () => Promise.resolve() };

/** Connectors come, change and go, so that listeners and look-up are made anew all the time. */
const hotApply: Meanwhile = {
  name: "hot apply",
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

/** What goes on in the lives of a host, one after the other. */
export const MEANWHILES: readonly Meanwhile[] = [nothing, hotApply];
