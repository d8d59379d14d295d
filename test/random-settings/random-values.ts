import type fc from "fast-check";
import type { Kind, SettingsOf } from "../../model";
import { RANDOM_ACCEPTED_DOMAIN } from "./random-accepted-domain";
import { RANDOM_RELAY_GROUP, RANDOM_RELAY_USER } from "./random-accounts";
import { RANDOM_CONNECTOR_PERMISSION } from "./random-connector-permission";
import { RANDOM_RECEIVE_CONNECTOR } from "./random-receive-connector";
import { RANDOM_SEND_CONNECTOR } from "./random-send-connector";
import { RANDOM_TRANSPORT_CONFIG } from "./random-transport-config";

/** Inputs that give one property a random valid value in any accepted spelling, with what that takes to be valid. */
export type Wish = Readonly<Record<string, unknown>>;

/** A wish for every input of a kind: one that is left out does not compile. */
export type RandomValues<K extends Kind> = { readonly [Property in keyof SettingsOf[K]]: fc.Arbitrary<Wish> };

/** The random values of every input of every kind. */
export const RANDOM_VALUES: { readonly [K in Kind]: RandomValues<K> } = {
  ReceiveConnector: RANDOM_RECEIVE_CONNECTOR,
  ConnectorPermission: RANDOM_CONNECTOR_PERMISSION,
  AcceptedDomain: RANDOM_ACCEPTED_DOMAIN,
  SendConnector: RANDOM_SEND_CONNECTOR,
  RelayUser: RANDOM_RELAY_USER,
  RelayGroup: RANDOM_RELAY_GROUP,
  TransportConfig: RANDOM_TRANSPORT_CONFIG,
};
