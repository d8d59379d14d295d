import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { type FIRST_DESCRIPTOR, INHERITED_VARIABLE, type InheritedSocket, inheritedVariable } from "../listening";
import type { PredecessorMessage, SuccessorMessage } from "./succession-message";

/** A socket that a successor goes on with: a descriptor of this process. */
export type PassedSocket = InheritedSocket;

/** How this process was started; a successor is started in the same way, from the files that are there by then. */
export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** The program and arguments of this very process. */
export function ownInvocation(): Invocation {
  const { execPath, execArgv, argv, env } = process;
  return { command: execPath, args: [...execArgv, ...argv.slice(1)], env };
}

/** A process that is to go on in this one's place, as this one sees it. */
export class Successor {
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = Promise.race([
      once(child, "exit").then(([code, signal]) => `it ended with ${signal ?? `code ${code}`}`),
      once(child, "error").then(([error]) => (error as Error).message),
    ]).then((why) => {
      throw new Error(`The successor cannot take over: ${why}.`);
    });
    // Whoever waits for something else of it is told there.
    this.#ended.catch(() => undefined);
  }

  /** Starts it. What it prints goes where this process prints. */
  static start({ command, args, env }: Invocation, sockets: readonly PassedSocket[]): Successor {
    const descriptors = sockets.map(({ fd }) => fd);
    const child = spawn(command, args, {
      env: { ...env, [INHERITED_VARIABLE]: inheritedVariable(sockets) },
      // Descriptors from FIRST_DESCRIPTOR on, in the order of the variable.
      stdio: [...STANDARD, ...descriptors, "ipc"],
    });
    return new Successor(child);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Waits for what it says. @throws Error when it ends before, or says nothing for `timeout` milliseconds */
  async hears(type: SuccessorMessage["type"], timeout: number): Promise<void> {
    const silence = new AbortController();
    const said = new Promise<void>((resolve, reject) => {
      const listen = (message: SuccessorMessage) => {
        if (message.type !== type) return;
        clearTimeout(timer);
        this.#child.off("message", listen);
        resolve();
      };
      const giveUp = () => reject(new Error(`The successor cannot take over: it said nothing for ${timeout} ms.`));
      const timer = setTimeout(giveUp, timeout);
      silence.signal.addEventListener("abort", () => clearTimeout(timer));
      this.#child.on("message", listen);
    });
    try {
      await Promise.race([said, this.#ended]);
    } finally {
      silence.abort();
    }
  }

  /** Tells it something; a connection that comes along is its own from then on. */
  tell(message: PredecessorMessage, client?: Socket): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#child.send(message, client, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  /** Lets go of it: it lives on without this process. */
  leave(): void {
    this.#child.disconnect();
    this.#child.unref();
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Ends it, and waits until it is gone and everything it held is free. */
  async end(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended.catch(() => undefined);
  }
}

const STANDARD = ["ignore", "inherit", "inherit"] as const satisfies { readonly length: typeof FIRST_DESCRIPTOR };
