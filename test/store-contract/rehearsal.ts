import { createHash } from "node:crypto";
import {
  type AcceptedWrite,
  applyChanges,
  judgeWrite,
  type ObjectRecord,
  type RecordedState,
  TRANSPORT_CONFIG_ID,
  type StackRun,
  type WriteCommand,
  type WriteContext,
  type WriteProblem,
  type WriteResult,
  writingStack,
} from "../../model";
import { context, settings, START } from "./write-fixtures";

/** The model's judgement with the state it leads to, without a store. */
export class Rehearsal {
  state: RecordedState = emptyState();
  #ids = 0;
  readonly #runs = new Map<string, StackRun>();

  write(command: WriteCommand, circumstances: WriteContext = context()): WriteResult {
    const judgement = this.#judge(command, circumstances);
    if (!judgement.ok) return judgement;
    this.state = applyChanges(this.state, judgement.write.changes);
    this.#remember(command, circumstances);
    return judgement.write;
  }

  accept(command: WriteCommand, circumstances: WriteContext = context()): AcceptedWrite {
    const result = this.write(command, circumstances);
    if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
    return result;
  }

  refuse(command: WriteCommand, circumstances: WriteContext = context()): WriteProblem {
    const judgement = this.#judge(command, circumstances);
    if (judgement.ok) throw new Error("The write was accepted.");
    return judgement.problem;
  }

  connector(id: string): ObjectRecord<"ReceiveConnector"> {
    const found = this.state.receiveConnectors.get(id);
    if (found === undefined) throw new Error(`There is no connector ${id}.`);
    return found;
  }

  #remember(command: WriteCommand, { run }: WriteContext): void {
    const stack = writingStack(command);
    if (stack === null || run === null) return;
    if ((this.#runs.get(stack)?.startedAt ?? 0) < run.startedAt) this.#runs.set(stack, run);
  }

  #judge(command: WriteCommand, circumstances: WriteContext) {
    return judgeWrite(this.state, command, circumstances, {
      newId: () => `id-${++this.#ids}`,
      hashToken: (token) => createHash("sha256").update(token).digest("hex"),
      sameHash: (a, b) => a === b,
      latestRun: this.#runs.get(writingStack(command) ?? "") ?? null,
      changedSince: null,
    });
  }
}

function emptyState(): RecordedState {
  return {
    revision: 0,
    receiveConnectors: new Map(),
    connectorPermissions: new Map(),
    acceptedDomains: new Map(),
    sendConnectors: new Map(),
    relayUsers: new Map(),
    relayGroups: new Map(),
    transportConfig: {
      kind: "TransportConfig",
      id: TRANSPORT_CONFIG_ID,
      settings: settings("TransportConfig", {}),
      revision: 0,
      selectionRevision: 0,
      owner: null,
      ownership: null,
      declaredIn: null,
      relayLimitedTo: null,
      secretVersion: null,
      supersededSince: null,
      createdAt: START,
      updatedAt: START,
      updatedBy: "installation",
    },
    releases: [],
  };
}
