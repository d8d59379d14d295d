import type { Logger } from "pino";
import type { ActiveConfiguration } from "../hot-apply";
import type { ConfigStore } from "../store";

export interface FollowStoreParts {
  readonly store: ConfigStore;
  readonly configuration: Pick<ActiveConfiguration, "apply">;
  readonly log: Logger;
}

/** Puts in force what other hosts write to a store that they share. While it is away, what it said last stays in force. */
export function followStore({ store, configuration, log }: FollowStoreParts): void {
  store.onFollowed(() => {
    void configuration.apply(store.state).then(({ revision, problems }) => {
      log.info({ revision }, "what another host has written is in force");
      for (const { message } of problems) log.error({ revision }, message);
    });
  });
  store.onHealth((health) => {
    if (health.ok) log.info({ store: store.label }, "the config store answers again");
    else log.error({ store: store.label, reason: health.reason }, "the config store is away: what it said last holds");
  });
}
