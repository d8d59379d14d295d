import type { ProgramPlace } from "../program-place";
import type { Kind } from "../settings";

/** What `pulumi preview --json --show-sames` says about the resources of this package. */
export interface PulumiPreview {
  readonly resources: readonly PreviewResource[];
}

/** One resource of a preview. */
export interface PreviewResource {
  readonly kind: Kind;
  /** The name that the program gives it. */
  readonly name: string;
  /** Name of the Provider resource that says on which host it is; `default`: the stack's configuration does. */
  readonly provider: string;
  /** As the last update left it; null: it is new. */
  readonly before: PreviewState | null;
  /** As this update is to leave it; null: the program declares it no more. */
  readonly after: PreviewState | null;
  /** Names of inputs that the update changes, as the engine found them. */
  readonly changed: ReadonlySet<string>;
  /** What goes from the host; none where the stack only lets go of it (`retainOnDelete`). */
  readonly deleted: readonly PreviewState[];
}

/** One side of a resource. */
export interface PreviewState {
  /** Where it stands in the preview: `steps[3].newState`. */
  readonly path: string;
  /** GUID; undefined before the resource is created. */
  readonly id: string | undefined;
  readonly inputs: PreviewProperties;
  readonly outputs: PreviewProperties;
  /** Line of the program, where the preview says it. */
  readonly declaredAt: ProgramPlace | undefined;
}

export type PreviewProperties = Readonly<Record<string, unknown>>;
