import { quoteValue } from "../../../model";
import type { PostfixSettings } from "./postfix-settings";

/** Parameters of how Postfix itself is installed and runs: they say nothing about who may send what. */
const HOUSEHOLD =
  /^(?:alias_|biff$|broken_|command_|compatibility_level|config_directory|daemon_|data_directory|debug|default_(?:privs|process_limit)|html_directory|local_|mail(?:_owner|box_|q_path)|manpage|meta_directory|mynetworks_style|myorigin|mydomain|newaliases_path|queue_directory|readme_directory|recipient_delimiter|sample_directory|sendmail_path|setgid_group|shlib_directory|smtpd?_tls_session_cache|unknown_local|append_dot_mydomain|disable_vrfy_command|strict_rfc821|smtpd_helo_required|smtpd_delay_reject)/;

const REASONS: Readonly<Record<string, string>> = {
  transport_maps: "routes in tables are not read: declare a send connector for each",
  virtual_alias_maps: "addresses are not rewritten here",
  canonical_maps: "addresses are not rewritten here",
  header_checks: "mail is not filtered by content here",
  body_checks: "mail is not filtered by content here",
  content_filter: "mail is not filtered by content here",
  smtpd_milters: "mail is not filtered by content here",
  smtpd_tls_cert_file: "bring the certificate to the host with relayctl certificate",
  smtpd_tls_key_file: "bring the certificate to the host with relayctl certificate",
  smtpd_tls_chain_files: "bring the certificate to the host with relayctl certificate",
};

// The report goes where programs go, and main.cf may hold passwords (postconf(5): smtp_sasl_password_maps, inline: and
// static: tables, X_bind_pw of LDAP and X_password of SQL tables).
const SECRET_NAME = /passw|_pw$|secret/;
const SECRET_TABLE = /\b(?:static|inline):/;

function shown(name: string, value: string): string {
  return SECRET_NAME.test(name) || SECRET_TABLE.test(value) ? "its value (not shown here)" : quoteValue(value);
}

/** Says of every parameter that was not translated that it was not. */
export function reportUnused(settings: PostfixSettings): void {
  for (const { name, value } of settings.unused()) {
    if (HOUSEHOLD.test(name) || value === "") continue;
    settings.leftOut(
      name,
      `${shown(name, value)} is not carried over: ${REASONS[name] ?? "no setting of a connector stands for it"}.`,
    );
  }
}
