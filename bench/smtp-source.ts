import { spawn } from "node:child_process";
import { once } from "node:events";

export interface Load {
  readonly port: number;
  readonly messages: number;
  readonly sessions: number;
  /** Bytes a message. */
  readonly length: number;
  /** One connection for all of a session's messages, or one a message. */
  readonly connections: "reused" | "one-a-message";
}

/** Sends a load with Postfix's smtp-source; answers messages a second. */
export async function smtpSource(load: Load): Promise<number> {
  const flags = ["-s", load.sessions, "-m", load.messages, "-l", load.length].map(String);
  const addresses = ["-f", "bench@contoso.com", "-t", "bench@contoso.com"];
  const reuse = load.connections === "reused" ? ["-d"] : [];
  const started = process.hrtime.bigint();
  const child = spawn("smtp-source", [...flags, ...reuse, ...addresses, `127.0.0.1:${load.port}`], {
    stdio: "inherit",
  });
  const [code] = (await once(child, "exit")) as [number];
  if (code !== 0) throw new Error(`smtp-source ended with ${code}`);
  return load.messages / (Number(process.hrtime.bigint() - started) / 1e9);
}
