import * as pulumi from "@pulumi/pulumi";
import type { DecidedBy } from "../../model";
import { ReceiveConnector } from "../receive-connector";
import { askHost, askHostOutput, type Question } from "./ask-host";
import { findConnector } from "./find-connector";
import type { FunctionOptions, FunctionOutputOptions } from "./function-options";

/** Whose rights on which connector. */
export interface GetEffectivePermissionsArgs {
  /** The connector's id, or its name without regard to case. */
  readonly connector: string;
  /** Account whose session is meant, with its groups; left out: every principal that has an entry, each alone. */
  readonly user?: string | undefined;
}

export interface GetEffectivePermissionsOutputArgs {
  /** The connector, its id, or its name without regard to case. */
  readonly connector: ReceiveConnector | pulumi.Input<string>;
  /** Account whose session is meant, with its groups; left out: every principal that has an entry, each alone. */
  readonly user?: pulumi.Input<string> | undefined;
}

/** A right and the entry that gives or takes it. */
export interface HeldRight {
  readonly right: string;
  readonly by: DecidedBy;
}

export interface EffectivePermission {
  /** One principal, or all that a session of the account has. */
  readonly principals: readonly string[];
  readonly granted: readonly HeldRight[];
  /** What a Deny takes away: it wins over every Allow. */
  readonly denied: readonly HeldRight[];
}

/** Who holds which rights on a connector: groups, permissions and denies put together. */
export interface GetEffectivePermissionsResult {
  readonly connectorId: string;
  readonly connectorName: string;
  /** Revision of the host's configuration that was asked. */
  readonly revision: number;
  readonly permissions: readonly EffectivePermission[];
}

/**
 * Asks the host who holds which rights on a connector, now.
 * @throws pulumi.RunError when there is no such connector or account, or the host refuses or cannot be reached
 */
export function getEffectivePermissions(
  args: GetEffectivePermissionsArgs,
  options: FunctionOptions = {},
): Promise<GetEffectivePermissionsResult> {
  return askHost(question(args), options);
}

/**
 * The same as an output: asked when the arguments are known and what it depends on is in force, else unknown. Name the
 * program's permissions on the connector in `dependsOn`.
 */
export function getEffectivePermissionsOutput(
  args: GetEffectivePermissionsOutputArgs,
  options: FunctionOutputOptions = {},
): pulumi.Output<GetEffectivePermissionsResult> {
  const { connector, user } = args;
  if (!ReceiveConnector.isInstance(connector)) return askHostOutput({ connector, user }, options, question);
  const others = options.dependsOn ?? [];
  const dependsOn = [connector, ...(pulumi.Resource.isInstance(others) ? [others] : others)];
  return askHostOutput({ connector: connector.id, user }, { ...options, dependsOn }, question);
}

function question({ connector, user }: GetEffectivePermissionsArgs): Question<GetEffectivePermissionsResult> {
  const ask: Question<GetEffectivePermissionsResult>["ask"] = async (api, client) => {
    const { id } = await findConnector(api, client, connector);
    const query = user === undefined ? {} : { user };
    const path = "/v1/receive-connectors/{id}/effective-permissions";
    const answer = await client.dataOf(api.GET(path, { params: { path: { id }, query } }));
    // The document writes an optional property as one that may be undefined.
    return answer as unknown as GetEffectivePermissionsResult;
  };
  return { name: "getEffectivePermissions", ask };
}
