import { shellWord } from "../text/shell-word";
import type { DeclaredSource } from "./declared";
import type { Finding } from "./finding";

/**
 * What the next `pulumi up` does about a finding.
 * - `puts-back`: makes it as declared again
 * - `revokes`: takes it away
 * - `creates`: makes the object again
 * - `refused`: tries to, and is refused
 * - `nothing`: leaves it as it is
 */
export type UpDoes = "puts-back" | "revokes" | "creates" | "refused" | "nothing";

export interface UpEffect {
  readonly does: UpDoes;
  /** What somebody can do, with the commands. */
  readonly text: string;
}

const REFRESHED = "pulumi up --refresh";

/** What `pulumi up` would do about a finding, and what somebody has to do where it does nothing. */
export function upEffect(finding: Finding, source: DeclaredSource): UpEffect {
  if (source.stack === null) return documentEffect(finding);
  switch (finding.kind) {
    case "changed":
      return puts(
        `${REFRESHED} puts it back. Without --refresh, up does not see it, and is refused to change the object.`,
      );
    case "password-changed":
      return passwordEffect(finding);
    case "deleted":
      return recreation(finding);
    case "pending":
      return finding.declared === undefined
        ? { does: "revokes", text: "The program declares it no more: pulumi up deletes it." }
        : puts("The program changes it: pulumi up brings it there.");
    case "not-made":
      return { does: "creates", text: "pulumi up makes it." };
    case "taken":
      return takenEffect(finding, source.stack);
    case "superseded":
      return supersededEffect(finding);
    case "undeclared-right":
      return rightEffect(finding);
    case "undeclared":
      return nothing(`No stack declares it, so Pulumi cannot remove it. ${byHand(finding, source.stack)}`);
    case "left-over":
      return leftOverEffect(finding);
    case "other-stack":
      return nothing(`Stack ${finding.owner?.stack ?? ""} declares it.`);
  }
}

function passwordEffect({ declared, owner }: Finding): UpEffect {
  if (declared?.declaresPassword === true) return puts(`${REFRESHED} sets the declared password again.`);
  const name = owner?.logicalId.split("::").at(-1) ?? "the resource";
  return nothing(`The program declares no password for ${name}. Declare one, or set it by hand once more.`);
}

function recreation({ inTheWay, name }: Finding): UpEffect {
  if (inTheWay === undefined) return { does: "creates", text: `${REFRESHED} makes it again, with another id.` };
  const whose = inTheWay.owner === null ? "nobody declares" : `stack ${inTheWay.owner.stack} declares`;
  const text = `${REFRESHED} is refused while an object called "${name}" stands there that ${whose}: set adoptExisting: true, or delete that one.`;
  return { does: "refused", text };
}

function supersededEffect({ newer, actual }: Finding): UpEffect {
  const by = newer === undefined ? "A newer connector" : `${newer.owner?.logicalId ?? "a newer connector"}`;
  const since = actual?.supersededSince ?? "";
  return puts(
    `${by} of the stack has served its clients since ${since}. pulumi up of the whole stack (no --target) changes or deletes one of the two.`,
  );
}

function takenEffect({ actual }: Finding, stack: string): UpEffect {
  if (actual?.owner?.stack === stack) {
    return puts(`pulumi up tells the host the resource's name; it is ${actual.owner.logicalId} there.`);
  }
  const whose = actual?.owner == null ? "nobody" : `stack ${actual.owner.stack}`;
  const text = `It belongs to ${whose} now: ${REFRESHED} lets go of it, and is refused to make another of that name. Set adoptExisting: true to take it back.`;
  return { does: "refused", text };
}

function rightEffect({ unmanagedPermissions, actual }: Finding): UpEffect {
  if (unmanagedPermissions === "revoke") return { does: "revokes", text: `${REFRESHED} revokes it.` };
  const command = `relayctl delete ConnectorPermission ${actual?.id ?? ""}`;
  return nothing(`The connector has unmanagedPermissions: "report". Declare the right, or revoke it: ${command}`);
}

function leftOverEffect({ owner, objectKind, name }: Finding): UpEffect {
  const text =
    `The stack owns it as ${owner?.logicalId ?? ""}, but its state does not know it. pulumi up takes it over if the program ` +
    `declares that resource; if not, delete it: ${deleteCommand(objectKind, name)}`;
  return nothing(text);
}

function byHand({ objectKind, name, actual }: Finding, stack: string | null): string {
  const what = objectKind === "ConnectorPermission" ? (actual?.id ?? name) : name;
  if (objectKind === "TransportConfig") return "Declare a TransportConfig with adoptExisting: true to govern it.";
  const adopt =
    stack === null
      ? "Add it to the document"
      : `Declare it with adoptExisting: true (relayctl export --format pulumi --stack ${stack} writes the import)`;
  return `${adopt}, or delete it: ${deleteCommand(objectKind, what)}`;
}

/** The command that removes an object by hand. */
function deleteCommand(kind: Finding["objectKind"], name: string): string {
  return `relayctl delete ${kind} ${shellWord(name)}`;
}

// A document says how a host should be; the stacks that own its objects can make it so.
function documentEffect(finding: Finding): UpEffect {
  const { kind, actual, objectKind } = finding;
  const owner = actual?.owner ?? null;
  if (kind === "undeclared" || kind === "undeclared-right") {
    return owner === null
      ? nothing(`No stack declares it. ${byHand(finding, null)}`)
      : nothing(`Stack ${owner.stack} declares it as ${owner.logicalId}: is the document older?`);
  }
  if (kind === "deleted" || owner === null)
    return nothing(`No stack declares this ${objectKind}: make it as the document says, by hand.`);
  return nothing(
    `If the program of stack ${owner.stack} says what the document says, ${REFRESHED} there puts it back.`,
  );
}

function puts(text: string): UpEffect {
  return { does: "puts-back", text };
}

function nothing(text: string): UpEffect {
  return { does: "nothing", text };
}
