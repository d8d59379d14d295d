import { endpointWords, type ProbeIdentity, type RelayProbe } from "../../model";
import { printable } from "../text/printable";
import { shellWord } from "../text/shell-word";

/** Command lines with which anybody can try a witness. */
export interface ReplayLines {
  /** Asks a host, or a document with `--config`, and sends nothing. */
  readonly explain: string;
  /** Speaks SMTP from the client's address and stops before any mail is sent. */
  readonly swaks: string;
}

export function replayLines(probe: RelayProbe): ReplayLines {
  return { explain: commandLine(explainWords(probe)), swaks: commandLine(swaksWords(probe)) };
}

function commandLine(words: readonly string[]): string {
  return words.map((word) => shellWord(printable(word))).join(" ");
}

function explainWords({ client, local, session, sender, recipient }: RelayProbe): readonly string[] {
  return [
    ...["relayctl", "explain", "--from", client, "--to", endpointWords(local)],
    ...(session.tls ? ["--tls"] : []),
    ...explainIdentity(session.identity),
    ...["--mail-from", sender, "--rcpt-to", recipient],
  ];
}

function explainIdentity(identity: ProbeIdentity): readonly string[] {
  switch (identity.kind) {
    case "anonymous":
      return [];
    case "account":
      return [identity.by === "password" ? "--user" : "--certificate-of", identity.username];
    case "directory-account":
      return ["--directory-account", ...(identity.group === null ? [] : ["--group", identity.group])];
    case "partner":
      return ["--partner", identity.domain];
  }
}

// An endpoint that is a wildcard says no address to connect to.
const ANY_LOCAL = ["0.0.0.0", "::"];

function swaksWords({ client, local, session, sender, recipient }: RelayProbe): readonly string[] {
  const server = ANY_LOCAL.includes(local.address) ? "RELAY_HOST" : local.address;
  return [
    ...["swaks", "--server", server, "--port", local.port.toString(), "--local-interface", client],
    ...(session.tls ? ["--tls"] : []),
    ...swaksIdentity(session.identity),
    ...["--from", sender === "" ? "<>" : sender, "--to", recipient, "--quit-after", "RCPT"],
  ];
}

function swaksIdentity(identity: ProbeIdentity): readonly string[] {
  const certificate = ["--tls-cert", "CERTIFICATE.pem", "--tls-key", "KEY.pem"];
  switch (identity.kind) {
    case "anonymous":
      return [];
    case "account":
      return identity.by === "password" ? ["--auth", "PLAIN", "--auth-user", identity.username] : certificate;
    case "directory-account":
      return ["--auth", "PLAIN", "--auth-user", "ACCOUNT"];
    case "partner":
      return certificate;
  }
}
