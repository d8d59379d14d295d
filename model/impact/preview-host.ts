import type { Failure } from "../failure";
import { failure } from "../fields/outcome";
import { quoteValue } from "../quote-value";
import type { PreviewResource, PulumiPreview } from "./pulumi-preview";

/** Which installed data a host has. */
export interface Installation {
  readonly id: string;
  readonly epoch: number;
}

/** Which of several hosts is looked at. */
export interface HostChoice {
  /** Only resources of this provider, where they are on several hosts. */
  readonly provider?: string | undefined;
  /** Of the host that the base is; left out: nobody knows. */
  readonly installation?: Installation | undefined;
}

/** Resources of the one host that is looked at. */
export function hostResources(
  { resources }: PulumiPreview,
  { provider, installation }: HostChoice,
  failures: Failure[],
): readonly PreviewResource[] {
  const providers = new Set(resources.map((resource) => resource.provider));
  const names = [...providers].map((name) => quoteValue(name)).join(", ");
  if (provider === undefined && providers.size > 1) {
    const complaint = `is about hosts of several providers: ${names}. Say with --provider which is the host's of --base.`;
    failures.push(failure("RELAY_PREVIEW_SEVERAL_HOSTS", "preview", complaint));
    return [];
  }
  if (provider !== undefined && !providers.has(provider)) {
    failures.push(failure("RELAY_PREVIEW_EMPTY", "preview", `has no provider ${quoteValue(provider)}, only ${names}.`));
    return [];
  }
  const own = provider === undefined ? resources : resources.filter((resource) => resource.provider === provider);
  const elsewhere = installation && own.find((resource) => isElsewhere(resource, installation));
  if (!elsewhere?.before) return own;
  const complaint = "is another host's than the base: give the host that the stack is on, or its export.";
  failures.push(failure("RELAY_INSTALLATION_MISMATCH", `${elsewhere.before.path}.outputs.installation`, complaint));
  return [];
}

function isElsewhere({ before }: PreviewResource, installation: Installation): boolean {
  const known = before?.outputs["installation"] as Partial<Installation> | null | undefined;
  return (
    typeof known === "object" && known !== null && (known.id !== installation.id || known.epoch !== installation.epoch)
  );
}
