import { createContext } from "./create-context";
import { endWithPulumi } from "./end-with-pulumi";
import { findPulumiCli } from "./pulumi-cli";
import { createRelayProvider } from "./relay-provider";
import { createRun } from "./run";

export type { DynamicProvider } from "./dynamic-provider";

// The engine waits for this process while it loads, so the Pulumi command is certainly there now.
const cli = findPulumiCli(process.ppid);
endWithPulumi(cli, () => process.exit(1));
const context = createContext({
  run: createRun(cli, Date.now()),
  env: process.env,
  print: (line) => process.stdout.write(`${line}\n`),
});

/** Loaded by name from the state of every `ReceiveConnector`. */
export const receiveConnector = createRelayProvider("ReceiveConnector", context);
/** Loaded by name from the state of every `ConnectorPermission`. */
export const connectorPermission = createRelayProvider("ConnectorPermission", context);
/** Loaded by name from the state of every `AcceptedDomain`. */
export const acceptedDomain = createRelayProvider("AcceptedDomain", context);
/** Loaded by name from the state of every `SendConnector`. */
export const sendConnector = createRelayProvider("SendConnector", context);
/** Loaded by name from the state of every `RelayUser`. */
export const relayUser = createRelayProvider("RelayUser", context);
/** Loaded by name from the state of every `RelayGroup`. */
export const relayGroup = createRelayProvider("RelayGroup", context);
/** Loaded by name from the state of every `TransportConfig`. */
export const transportConfig = createRelayProvider("TransportConfig", context);
