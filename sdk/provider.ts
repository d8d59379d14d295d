import * as pulumi from "@pulumi/pulumi";

/** Where a relay host's control API is and how to be let in. */
export interface ProviderArgs {
  /** Control API of the relay host: `https://relay.contoso.com:8025`, or `http://` on a loopback address. */
  endpoint: pulumi.Input<string>;
  /** Token of the control API with the scope `write`. Kept as a secret, whatever is given. */
  token: pulumi.Input<string>;
  /**
   * Certificate authority that signed the control API's certificate, as PEM text.
   * @default the authorities that Node.js trusts
   */
  caCert?: pulumi.Input<string>;
}

/**
 * Explicit endpoint and token, for a program that declares objects on several relay hosts. A program for one host needs
 * none: `pulumi config set relay:endpoint` and `pulumi config set --secret relay:token` do the same.
 */
export class Provider extends pulumi.ProviderResource {
  /** What the functions ask this host with. Secret. */
  readonly connection: pulumi.Output<Readonly<Record<string, string | undefined>>>;

  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    const inputs: pulumi.Inputs = { "relay:endpoint": args.endpoint, "relay:token": pulumi.secret(args.token) };
    if (args.caCert !== undefined) inputs["relay:caCert"] = args.caCert;
    super("pulumi-nodejs", name, inputs, opts);
    this.connection = pulumi.output(inputs);
  }
}
