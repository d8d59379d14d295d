import type { DeclaredObject } from "./object-key";
import type { PreviewResource, PreviewState } from "./pulumi-preview";
import type { SettledPreview } from "./settle-preview";

/** One side of a resource, read. */
export interface ReadSide {
  readonly resource: PreviewResource;
  readonly state: PreviewState;
  readonly settled: SettledPreview;
  /** Undefined: too little of it is known. */
  readonly declared: DeclaredObject | undefined;
}

/** And laid over the base. */
export interface StoredSide extends ReadSide {
  readonly id: string | undefined;
}
