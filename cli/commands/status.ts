import { Command } from "commander";
import { type ControlClient, dataOf } from "../../client";
import type { Expiry } from "../../model";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { type ConnectorReport, reportConnectors } from "../connector-report";
import { reportExpiries } from "../expiry-report";
import { type OutputTexts, show, withOutput } from "../output";
import { type Status, statusText } from "../text/status-text";
import { withHost } from "../with-host";

const EXAMPLES = `
Examples:
  relayctl status
  relayctl status --endpoint https://relay.contoso.com:8025 --ca-cert ca.pem --token-file token
  relayctl status --output json`;

/** `relayctl status`: how a host is, what it enforces, and who may relay through it. */
export function statusCommand(): Command {
  const command = new Command("status")
    .description("show how a host is, what it enforces, and who may relay through it")
    .addHelpText("after", EXAMPLES);
  return withConnection(withOutput(command)).action(async (texts: ConnectionTexts & OutputTexts) => {
    const { status, connectors, expiries } = await withHost(texts, readHost);
    show(texts, {
      json: { ...status, connectors, expiries },
      text: () => statusText(status, connectors, expiries),
    });
  });
}

async function readHost({ api }: ControlClient): Promise<{
  readonly status: Status;
  readonly connectors: readonly ConnectorReport[];
  readonly expiries: readonly Expiry[];
}> {
  const [status, receiveConnectors, connectorPermissions] = await Promise.all([
    dataOf(api.GET("/v1/status")),
    dataOf(api.GET("/v1/receive-connectors")),
    dataOf(api.GET("/v1/connector-permissions")),
  ]);
  const now = Date.now();
  return {
    status,
    connectors: reportConnectors(receiveConnectors.items, connectorPermissions.items, now),
    expiries: reportExpiries(receiveConnectors.items, connectorPermissions.items, now),
  };
}
