import type * as pulumi from "@pulumi/pulumi";
import type { Limit, SendRight, SmartHostAuthMechanism, TlsAuthLevel } from "../model";

/** Inputs of a {@link SendConnector}. Names follow Exchange's New-SendConnector. */
export interface SendConnectorArgs {
  /**
   * Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case.
   * @default the resource's name
   */
  name?: pulumi.Input<string> | undefined;
  /**
   * Whether the connector is used as a route.
   * @default true
   */
  enabled?: pulumi.Input<boolean> | undefined;
  /**
   * Free text for people.
   * @default ""
   */
  comment?: pulumi.Input<string> | undefined;
  /** Recipient domains that the connector is for: SMTP:domain;cost, where the domain is x, *.x (any depth below), -- (this host's own accepted domains) or *, and the cost is 1 when left out. */
  addressSpaces: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Whether mail goes to the MX hosts of the recipient's domain instead of smart hosts.
   * @default false
   */
  dnsRoutingEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Hosts that mail is handed to: host:port or [address]:port, with ;weight from 0 to 1000 for another share than 1 (0 is a spare); the port is 25 when left out.
   * @default []
   */
  smartHosts?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * Port of MX hosts; smart hosts name their own.
   * @default 25
   */
  port?: pulumi.Input<number> | undefined;
  /**
   * Local address that connections are made from; null: the system's choice.
   * @default null
   */
  sourceIpAddress?: pulumi.Input<string | null> | undefined;
  /**
   * Name in EHLO; null is the host's own name.
   * @default null
   */
  fqdn?: pulumi.Input<string | null> | undefined;
  /**
   * Whether the next host must encrypt; see tlsAuthLevel for its certificate.
   * @default true
   */
  requireTls?: pulumi.Input<boolean> | undefined;
  /**
   * How far the next host must prove itself; null: EncryptionOnly with requireTls, else Opportunistic (TLS where it is offered).
   * @default null
   */
  tlsAuthLevel?: pulumi.Input<TlsAuthLevel | null> | undefined;
  /**
   * Name that the next host's certificate must have, with DomainValidation; null: the next host's name.
   * @default null
   */
  tlsDomain?: pulumi.Input<string | null> | undefined;
  /**
   * PEM certificates of issuers that are trusted beside the system's.
   * @default null
   */
  caCertificate?: pulumi.Input<string | null> | undefined;
  /**
   * Whether STARTTLS is left alone even where it is offered.
   * @default false
   */
  ignoreStartTls?: pulumi.Input<boolean> | undefined;
  /**
   * How this host logs in at the smart hosts.
   * @default "None"
   */
  smartHostAuthMechanism?: pulumi.Input<SmartHostAuthMechanism> | undefined;
  /**
   * Account at the smart hosts; its password is the secret input password.
   * @default null
   */
  username?: pulumi.Input<string | null> | undefined;
  /**
   * The password of username at the smart hosts. Always kept as a secret; the host seals it and never answers it. Left
   * out, the program says nothing about a password; taken out again, the connector has none.
   */
  password?: pulumi.Input<string> | undefined;
  /**
   * Most connections to one host at a time.
   * @default 20
   */
  maxConnectionsPerHost?: pulumi.Input<number> | undefined;
  /**
   * Most messages a minute to one host.
   * @default "unlimited"
   */
  maxMessagesPerMinutePerHost?: pulumi.Input<Limit> | undefined;
  /**
   * Most messages over one connection (Exchange's default is 20).
   * @default 1000
   */
  smtpMaxMessagesPerConnection?: pulumi.Input<Limit> | undefined;
  /**
   * How long an idle connection is kept before it ends with QUIT.
   * @default "00:10:00"
   */
  connectionInactivityTimeout?: pulumi.Input<string> | undefined;
  /**
   * Longest wait before a message that a next host put off is tried again; the first wait is a minute, each further one twice as long (Exchange waits 15 minutes each time).
   * @default "01:00:00"
   */
  messageRetryInterval?: pulumi.Input<string> | undefined;
  /**
   * Longest wait before a host that does not work is tried again, for the first times; the waits begin with a second and double.
   * @default "00:05:00"
   */
  transientFailureRetryInterval?: pulumi.Input<string> | undefined;
  /**
   * How many waits may be as long as transientFailureRetryInterval before they are outboundConnectionFailureRetryInterval.
   * @default 6
   */
  transientFailureRetryCount?: pulumi.Input<number> | undefined;
  /**
   * Wait between later tries of a host that does not work.
   * @default "00:10:00"
   */
  outboundConnectionFailureRetryInterval?: pulumi.Input<string> | undefined;
  /**
   * Largest message in bytes that is sent (Exchange's default is 35 MB).
   * @default "unlimited"
   */
  maxMessageSize?: pulumi.Input<number | string> | undefined;
  /**
   * Rights of the next host: routing, organization and forest headers leave only with theirs.
   * @default ["ms-Exch-Send-Headers-Routing"]
   */
  extendedRights?: pulumi.Input<pulumi.Input<SendRight>[]> | undefined;
  /**
   * Who answers for the route.
   * @default null
   */
  owner?: pulumi.Input<string | null> | undefined;
  /**
   * Why the route exists.
   * @default null
   */
  reason?: pulumi.Input<string | null> | undefined;
  /**
   * Where the route was asked for.
   * @default null
   */
  ticket?: pulumi.Input<string | null> | undefined;
  /**
   * Take over an object of the host that is the same by name and that nobody owns, instead of refusing to create it.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}
