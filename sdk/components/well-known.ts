// Straight from their files: with the whole model a program would start later.
import type { ExtendedRight } from "../../model/extended-right";
import { presetEntries } from "../../model/permission-groups";

export { ANONYMOUS_LOGON as ANONYMOUS, AUTHENTICATED_USERS as AUTHENTICATED } from "../../model/principal";

export const ANY_RECIPIENT: ExtendedRight = "ms-Exch-SMTP-Accept-Any-Recipient";

/** What the group ExchangeUsers gives to everybody who logs in. */
export const USER_RIGHTS = presetEntries("ExchangeUsers").flatMap(
  ({ extendedRights }) => extendedRights as readonly ExtendedRight[],
);
