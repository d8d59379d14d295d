import { judgeAddressSpaces } from "../address-space";
import type { SettingsRule } from "./settings-rule";

/** What a send connector's inputs demand of each other. */
export const SEND_CONNECTOR_RULES: readonly SettingsRule<"SendConnector">[] = [
  {
    id: "S1",
    code: "RELAY_ADDRESS_SPACE_INVALID",
    properties: ["addressSpaces"],
    rule: "Each domain of addressSpaces has one cost.",
    source: "this project",
    judge: ({ addressSpaces }) => judgeAddressSpaces(addressSpaces, "addressSpaces"),
  },
];
