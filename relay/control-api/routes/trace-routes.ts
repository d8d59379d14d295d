import { Type } from "typebox";
import type { TrackedMessage } from "../../tracking";
import { ApiProblem } from "../api-problem";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { queuedAnswer } from "../queued-answer";
import { readSince } from "../read-since";
import { PROBLEM_ANSWER, TRACED_MESSAGE } from "../schemas";

const ADDRESS = Type.String({ minLength: 1, maxLength: 320 });

const QUERY = Type.Object(
  {
    id: Type.Optional(Type.String({ minLength: 3, maxLength: 1000, description: "Queue id, or Message-ID." })),
    from: Type.Optional(ADDRESS),
    to: Type.Optional(ADDRESS),
    since: Type.Optional(Type.String({ maxLength: 64, description: "RFC 3339: only messages from then on." })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
  },
  { additionalProperties: false },
);

/** What became of messages, from the message tracking log and the queue. */
export function traceRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(TRACED_MESSAGE);
  const response = { 200: Type.Object({ items: Type.Array(Type.Ref("TracedMessage#")) }), default: PROBLEM_ANSWER };
  const description = "The newest first. At least one of id, from, to and since.";
  const schema = { tags: ["Host"], operationId: "traceMessages", description, querystring: QUERY, response };
  app.get("/v1/trace", { config: { access: "read" }, schema }, async (request) => {
    const { id, from, to, since, limit = 20 } = request.query;
    if ([id, from, to, since].every((given) => given === undefined)) throw nothingAsked();
    const found = await tracked(parts, {
      ...(id === undefined ? {} : { id }),
      ...(from === undefined ? {} : { sender: from }),
      ...(to === undefined ? {} : { recipient: to }),
      ...(since === undefined ? {} : { since: readSince(since) }),
      limit,
    });
    return { items: await Promise.all(found.map((message) => withQueue(parts, message))) };
  });
}

type Query = Parameters<NonNullable<ControlApiParts["tracking"]>["find"]>[0];

/** Also without a line in the log: what came in the second before a crash is in the queue all the same. */
async function tracked({ tracking, queue }: ControlApiParts, query: Query): Promise<readonly TrackedMessage[]> {
  const found = (await tracking?.find(query)) ?? [];
  if (found.length > 0 || query.id === undefined) {
    if (tracking === null) throw switchedOff();
    return found;
  }
  return (await queue.show(query.id)) === undefined ? [] : [{ queueId: query.id, events: [] }];
}

async function withQueue({ queue }: ControlApiParts, { queueId, events }: TrackedMessage) {
  const queued = await queue.show(queueId);
  return { queueId, events: events.map(mutable), queued: queued === undefined ? null : queuedAnswer(queued) };
}

function mutable(event: TrackedMessage["events"][number]) {
  const { recipients, statuses, relatedRecipients, info } = event;
  const lists = { recipients: [...recipients], statuses: [...statuses], relatedRecipients: [...relatedRecipients] };
  return { ...event, ...lists, info: { ...info } };
}

function nothingAsked(): ApiProblem {
  return new ApiProblem("RELAY_REQUEST_INVALID", "Say which message: id, from, to or since.");
}

function switchedOff(): ApiProblem {
  return new ApiProblem("RELAY_NOT_FOUND", "This host keeps no message tracking log: --tracking-log is off.");
}
