import { type ControlClient, hostObjects } from "../../client";
import { isUntouchedTransport } from "../untouched-transport";
import type { HostObject } from "./host-object";

/** Everything on a host that a program can declare. */
export async function readHostObjects(client: ControlClient): Promise<readonly HostObject[]> {
  // The client's types know the closed lists of values as texts.
  const objects = (await hostObjects(client)) as unknown as readonly HostObject[];
  return objects.filter((object) => !isUntouchedTransport(object));
}
