import type { SpoolIntake } from "../spool";

/** An intake whose commits are timed. @param observe Told seconds from the end of a message until it is durable. */
export function timedIntake(intake: SpoolIntake, observe: (seconds: number) => void): SpoolIntake {
  return {
    get accepting() {
      return intake.accepting;
    },
    begin(message) {
      const writer = intake.begin(message);
      return {
        write: (chunk) => writer.write(chunk),
        commit: async () => {
          const began = performance.now();
          await writer.commit();
          observe((performance.now() - began) / 1000);
        },
        abort: () => writer.abort(),
      };
    },
  };
}
