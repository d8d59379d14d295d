import { failure } from "../fields/outcome";
import type { Constraint, ConnectorSubject } from "./constraint";

const NRC = "New-ReceiveConnector";

function mechanismsAre(subject: ConnectorSubject): string {
  return `is ${subject.authMechanism?.join(", ")}`;
}

function has(list: readonly string[] | undefined, value: string): boolean {
  return list?.includes(value) ?? false;
}

const AUTHENTICATING = ["Integrated", "BasicAuth", "BasicAuthRequireTLS", "ExchangeServer"];

/** C1 to C6, C9: what authentication mechanisms demand of each other and of other parameters. */
export const MECHANISM_CONSTRAINTS: readonly Constraint[] = [
  {
    id: "C1",
    judgedBy: "settings",
    code: "RELAY_NONE_NOT_ALONE",
    properties: ["authMechanism"],
    rule: "None in authMechanism stands alone.",
    source: `${NRC} -AuthMechanism`,
    judge(subject) {
      if (!has(subject.authMechanism, "None") || subject.authMechanism?.length === 1) return [];
      return [failure(this.code, "authMechanism", `${mechanismsAre(subject)}: leave None out, or leave it alone.`)];
    },
  },
  {
    id: "C2",
    judgedBy: "settings",
    code: "RELAY_BASIC_AUTH_REQUIRE_TLS",
    properties: ["authMechanism"],
    rule: "BasicAuthRequireTLS needs BasicAuth and Tls.",
    source: `${NRC} -AuthMechanism`,
    judge(subject) {
      const missing = ["BasicAuth", "Tls"].filter((mechanism) => !has(subject.authMechanism, mechanism));
      if (!has(subject.authMechanism, "BasicAuthRequireTLS") || missing.length === 0) return [];
      const remedy = `BasicAuthRequireTLS also needs ${missing.join(" and ")}: add ${missing.length > 1 ? "them" : "it"}.`;
      return [failure(this.code, "authMechanism", `${mechanismsAre(subject)}, and ${remedy}`)];
    },
  },
  {
    id: "C3",
    judgedBy: "settings",
    code: "RELAY_EXTERNAL_NOT_ALONE",
    properties: ["authMechanism"],
    rule: "ExternalAuthoritative stands alone or with Tls.",
    source: `${NRC} -AuthMechanism`,
    judge(subject) {
      const others = AUTHENTICATING.filter((mechanism) => has(subject.authMechanism, mechanism));
      if (!has(subject.authMechanism, "ExternalAuthoritative") || others.length === 0) return [];
      const remedy = `beside ExternalAuthoritative only Tls may stand: take ${others.join(" and ")} out.`;
      return [failure(this.code, "authMechanism", `${mechanismsAre(subject)}, and ${remedy}`)];
    },
  },
  {
    id: "C4",
    judgedBy: "settings",
    code: "RELAY_EXTERNAL_NEEDS_GROUP",
    properties: ["authMechanism", "permissionGroups"],
    rule: "ExternalAuthoritative needs the group ExchangeServers; other groups may stand beside it.",
    source: `${NRC} -AuthMechanism; receive connectors (concept page)`,
    judge(subject) {
      if (!has(subject.authMechanism, "ExternalAuthoritative") || has(subject.permissionGroups, "ExchangeServers"))
        return [];
      const groups = `is ${subject.permissionGroups?.join(", ") || "empty"}`;
      const mechanisms = mechanismsAre(subject);
      const remedy = "ExternalAuthoritative needs the group ExchangeServers: add it to permissionGroups.";
      const other = "add the group ExchangeServers, or take ExternalAuthoritative out.";
      return [
        failure(this.code, "authMechanism", `${mechanisms} and permissionGroups ${groups}: ${remedy}`),
        failure(this.code, "permissionGroups", `${groups} and authMechanism ${mechanisms}: ${other}`),
      ];
    },
  },
  {
    id: "C5",
    judgedBy: "settings",
    code: "RELAY_REQUIRE_TLS_NEEDS_TLS",
    properties: ["requireTls", "authMechanism"],
    rule: "requireTls needs Tls in authMechanism.",
    source: `${NRC} -RequireTLS`,
    judge(subject) {
      if (subject.requireTls !== true || has(subject.authMechanism, "Tls")) return [];
      const remedy = `authMechanism ${mechanismsAre(subject)}: add Tls to authMechanism, or set requireTls to false.`;
      return [failure(this.code, "requireTls", `is true and ${remedy}`)];
    },
  },
  {
    id: "C6",
    judgedBy: "settings",
    code: "RELAY_DOMAIN_SECURE",
    properties: ["domainSecureEnabled", "authMechanism"],
    rule: "domainSecureEnabled needs Tls and forbids ExternalAuthoritative.",
    source: `${NRC} -DomainSecureEnabled`,
    judge(subject) {
      const { authMechanism: mechanisms } = subject;
      const fits = has(mechanisms, "Tls") && !has(mechanisms, "ExternalAuthoritative");
      if (subject.domainSecureEnabled !== true || fits) return [];
      const remedy = "it needs Tls and forbids ExternalAuthoritative there.";
      return [
        failure(this.code, "domainSecureEnabled", `is true and authMechanism ${mechanismsAre(subject)}: ${remedy}`),
      ];
    },
  },
  {
    id: "C9",
    judgedBy: "settings",
    code: "RELAY_EXCHANGE_SERVER_FQDN",
    properties: ["fqdn", "authMechanism"],
    rule: "ExchangeServer in authMechanism, except on Edge, needs fqdn to be null or one of the server's own names.",
    source: "Set-ReceiveConnector -Fqdn, the cmdlet's own error text",
    judge(subject, { serverNames, role }) {
      const { fqdn } = subject;
      if (!has(subject.authMechanism, "ExchangeServer") || role === "edge") return [];
      if (fqdn === undefined || fqdn === null || serverNames === undefined) return [];
      if (serverNames.some((name) => name.toLowerCase() === fqdn.toLowerCase())) return [];
      const remedy = `write ${serverNames.join(" or ")}, or leave it out, since authMechanism holds ExchangeServer.`;
      return [failure(this.code, "fqdn", `is ${fqdn}: ${remedy}`)];
    },
  },
];
