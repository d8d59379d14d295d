import type { MessageWriter, NewMessage, SpoolIntake } from "../spool";

type Observe = (seconds: number) => void;

/** An intake whose commits are timed. @param observe Told seconds from the end of a message until it is durable. */
export function timedIntake(intake: SpoolIntake, observe: Observe): SpoolIntake {
  return {
    get accepting() {
      return intake.accepting;
    },
    begin: (message: NewMessage) => new TimedWriter(intake.begin(message), observe),
  };
}

// A class: it is on the path of every message, and three functions for each would cost more than what they do.
class TimedWriter implements MessageWriter {
  readonly #writer: MessageWriter;
  readonly #observe: Observe;

  constructor(writer: MessageWriter, observe: Observe) {
    this.#writer = writer;
    this.#observe = observe;
  }

  write(chunk: Buffer): Promise<void> | undefined {
    return this.#writer.write(chunk);
  }

  commit(): Promise<void> {
    const began = performance.now();
    return this.#writer.commit().then(() => this.#observe((performance.now() - began) / 1000));
  }

  abort(): Promise<void> {
    return this.#writer.abort();
  }
}
