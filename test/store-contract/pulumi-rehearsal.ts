import type { Kind, RecordedState, SettingsOf, WriteCommand, WriteContext, WriteResult } from "../../model";
import { context, STACK } from "./write-fixtures";

/** What a program declares, by logical id. Entries name their connector by its logical id. */
export type Program = ReadonlyMap<string, Declared>;

export type Declared =
  | { readonly kind: "ReceiveConnector"; readonly settings: SettingsOf["ReceiveConnector"] }
  | { readonly kind: "AcceptedDomain"; readonly settings: SettingsOf["AcceptedDomain"] }
  | { readonly kind: "ConnectorPermission"; readonly settings: SettingsOf["ConnectorPermission"]; readonly on: string };

/** What Pulumi's checkpoint remembers of a resource. */
interface Checkpointed {
  readonly kind: Kind;
  readonly id: string;
  readonly token: string;
  readonly revision: number;
  readonly settings: object;
}

/** Any host that judges writes. */
export interface RehearsedHost {
  readonly state: RecordedState;
  write(command: WriteCommand, circumstances: WriteContext): Promise<WriteResult>;
}

/** Where a run is killed: after how many writes, and whether the host had committed the last one. */
export interface Kill {
  readonly after: number;
  readonly committed: boolean;
}

export interface UpOptions {
  readonly program: Program;
  /** Values from 0 to 1 that decide the order of what may go in any order. */
  readonly order: () => number;
  readonly kill: Kill | null;
  /** Called after each write. */
  readonly watch: (state: RecordedState, now: number) => void;
}

type Step = () => Promise<void>;

class Killed extends Error {}

/**
 * A stack as the Pulumi engine drives it: creates and updates in any order but after what they depend on, replacements
 * created before they are deleted, deletes last; killed at any write, with or without the host's commit.
 */
export class PulumiRehearsal {
  /** Epoch milliseconds. */
  now = Date.UTC(2026, 10, 24);
  readonly #host: RehearsedHost;
  #checkpoint = new Map<string, Checkpointed>();
  #pendingDeletes: Checkpointed[] = [];
  /** Writes of killed runs that their provider may still send. */
  #late: { readonly command: WriteCommand; readonly circumstances: WriteContext }[] = [];
  #tokens = 0;
  #runs = 0;
  #writes = 0;
  #kill: Kill | null = null;
  #watch: UpOptions["watch"] = () => undefined;
  #startedAt = 0;

  constructor(host: RehearsedHost) {
    this.#host = host;
  }

  /** Runs `pulumi up`. False when it was killed. */
  async up({ program, order, kill, watch }: UpOptions): Promise<boolean> {
    this.#runs += 1;
    this.#startedAt = this.now;
    this.#writes = 0;
    this.#kill = kill;
    this.#watch = watch;
    try {
      const ids = shuffle([...program.keys()], order);
      const independent = ids.filter((id) => program.get(id)?.kind !== "ConnectorPermission");
      for (const id of [...independent, ...ids.filter((id) => !independent.includes(id))])
        await this.#settle(id, program);
      await this.#deleteTheRest(program, order);
      return true;
    } catch (error) {
      if (error instanceof Killed) return false;
      throw error;
    }
  }

  /** Sends what the providers of killed runs had still to send; whatever the answer is, nothing may come of it. */
  async sendLateWrites(): Promise<void> {
    const late = this.#late;
    this.#late = [];
    for (const { command, circumstances } of late) {
      await this.#host.write(command, { ...circumstances, now: this.now });
      this.#watch(this.#host.state, this.now);
    }
  }

  async #settle(logicalId: string, program: Program): Promise<void> {
    const declared = program.get(logicalId);
    if (declared === undefined) return;
    const { kind } = declared;
    const settings = this.#resolve(declared);
    const known = this.#checkpoint.get(logicalId);
    if (known !== undefined && JSON.stringify(known.settings) === JSON.stringify(settings)) return;
    if (known === undefined || kind === "ConnectorPermission") await this.#create(logicalId, kind, settings, known);
    else await this.#update(logicalId, known, settings);
  }

  #resolve(declared: Declared): object {
    if (declared.kind !== "ConnectorPermission") return declared.settings;
    return { ...declared.settings, connector: this.#checkpoint.get(declared.on)?.id ?? "" };
  }

  async #create(logicalId: string, kind: Kind, settings: object, replaced: Checkpointed | undefined): Promise<void> {
    const token = `token-${++this.#tokens}`;
    const owner = { stack: STACK, logicalId, token };
    const result = await this.#send({ action: "create", kind, settings, owner, adoptExisting: false } as WriteCommand);
    if (replaced !== undefined) this.#pendingDeletes.push(replaced);
    const { id, revision } = result.object;
    this.#checkpoint.set(logicalId, { kind, id, token, revision, settings });
  }

  async #update(logicalId: string, known: Checkpointed, settings: object): Promise<void> {
    const { kind, id, token, revision } = known;
    const change = { kind, id, settings, ifMatch: revision, ownerToken: token, stack: STACK, revokeEntries: [] };
    const result = await this.#send({ action: "update", ...change } as WriteCommand);
    this.#checkpoint.set(logicalId, { ...known, settings, revision: result.object.revision });
  }

  async #deleteTheRest(program: Program, order: () => number): Promise<void> {
    const gone = [...this.#checkpoint].filter(([logicalId]) => !program.has(logicalId));
    const steps: { readonly first: boolean; readonly run: Step }[] = [
      ...this.#pendingDeletes.map((old) => ({ first: true, run: () => this.#deletePending(old) })),
      ...gone.map(([logicalId, old]) => ({
        first: old.kind === "ConnectorPermission",
        run: async () => {
          await this.#delete(old);
          this.#checkpoint.delete(logicalId);
        },
      })),
    ];
    const shuffled = shuffle(steps, order);
    for (const { run } of [...shuffled.filter(({ first }) => first), ...shuffled.filter(({ first }) => !first)])
      await run();
  }

  async #deletePending(old: Checkpointed): Promise<void> {
    await this.#delete(old);
    this.#pendingDeletes = this.#pendingDeletes.filter((other) => other !== old);
  }

  async #delete({ kind, id, token, revision }: Checkpointed): Promise<void> {
    await this.#send(
      { action: "delete", kind, id, ifMatch: revision, ownerToken: token, stack: STACK },
      "RELAY_NOT_FOUND",
    );
  }

  async #send(command: WriteCommand, fine?: string) {
    this.now += 100;
    const run = { id: `run-${this.#runs}`, startedAt: this.#startedAt, deadline: this.now + 60_000 };
    const circumstances = context({ run, now: this.now });
    const isKilled = this.#kill !== null && ++this.#writes > this.#kill.after;
    if (isKilled && this.#kill?.committed === false) {
      this.#late.push({ command, circumstances });
      throw new Killed();
    }
    const result = await this.#host.write(command, circumstances);
    this.#watch(this.#host.state, this.now);
    if (isKilled) throw new Killed();
    if (result.ok || result.problem.code === fine) return result as Extract<WriteResult, { ok: true }>;
    throw new Error(`${command.action} ${command.kind}: ${result.problem.code}: ${result.problem.detail}`);
  }
}

function shuffle<Item>(items: readonly Item[], order: () => number): Item[] {
  return items
    .map((item) => ({ item, at: order() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
