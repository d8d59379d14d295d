import { Type } from "typebox";
import { explain, type ExplainQuestion } from "../../../model";
import { ApiProblem } from "../api-problem";
import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { EXPLANATION, PROBLEM_ANSWER } from "../schemas";

const QUESTION = Type.Object(
  {
    from: Type.String({ maxLength: 64, description: "Client address." }),
    to: Type.String({ maxLength: 64, description: "Local endpoint, address:port." }),
    tls: Type.Optional(Type.Boolean({ default: false, description: "The client uses STARTTLS." })),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 256, description: "Account that authenticates." })),
    certificateOf: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 256,
        description: "RelayUser whose certificate the client shows; with tls.",
      }),
    ),
    partner: Type.Optional(
      Type.String({ minLength: 1, maxLength: 256, description: "Domain that a valid certificate names; with tls." }),
    ),
    directoryAccount: Type.Optional(
      Type.Boolean({ default: false, description: "An account of the directory authenticates." }),
    ),
    group: Type.Optional(
      Type.String({ minLength: 1, maxLength: 256, description: "RelayGroup of the directory's account." }),
    ),
    mailFrom: Type.String({ maxLength: 320, description: "Sender; empty is the null sender." }),
    rcptTo: Type.String({ maxLength: 320 }),
    headerFrom: Type.Optional(
      Type.String({
        maxLength: 2000,
        description: "Value of the header field From; left out: headers are not judged.",
      }),
    ),
    size: Type.Optional(
      Type.Integer({ minimum: 0, description: "Bytes of the message; left out: the message is not judged." }),
    ),
  },
  { additionalProperties: false },
);

/** What the host would answer a client, and why, by the configuration in force. */
export function explainRoutes(app: ControlApiApp, parts: ControlApiParts): void {
  app.addSchema(EXPLANATION);
  const response = { 200: Type.Ref("Explanation#"), default: PROBLEM_ANSWER };
  const schema = { tags: ["Host"], operationId: "explain", body: QUESTION, response };
  app.post("/v1/explain", { config: { access: "read" }, schema }, async (request) => {
    const { tls = false, ...texts } = request.body;
    const question: ExplainQuestion = { ...texts, tls, hostName: parts.host.hostName, at: parts.now() };
    const explained = explain(parts.configuration.current, question);
    if (explained.ok) return { revision: parts.configuration.current.revision, ...explained.value };
    const { failures } = explained;
    throw new ApiProblem("RELAY_INPUT_INVALID", failures.map(({ message }) => message).join(" "), { failures });
  });
}
