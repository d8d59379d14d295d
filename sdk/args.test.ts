import { readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  AcceptedDomainSettings,
  ConnectorPermissionSettings,
  ReceiveConnectorSettings,
  RelayGroupSettings,
  RelayUserSettings,
  SendConnectorSettings,
  TransportConfigSettings,
} from "../model";
import { FIELDS } from "../model";
import type {
  AcceptedDomainArgs,
  ConnectorPermissionArgs,
  ReceiveConnectorArgs,
  RelayGroupArgs,
  RelayUserArgs,
  SendConnectorArgs,
  TransportConfigArgs,
} from "./index";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// Compile-time tests: a property that is missing in the arguments, or one too many, is an error of the type checker.
const SAME_KEYS: readonly true[] = [
  true satisfies Same<
    keyof ReceiveConnectorArgs,
    keyof ReceiveConnectorSettings | "adoptExisting" | "unmanagedPermissions" | "usage"
  >,
  true satisfies Same<keyof ConnectorPermissionArgs, keyof ConnectorPermissionSettings | "adoptExisting">,
  true satisfies Same<keyof AcceptedDomainArgs, keyof AcceptedDomainSettings | "adoptExisting">,
  true satisfies Same<keyof SendConnectorArgs, keyof SendConnectorSettings | "adoptExisting" | "password">,
  true satisfies Same<keyof RelayUserArgs, keyof RelayUserSettings | "adoptExisting" | "password">,
  true satisfies Same<keyof RelayGroupArgs, keyof RelayGroupSettings | "adoptExisting">,
  true satisfies Same<keyof TransportConfigArgs, keyof TransportConfigSettings | "adoptExisting">,
];

// @ts-expect-error remoteIpRanges is missing
export const WITHOUT_RANGES: ReceiveConnectorArgs = { name: "CRM", bindings: ["0.0.0.0:25"] };
// @ts-expect-error Custom is no group that can be set
export const CUSTOM_GROUP: ReceiveConnectorArgs["permissionGroups"] = ["Custom"];
// @ts-expect-error no such right
export const UNKNOWN_RIGHT: ConnectorPermissionArgs["extendedRights"] = ["ms-Exch-SMTP-Accept-Anything"];

const FILES = {
  ReceiveConnector: "receive-connector-args.ts",
  ConnectorPermission: "connector-permission-args.ts",
  AcceptedDomain: "accepted-domain-args.ts",
  SendConnector: "send-connector-args.ts",
  RelayUser: "relay-user-args.ts",
  RelayGroup: "relay-group-args.ts",
  TransportConfig: "transport-config-args.ts",
} as const;

describe.each(Object.entries(FILES))("the arguments of %s", (kind, file) => {
  const fields = FIELDS[kind as keyof typeof FILES];
  const source = readFileSync(join(__dirname, file), "utf8");

  test.each(Object.entries(fields))("%s says what the field table says", (name, field) => {
    const found = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s+${name}(\\??):`).exec(source);
    const byResourceName = name === "name" || (kind === "RelayUser" && name === "username");
    const byDefault = byResourceName ? "the resource's name" : JSON.stringify(field.default);
    const expected = byDefault === undefined ? field.doc : `${field.doc} @default ${byDefault}`;
    expect(found?.[1]?.replaceAll(/\s*\n\s+\*\s?/g, " ").trim()).toBe(expected);
    expect(found?.[2]).toBe(byDefault === undefined ? "" : "?");
  });
});

test("the arguments have the keys of the field tables", () => {
  expect(SAME_KEYS).toHaveLength(7);
});
