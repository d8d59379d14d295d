import type * as pulumi from "@pulumi/pulumi";
import type { AuthMechanism, Limit, MessageRateSource, PermissionGroup, SizeEnabled, Usage } from "../model";

/** Mechanisms that a host can offer: the others of Exchange need a directory. */
export type AcceptedMechanism = Exclude<AuthMechanism, "Integrated" | "ExchangeServer">;

/** Inputs of a {@link ReceiveConnector}. Names and values follow Exchange's New-ReceiveConnector. */
export interface ReceiveConnectorArgs {
  /**
   * Name of the connector: at most 64 characters without a backslash, unique on the host without regard to case.
   * @default the resource's name
   */
  name?: pulumi.Input<string> | undefined;
  /**
   * Whether the connector takes part in the choice of a connector; disabled ones still count in conflicts.
   * @default true
   */
  enabled?: pulumi.Input<boolean> | undefined;
  /**
   * Free text for people.
   * @default ""
   */
  comment?: pulumi.Input<string> | undefined;
  /** Local endpoints that the connector answers on: address:port or [address]:port, where 0.0.0.0 and [::] mean every address. */
  bindings: pulumi.Input<pulumi.Input<string>[]>;
  /** Clients that the connector serves: an address, first-last, a CIDR block or address(mask); the smallest matching range of all connectors wins. */
  remoteIpRanges: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Groups whose preset rights the connector grants; an empty list means None.
   * @default ["None"]
   */
  permissionGroups?: pulumi.Input<pulumi.Input<PermissionGroup>[]> | undefined;
  /**
   * Mechanisms that the connector offers; an empty list means None.
   * @default ["Tls"]
   */
  authMechanism?: pulumi.Input<pulumi.Input<AcceptedMechanism>[]> | undefined;
  /**
   * Whether mail and authentication wait for STARTTLS.
   * @default false
   */
  requireTls?: pulumi.Input<boolean> | undefined;
  /**
   * Name in the banner, the EHLO reply and Received; null is the host's own name.
   * @default null
   */
  fqdn?: pulumi.Input<string | null> | undefined;
  /**
   * Greeting instead of the default one: one line that starts with 220, at most 512 octets with its line end.
   * @default null
   */
  banner?: pulumi.Input<string | null> | undefined;
  /**
   * Accepted domain that completes bare addresses; null: they are refused, except postmaster.
   * @default null
   */
  defaultDomain?: pulumi.Input<string | null> | undefined;
  /**
   * Certificate for STARTTLS, <I>issuer<S>subject as the certificate has them; null: the one for fqdn.
   * @default null
   */
  tlsCertificateName?: pulumi.Input<string | null> | undefined;
  /**
   * Whether client certificates make Partner sessions for the domains of TransportConfig's tlsReceiveDomainSecureList.
   * @default false
   */
  domainSecureEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Largest message in bytes; the right Bypass-Message-Size-Limit waives it.
   * @default 37748736
   */
  maxMessageSize?: pulumi.Input<number | string> | undefined;
  /**
   * Largest header block in bytes.
   * @default 262144
   */
  maxHeaderSize?: pulumi.Input<number | string> | undefined;
  /**
   * Most recipients of a message; the others are answered 452 and the message goes on.
   * @default 200
   */
  maxRecipientsPerMessage?: pulumi.Input<number> | undefined;
  /**
   * Most Received headers that a message may arrive with.
   * @default 30
   */
  maxHopCount?: pulumi.Input<number> | undefined;
  /**
   * Most Received headers that name this host; 0 turns the check off.
   * @default 8
   */
  maxLocalHopCount?: pulumi.Input<number> | undefined;
  /**
   * Protocol errors that a connection may make; the next one is answered 421.
   * @default 5
   */
  maxProtocolErrors?: pulumi.Input<Limit> | undefined;
  /**
   * Failed AUTH commands at which the connection is closed; 0: it never is.
   * @default 3
   */
  maxLogonFailures?: pulumi.Input<number> | undefined;
  /**
   * Longest life of a connection, even a busy one.
   * @default "00:10:00"
   */
  connectionTimeout?: pulumi.Input<string> | undefined;
  /**
   * Longest silence of a connection; shorter than connectionTimeout.
   * @default "00:05:00"
   */
  connectionInactivityTimeout?: pulumi.Input<string> | undefined;
  /**
   * Most connections of the connector at a time.
   * @default 5000
   */
  maxInboundConnection?: pulumi.Input<Limit> | undefined;
  /**
   * Most connections of one client address at a time.
   * @default 20
   */
  maxInboundConnectionPerSource?: pulumi.Input<Limit> | undefined;
  /**
   * Percent of the connections still available that one client address may have.
   * @default 2
   */
  maxInboundConnectionPercentagePerSource?: pulumi.Input<number> | undefined;
  /**
   * Most messages a minute of one source; the next one is answered 421 and the connection closed.
   * @default "unlimited"
   */
  messageRateLimit?: pulumi.Input<Limit> | undefined;
  /**
   * What messageRateLimit counts by: client address, authenticated user (an anonymous client counts by address), both, or nothing.
   * @default "IPAddress"
   */
  messageRateSource?: pulumi.Input<MessageRateSource> | undefined;
  /**
   * Delay before 5xx replies to clients that have not authenticated; 00:00:00 turns it off.
   * @default "00:00:05"
   */
  tarpitInterval?: pulumi.Input<string> | undefined;
  /**
   * Delay before the reply to a failed AUTH; 00:00:00 turns it off.
   * @default "00:00:05"
   */
  authTarpitInterval?: pulumi.Input<string> | undefined;
  /**
   * Whether SIZE is offered with the largest size, without it, or not at all.
   * @default "Enabled"
   */
  sizeEnabled?: pulumi.Input<SizeEnabled> | undefined;
  /**
   * Whether commands may be sent without waiting for each reply (PIPELINING).
   * @default true
   */
  pipeliningEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Whether clients may ask for delivery status notifications (DSN).
   * @default true
   */
  deliveryStatusNotificationEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Whether replies carry enhanced status codes (ENHANCEDSTATUSCODES).
   * @default true
   */
  enhancedStatusCodesEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Whether BODY=8BITMIME is accepted (8BITMIME).
   * @default true
   */
  eightBitMimeEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Whether BODY=BINARYMIME is accepted, by BDAT only (BINARYMIME).
   * @default true
   */
  binaryMimeEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Whether messages may come in chunks (CHUNKING, BDAT).
   * @default true
   */
  chunkingEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Whether addresses and headers in UTF-8 are accepted (SMTPUTF8).
   * @default false
   */
  smtpUtf8Enabled?: pulumi.Input<boolean> | undefined;
  /**
   * Whether a message with a bare CR or LF is refused (Exchange's default is false); otherwise each becomes CRLF, and none ends a message.
   * @default true
   */
  bareLinefeedRejectionEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Whether EHLO and HELO without a domain are refused and the connection closed.
   * @default false
   */
  requireEhloDomain?: pulumi.Input<boolean> | undefined;
  /**
   * Whether recipients below .test, .example, .invalid and .localhost are refused.
   * @default false
   */
  rejectReservedTopLevelRecipientDomains?: pulumi.Input<boolean> | undefined;
  /**
   * Whether recipients at example.com, example.net and example.org are refused.
   * @default false
   */
  rejectReservedSecondLevelRecipientDomains?: pulumi.Input<boolean> | undefined;
  /**
   * Whether recipients at a domain of one label are refused.
   * @default false
   */
  rejectSingleLabelRecipientDomains?: pulumi.Input<boolean> | undefined;
  /**
   * Whether sessions are written to the protocol log.
   * @default "None"
   */
  protocolLoggingLevel?: pulumi.Input<"None" | "Verbose"> | undefined;
  /**
   * Addresses, domains, *.domain or <> that may send here, header senders included; null narrows nothing.
   * @default null
   */
  onlySenders?: pulumi.Input<pulumi.Input<string>[] | null> | undefined;
  /**
   * Addresses, domains or *.domain that mail may go to, accepted domains included; null narrows nothing.
   * @default null
   */
  onlyRecipients?: pulumi.Input<pulumi.Input<string>[] | null> | undefined;
  /**
   * From this instant on the connector still matches its ranges and grants nothing; null: never.
   * @default null
   */
  expiresAt?: pulumi.Input<string | null> | undefined;
  /**
   * Why anonymous or externally secured relay from a wide public range is meant; without it such relay is refused.
   * @default null
   */
  allowWideRelay?: pulumi.Input<string | null> | undefined;
  /**
   * Who answers for the connector.
   * @default null
   */
  owner?: pulumi.Input<string | null> | undefined;
  /**
   * Why the connector exists.
   * @default null
   */
  reason?: pulumi.Input<string | null> | undefined;
  /**
   * Where the connector was asked for.
   * @default null
   */
  ticket?: pulumi.Input<string | null> | undefined;
  /**
   * Whether the settings are observed only: what would be refused is logged and counted, and what held before goes on being enforced. Only for narrowing.
   * @default false
   */
  observeOnly?: pulumi.Input<boolean> | undefined;
  /**
   * Presets of New-ReceiveConnector -Usage for what is left out here. It is not stored, and no output.
   * @default nothing is preset
   */
  usage?: Usage | undefined;
  /**
   * What to do about rights on the connector that no ConnectorPermission declares: take them away, or only report them.
   * @default "revoke"
   */
  unmanagedPermissions?: pulumi.Input<"revoke" | "report"> | undefined;
  /**
   * Take over an object of the host that is the same by name and that nobody owns, instead of refusing to create it.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}

/** Inputs of a {@link ReceiveConnector} whose usage presets its bindings or its clients. */
export type PresetConnectorArgs =
  | (Omit<ReceiveConnectorArgs, "bindings" | "usage"> & {
      usage: "Client" | "Internal";
      /** @default 0.0.0.0:587 for Client, 0.0.0.0:25 for Internal */
      bindings?: ReceiveConnectorArgs["bindings"] | undefined;
    })
  | (Omit<ReceiveConnectorArgs, "remoteIpRanges" | "usage"> & {
      usage: "Internet";
      /** @default every IPv4 address */
      remoteIpRanges?: ReceiveConnectorArgs["remoteIpRanges"] | undefined;
    });
