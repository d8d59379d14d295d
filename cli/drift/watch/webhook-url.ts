import { BlockList, isIP } from "node:net";
import { CommandError } from "../../command-error";
import { EXIT } from "../../exit-codes";

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/**
 * Reads the address that drift is told to. Whoever reads the wire reads who may relay where, and the address itself is
 * often the only proof of who may post there: without TLS only to this machine, unless told otherwise.
 * @throws CommandError (usage) that does not repeat the address, which may hold a secret
 */
export function webhookUrl(text: string, { http }: { readonly http: "loopback" | "anywhere" }): URL {
  const url = URL.parse(text);
  if (url === null) throw refusal("is no URL: write one such as https://hooks.example.com/relay.");
  if (url.username !== "" || url.password !== "")
    throw refusal("holds a user name or password: put a secret into its path, or sign with --secret-env.");
  if (url.protocol === "https:") return url;
  if (url.protocol !== "http:") throw refusal(`begins with ${url.protocol}: only https: and http: can be posted to.`);
  if (http === "anywhere" || isLoopback(url.hostname)) return url;
  throw refusal("has no TLS: write https://, or add --allow-http if the network between is trusted.");
}

function isLoopback(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(address);
  if (family === 0) return address === "localhost" || address.endsWith(".localhost");
  return LOOPBACK.check(address, family === 4 ? "ipv4" : "ipv6");
}

function refusal(why: string): CommandError {
  return new CommandError(`The address of --webhook ${why}`, EXIT.usage);
}
