import { lintConnector } from "../../model";
import type { Finding } from "../finding";
import { holdsPassword } from "../holds-password";
import type { RelayRule } from "../rule";
import { nameOf, type StackObject, type StackObjectOf } from "../stack-object";
import { ofKind } from "../stack-subject";

export const NO_PLAINTEXT_PASSWORDS: RelayRule = {
  name: "no-plaintext-passwords",
  title: "No passwords in clear",
  description: "A password is a secret in the program, and crosses no network and stands in no note in clear.",
  remedy:
    "Give passwords as pulumi.Config.requireSecret does, add BasicAuthRequireTLS (and requireTls on send connectors), and keep them out of texts. A password that was readable is changed.",
  level: "mandatory",
  severity: "high",
  scope: "resource",
  config: {},
  judge: (subject) => [
    ...subject.objects.flatMap(judgeInput),
    ...ofKind(subject, "ReceiveConnector").flatMap(judgeLogins),
    ...ofKind(subject, "SendConnector").flatMap(judgeSending),
    ...subject.objects.flatMap(judgeTexts),
  ],
};

function judgeInput(object: StackObject): readonly Finding[] {
  if (object.passwordGiven !== "plain") return [];
  const message = `password of ${nameOf(object)} is no secret in the program: it is plain text in the source, the stack's configuration or the environment.`;
  return [{ urn: object.urn, message }];
}

function judgeLogins({ kind, name, urn, settings }: StackObjectOf<"ReceiveConnector">): readonly Finding[] {
  if (!settings.enabled) return [];
  return lintConnector({ settings, permissions: [] })
    .filter(({ lint }) => lint === "basic-auth-in-clear")
    .map(({ message }) => ({ urn, message: `${nameOf({ kind, name })}: ${message}` }));
}

function judgeSending({ kind, name, urn, settings }: StackObjectOf<"SendConnector">): readonly Finding[] {
  const { enabled, smartHostAuthMechanism, requireTls, tlsAuthLevel, ignoreStartTls } = settings;
  if (!enabled || smartHostAuthMechanism !== "BasicAuth") return [];
  const encrypts = requireTls || (tlsAuthLevel !== null && tlsAuthLevel !== "Opportunistic");
  if (encrypts && !ignoreStartTls) return [];
  const message = `${nameOf({ kind, name })} logs in to its smart hosts with smartHostAuthMechanism BasicAuth and does not insist on TLS: its password may cross the network in clear.`;
  return [{ urn, message }];
}

const TEXTS = ["comment", "owner", "reason", "ticket", "banner"] as const;

function judgeTexts(object: StackObject): readonly Finding[] {
  const settings = object.settings as unknown as Readonly<Record<string, unknown>>;
  return TEXTS.filter((name) => holdsPassword(settings[name])).map((name) => {
    const message = `${name} of ${nameOf(object)} reads as if it held a password, and everybody who may read the stack or the host reads it.`;
    return { urn: object.urn, message };
  });
}
