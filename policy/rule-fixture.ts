import * as policySdk from "@pulumi/policy";
import type { PolicyResourceOptions, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { type Kind, TYPE_TOKEN } from "../model";
import type { ResourceFacts } from "./read-stack";
import { relayPolicies } from "./relay-policies";
import type { RuleName } from "./rule-names";

/** What the engine shows in place of a value that is not known yet. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";

// Exported by the module, but marked internal and so absent from the published types.
const { unknownCheckingProxy } = policySdk as unknown as { readonly unknownCheckingProxy: <T>(value: T) => T };

/** Stack of the resources that the fixture makes. */
export const STACK = "organization/crm/dev";

type Inputs = Readonly<Record<string, unknown>>;

/** A resource as a program declares it; what it leaves out has its default. */
export function resource(kind: Kind, name: string, inputs: Inputs = {}): ResourceFacts {
  const urn = `urn:pulumi:dev::crm::${TYPE_TOKEN[kind]}::${name}`;
  return { type: TYPE_TOKEN[kind], urn, name, props: { logicalId: `${kind}::${name}`, stack: STACK, ...inputs } };
}

/** A connector for anonymous clients on port 25 of every address. */
export function connector(name: string, remoteIpRanges: unknown, inputs: Inputs = {}): ResourceFacts {
  const bindings = ["0.0.0.0:25", "[::]:25"];
  return resource("ReceiveConnector", name, {
    name,
    bindings,
    remoteIpRanges,
    permissionGroups: ["AnonymousUsers"],
    ...inputs,
  });
}

/** A connector that trusts its clients as its own servers. */
export function secured(name: string, remoteIpRanges: unknown, inputs: Inputs = {}): ResourceFacts {
  const trust = { permissionGroups: ["ExchangeServers"], authMechanism: ["Tls", "ExternalAuthoritative"] };
  return connector(name, remoteIpRanges, { ...trust, ...inputs });
}

/** The right of anonymous clients to relay over a connector. */
export function relayRight(connectorName: string, inputs: Inputs = {}, name = `${connectorName}-relay`): ResourceFacts {
  return resource("ConnectorPermission", name, {
    connector: UNKNOWN_TEXT,
    connectorName,
    principal: ANONYMOUS,
    extendedRights: ["ms-Exch-SMTP-Accept-Any-Recipient"],
    ...inputs,
  });
}

/** `connector` and the right to relay over it. */
export function anonymousRelay(name: string, remoteIpRanges: unknown, inputs: Inputs = {}): readonly ResourceFacts[] {
  return [connector(name, remoteIpRanges, inputs), relayRight(name)];
}

export interface Violation {
  /** Logical name of the resource; "" for the stack. */
  readonly on: string;
  /** First line: which value, and why. */
  readonly says: string;
}

/** Runs one rule as the engine does, on values behind the policy SDK's proxies. */
export async function violationsOf(
  rule: RuleName,
  resources: readonly ResourceFacts[],
  config: Inputs = {},
): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  const report = (message: string, urn = "") =>
    void found.push({ on: urn.split("::").at(-1) ?? "", says: message.split("\n")[0] ?? "" });
  const policy = relayPolicies({ [rule]: config }).find(({ name }) => name === rule);
  if (policy === undefined) throw new Error(`there is no rule ${rule}`);
  const shown = resources.map(asEngineShows);
  const common = { getConfig: () => config, notApplicable, stackTags: new Map() };
  if ("validateStack" in policy) {
    await policy.validateStack({ ...common, resources: shown } as unknown as StackValidationArgs, report);
  } else if ("validateResource" in policy && typeof policy.validateResource === "function") {
    for (const one of shown) {
      const args = { ...common, ...one } as unknown as ResourceValidationArgs;
      await policy.validateResource(args, (message) => report(message, one.urn));
    }
  }
  return found;
}

/** Names of the resources that break the rule. */
export async function culprits(...question: Parameters<typeof violationsOf>): Promise<readonly string[]> {
  return (await violationsOf(...question)).map(({ on }) => on);
}

function asEngineShows(facts: ResourceFacts): ResourceFacts & { readonly opts: PolicyResourceOptions } {
  return { ...facts, props: unknownCheckingProxy(facts.props), opts: {} as PolicyResourceOptions };
}

class NotApplicable extends Error {}

function notApplicable(reason?: string): never {
  throw new NotApplicable(reason);
}
