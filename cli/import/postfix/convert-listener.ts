import { parseIpAddress } from "../../../model";
import { ImportRefusal } from "../import-refusal";
import type { Place } from "../place";
import { convertLimits } from "./convert-limits";
import type { PostfixSettings } from "./postfix-settings";

/** What all connectors of an imported Postfix have in common. */
export interface Listener {
  readonly place: Place;
  readonly bindings: readonly string[];
  readonly families: readonly (4 | 6)[];
  /** ExchangeUsers where clients may log in. */
  readonly groups: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Reads where smtpd listens, its TLS, its logins and its limits. */
export function convertListener(settings: PostfixSettings, { mayLogIn }: { readonly mayLogIn: boolean }): Listener {
  const place = settings.place("inet_interfaces");
  const bindings = bindingsOf(settings);
  if (bindings.length === 0) throw new ImportRefusal(place, "inet_interfaces names no address: name one, or all.");
  const families = ([4, 6] as const).filter((family) =>
    bindings.some((text) => text.startsWith("[") === (family === 6)),
  );
  const login = loginOf(settings, mayLogIn);
  return {
    place,
    bindings,
    families,
    groups: login.groups,
    settings: { ...access(settings, login), ...names(settings), ...convertLimits(settings) },
  };
}

function bindingsOf(settings: PostfixSettings): readonly string[] {
  const protocols = settings.value("inet_protocols").toLowerCase();
  const families = [...(/all|ipv4/.test(protocols) ? [4] : []), ...(/all|ipv6/.test(protocols) ? [6] : [])];
  const endpoints = settings.list("inet_interfaces").flatMap((item) => {
    if (item.toLowerCase() === "all") return ["0.0.0.0", "::"];
    if (/^(?:loopback-only|localhost)$/i.test(item)) return ["127.0.0.1", "::1"];
    const text = item.replace(/^\[(.*)\]$/, "$1");
    if (parseIpAddress(text) !== undefined) return [text];
    settings.leftOut("inet_interfaces", `${item}: is no address; write the address of the new host.`);
    return [];
  });
  const wanted = endpoints.filter((text) => families.includes(text.includes(":") ? 6 : 4));
  return wanted.map((text) => (text.includes(":") ? `[${text}]:25` : `${text}:25`));
}

interface Login {
  readonly groups: readonly string[];
  readonly mechanisms: readonly string[];
}

function loginOf(settings: PostfixSettings, mayLogIn: boolean): Login {
  if (!settings.isYes("smtpd_sasl_auth_enable")) return { groups: [], mechanisms: [] };
  const isTlsOnly = settings.isYes("smtpd_tls_auth_only");
  const mechanisms = ["BasicAuth", ...(isTlsOnly ? ["BasicAuthRequireTLS"] : [])];
  if (!mayLogIn) {
    settings.leftOut(
      "smtpd_sasl_auth_enable",
      "no list of restrictions permits who has logged in: logins are not offered.",
    );
    return { groups: [], mechanisms: [] };
  }
  const message = "passwords do not come along: declare a RelayUser with allowedSenders for each account.";
  settings.leftOut("smtpd_sasl_auth_enable", message);
  return { groups: ["ExchangeUsers"], mechanisms };
}

function access(settings: PostfixSettings, { mechanisms }: Login) {
  const level = settings.value("smtpd_tls_security_level").toLowerCase();
  const isEncrypted = level === "encrypt" || settings.isYes("smtpd_enforce_tls");
  const hasTls = isEncrypted || level === "may" || settings.isYes("smtpd_use_tls");
  const needsTls = mechanisms.includes("BasicAuthRequireTLS");
  if (needsTls && !hasTls) {
    settings.changed(
      "smtpd_tls_auth_only",
      "logins wait for TLS, so STARTTLS is offered, which smtpd_tls_security_level does not say.",
    );
  }
  return {
    authMechanism: [...(hasTls || needsTls ? ["Tls"] : []), ...mechanisms],
    ...(isEncrypted ? { requireTls: true } : {}),
  };
}

function names(settings: PostfixSettings) {
  const fqdn = settings.value("myhostname");
  const banner = settings.isSet("smtpd_banner") ? settings.value("smtpd_banner") : undefined;
  return { ...(fqdn === "" ? {} : { fqdn }), ...(banner === undefined ? {} : { banner: `220 ${banner}` }) };
}
