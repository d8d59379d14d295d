import type * as pulumi from "@pulumi/pulumi";
import type { Dialect, FailedMail, Limit } from "../model";

/** Inputs of a {@link TransportConfig}. Names follow Exchange's Set-TransportConfig and Set-TransportService. */
export interface TransportConfigArgs {
  /**
   * Reply texts of Exchange 2007 to 2013 (550 5.7.1 Unable to relay) or of later versions (550 5.7.54).
   * @default "classic"
   */
  dialect?: pulumi.Input<Dialect> | undefined;
  /**
   * Most new connections of the host in a minute; Exchange has 1,200.
   * @default 12000
   */
  maxConnectionRatePerMinute?: pulumi.Input<Limit> | undefined;
  /**
   * Sender domains, exactly, that need a client certificate on connectors with domainSecureEnabled.
   * @default []
   */
  tlsReceiveDomainSecureList?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * Relay refusals that a connection may collect; the next one is answered 421.
   * @default 20
   */
  maxRelayRefusals?: pulumi.Input<number> | undefined;
  /**
   * Address that a bare postmaster means; its domain must be an accepted domain.
   * @default null
   */
  postmaster?: pulumi.Input<string | null> | undefined;
  /**
   * How long a message may stay undelivered before it is given up or held (failedMail).
   * @default "2.00:00:00"
   */
  messageExpiration?: pulumi.Input<string> | undefined;
  /**
   * How long a message may wait before its sender is told that it is late.
   * @default "04:00:00"
   */
  delayNotificationTimeout?: pulumi.Input<string> | undefined;
  /**
   * What becomes of mail that cannot be delivered: notify tells its sender, notifyAuthorized does so for clients that may relay and holds the rest, hold keeps all of it.
   * @default "notifyAuthorized"
   */
  failedMail?: pulumi.Input<FailedMail> | undefined;
  /**
   * Whether senders at accepted domains are told that their mail is late.
   * @default true
   */
  internalDelayDsnEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Whether other senders are told that their mail is late.
   * @default true
   */
  externalDelayDsnEnabled?: pulumi.Input<boolean> | undefined;
  /**
   * Largest message in bytes that goes back whole to a sender at an accepted domain; of larger ones the header does.
   * @default 10485760
   */
  internalDsnMaxMessageAttachSize?: pulumi.Input<number | string> | undefined;
  /**
   * Largest message in bytes that goes back whole to another sender; of larger ones the header does.
   * @default 10485760
   */
  externalDsnMaxMessageAttachSize?: pulumi.Input<number | string> | undefined;
  /**
   * Status codes such as 5.7.1 whose notifications the postmaster gets a copy of.
   * @default []
   */
  generateCopyOfDsnFor?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * Networks whose PROXY header is believed; public ones and ones wider than /24 (IPv6: /64) need reason.
   * @default []
   */
  trustedProxies?: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /**
   * Why trusted proxies may be public or a wide network.
   * @default null
   */
  reason?: pulumi.Input<string | null> | undefined;
  /**
   * Take over an object of the host that is the same by name and that nobody owns, instead of refusing to create it.
   * @default false
   */
  adoptExisting?: pulumi.Input<boolean> | undefined;
}
