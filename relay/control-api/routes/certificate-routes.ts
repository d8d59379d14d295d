import { Type } from "typebox";
import type { CertificateReport } from "../../certificates";
import { ApiProblem } from "../api-problem";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { isoTime } from "../object-answer";
import { CERTIFICATE_ENTRY, PROBLEM_ANSWER } from "../schemas";

/** The certificates that STARTTLS shows. Keys come in, and never out. */
export function certificateRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(CERTIFICATE_ENTRY);
  registerList(app, parts);
  registerPut(app, parts);
}

function registerList(app: ControlApiApp, { certificates }: ControlApiParts): void {
  const items = Type.Array(Type.Ref("CertificateEntry#"));
  const response = { 200: Type.Object({ items }), default: PROBLEM_ANSWER };
  const schema = { tags: ["Host"], operationId: "listCertificates", response };
  app.get("/v1/certificates", { config: { access: "read" }, schema }, async () => ({
    items: certificates.list().map(entryAnswer),
  }));
}

function registerPut(app: ControlApiApp, { certificates, store }: ControlApiParts): void {
  const pem = (description: string) => Type.String({ minLength: 1, maxLength: 100_000, description });
  const schema = {
    tags: ["Host"],
    operationId: "putCertificate",
    description:
      "Puts a pair into the certificate directory, in place of the one of that name. In force when it answers.",
    params: Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }) }),
    body: Type.Object(
      { certificate: pem("PEM, the chain behind it included."), key: pem("PEM, not encrypted.") },
      { additionalProperties: false },
    ),
    response: { 200: Type.Ref("CertificateEntry#"), default: PROBLEM_ANSWER },
  };
  app.put("/v1/certificates/:name", { config: { access: "admin" }, schema }, async (request) => {
    const { certificate: cert, key } = request.body;
    const connectors = [...store.state.receiveConnectors.values()];
    const inUse = connectors.flatMap(({ settings }) => settings.tlsCertificateName ?? []);
    const outcome = await certificates.install({ name: request.params.name, cert, key }, inUse);
    if (!outcome.ok) throw new ApiProblem("RELAY_CERTIFICATE_UNUSABLE", outcome.problem);
    return entryAnswer(outcome.report);
  });
}

function entryAnswer({ notBefore, notAfter, ...report }: CertificateReport) {
  const time = (at: number | null) => (at === null ? null : isoTime(at));
  return { ...report, validFrom: time(notBefore), validTo: time(notAfter) };
}
