/** Where the control API is, as far as configuration says; what is absent has the client's default. */
export interface ConnectionSettings {
  readonly endpoint: string | undefined;
  readonly token: string | undefined;
  /** PEM text, or the path of a PEM file. */
  readonly caCert: string | undefined;
  readonly tokenSource: TokenSource;
  /** Why to write although the configuration is frozen. */
  readonly breakGlass: string | undefined;
}

/** Where the token came from: what a 401 tells the user depends on it. */
export type TokenSource = "RELAY_TOKEN" | "relay:token" | "none";

/** Stack configuration or an explicit provider's inputs, by key; undefined for what is absent or unknown. */
export type ConfigLookup = (
  key: "relay:endpoint" | "relay:token" | "relay:caCert" | "relay:breakGlass",
) => string | undefined;

/**
 * Reads stack configuration (or an explicit provider's inputs) and environment. The configuration wins, except for
 * the token: refresh and destroy run without the program and get the configuration of the last `up` from state, so
 * after a rotation only the environment can bring them the new one. With RELAY_ENDPOINT set to another host than the
 * configured one, RELAY_TOKEN belongs to that host and is not sent to this one.
 */
export function connectionSettings(config: ConfigLookup, env: NodeJS.ProcessEnv): ConnectionSettings {
  const endpoint = given(config("relay:endpoint"));
  const configured = given(config("relay:token"));
  const fromEnvironment = isForThisHost(endpoint, env) ? given(env["RELAY_TOKEN"]) : undefined;
  return {
    endpoint: endpoint ?? given(env["RELAY_ENDPOINT"]),
    token: fromEnvironment ?? configured,
    caCert: given(config("relay:caCert")) ?? given(env["RELAY_CA_CERT"]),
    tokenSource: fromEnvironment !== undefined ? "RELAY_TOKEN" : configured !== undefined ? "relay:token" : "none",
    breakGlass: given(env["RELAY_BREAK_GLASS"]) ?? given(config("relay:breakGlass")),
  };
}

function isForThisHost(endpoint: string | undefined, env: NodeJS.ProcessEnv): boolean {
  const other = given(env["RELAY_ENDPOINT"]);
  return endpoint === undefined || other === undefined || originOf(endpoint) === originOf(other);
}

function originOf(text: string): string {
  return URL.canParse(text) ? new URL(text).origin : text;
}

function given(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
