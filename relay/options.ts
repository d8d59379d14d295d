import { isIP } from "node:net";
import { canonicalRanges, type Failure, parseByteSize, type Parsed, parseTimeSpan, settle } from "../model";
import type { LogLimits } from "./log-files";
import type { RefusalLimits } from "./refusals";
import { readStoreOptions, type StoreOptions, type StoreOptionTexts } from "./store";
import { type DirectoryOptions, type DirectoryOptionTexts, readDirectoryOptions } from "./identity";

/** Everything a relay host is started with, settled. */
export interface RelayOptions {
  /** Directory of stores, spool, certificates and the protocol log. */
  readonly dataDir: string;
  /** Where the configuration is kept. */
  readonly store: StoreOptions;
  readonly api: ApiAddress;
  /** PEM files of the control API; null: plain HTTP on loopback. */
  readonly apiTls: TlsFiles | null;
  /** PEM files for STARTTLS; null: a self-made certificate kept in the data directory. */
  readonly smtpTls: TlsFiles | null;
  /** PEM file of the authorities that client certificates are checked against; null: those that Node knows. */
  readonly clientCaFile: string | null;
  /** Name in banner, EHLO reply and `Received`. */
  readonly hostName: string;
  /** Where accounts beside RelayUsers are kept; null: nowhere. */
  readonly directory: DirectoryOptions | null;
  /** Narrows TransportConfig's trusted proxies to these networks; null: all of them are believed. */
  readonly trustedProxies: readonly string[] | null;
  /** Trusted proxies that a brand-new store begins with. Later starts ignore it. */
  readonly initialTrustedProxies: readonly string[];
  /** Secret of the first admin token; null: made by the host and written to a file. */
  readonly adminToken: string | null;
  /** Milliseconds that sessions in DATA may take to finish once the host stops. */
  readonly stopTimeout: number;
  /** How much of the protocol log is kept. */
  readonly protocolLog: LogLimits;
  /** How much is kept of refusals under their references. */
  readonly refusals: RefusalLimits;
  /** How much of the message tracking log is kept; null: it is off. */
  readonly tracking: LogLimits | null;
  readonly logLevel: LogLevel;
  /** Whether accepted mail is counted (relayctl usage). Off to measure what that costs. */
  readonly usage: "on" | "off";
  /** Of this package, for status. */
  readonly version: string;
}

/** What the options are settled with beside flags and environment. */
export interface OptionSurroundings {
  /** The machine's own name. */
  readonly machineName: string;
  readonly version: string;
}

export interface ApiAddress {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Options as flags and environment give them: text, absent when not given. */
export interface RelayOptionTexts extends DirectoryOptionTexts, StoreOptionTexts {
  readonly dataDir?: string | undefined;
  readonly api?: string | undefined;
  readonly apiTlsCert?: string | undefined;
  readonly apiTlsKey?: string | undefined;
  readonly smtpTlsCert?: string | undefined;
  readonly smtpTlsKey?: string | undefined;
  readonly clientCa?: string | undefined;
  readonly hostname?: string | undefined;
  readonly trustedProxies?: string | undefined;
  readonly initialTrustedProxies?: string | undefined;
  readonly adminToken?: string | undefined;
  readonly stopTimeout?: string | undefined;
  readonly logLevel?: string | undefined;
  readonly usage?: "on" | "off" | undefined;
  readonly protocolLogMaxFileSize?: string | undefined;
  readonly protocolLogMaxDirectorySize?: string | undefined;
  readonly protocolLogMaxAge?: string | undefined;
  readonly trackingLog?: "on" | "off" | undefined;
  readonly trackingLogMaxFileSize?: string | undefined;
  readonly trackingLogMaxDirectorySize?: string | undefined;
  readonly trackingLogMaxAge?: string | undefined;
  readonly refusalLogMaxSize?: string | undefined;
  readonly refusalLogMaxAge?: string | undefined;
}

export const DEFAULT_OPTION_TEXTS = {
  dataDir: "relay-data",
  api: "127.0.0.1:8025",
  stopTimeout: "30",
  logLevel: "info",
  protocolLogMaxFileSize: "10MB",
  protocolLogMaxDirectorySize: "250MB",
  protocolLogMaxAge: "30.00:00:00",
  trackingLogMaxFileSize: "10MB",
  trackingLogMaxDirectorySize: "1000MB",
  trackingLogMaxAge: "30.00:00:00",
  refusalLogMaxSize: "16MB",
  refusalLogMaxAge: "30.00:00:00",
} as const satisfies RelayOptionTexts;

/** Settles the options, or says everything that is wrong with them, each with its flag. */
export function readRelayOptions(texts: RelayOptionTexts, surroundings: OptionSurroundings): Parsed<RelayOptions> {
  const failures: Failure[] = [];
  const take = <Value>(parsed: Parsed<Value>, otherwise: Value): Value => {
    if (parsed.ok) return parsed.value;
    failures.push(...parsed.failures);
    return otherwise;
  };
  const api = take(readApiAddress(texts.api ?? DEFAULT_OPTION_TEXTS.api), { host: "127.0.0.1", port: 0 });
  const apiTls = take(readTlsFiles("api", texts.apiTlsCert, texts.apiTlsKey), null);
  const value: RelayOptions = {
    dataDir: texts.dataDir ?? DEFAULT_OPTION_TEXTS.dataDir,
    store: take(readStoreOptions(texts), { shared: null, secretsKeyFile: null }),
    api: take(requireTls(api, apiTls), api),
    apiTls,
    smtpTls: take(readTlsFiles("smtp", texts.smtpTlsCert, texts.smtpTlsKey), null),
    clientCaFile: texts.clientCa ?? null,
    hostName: take(readHostName(texts.hostname ?? surroundings.machineName), "localhost"),
    directory: take(readDirectoryOptions(directoryTexts(texts)), null),
    trustedProxies: take(readNetworks("--trusted-proxies", texts.trustedProxies), null),
    initialTrustedProxies: take(readInitialProxies(texts.initialTrustedProxies), []),
    adminToken: take(readAdminToken(texts.adminToken), null),
    stopTimeout: take(readSeconds("--stop-timeout", texts.stopTimeout ?? DEFAULT_OPTION_TEXTS.stopTimeout), 0),
    protocolLog: take(readLogLimits("protocolLog", texts), NOTHING_KEPT),
    tracking: take(texts.trackingLog === "off" ? { ok: true, value: null } : readLogLimits("trackingLog", texts), null),
    refusals: take(readRefusalLog(texts), { maxSize: 0, maxAge: 0 }),
    logLevel: take(readLogLevel(texts.logLevel ?? DEFAULT_OPTION_TEXTS.logLevel), "info"),
    usage: texts.usage ?? "on",
    version: surroundings.version,
  };
  return failures.length === 0 ? { ok: true, value } : { ok: false, failures };
}

function directoryTexts(texts: RelayOptionTexts): DirectoryOptionTexts {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => name.startsWith("ldap")));
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function readApiAddress(text: string): Parsed<ApiAddress> {
  const parts = /^(?:\[(?<v6>[^\]]+)\]|(?<v4>[^:]+)):(?<port>\d{1,5})$/.exec(text)?.groups;
  const given = parts?.["v6"] ?? parts?.["v4"] ?? "";
  const host = given === "localhost" ? "127.0.0.1" : given;
  const port = Number(parts?.["port"]);
  if (isIP(host) === 0 || port > 65_535) {
    return wrong("--api", `"${text}" is not an address and port: write one such as 127.0.0.1:8025 or [::1]:8025.`);
  }
  return { ok: true, value: { host, port } };
}

function requireTls(api: ApiAddress, tls: TlsFiles | null): Parsed<ApiAddress> {
  if (tls !== null || isLoopback(api.host)) return { ok: true, value: api };
  const message =
    `--api: ${api.host} can be reached from other machines, so tokens would travel in clear: ` +
    "give --api-tls-cert and --api-tls-key, or listen on 127.0.0.1.";
  return { ok: false, failures: [{ code: "RELAY_API_NEEDS_TLS", property: "--api", message }] };
}

function readTlsFiles(which: "api" | "smtp", certFile?: string, keyFile?: string): Parsed<TlsFiles | null> {
  if (certFile === undefined && keyFile === undefined) return { ok: true, value: null };
  if (certFile !== undefined && keyFile !== undefined) return { ok: true, value: { certFile, keyFile } };
  const missing = certFile === undefined ? `--${which}-tls-cert` : `--${which}-tls-key`;
  return wrong(missing, `is missing: certificate and key belong together.`);
}

// RFC 5321 §4.1.2, Domain; a machine's own name may have one label only.
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

function readHostName(text: string): Parsed<string> {
  if (HOST_NAME.test(text)) return { ok: true, value: text.toLowerCase() };
  return wrong("--hostname", `"${text}" is not a host name: write one such as relay.example.com.`);
}

function readNetworks(flag: string, text: string | undefined): Parsed<readonly string[] | null> {
  if (text === undefined) return { ok: true, value: null };
  const entries = text.split(",").map((entry) => entry.trim());
  const parsed = canonicalRanges(entries.length === 1 && entries[0] === "" ? [] : entries, flag);
  if (parsed.ok) return parsed;
  return {
    ok: false,
    failures: parsed.failures.map((failure) => ({ ...failure, message: `${flag}: ${failure.message}` })),
  };
}

const INITIAL_PROXIES = "--initial-trusted-proxies";

// Trusted proxies are relay authority: a flag may not bring in what the API refuses, and it has no room for a reason.
function readInitialProxies(text: string | undefined): Parsed<readonly string[]> {
  const networks = readNetworks(INITIAL_PROXIES, text);
  if (!networks.ok) return networks;
  const settled = settle("TransportConfig", { trustedProxies: networks.value ?? [] });
  if (settled.ok) return { ok: true, value: settled.value.trustedProxies };
  const failures = settled.failures.map(({ code, property, message }) => {
    const why = message.replace(property, "").replace("in reason.", "to relayctl init --trusted-proxies-reason.");
    return { code, property: INITIAL_PROXIES, message: `${INITIAL_PROXIES}:${why}` };
  });
  return { ok: false, failures };
}

/** Shorter ones can be guessed, and this token may do everything. */
const SHORTEST_TOKEN = 16;

function readAdminToken(text: string | undefined): Parsed<string | null> {
  if (text === undefined || text === "") return { ok: true, value: null };
  if (text.length >= SHORTEST_TOKEN && /^[\w.~+/=-]+$/.test(text)) return { ok: true, value: text };
  // The value is a secret, so it is not repeated.
  return wrong(
    "RELAY_ADMIN_TOKEN",
    `must have ${SHORTEST_TOKEN} characters or more, of letters, digits and - . _ ~ + / =.`,
  );
}

function readSeconds(flag: string, text: string): Parsed<number> {
  if (/^\d{1,4}$/.test(text)) return { ok: true, value: Number(text) * 1000 };
  return wrong(flag, `"${text}" is not a number of seconds from 0 to 9999.`);
}

// The limits end accidents: files of a few lines, and a log that is deleted as it is written.
const SMALLEST_LOG_FILE = 64 * 1024;

const NOTHING_KEPT: LogLimits = { maxFileSize: 0, maxDirectorySize: 0, maxAge: 0 };

const LOG_FLAGS = { protocolLog: "--protocol-log", trackingLog: "--tracking-log" } as const;

function readLogLimits(log: keyof typeof LOG_FLAGS, texts: RelayOptionTexts): Parsed<LogLimits> {
  const given = (limit: "MaxFileSize" | "MaxDirectorySize" | "MaxAge") =>
    texts[`${log}${limit}`] ?? DEFAULT_OPTION_TEXTS[`${log}${limit}`];
  const flag = LOG_FLAGS[log];
  const fileSize = readSize(`${flag}-max-file-size`, given("MaxFileSize"));
  const directorySize = readSize(`${flag}-max-directory-size`, given("MaxDirectorySize"));
  const age = readAge(`${flag}-max-age`, given("MaxAge"));
  if (fileSize.ok && directorySize.ok && age.ok) {
    const value = { maxFileSize: fileSize.value, maxDirectorySize: directorySize.value, maxAge: age.value };
    return { ok: true, value };
  }
  return { ok: false, failures: [fileSize, directorySize, age].flatMap((read) => (read.ok ? [] : read.failures)) };
}

const REFUSAL_LOG_FLAGS = {
  refusalLogMaxSize: "--refusal-log-max-size",
  refusalLogMaxAge: "--refusal-log-max-age",
} as const;

function readRefusalLog(texts: RelayOptionTexts): Parsed<RefusalLimits> {
  const given = (name: keyof typeof REFUSAL_LOG_FLAGS) => texts[name] ?? DEFAULT_OPTION_TEXTS[name];
  const size = readSize(REFUSAL_LOG_FLAGS.refusalLogMaxSize, given("refusalLogMaxSize"));
  const age = parseTimeSpan(given("refusalLogMaxAge"), REFUSAL_LOG_FLAGS.refusalLogMaxAge);
  if (size.ok && age.ok) return { ok: true, value: { maxSize: size.value, maxAge: age.value * 1000 } };
  return { ok: false, failures: [size, age].flatMap((read) => (read.ok ? [] : read.failures)) };
}

function readSize(flag: string, text: string): Parsed<number> {
  const size = parseByteSize(text, flag);
  if (size.ok && size.value >= SMALLEST_LOG_FILE) return size;
  return wrong(flag, `"${text}" is not a size of 64KB or more: write one such as 10MB.`);
}

function readAge(flag: string, text: string): Parsed<number> {
  const seconds = parseTimeSpan(text, flag);
  if (seconds.ok && seconds.value > 0) return { ok: true, value: seconds.value * 1000 };
  return wrong(flag, `"${text}" is not a time span above zero: write one such as 30.00:00:00.`);
}

function readLogLevel(text: string): Parsed<LogLevel> {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level !== undefined) return { ok: true, value: level };
  return wrong("--log-level", `"${text}" is not one of ${LOG_LEVELS.join(", ")}.`);
}

function wrong(flag: string, why: string): Parsed<never> {
  return { ok: false, failures: [{ code: "RELAY_OPTION_INVALID", property: flag, message: `${flag}: ${why}` }] };
}
