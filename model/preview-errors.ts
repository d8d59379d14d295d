import type { CatalogueEntry } from "./error-catalogue";

/** Why what `pulumi preview` wrote says nothing about the update. Part of the error catalogue. */
export const PREVIEW_ERRORS = {
  RELAY_PREVIEW_INCOMPLETE: {
    title: "A preview does not say everything",
    status: 422,
    remedy: "Run pulumi preview --json --show-sames and give its whole output.",
  },
  RELAY_PREVIEW_FAILED: {
    title: "The preview failed",
    status: 422,
    remedy: "Mend what pulumi preview complains about; a preview that failed says nothing about the update.",
  },
  RELAY_PREVIEW_SEVERAL_HOSTS: {
    title: "A preview is about several hosts",
    status: 422,
    remedy: "Look at one host at a time: say with --provider which Provider resource is the host's of --base.",
  },
  RELAY_PREVIEW_EMPTY: {
    title: "A preview is about other things",
    status: 422,
    remedy: "Give the preview of a stack that declares resources of pulumi-smtp-relay.",
  },
} as const satisfies Record<string, CatalogueEntry>;
