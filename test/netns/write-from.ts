import { sendLetter } from "../../tools/harness/smtp-dialogue";
import { HOST_ADDRESS } from "./network";

// Runs in the clients' namespace: one letter from a real address, no PROXY header. Prints the reply that decided.
const [client = "", port = "25"] = process.argv.slice(2);

sendLetter(
  { host: HOST_ADDRESS, port: Number(port), localAddress: client },
  { from: "crm@contoso.com", to: "customer@fabrikam.com" },
).then(
  (reply) => process.stdout.write(reply),
  (error: unknown) => {
    process.stderr.write(String(error));
    process.exit(1);
  },
);
