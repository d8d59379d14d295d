import type { ProbeIdentity, RelayProbe } from "../../model";
import { replayLines } from "./replay-lines";

const PROBE: RelayProbe = {
  client: "192.168.2.1",
  local: { address: "10.0.0.5", port: 25 },
  session: { tls: false, identity: { kind: "anonymous" } },
  sender: "a@other.example",
  recipient: "b@outside.example",
};

test.each<[identity: ProbeIdentity, explain: string, swaks: string]>([
  [{ kind: "anonymous" }, "--tls", "--tls"],
  [
    { kind: "account", username: "o'crm", by: "password" },
    "--tls --user 'o'\\''crm'",
    "--tls --auth PLAIN --auth-user 'o'\\''crm'",
  ],
  [
    { kind: "account", username: "crm", by: "certificate" },
    "--tls --certificate-of crm",
    "--tls --tls-cert CERTIFICATE.pem --tls-key KEY.pem",
  ],
  [{ kind: "directory-account", group: null }, "--tls --directory-account", "--tls --auth PLAIN --auth-user ACCOUNT"],
  [
    { kind: "directory-account", group: "My Apps" },
    "--tls --directory-account --group 'My Apps'",
    "--tls --auth PLAIN --auth-user ACCOUNT",
  ],
  [
    { kind: "partner", domain: "fabrikam.com" },
    "--tls --partner fabrikam.com",
    "--tls --tls-cert CERTIFICATE.pem --tls-key KEY.pem",
  ],
])("%j can be tried", (identity, explain, swaks) => {
  const lines = replayLines({ ...PROBE, session: { tls: true, identity } });
  expect(lines.explain).toBe(
    `relayctl explain --from 192.168.2.1 --to 10.0.0.5:25 ${explain} --mail-from a@other.example --rcpt-to b@outside.example`,
  );
  expect(lines.swaks).toBe(
    `swaks --server 10.0.0.5 --port 25 --local-interface 192.168.2.1 ${swaks} --from a@other.example --to b@outside.example --quit-after RCPT`,
  );
});

test("wildcards, null senders and hostile addresses stay what they are", () => {
  const lines = replayLines({
    ...PROBE,
    client: "2001:db8::1",
    local: { address: "::", port: 25 },
    sender: "",
    recipient: '"$(id);\n"@x.example',
  });
  expect(lines.explain).toContain(`--to '[::]:25' --mail-from '' --rcpt-to '"$(id);\u{FFFD}"@x.example'`);
  expect(lines.swaks).toContain("--server RELAY_HOST --port 25 --local-interface 2001:db8::1 --from '<>'");
});
