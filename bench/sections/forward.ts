import { freePort } from "../../tools/harness/free-port";
import { startPostfix } from "../../tools/harness/postfix";
import { startBenchHost } from "../host/bench-host";
import { startSmtpSink, type SmtpSink } from "../host/smtp-sink";
import { interleavedRounds, ratioTo } from "../interleaved-rounds";
import { atLeast, type SectionResult } from "../section";
import { smtpSource, type Load } from "../smtp-source";

export interface EndToEnd {
  readonly length: number;
  readonly messages: { readonly ours: number; readonly postfix: number };
  readonly connections: Load["connections"];
  /** Times Postfix. */
  readonly bound: number;
}

/** Received, made durable, forwarded to the same sink and forgotten: messages a second until the last one is there. */
export async function endToEnd({ length, messages, connections, bound }: EndToEnd): Promise<SectionResult> {
  const sink = await startSmtpSink();
  const host = await startBenchHost({ smartHost: sink.port });
  const postfix = await startPostfix({ port: await freePort(), role: { kind: "forward", port: sink.port } });
  const through = (port: number, count: number) => () =>
    throughTo(sink, { port, messages: count, sessions: 20, length, connections });
  try {
    const measured = await interleavedRounds(
      [
        { name: "relay host, forwarding", run: through(host.port, messages.ours) },
        { name: "Postfix, forwarding", run: through(postfix.port, messages.postfix) },
      ],
      { unit: "msg/s" },
    );
    return { measured, judged: [atLeast("of Postfix, forwarding", ratioTo(measured, 1), bound)] };
  } finally {
    await host.stop();
    postfix.stop();
    sink.stop();
  }
}

async function throughTo(sink: SmtpSink, load: Load): Promise<number> {
  const wanted = sink.count() + load.messages;
  const started = process.hrtime.bigint();
  await smtpSource(load);
  await sink.until(wanted);
  return load.messages / (Number(process.hrtime.bigint() - started) / 1e9);
}
