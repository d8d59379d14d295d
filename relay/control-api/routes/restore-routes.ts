import { Type } from "typebox";
import { appliedAnswer } from "../applied-answer";
import { requireUnbound } from "../authentication";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { checkExpectedInstallation, formatEntityTag } from "../entity-tag";
import { accepted, putBackAnswer, readRevision, requireCertificates } from "../put-back";
import { readRelayHeaders } from "../relay-headers";
import { OBJECT_HEADERS, PROBLEM_ANSWER, PUT_BACK_PROPERTIES } from "../schemas";
import { writeContext } from "../write-object";

/** Bytes of a document: 10,000 connectors with their ranges and permissions fit. */
const DOCUMENT_LIMIT = 64 * 1024 * 1024;

const BODY = Type.Object(
  {
    document: Type.Unknown({ description: "A config document, as GET /v1/export answers it." }),
    withoutUsers: Type.Optional(
      Type.Boolean({ default: false, description: "Leave accounts, groups and their permissions as they are here." }),
    ),
    dryRun: Type.Optional(Type.Boolean({ default: false, description: "Judge and show only; needs no If-Match." })),
  },
  { additionalProperties: false },
);

const RESTORE = Type.Object({ dryRun: Type.Boolean(), ...PUT_BACK_PROPERTIES }, { $id: "Restore" });

/** A config document in the place of everything that there is, in one transaction. */
export function restoreRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(RESTORE);
  const schema = {
    tags: ["Host"],
    operationId: "restore",
    description: "If-Match: the ETag that a dry run answered, so that what was shown is what is done.",
    headers: OBJECT_HEADERS,
    body: BODY,
    response: { 200: Type.Ref("Restore#"), default: PROBLEM_ANSWER },
  };
  const options = { config: { access: "admin" as const }, bodyLimit: DOCUMENT_LIMIT, schema };
  app.post("/v1/restore", options, async (request, reply) => {
    checkExpectedInstallation(request.headers["relay-installation"], parts.store.installation);
    requireUnbound(request);
    const { document, withoutUsers = false, dryRun = false } = request.body;
    const ifMatch = dryRun ? null : readRevision(request, parts);
    const context = writeContext(request, readRelayHeaders(request.headers), parts.now());
    const call = { document, accounts: withoutUsers ? "left-out" : "restored", ifMatch } as const;
    const shown = await parts.store.restore({ ...call, mode: "show" }, context);
    if (shown.ok) await requireCertificates(parts, shown, "RELAY_RESTORE_REFUSED");
    const seen = shown.ok ? shown.revision : null;
    // What was refused when it was looked at is asked for again: refusals to apply stand in the audit.
    const result = accepted(
      dryRun ? shown : await parts.store.restore({ ...call, ifMatch: ifMatch ?? seen, mode: "apply" }, context),
    );
    const inForce = await parts.configuration.apply(parts.store.state);
    const audit = await parts.store.auditHead();
    reply.header("etag", formatEntityTag(parts.store.installation, result.revision));
    if (!dryRun) request.written = { kind: "restore", id: "document", revision: result.revision, audit };
    return { ...putBackAnswer(result), dryRun, applied: appliedAnswer(inForce), audit };
  });
}
