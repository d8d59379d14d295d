import { join } from "node:path";
import type { Logger } from "pino";
import { knownIpRange, snapshotInSteps, timeSpanSeconds } from "../../model";
import { type Delivery, isOwnEndpoint, startDelivery } from "../delivery";
import { ActiveConfiguration } from "../hot-apply";
import { createCredentialVerifier } from "../identity";
import { timedIntake } from "../metrics";
import type { ListeningSockets } from "../listening";
import type { Notifications } from "../notifications";
import type { RelayOptions } from "../options";
import { createSmtpService, type SmtpService } from "../session";
import { joinNotifications } from "./join-notifications";
import type { OpenParts } from "./open-parts";

export interface JoinOptions extends OpenParts {
  readonly options: RelayOptions;
  readonly log: Logger;
  readonly sockets: ListeningSockets;
}

/** What the configuration in force drives. */
export interface JoinedConfiguration {
  readonly configuration: ActiveConfiguration;
  readonly smtp: SmtpService;
  readonly delivery: Delivery;
  readonly notifications: Notifications;
}

/** The configuration drives the listeners, and every session asks for the configuration in force. */
export function joinConfiguration(parts: JoinOptions): JoinedConfiguration {
  const { store, usage } = parts;
  const configuration: ActiveConfiguration = new ActiveConfiguration(
    {
      snapshotInSteps,
      listeners: { apply: (snapshot) => smtp.apply(snapshot) },
      // Looking up the routes of all waiting mail is worth it only when there may be other ones.
      onSwapped: (now, before) => {
        const areSame = now.sendConnectors === before.sendConnectors && now.acceptedDomains === before.acceptedDomains;
        if (!areSame) delivery.routesChanged();
        usage.follow(store.state);
        store.fleet.tellEnforced(now.revision);
      },
      now: Date.now,
    },
    store.state,
  );
  const smtp = joinSessions(parts, configuration);
  const { spool, log, watch, options } = parts;
  const currentSnapshot = () => configuration.current;
  const notifications = joinNotifications({ spool, hostname: options.hostName, currentSnapshot, log, watch });
  const delivery = joinDelivery(parts, { configuration, smtp, notifications });
  return { configuration, smtp, delivery, notifications };
}

function joinSessions(parts: JoinOptions, configuration: ActiveConfiguration): SmtpService {
  const { options, log, store, spool, sockets, certificates, directory, usage, refusals, watch, counters } = parts;
  const currentSnapshot = () => configuration.current;
  return createSmtpService({
    currentSnapshot,
    sockets,
    spool: timedIntake(spool, (seconds) => counters.commitSeconds.observe(seconds)),
    watch,
    certificates,
    hostname: options.hostName,
    protocolLogDir: join(options.dataDir, "protocol-log"),
    protocolLogLimits: options.protocolLog,
    refusals,
    verifyCredentials: createCredentialVerifier({
      currentSnapshot,
      passwordHashes: store.secrets.passwordHashes,
      directory,
      clock: Date.now,
      log,
    }),
    log,
    clock: Date.now,
    ...(options.usage === "on" ? { usage: usage.sessions } : {}),
    trustedProxies: options.trustedProxies?.map(knownIpRange) ?? null,
  });
}

function joinDelivery(
  parts: JoinOptions,
  { configuration, smtp, notifications }: Omit<JoinedConfiguration, "delivery">,
): Delivery {
  const { options, log, store, spool, watch } = parts;
  const currentSnapshot = () => configuration.current;
  return startDelivery({
    spool,
    routeRecipient: (domain) => currentSnapshot().routes.route(domain),
    hostname: options.hostName,
    notices: notifications,
    clock: { now: Date.now },
    log,
    watch,
    random: Math.random,
    sendConnectorPassword: (id) => store.secrets.sendConnectorPassword(id),
    isOwnEndpoint: (address, port) => isOwnEndpoint(address, port, smtp.listeners()),
    messageExpiration: () => timeSpanSeconds(currentSnapshot().transport.messageExpiration) * 1000,
    delayNotificationTimeout: () => timeSpanSeconds(currentSnapshot().transport.delayNotificationTimeout) * 1000,
  });
}
