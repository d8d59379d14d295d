import { formatTimeSpan, quoteValue } from "../../../model";
import type { PostfixSettings } from "./postfix-settings";

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, "": 1 };
const LARGEST = 2_147_483_647;

/** Limits of smtpd as settings of a receive connector; Postfix's own defaults where the file names none. */
export function convertLimits(settings: PostfixSettings): Readonly<Record<string, unknown>> {
  const size = number(settings, "message_size_limit");
  const errors = number(settings, "smtpd_hard_error_limit");
  const perSource = number(settings, "smtpd_client_connection_count_limit");
  const inactivity = seconds(settings, "smtpd_timeout") ?? 300;
  return {
    maxMessageSize: sizeOf(size ?? 10_240_000, settings),
    maxRecipientsPerMessage: number(settings, "smtpd_recipient_limit") ?? 1000,
    maxProtocolErrors: errors ?? 20,
    maxHopCount: number(settings, "hopcount_limit") ?? 50,
    connectionInactivityTimeout: formatTimeSpan(inactivity),
    // Postfix has no absolute limit; an hour more than silence alone.
    connectionTimeout: formatTimeSpan(Math.min(86_400, inactivity + 3600)),
    maxInboundConnection: "unlimited",
    maxInboundConnectionPerSource: perSource === 0 ? "unlimited" : (perSource ?? 50),
    maxInboundConnectionPercentagePerSource: 100,
    ...rateOf(settings),
  };
}

function sizeOf(size: number, settings: PostfixSettings): number {
  const carried = size === 0 ? LARGEST : Math.min(LARGEST, Math.max(65_536, size));
  if (carried !== size) settings.changed("message_size_limit", `${size} is carried over as ${carried} bytes.`);
  return carried;
}

function rateOf(settings: PostfixSettings): Readonly<Record<string, unknown>> {
  const rate = number(settings, "smtpd_client_message_rate_limit") ?? 0;
  const unit = seconds(settings, "anvil_rate_time_unit") ?? 60;
  if (rate === 0) return {};
  const perMinute = Math.max(1, Math.floor((rate * 60) / unit));
  if (unit !== 60) settings.changed("smtpd_client_message_rate_limit", `carried over as ${perMinute} a minute.`);
  return { messageRateLimit: perMinute, messageRateSource: "IPAddress" };
}

function number(settings: PostfixSettings, name: string): number | undefined {
  const text = settings.value(name);
  if (/^\d{1,15}$/.test(text)) return Number(text);
  settings.leftOut(name, `${quoteValue(text)} is no plain number: Postfix's default is taken.`);
  return undefined;
}

function seconds(settings: PostfixSettings, name: string): number | undefined {
  const [, amount = "", unit = ""] = /^(\d{1,7})([smhdw]?)$/.exec(settings.value(name)) ?? [];
  if (amount !== "") return Number(amount) * (UNITS[unit] ?? 1);
  settings.leftOut(name, `${quoteValue(settings.value(name))} is no plain time: Postfix's default is taken.`);
  return undefined;
}
