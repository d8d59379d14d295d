import { authorise } from "./authorise";
import { completePlan } from "./complete-plan";
import { findObject } from "./object-collections";
import type { Judgement } from "./judgement";
import { planClaim } from "./plan-claim";
import { planCreate } from "./plan-create";
import { planDelete } from "./plan-delete";
import { planUpdate } from "./plan-update";
import type { RecordedState } from "./recorded-object";
import type { WriteCommand } from "./write-command";
import type { WriteContext } from "./write-context";
import type { Planned } from "./write-plan";
import type { AcceptedWrite } from "./write-result";
import type { WriteTools } from "./write-tools";

/** Judges one write against the state it would change. Settings are settled already; nothing else is trusted. */
export function judgeWrite(
  state: RecordedState,
  command: WriteCommand,
  context: WriteContext,
  tools: WriteTools,
): Judgement {
  const problem = authorise(command, context);
  if (problem !== undefined) return { ok: false, problem };
  const planned = plan(state, command, context, tools);
  if (planned.outcome === "refuse") return { ok: false, problem: planned.problem };
  if (planned.outcome === "leave") return { ok: true, write: leave(state, planned), next: state, events: [] };
  return completePlan(state, planned.plan, context);
}

/** The revision an update or delete saw, when that is not the object's any more: its history is worth looking up. */
export function staleRevision(state: RecordedState, command: WriteCommand): number | null {
  if (command.action !== "update" && command.action !== "delete") return null;
  const object = findObject(state, command.kind, command.id);
  return object === undefined || command.ifMatch === object.revision ? null : command.ifMatch;
}

function plan(state: RecordedState, command: WriteCommand, context: WriteContext, tools: WriteTools): Planned {
  switch (command.action) {
    case "create":
      return planCreate(state, command, context, tools);
    case "update":
      return planUpdate(state, command, context, tools);
    case "delete":
      return planDelete(state, command, context, tools);
    case "claim":
      return planClaim(state, command, context, tools);
  }
}

function leave(state: RecordedState, { object, reason }: Extract<Planned, { outcome: "leave" }>): AcceptedWrite {
  const { revision } = state;
  const changes = { revision, put: [], removed: [], releases: null };
  return { ok: true, object, revision, changed: false, notices: [], deleted: false, reason, changes };
}
