import type { RelayAnswer } from "../model";
import type { StackObject } from "./stack-object";
import { ofKind, type StackSubject } from "./stack-subject";

/** The resource that an answer rests on: the entry that decided, where the stack declares it, or else the connector. */
export function answerCulprit(subject: StackSubject, answer: RelayAnswer | undefined): StackObject | undefined {
  if (answer === undefined) return undefined;
  const entry = subject.objectOf(answer.by.entry ?? "");
  return entry ?? ofKind(subject, "ReceiveConnector").find(({ settings }) => settings.name === answer.connector);
}

/** The resource that says whose PROXY headers are believed. */
export function trustingProxies({ objects }: StackSubject): StackObject | undefined {
  return objects.find(({ kind }) => kind === "TransportConfig");
}
