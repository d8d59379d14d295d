import { readFile } from "node:fs/promises";
import { loadCertificate } from "../certificates";
import type { RelayOptions } from "../options";
import { loadApiTls } from "./open-control-api";
import { StartError } from "./start-error";

/** Reads every file that the options name. @throws StartError when a host could not start with them */
export async function checkFiles(options: RelayOptions): Promise<void> {
  const { apiTls, smtpTls, clientCaFile, dataDir, hostName } = options;
  if (apiTls !== null) await loadApiTls(apiTls, options);
  try {
    if (smtpTls !== null) await loadCertificate({ dataDir, hostname: hostName, ...smtpTls, now: Date.now() });
    if (clientCaFile !== null) await readFile(clientCaFile);
  } catch (cause) {
    throw new StartError("RELAY_OPTION_INVALID", (cause as Error).message, { cause });
  }
}
