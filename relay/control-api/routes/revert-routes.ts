import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { WriteEvent } from "../../../model";
import type { RevertResult } from "../../store";
import { ApiProblem } from "../api-problem";
import { appliedAnswer } from "../applied-answer";
import { requireUnbound } from "../authentication";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { checkExpectedInstallation, formatEntityTag, readIfMatch } from "../entity-tag";
import { readRelayHeaders } from "../relay-headers";
import { KINDS, OBJECT_HEADERS, PROBLEM_ANSWER } from "../schemas";
import { writeContext } from "../write-object";

const BODY = Type.Object(
  {
    revision: Type.Integer({ minimum: 0, description: "Whose state is put back." }),
    dryRun: Type.Optional(Type.Boolean({ default: false, description: "Judge and show only; needs no If-Match." })),
  },
  { additionalProperties: false },
);

const STATE = Type.Union([Type.Object({ settings: Type.Object({}), owner: Type.Unknown() }), Type.Null()]);

const REVERT = Type.Object(
  {
    revertTo: Type.Integer(),
    dryRun: Type.Boolean(),
    revision: Type.Integer({ description: "Of the host, afterwards. Of a dry run: the present one." }),
    changes: Type.Array(
      Type.Object({
        action: Type.Enum(["create", "update", "delete"]),
        kind: KINDS,
        id: Type.String(),
        name: Type.String(),
        before: STATE,
        after: STATE,
      }),
      { description: "Empty: it is so already." },
    ),
    notices: Type.Array(Type.String()),
    applied: Type.Ref("Applied#"),
    audit: Type.Ref("AuditHead#"),
  },
  { $id: "Revert" },
);

/** The state of an earlier revision, put back in one transaction: what an administrator does in an emergency. */
export function revertRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(REVERT);
  const schema = {
    tags: ["Host"],
    operationId: "revert",
    description: "If-Match: the ETag that a dry run answered, so that what was shown is what is done.",
    headers: OBJECT_HEADERS,
    body: BODY,
    response: { 200: Type.Ref("Revert#"), default: PROBLEM_ANSWER },
  };
  app.post("/v1/revert", { config: { access: "admin" }, schema }, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    requireUnbound(request);
    const { revision, dryRun = false } = request.body;
    const ifMatch = dryRun ? null : readRevision(request, parts);
    const context = writeContext(request, readRelayHeaders(request.headers), parts.now());
    const shown = accepted(await parts.store.revert({ revision, ifMatch, mode: "show" }, context));
    await requireCertificates(parts, shown);
    const result = dryRun
      ? shown
      : accepted(await parts.store.revert({ revision, ifMatch: ifMatch ?? shown.revision, mode: "apply" }, context));
    const inForce = await parts.configuration.apply(parts.store.state);
    const audit = await parts.store.auditHead();
    reply.header("etag", formatEntityTag(parts.store.installation, result.revision));
    if (!dryRun) request.written = { kind: "revert", id: String(revision), revision: result.revision, audit };
    return { ...answer(result), revertTo: revision, dryRun, applied: appliedAnswer(inForce), audit };
  });
}

function readRevision(request: FastifyRequest, { store }: ControlApiParts): number | null {
  const condition = readIfMatch(request.headers["if-match"], store.installation);
  return condition.kind === "any" ? null : condition.revision;
}

type Accepted = Extract<RevertResult, { readonly ok: true }>;

function accepted(result: RevertResult): Accepted {
  if (result.ok) return result;
  const { code, detail, ...facts } = result.problem;
  throw new ApiProblem(code, detail, facts);
}

/** A connector must not come back with a certificate that is not here any more. */
async function requireCertificates({ certificates, store }: ControlApiParts, { changes }: Accepted): Promise<void> {
  await certificates.reload();
  for (const { id, settings } of changes.put) {
    if (!("tlsCertificateName" in settings) || !("remoteIpRanges" in settings)) continue;
    const { tlsCertificateName: name } = settings;
    const problem = name === null ? null : certificates.judgeName(name);
    if (problem === null || store.state.receiveConnectors.get(id)?.settings.tlsCertificateName === name) continue;
    const detail = `ReceiveConnector "${settings.name}": ${problem}`;
    throw new ApiProblem("RELAY_REVERT_REFUSED", detail, { property: "tlsCertificateName" });
  }
}

function answer({ revision, events, notices }: Accepted) {
  return { revision, changes: events.map(changeAnswer), notices: [...notices] };
}

// Made by a revert, an event is one of these.
function changeAnswer({ action, kind, objectId: id, name, before, after }: WriteEvent) {
  return { action: action as "create" | "update" | "delete", kind, id, name, before, after };
}
