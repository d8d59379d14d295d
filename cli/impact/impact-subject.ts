import type { GateResult, ImpactReport } from "../../model";

/** One side of a comparison, as people name it. */
export interface WorldLabel {
  /** `config.json`, `https://relay.contoso.com:8025 revision 42`, `git:main:config.json`. */
  readonly text: string;
  /** The file that it was read from, for annotations; null: it is not one in the repository. */
  readonly file: string | null;
}

/** Where an object is declared. */
export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line?: number;
}

/** A comparison and what its gates say, to be shown. */
export interface ImpactSubject {
  readonly before: WorldLabel;
  readonly after: WorldLabel;
  readonly report: ImpactReport;
  /** In the order in which they were asked for; none: nothing was gated. */
  readonly gates: readonly GateResult[];
  /** Escape sequences for a terminal; of text only. */
  readonly colour?: boolean;
  /** Where a receive connector (by name) or an entry (by id) is declared, where that is known. */
  readonly placeOf?: (object: DeclaredName) => SourcePlace | undefined;
}

export type DeclaredName =
  | { readonly kind: "ReceiveConnector"; readonly name: string }
  | { readonly kind: "ConnectorPermission"; readonly id: string };
