import * as pulumi from "@pulumi/pulumi";
import type * as Client from "../../client";

type Api = Client.ControlClient["api"];
type ShownConnector = Client.components["schemas"]["ReceiveConnector"];

/** The connector of this id or, without regard to case, of this name. @throws pulumi.RunError when there is none */
export async function findConnector(api: Api, client: typeof Client, idOrName: string): Promise<ShownConnector> {
  const { items } = await client.dataOf(api.GET("/v1/receive-connectors"));
  const named = ({ settings }: ShownConnector) => settings.name.toLowerCase() === idOrName.toLowerCase();
  const found = items.find(({ id }) => id === idOrName) ?? items.find(named);
  if (found !== undefined) return found;
  const names = items.map(({ settings }) => settings.name).join(", ");
  throw new pulumi.RunError(
    `There is no receive connector ${JSON.stringify(idOrName)} on the host. It has: ${names === "" ? "none" : names}.`,
  );
}
