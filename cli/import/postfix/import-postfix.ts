import { ANONYMOUS_LOGON } from "../../../model";
import { ImportRefusal } from "../import-refusal";
import { ImportReport } from "../import-report";
import type { Imported } from "../imported";
import type { InputFile } from "../input/read-input-file";
import { acceptedDomainDrafts } from "../exchange/convert-domains";
import { type DraftItem, settleDraft } from "../settle-draft";
import { classifyClients } from "./client-classes";
import { clientNetworks } from "./client-networks";
import { convertDomains, convertRoute } from "./convert-routes";
import { convertListener, type Listener } from "./convert-listener";
import { PostfixSettings } from "./postfix-settings";
import { permitsLogin, readRestrictions } from "./restrictions";
import { isPostconf, readPostconf } from "./read-postconf";
import { reportUnused } from "./report-unused";

export interface PostfixOptions {
  readonly acceptedDomains: readonly string[];
  /** Reasons of wide relays that are meant, by connector in lower case. */
  readonly wideRelay: ReadonlyMap<string, string>;
}

/** Evaluated one after the other; each may refuse. The last two are where relaying is decided. */
const LISTS = [
  "smtpd_client_restrictions",
  "smtpd_helo_restrictions",
  "smtpd_sender_restrictions",
  "smtpd_relay_restrictions",
  "smtpd_recipient_restrictions",
];

/**
 * Turns the settings of Postfix into a config document: a connector for clients that may relay, one for all others, one
 * for those that are refused, and a send connector.
 * @throws CommandError when anything is wrong, or when the result would be an open relay
 */
export function importPostfix(files: readonly InputFile[], options: PostfixOptions): Imported {
  const report = new ImportReport();
  const main = files.filter(({ text }) => isPostconf(text));
  const [config] = main;
  if (config === undefined || main.length > 1) {
    const why =
      config === undefined ? "is no output of postconf -n: give one as well." : "is a second output of postconf -n.";
    throw new ImportRefusal({ file: (main[1] ?? files[0])?.file ?? "input", at: "" }, why);
  }
  const tables = files.filter((file) => file !== config);
  const settings = new PostfixSettings(readPostconf(config), report, config.file);
  const networks = clientNetworks(settings);
  const lists = LISTS.map((name) => readRestrictions(name, settings, tables));
  const classes = classifyClients(lists, networks);
  const mayLogIn = lists.every(permitsLogin) && lists.some(({ checks }) => checks.some(({ kind }) => kind === "sasl"));
  const listener = convertListener(settings, { mayLogIn });
  const given = options.acceptedDomains.length === 0 ? [] : acceptedDomainDrafts([], options.acceptedDomains, report);
  const document = settleDraft(
    {
      receiveConnectors: connectorDrafts(classes, listener, options),
      connectorPermissions: relayRight(classes.relay, listener),
      acceptedDomains: convertDomains(settings, given),
      sendConnectors: [convertRoute(settings)],
    },
    report,
  );
  reportUnused(settings);
  return { document, report: report.lines };
}

interface Part {
  readonly name: string;
  readonly ranges: readonly string[];
  readonly groups: readonly string[];
}

function connectorDrafts(
  { relay, submit, blocked }: ReturnType<typeof classifyClients>,
  listener: Listener,
  { wideRelay }: PostfixOptions,
): readonly DraftItem[] {
  const users = listener.groups;
  const parts: readonly Part[] = [
    { name: "Relay", ranges: relay, groups: ["AnonymousUsers", ...users] },
    { name: "Clients", ranges: submit, groups: ["AnonymousUsers", ...users] },
    { name: "Blocked", ranges: blocked, groups: [] },
  ];
  return parts.flatMap(({ name, ranges, groups }) => {
    const bound = ranges.filter((range) => listener.families.includes(range.includes(":") ? 6 : 4));
    if (bound.length === 0) return [];
    const reason = wideRelay.get(name.toLowerCase());
    const value = {
      name,
      bindings: listener.bindings,
      remoteIpRanges: bound,
      permissionGroups: groups,
      ...listener.settings,
      ...(reason === undefined ? {} : { allowWideRelay: reason }),
    };
    return [{ place: listener.place, subject: name, value }];
  });
}

function relayRight(relay: readonly string[], { place, families }: Listener): readonly DraftItem[] {
  const bound = relay.filter((range) => families.includes(range.includes(":") ? 6 : 4));
  if (bound.length === 0) return [];
  const extendedRights = ["ms-Exch-SMTP-Accept-Any-Recipient"];
  return [
    {
      place,
      subject: "Relay",
      value: { connector: "Relay", principal: ANONYMOUS_LOGON, access: "Allow", extendedRights },
    },
  ];
}
