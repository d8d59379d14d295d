import type * as pulumi from "@pulumi/pulumi";
import type { Provider } from "../provider";

/** Which host a function asks. */
export interface FunctionOptions {
  /**
   * The host of an explicit provider.
   * @default the host of `relay:endpoint` or RELAY_ENDPOINT
   */
  provider?: Provider | undefined;
}

/** How a function that answers with an output is asked. */
export interface FunctionOutputOptions extends FunctionOptions {
  /**
   * Resources and components that must be in force before the host is asked. While a preview would still change one of
   * them, the answer is unknown.
   */
  dependsOn?: pulumi.Resource | readonly pulumi.Resource[] | undefined;
}
