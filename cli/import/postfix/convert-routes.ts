import type { DraftItem } from "../settle-draft";
import type { PostfixSettings } from "./postfix-settings";

/** Domains that Postfix takes mail for, as accepted domains. */
export function convertDomains(settings: PostfixSettings, given: readonly DraftItem[]): readonly DraftItem[] {
  const drafts = new Map<string, DraftItem>();
  for (const name of ["mydestination", "virtual_mailbox_domains", "virtual_alias_domains"]) {
    for (const domain of domainsOf(name, settings)) {
      drafts.set(domain, draft(settings, name, { domainName: domain, domainType: "Authoritative" }));
    }
  }
  for (const domain of domainsOf("relay_domains", settings)) {
    // parent_domain_matches_subdomains holds for relay_domains unless somebody takes it out.
    const value = { domainName: domain.replace(/^\./, "*."), domainType: "InternalRelay" };
    const isPlain = !domain.startsWith(".");
    drafts.set(domain, draft(settings, "relay_domains", isPlain ? { ...value, matchSubDomains: true } : value));
  }
  for (const item of given) drafts.set(String(item.value["domainName"]), item);
  return [...drafts.values()];
}

function draft(settings: PostfixSettings, name: string, value: Readonly<Record<string, unknown>>): DraftItem {
  return { place: settings.place(name), subject: name, value };
}

const DOMAIN = /^\.?[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+$/i;

function domainsOf(name: string, settings: PostfixSettings): readonly string[] {
  return settings.list(name).flatMap((item) => {
    if (DOMAIN.test(item) && !/^localhost\./i.test(item)) return [item.toLowerCase()];
    if (/^localhost(?:\.|$)/i.test(item)) return [];
    const why = /[:/]/.test(item)
      ? "tables are not read; say --accepted-domain for each domain in it"
      : "no domain name";
    settings.leftOut(name, `${item}: ${why}.`);
    return [];
  });
}

/** Where mail goes: relayhost, or the MX hosts of its domain. */
export function convertRoute(settings: PostfixSettings): DraftItem {
  const level = settings.value("smtp_tls_security_level").toLowerCase();
  const verified = /^(?:verify|secure|fingerprint|dane-only)$/.test(level);
  const tls = {
    requireTls: verified || level === "encrypt" || settings.isYes("smtp_enforce_tls"),
    ...(verified ? { tlsAuthLevel: "DomainValidation" } : {}),
    ...(level === "none" ? { ignoreStartTls: true } : {}),
  };
  const common = { name: "Internet", addressSpaces: ["SMTP:*;1"], ...tls };
  if (settings.isYes("smtp_sasl_auth_enable")) {
    settings.leftOut(
      "smtp_sasl_auth_enable",
      "accounts at the next host are secrets: declare username and password on the send connector.",
    );
  }
  const relayhost = settings.value("relayhost");
  const place = settings.place("relayhost");
  if (relayhost === "") return { place, subject: "relayhost", value: { ...common, dnsRoutingEnabled: true } };
  const [, bracketed, plain, port = "25"] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\w+))?$/.exec(relayhost) ?? [];
  const host = bracketed ?? plain ?? relayhost;
  if (plain !== undefined) {
    settings.changed("relayhost", `${relayhost} means the MX hosts of that domain; carried over as the host itself.`);
  }
  const number = { smtp: "25", submission: "587", smtps: "465" }[port] ?? port;
  if (number === "465")
    settings.leftOut("relayhost", "port 465 speaks TLS from the first byte; the host uses STARTTLS.");
  const smartHost = `${host.includes(":") ? `[${host}]` : host}:${number}`;
  return { place, subject: "relayhost", value: { ...common, smartHosts: [smartHost] } };
}
