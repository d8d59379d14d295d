import * as pulumi from "@pulumi/pulumi";

/** A password as the engine shall keep it: a secret, whatever the program gave; nothing where it gave none. */
export function passwordInput({ password }: { readonly password?: pulumi.Input<string> | undefined }): pulumi.Inputs {
  return password === undefined ? {} : { password: pulumi.secret(password) };
}
