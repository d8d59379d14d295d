import * as pulumi from "@pulumi/pulumi";
import * as runtime from "@pulumi/pulumi/runtime";

// Exported by the module, but marked internal and so absent from the published types.
const { isConfigSecret } = runtime as unknown as { readonly isConfigSecret: (key: string) => boolean };

const TOKEN = "relay:token";

/**
 * Refuses a control API token that lies in clear text in the stack's configuration: it would be copied in clear into
 * the state of the default provider.
 *
 * @throws pulumi.RunError that says how to mend it.
 */
export function requireSecretToken(): void {
  if (runtime.getConfig(TOKEN) === undefined || isConfigSecret(TOKEN)) return;
  throw new pulumi.RunError(
    `${TOKEN} is in clear text in the configuration of stack ${pulumi.getStack()}. ` +
      `Run: pulumi config set --secret ${TOKEN} TOKEN, and make a new token, since this one has been readable.`,
  );
}
