/** Where a smart host listens. */
export interface SmartHost {
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port` or `[address]:port`, the canonical spelling of SendConnector.smartHosts. */
export function parseSmartHost(text: string): SmartHost {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined)
    throw new Error(`A smart host is host:port; this one is ${JSON.stringify(text)}.`);
  return { host, port: Number(match[3]) };
}
