import * as pulumi from "@pulumi/pulumi";

/**
 * A password as the engine shall keep it: a secret, whatever the program gave; nothing where it gave none. How the
 * program gave it is told beside, for a policy: by then every password is a secret.
 */
export function passwordInput({ password }: { readonly password?: pulumi.Input<string> | undefined }): pulumi.Inputs {
  if (password === undefined) return {};
  return { password: pulumi.secret(password), passwordGiven: givenAs(password) };
}

async function givenAs(password: pulumi.Input<string>): Promise<"secret" | "plain"> {
  return (await pulumi.isSecret(pulumi.output(password))) ? "secret" : "plain";
}
