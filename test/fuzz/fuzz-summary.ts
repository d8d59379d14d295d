import { writeFileSync } from "node:fs";
import type { PieceReport } from "./run-piece";

interface TargetSum {
  executions: number;
  seconds: number;
  pieces: number;
  outcomes: number;
  slowest: number;
  findings: number;
}

/** Adds up what the pieces of a run say. */
export class FuzzSummary {
  private readonly byTarget = new Map<string, TargetSum>();

  constructor(private readonly options: { readonly seed: number; readonly file: string | undefined }) {}

  get findings(): number {
    return this.sum(({ findings }) => findings);
  }

  add({ target, executions, milliseconds, outcomes, slowest, findings }: PieceReport): void {
    const none: TargetSum = { executions: 0, seconds: 0, pieces: 0, outcomes: 0, slowest: 0, findings: 0 };
    const sum = this.byTarget.get(target) ?? none;
    sum.executions += executions;
    sum.seconds += milliseconds / 1000;
    sum.pieces += 1;
    sum.outcomes = Math.max(sum.outcomes, outcomes);
    sum.slowest = Math.max(sum.slowest, slowest);
    sum.findings += findings.length;
    this.byTarget.set(target, sum);
    this.write();
  }

  /** One piece in a line. */
  line({ target, executions, outcomes, slowest, findings }: PieceReport): string {
    const found = findings.length === 0 ? "nothing found" : `${findings.length} FOUND`;
    return `${target}: ${executions} inputs, ${outcomes} outcomes, slowest ${slowest.toFixed(0)} ms, ${found}`;
  }

  text(): string {
    const minutes = this.sum(({ seconds }) => seconds) / 60;
    return `${this.sum(({ executions }) => executions)} inputs in ${minutes.toFixed(1)} minutes, ${this.findings} findings`;
  }

  write(): void {
    const { file, seed } = this.options;
    if (file === undefined) return;
    const targets = [...this.byTarget].map(([target, sum]) => ({
      target,
      ...sum,
      seconds: Math.round(sum.seconds),
      slowest: Math.round(sum.slowest),
    }));
    const executions = this.sum((sum) => sum.executions);
    const minutes = Math.round(this.sum(({ seconds }) => seconds) / 6) / 10;
    const summary = { seed, node: process.version, minutes, executions, findings: this.findings, targets };
    writeFileSync(file, `${JSON.stringify(summary, undefined, 2)}\n`);
  }

  private sum(of: (sum: TargetSum) => number): number {
    return [...this.byTarget.values()].reduce((total, sum) => total + of(sum), 0);
  }
}
