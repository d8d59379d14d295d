import { isoTime } from "./iso-time";
import { matchesStackPattern } from "./stack-pattern";
import type { WriteCommand } from "./write-command";
import type { WriteActor, WriteContext } from "./write-context";
import type { WriteProblem } from "./write-result";

/** The stack that a command writes for, under the name it has now; null for a write by hand. */
export function writingStack(command: WriteCommand): string | null {
  if (command.action === "create" || command.action === "claim") return command.owner?.stack ?? null;
  return command.action === "update" ? (command.declaredAs?.stack ?? command.stack) : command.stack;
}

/** Everything that can be said against a write before looking at any object. */
export function authorise(command: WriteCommand, context: WriteContext): WriteProblem | undefined {
  return missingScope(command, context) ?? foreignStack(command, context) ?? lateWrite(context);
}

function missingScope({ kind }: WriteCommand, { actor }: WriteContext): WriteProblem | undefined {
  const needed = kind === "TransportConfig" ? "admin" : "write";
  if (actor.scopes.includes("admin") || (needed === "write" && actor.scopes.includes("write"))) return undefined;
  const detail = `Writing a ${kind} needs the scope ${needed}; the token "${actor.tokenName}" has ${actor.scopes.join(", ") || "none"}.`;
  return { code: "RELAY_SCOPE_MISSING", detail };
}

// A move between stacks needs a token for both.
function foreignStack(command: WriteCommand, { actor }: WriteContext): WriteProblem | undefined {
  const proving = command.action === "update" ? barStack(command.stack, actor) : undefined;
  return proving ?? barStack(writingStack(command), actor);
}

/** Refuses an actor whose token is bound to other stacks; null is a write by hand. */
export function barStack(stack: string | null, actor: WriteActor): WriteProblem | undefined {
  if (actor.stackPattern === null) return undefined;
  if (stack !== null && matchesStackPattern(actor.stackPattern, stack)) return undefined;
  const what = stack === null ? "may not write by hand" : `may not write for stack ${stack}`;
  const detail = `The token "${actor.tokenName}" is bound to ${actor.stackPattern}: it ${what}.`;
  return { code: "RELAY_STACK_FORBIDDEN", detail };
}

/** Whether an actor may take over what another stack owns: a token that is bound to stacks reaches nobody else's objects. */
export function reachesOthers({ scopes, stackPattern }: WriteActor): boolean {
  return scopes.includes("admin") && stackPattern === null;
}

function lateWrite({ run, now }: WriteContext): WriteProblem | undefined {
  if (run === null || now <= run.deadline) return undefined;
  const detail = `Run ${run.id} wanted this written by ${isoTime(run.deadline)}, it is ${isoTime(now)}: its pulumi up has ended, or its machine's clock is slow. Nothing was changed.`;
  return { code: "RELAY_DEADLINE_PASSED", detail };
}
