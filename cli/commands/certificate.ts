import { Command } from "commander";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { dataOf } from "../../client";
import { CommandError } from "../command-error";
import { type ConnectionTexts, withConnection } from "../connection-options";
import { EXIT } from "../exit-codes";
import { type OutputTexts, show, withOutput } from "../output";
import { certificatesText, certificateText } from "../text/certificate-text";
import { withHost } from "../with-host";

type HostTexts = ConnectionTexts & OutputTexts;

/** `relayctl certificate`: what STARTTLS shows. */
export function certificateCommand(): Command {
  return new Command("certificate")
    .description("list the certificates of a host, and bring it one (with an admin token)")
    .addCommand(listCommand())
    .addCommand(importCommand());
}

function listCommand(): Command {
  const command = new Command("list")
    .description("list certificates, with the names that tlsCertificateName takes")
    .addHelpText("after", "\nExample:\n  relayctl certificate list");
  return withConnection(withOutput(command)).action(async (texts: HostTexts) => {
    const { items } = await withHost(texts, ({ api }) => dataOf(api.GET("/v1/certificates")));
    show(texts, { json: { items }, text: () => certificatesText(items) });
  });
}

interface ImportTexts extends HostTexts {
  readonly cert: string;
  readonly key: string;
  readonly name?: string;
}

const IMPORT_EXAMPLES = `
Examples:
  relayctl certificate import --cert mail.pem --key mail.key
  relayctl certificate import --cert fullchain.pem --key privkey.pem --name mail

A pair of the same name is replaced. New sessions see the new certificate; the host is not restarted.`;

function importCommand(): Command {
  const command = new Command("import")
    .description("bring the host a certificate with its key, or renew one")
    .requiredOption("--cert <file>", "PEM certificate, with the chain behind it")
    .requiredOption("--key <file>", "PEM key")
    .option("--name <name>", "name of the pair (default: the name of the certificate's file)")
    .addHelpText("after", IMPORT_EXAMPLES);
  return withConnection(withOutput(command)).action(importPair);
}

async function importPair({ cert, key, name = fileName(cert), ...texts }: ImportTexts): Promise<void> {
  const body = { certificate: readPem(cert), key: readPem(key) };
  const request = { params: { path: { name } }, body };
  const made = await withHost(texts, ({ api }) => dataOf(api.PUT("/v1/certificates/{name}", request)));
  show(texts, { json: made, text: () => certificateText(made) });
}

function fileName(path: string): string {
  return basename(path).replace(/\.[^.]+$/, "");
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}.`, EXIT.usage);
  }
}
