import { Option } from "commander";

/** Where the key is, for commands that open a data directory as its host does. */
export function secretsKeyOption(): Option {
  const option = new Option("--secrets-key-file <file>", "key of sealed passwords (default: secrets.key there)");
  return option.env("RELAY_SECRETS_KEY_FILE");
}
