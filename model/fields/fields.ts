import { ACCEPTED_DOMAIN_FIELDS } from "./accepted-domain-fields";
import { CONNECTOR_PERMISSION_FIELDS } from "./connector-permission-fields";
import type { FieldTables } from "./field";
import { RECEIVE_CONNECTOR_FIELDS } from "./receive-connector-fields";
import { RELAY_GROUP_FIELDS } from "./relay-group-fields";
import { RELAY_USER_FIELDS } from "./relay-user-fields";
import { SEND_CONNECTOR_FIELDS } from "./send-connector-fields";
import { TRANSPORT_CONFIG_FIELDS } from "./transport-config-fields";

/** The field table of each kind: the one place where an input is said. */
export const FIELDS: FieldTables = {
  ReceiveConnector: RECEIVE_CONNECTOR_FIELDS,
  ConnectorPermission: CONNECTOR_PERMISSION_FIELDS,
  AcceptedDomain: ACCEPTED_DOMAIN_FIELDS,
  SendConnector: SEND_CONNECTOR_FIELDS,
  RelayUser: RELAY_USER_FIELDS,
  RelayGroup: RELAY_GROUP_FIELDS,
  TransportConfig: TRANSPORT_CONFIG_FIELDS,
};
