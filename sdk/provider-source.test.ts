import { PROVIDER_SOURCE } from "./provider-source";

// State of every release holds these texts for ever. A change here is a change of every resource of every user.
test("the provider text in state never changes", () => {
  expect(PROVIDER_SOURCE).toEqual({
    ReceiveConnector: 'exports.handler=()=>require("pulumi-smtp-relay/provider").receiveConnector',
    ConnectorPermission: 'exports.handler=()=>require("pulumi-smtp-relay/provider").connectorPermission',
    AcceptedDomain: 'exports.handler=()=>require("pulumi-smtp-relay/provider").acceptedDomain',
    SendConnector: 'exports.handler=()=>require("pulumi-smtp-relay/provider").sendConnector',
    RelayUser: 'exports.handler=()=>require("pulumi-smtp-relay/provider").relayUser',
    RelayGroup: 'exports.handler=()=>require("pulumi-smtp-relay/provider").relayGroup',
    TransportConfig: 'exports.handler=()=>require("pulumi-smtp-relay/provider").transportConfig',
  });
});

test.each(Object.entries(PROVIDER_SOURCE))("the provider text of %s is shorter than 100 bytes", (_kind, text) => {
  expect(Buffer.byteLength(text)).toBeLessThan(100);
});
