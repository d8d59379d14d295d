import type { ImportReport } from "../import-report";
import type { Place } from "../place";
import type { PostfixParameter } from "./read-postconf";

/** What postconf -d says of parameters that postconf -n leaves out (postconf(5), Postfix 3). */
const DEFAULTS: Readonly<Record<string, string>> = {
  inet_interfaces: "all",
  inet_protocols: "all",
  mail_name: "Postfix",
  myhostname: "",
  mydestination: "$myhostname, localhost.$mydomain, localhost",
  mydomain: "localdomain",
  mynetworks: "",
  relay_domains: "",
  relayhost: "",
  smtpd_banner: "$myhostname ESMTP $mail_name",
  smtpd_relay_restrictions: "permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination",
  message_size_limit: "10240000",
  smtpd_recipient_limit: "1000",
  smtpd_hard_error_limit: "20",
  smtpd_timeout: "300s",
  smtpd_client_connection_count_limit: "50",
  smtpd_client_message_rate_limit: "0",
  anvil_rate_time_unit: "60s",
  hopcount_limit: "50",
};

/** The parameters with their defaults, and which of them somebody looked at. */
export class PostfixSettings {
  private readonly used = new Set<string>();

  constructor(
    private readonly parameters: ReadonlyMap<string, PostfixParameter>,
    readonly report: ImportReport,
    private readonly file: string,
  ) {}

  /** The value with every `$name` replaced; "" for a parameter that is not set and has no default. */
  value(name: string): string {
    this.used.add(name);
    return this.expand(this.parameters.get(name)?.value ?? DEFAULTS[name] ?? "", 0);
  }

  isSet(name: string): boolean {
    return this.parameters.has(name);
  }

  isYes(name: string): boolean {
    return this.value(name).toLowerCase() === "yes";
  }

  /** Items of a list, which commas and spaces separate. */
  list(name: string): readonly string[] {
    return this.value(name)
      .split(/[,\s]+/)
      .filter((item) => item !== "");
  }

  place(name: string): Place {
    return this.parameters.get(name)?.place ?? { file: this.file, at: "" };
  }

  leftOut(name: string, message: string): void {
    this.report.leftOut({ place: this.place(name), subject: name, parameter: null, message });
  }

  changed(name: string, message: string): void {
    this.report.changed({ place: this.place(name), subject: name, parameter: null, message });
  }

  /** Parameters in the file that nothing asked for. */
  unused(): readonly PostfixParameter[] {
    return [...this.parameters.values()].filter(({ name }) => !this.used.has(name));
  }

  private expand(text: string, depth: number): string {
    if (depth > 10) return text;
    return text.replace(/\$(?:(\w+)|\{(\w+)\}|\((\w+)\))/g, (_, plain?: string, braced?: string, round?: string) => {
      const name = plain ?? braced ?? round ?? "";
      this.used.add(name);
      return this.expand(this.parameters.get(name)?.value ?? DEFAULTS[name] ?? "", depth + 1);
    });
  }
}
