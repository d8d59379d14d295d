import { spawn } from "node:child_process";
import { connect } from "node:net";
import { freePort } from "../../tools/harness/free-port";
import { waitFor } from "../../tools/harness/wait-for";

/** Postfix's smtp-sink: takes everything, and counts it. */
export interface SmtpSink {
  readonly port: number;
  /** Resolves once so many messages have come since the start. */
  until(messages: number): Promise<void>;
  /** Messages since the start. */
  count(): number;
  stop(): void;
}

export async function startSmtpSink(): Promise<SmtpSink> {
  const port = await freePort();
  const child = spawn("smtp-sink", ["-c", "-u", "nobody", `127.0.0.1:${port}`, "1000"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let count = 0;
  let wake: () => void = () => undefined;
  child.stdout.setEncoding("latin1").on("data", (text: string) => {
    const last = /mesg=(\d+)[^m]*$/.exec(text)?.[1];
    if (last === undefined) return;
    count = Number(last);
    wake();
  });
  await waitFor("smtp-sink", () => isOpen(port), 5_000);
  const until = async (messages: number) => {
    while (count < messages) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { port, until, count: () => count, stop: () => void child.kill("SIGKILL") };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port }, () => done(true)).once("error", () => done(false));
    const done = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
  });
}
