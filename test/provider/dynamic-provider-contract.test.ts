import type { dynamic } from "@pulumi/pulumi";
import {
  acceptedDomain,
  connectorPermission,
  receiveConnector,
  relayGroup,
  relayUser,
  sendConnector,
  transportConfig,
} from "../../provider";
import { UNKNOWN_VALUE } from "../../provider/unknown-value";
import { PROVIDER_SOURCE } from "../../sdk/provider-source";

// A compile-time test: what the process expects of a provider is what ours has.
const PROVIDERS: Readonly<Record<keyof typeof PROVIDER_SOURCE, Required<dynamic.ResourceProvider>>> = {
  ReceiveConnector: receiveConnector,
  ConnectorPermission: connectorPermission,
  AcceptedDomain: acceptedDomain,
  SendConnector: sendConnector,
  RelayUser: relayUser,
  RelayGroup: relayGroup,
  TransportConfig: transportConfig,
};

test.each(Object.entries(PROVIDERS))("the provider of %s has every method of the contract", (_kind, provider) => {
  const methods = ["check", "configure", "create", "delete", "diff", "read", "update"];
  expect(Object.keys(provider).sort()).toEqual(methods);
});

test.each(Object.entries(PROVIDER_SOURCE))(
  "the text in the state of %s names an export of the provider",
  (kind, text) => {
    const [, name] = /\.(\w+)$/.exec(text) ?? [];
    const exported: Readonly<Record<string, unknown>> = {
      receiveConnector,
      connectorPermission,
      acceptedDomain,
      sendConnector,
      relayUser,
      relayGroup,
      transportConfig,
    };
    expect(exported[name ?? ""]).toBe(PROVIDERS[kind as keyof typeof PROVIDERS]);
  },
);

test("an unknown value is spelt as Pulumi spells it", () => {
  const { unknownValue } = jest.requireActual<{ unknownValue: string }>("@pulumi/pulumi/runtime/rpc");
  expect(UNKNOWN_VALUE).toBe(unknownValue);
});
