import type * as pulumi from "@pulumi/pulumi";
import type { ReceiveConnectorSettings } from "../../model";
import type { Installation } from "../relay-resource";
import type { UnmanagedEntry } from "../unmanaged-entry";
import { askHost, askHostOutput, type Question } from "./ask-host";
import { findConnector } from "./find-connector";
import type { FunctionOptions, FunctionOutputOptions } from "./function-options";

/** Which connector is looked up. */
export interface GetReceiveConnectorArgs {
  /** Its id, or its name without regard to case. */
  readonly connector: string;
}

/** A receive connector as the host has it, whoever declared it. */
export interface GetReceiveConnectorResult extends ReceiveConnectorSettings {
  readonly id: string;
  readonly revision: number;
  /** The stack that declares it, `organisation/project/stack`; null: nobody. */
  readonly ownerStack: string | null;
  /** Rights on it that no program declared. */
  readonly unmanagedEntries: readonly UnmanagedEntry[];
  readonly installation: Installation;
}

/**
 * Looks a receive connector up on the host, now.
 * @throws pulumi.RunError when there is none, or the host refuses or cannot be reached
 */
export function getReceiveConnector(
  args: GetReceiveConnectorArgs,
  options: FunctionOptions = {},
): Promise<GetReceiveConnectorResult> {
  return askHost(question(args), options);
}

/** The same as an output: asked when the arguments are known and what it depends on is in force, else unknown. */
export function getReceiveConnectorOutput(
  args: { readonly connector: pulumi.Input<string> },
  options: FunctionOutputOptions = {},
): pulumi.Output<GetReceiveConnectorResult> {
  return askHostOutput(args, options, question);
}

function question({ connector }: GetReceiveConnectorArgs): Question<GetReceiveConnectorResult> {
  const ask: Question<GetReceiveConnectorResult>["ask"] = async (api, client) => {
    const { settings, id, revision, owner, installation, ...shown } = await findConnector(api, client, connector);
    const unmanagedEntries = (shown.unmanagedEntries ?? []) as readonly UnmanagedEntry[];
    const facts = { id, revision, ownerStack: owner?.stack ?? null, unmanagedEntries, installation };
    return { ...(settings as unknown as ReceiveConnectorSettings), ...facts };
  };
  return { name: "getReceiveConnector", ask };
}
