import { formatHostPort, knownSmartHost } from "../smart-host";
import type { SendConnectorSettings, SettingsOf, Kind, TlsAuthLevel } from "../settings";
import { isOfKind } from "./object-collections";
import { describeObject } from "./object-name";
import type { PreparedSecret } from "./prepared-secret";
import type { ObjectRecord, RecordedState } from "./recorded-object";
import type { WriteProblem } from "./write-result";

export interface PasswordGuard {
  readonly before: ObjectRecord | null;
  readonly settings: SettingsOf[Kind];
  readonly secret: PreparedSecret | undefined;
}

const LEVELS: readonly TlsAuthLevel[] = [
  "Opportunistic",
  "EncryptionOnly",
  "CertificateValidation",
  "DomainValidation",
];

/**
 * Whoever may write does not know the stored password of a send connector, and must not learn it by sending it to a host
 * of his own: a write after which it goes elsewhere, or less protected, brings the password again.
 */
export function guardPassword(
  state: RecordedState,
  { before, settings, secret }: PasswordGuard,
): WriteProblem | undefined {
  if (secret !== undefined || before === null || before.secretVersion === null) return undefined;
  if (!isOfKind(before, "SendConnector")) return undefined;
  const properties = exposed(before.settings, settings as SendConnectorSettings);
  const [property] = properties;
  if (property === undefined) return undefined;
  const detail =
    `The stored password of ${describeObject(state, before)} would go elsewhere, or less protected, by the change of ` +
    `${properties.join(", ")}: give the password again in the same write, or null to remove it.`;
  return { code: "RELAY_PASSWORD_NEEDED", detail, property };
}

/** Properties by which a password gets to hosts, or past eyes, that it did not get to before. */
function exposed(
  before: SendConnectorSettings,
  after: SendConnectorSettings,
): readonly (keyof SendConnectorSettings)[] {
  const known = new Set(before.smartHosts.map(destination));
  const checks: readonly (readonly [keyof SendConnectorSettings, boolean])[] = [
    ["smartHosts", after.smartHosts.some((host) => !known.has(destination(host)))],
    ["smartHostAuthMechanism", needsTls(before) && !needsTls(after)],
    ["requireTls", before.requireTls && !after.requireTls],
    ["tlsAuthLevel", level(after) < level(before)],
    ["tlsDomain", after.tlsDomain !== before.tlsDomain],
    ["caCertificate", after.caCertificate !== null && after.caCertificate !== before.caCertificate],
    ["ignoreStartTls", after.ignoreStartTls && !before.ignoreStartTls],
  ];
  return checks.filter(([, isWorse]) => isWorse).map(([property]) => property);
}

function destination(smartHost: string): string {
  return formatHostPort(knownSmartHost(smartHost));
}

function needsTls({ smartHostAuthMechanism }: SendConnectorSettings): boolean {
  return smartHostAuthMechanism === "BasicAuthRequireTLS";
}

function level({ tlsAuthLevel, requireTls }: SendConnectorSettings): number {
  return LEVELS.indexOf(tlsAuthLevel ?? (requireTls ? "EncryptionOnly" : "Opportunistic"));
}
