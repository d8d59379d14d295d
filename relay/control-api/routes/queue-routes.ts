import { Type } from "typebox";
import type { QueuedMessage, QueueOperations } from "../../spool";
import { ApiProblem } from "../api-problem";
import { requireUnbound } from "../authentication";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { queuedAnswer } from "../queued-answer";
import { PROBLEM_ANSWER, QUEUED_MESSAGE, RECIPIENT_STATE } from "../schemas";

const QUEUE_ID = Type.Object({ queueId: Type.String({ minLength: 1, maxLength: 64 }) });

const QUERY = Type.Object(
  {
    state: Type.Optional(RECIPIENT_STATE),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
  },
  { additionalProperties: false },
);

const OPERATIONS = {
  retry: "Tries every waiting recipient now.",
  hold: "Stops delivery until released.",
  release: "Lets held recipients go on.",
} as const satisfies Partial<Record<keyof QueueOperations, string>>;

/** Mail that is accepted and not yet delivered. */
export function queueRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(QUEUED_MESSAGE);
  registerReads(app, parts);
  registerOperations(app, parts);
  registerDelete(app, parts);
}

function registerReads(app: ControlApiApp, { queue }: ControlApiParts): void {
  const list = {
    tags: ["Queue"],
    operationId: "listQueue",
    querystring: QUERY,
    response: { 200: Type.Object({ items: Type.Array(Type.Ref("QueuedMessage#")) }), default: PROBLEM_ANSWER },
  };
  app.get("/v1/queue", { config: { access: "read" }, schema: list }, async (request) => {
    const { state, limit = 100 } = request.query;
    const query = state === undefined ? { limit } : { state, limit };
    return { items: (await queue.list(query)).map(queuedAnswer) };
  });
  const one = {
    tags: ["Queue"],
    operationId: "getQueuedMessage",
    params: QUEUE_ID,
    response: { 200: Type.Ref("QueuedMessage#"), default: PROBLEM_ANSWER },
  };
  app.get("/v1/queue/:queueId", { config: { access: "read" }, schema: one }, async (request) => {
    return queuedAnswer(await existing(queue, request.params.queueId));
  });
}

function registerOperations(app: ControlApiApp, { queue, watch }: ControlApiParts): void {
  for (const [operation, description] of Object.entries(OPERATIONS)) {
    const schema = {
      tags: ["Queue"],
      operationId: `${operation}QueuedMessage`,
      description,
      params: QUEUE_ID,
      response: { 200: Type.Ref("QueuedMessage#"), default: PROBLEM_ANSWER },
    };
    const name = operation as keyof typeof OPERATIONS;
    app.post(`/v1/queue/:queueId/${operation}`, { config: { access: "write" }, schema }, async (request) => {
      const { tokenName } = requireUnbound(request);
      const { queueId } = request.params;
      if (!(await queue[name](queueId))) throw unknownMessage(queueId);
      watch.operated({ operation: name, queueId, tokenName });
      return queuedAnswer(await existing(queue, queueId));
    });
  }
}

function registerDelete(app: ControlApiApp, { queue, watch }: ControlApiParts): void {
  const schema = {
    tags: ["Queue"],
    operationId: "deleteQueuedMessage",
    description: "Throws the message away, undelivered.",
    params: QUEUE_ID,
    response: { 200: Type.Object({ deleted: Type.Boolean() }), default: PROBLEM_ANSWER },
  };
  app.delete("/v1/queue/:queueId", { config: { access: "write" }, schema }, async (request) => {
    const { tokenName } = requireUnbound(request);
    const { queueId } = request.params;
    if (!(await queue.delete(queueId))) throw unknownMessage(queueId);
    watch.operated({ operation: "delete", queueId, tokenName });
    return { deleted: true };
  });
}

async function existing(queue: QueueOperations, queueId: string): Promise<QueuedMessage> {
  const message = await queue.show(queueId);
  if (message === undefined) throw unknownMessage(queueId);
  return message;
}

function unknownMessage(queueId: string): ApiProblem {
  return new ApiProblem(
    "RELAY_NOT_FOUND",
    `There is no message "${queueId}" in the queue: it was delivered or deleted.`,
  );
}
