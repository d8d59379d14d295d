import { type DuplicateOptions, judgeDuplicates } from "./judge-together-duplicates";
import { judgeReferences } from "./judge-together-references";
import { type KeyedFailure, judgeRangeConflicts } from "./range-conflicts";
import type { RangeHolder } from "./range-holder";
import type { Kind } from "./settings";

/** One object of several that are judged together: of a program's run, of a document, of a host. */
export interface Declared {
  readonly kind: Kind;
  /** Identity among the objects: logical id, path in a document, or GUID. Failures carry it. */
  readonly key: string;
  /** How messages call the object: `"CRM Application"`. */
  readonly label: string;
  /** Settled settings, maybe with unknown values; rules that need those are not judged. */
  readonly settings: object;
  /** Permissions: name of the connector, where the program gave the resource and its id is not known yet. */
  readonly connectorName?: string | undefined;
}

export interface TogetherOptions extends DuplicateOptions {
  /** `complete`: these are all objects of the host, so whatever a reference does not find is not there. */
  readonly objects: "some" | "complete";
}

/**
 * Judges rules across objects: conflicting ranges, names and domains that are there twice, the same right twice, and
 * among complete objects permissions without their connector and a postmaster at no accepted domain. Each object in a
 * pair gets a failure of its own. Costs n log n.
 */
export function judgeTogether(declared: readonly Declared[], options: TogetherOptions): readonly KeyedFailure[] {
  return [
    ...judgeRangeConflicts(declared.flatMap(rangeHolder)),
    ...judgeDuplicates(declared, options),
    ...(options.objects === "complete" ? judgeReferences(declared) : []),
  ];
}

function rangeHolder({ kind, key, label, settings }: Declared): readonly RangeHolder[] {
  if (kind !== "ReceiveConnector") return [];
  const { bindings, remoteIpRanges } = settings as Partial<Record<"bindings" | "remoteIpRanges", unknown>>;
  // An unknown list is no list; a list's unknown entries do not parse, and the known ones are judged.
  return Array.isArray(bindings) && Array.isArray(remoteIpRanges) ? [{ key, label, bindings, remoteIpRanges }] : [];
}
