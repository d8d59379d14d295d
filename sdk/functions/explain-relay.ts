import type * as pulumi from "@pulumi/pulumi";
import type { Explanation } from "../../model";
import { askHost, askHostOutput, type Question } from "./ask-host";
import type { FunctionOptions, FunctionOutputOptions } from "./function-options";

/** May this client send this mail? */
export interface ExplainRelayArgs {
  /** Client address. */
  readonly from: string;
  /** Local endpoint that it connects to, `address:port`. */
  readonly to: string;
  /**
   * Whether it uses STARTTLS.
   * @default false
   */
  readonly tls?: boolean | undefined;
  /** Account that it logs in as; left out: it does not log in. */
  readonly user?: string | undefined;
  /** RelayUser whose certificate it shows in the handshake; with `tls`, and instead of `user`. */
  readonly certificateOf?: string | undefined;
  /** Domain that its certificate names (Domain Secure); with `tls`, and instead of `user`. */
  readonly partner?: string | undefined;
  /**
   * Whether it logs in as an account of the directory, instead of `user`.
   * @default false
   */
  readonly directoryAccount?: boolean | undefined;
  /** RelayGroup that the directory's account is in; left out: it is in none. */
  readonly group?: string | undefined;
  /** Sender; "" is the null sender. */
  readonly mailFrom: string;
  readonly rcptTo: string;
  /** Value of the header field From; left out: headers are not judged. */
  readonly headerFrom?: string | undefined;
  /** Bytes of the message; left out: the message is not judged. */
  readonly size?: number | undefined;
}

type Inputs<Args> = { readonly [Name in keyof Args]: pulumi.Input<Args[Name]> };
export type ExplainRelayOutputArgs = Inputs<ExplainRelayArgs>;

/** What the host would answer, command by command, and what decides. */
export interface ExplainRelayResult extends Explanation {
  readonly allowed: boolean;
  /** The reply that decides, as the client sees it. */
  readonly reply: string;
  /** Revision of the host's configuration that decided. */
  readonly revision: number;
}

/**
 * Asks the host whether a client may send a mail, now; nothing is sent.
 * @throws pulumi.RunError when an address cannot be read, or the host refuses or cannot be reached
 */
export function explainRelay(args: ExplainRelayArgs, options: FunctionOptions = {}): Promise<ExplainRelayResult> {
  return askHost(question(args), options);
}

/** The same as an output: asked when the arguments are known and what it depends on is in force, else unknown. */
export function explainRelayOutput(
  args: ExplainRelayOutputArgs,
  options: FunctionOutputOptions = {},
): pulumi.Output<ExplainRelayResult> {
  return askHostOutput(args, options, (known) => question(known as ExplainRelayArgs));
}

function question({ tls = false, ...args }: ExplainRelayArgs): Question<ExplainRelayResult> {
  const body = { tls, ...given(args) };
  const ask: Question<ExplainRelayResult>["ask"] = async (api, client) => {
    const explained = await client.dataOf(api.POST("/v1/explain", { body }));
    const { action, replyLine } = explained.verdict;
    return { ...(explained as unknown as Explained), allowed: action === "accept", reply: replyLine };
  };
  return { name: "explainRelay", ask };
}

type Given<Args> = { [Name in keyof Args]: Exclude<Args[Name], undefined> };

/** Without what is undefined, which JSON has no word for. */
function given<Args extends object>(args: Args): Given<Args> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as Given<Args>;
}

type Explained = Explanation & { readonly revision: number };
