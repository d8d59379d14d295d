// One program, two hosts. Each site's application relays over its own host and over no other.
import * as pulumi from "@pulumi/pulumi";
import * as relay from "pulumi-smtp-relay";

const config = new pulumi.Config();

const APPLICATIONS = { berlin: "10.1.0.55", madrid: "10.2.0.55" };

for (const [site, address] of Object.entries(APPLICATIONS)) {
  const provider = new relay.Provider(site, {
    endpoint: config.require(`${site}Endpoint`),
    token: config.requireSecret(`${site}Token`),
  });
  new relay.AcceptedDomain(`${site}-contoso`, { domainName: "contoso.com" }, { provider });
  // Everything in a component is on its provider's host.
  new relay.AnonymousRelay(
    `${site}-crm`,
    {
      name: "CRM Application",
      bindings: [`0.0.0.0:${config.getNumber(`${site}SmtpPort`) ?? 25}`],
      remoteIpRanges: [address],
      owner: "CRM team",
    },
    { provider },
  );
}
