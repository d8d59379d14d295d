import { blockAround, formatIpRange, parseIpAddress, parseIpRange } from "../../../model";

/** An address of an export in the model's spelling, or undefined when it is left out; `said` tells what happened. */
export interface CarriedAddress {
  readonly value: string | undefined;
  readonly said: string | undefined;
}

const ZONE = /%[\w.]+/g;

/** A client range: zones dropped, host bits masked, what no client can match left out. Others go to the model as they are. */
export function carryRange(text: string): CarriedAddress {
  const bare = text.replace(ZONE, "");
  const zoned = bare === text ? undefined : `${text} names a network card; carried over as ${bare}.`;
  const block = maskedBlock(bare);
  if (block !== undefined && !parseIpRange(bare, "").ok) {
    return { value: block, said: `${text} has host bits set; carried over as ${block}, as Exchange reads it.` };
  }
  if (/^(?:0\.0\.0\.0|::)$/.test(bare)) {
    return { value: undefined, said: `${text} is one address, which no client has; write 0.0.0.0/0 or ::/0 for all.` };
  }
  return { value: bare, said: zoned };
}

function maskedBlock(text: string): string | undefined {
  const parts = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const address = parseIpAddress(parts?.[1] ?? "");
  if (address === undefined) return undefined;
  const prefix = Number(parts?.[2]);
  return prefix <= (address.family === 4 ? 32 : 128) ? formatIpRange(blockAround(address, prefix)) : undefined;
}

/** A binding: zones dropped; without a port it takes the one that all other bindings of the connector have. */
export function carryBinding(text: string, all: readonly string[]): CarriedAddress {
  const bare = text.replace(ZONE, "");
  const said = bare === text ? undefined : `${text} names a network card; carried over as ${bare}.`;
  if (!/^(?:\[[^\]]*\]|\d+\.\d+\.\d+\.\d+):?$/.test(bare)) return { value: bare, said };
  const ports = new Set(all.flatMap((other) => /:(\d+)$/.exec(other.replace(/^.*\]/, ""))?.[1] ?? []));
  const [port] = ports;
  if (port === undefined || ports.size > 1) return { value: bare, said };
  const whole = `${bare.replace(/:$/, "").replace(/^(\[.*\]).*$/, "$1")}:${port}`;
  return { value: whole, said: `${text} has no port; carried over as ${whole}, the port of the other bindings.` };
}
