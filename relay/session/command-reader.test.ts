import { CommandReader } from "./command-reader";

function readerThatNotes(): { readonly reader: CommandReader; readonly notes: string[] } {
  const notes: string[] = [];
  const reader = new CommandReader({ hold: () => notes.push("hold"), release: () => notes.push("release") });
  reader.oncommand = (command: Buffer, callback?: () => void) => {
    notes.push(command.toString());
    callback?.();
  };
  return { reader, notes };
}

describe("CommandReader", () => {
  test("answers the commands of one chunk together", () => {
    const { reader, notes } = readerThatNotes();
    reader.write("NOOP\r\nRSET\r\nQU");
    reader.write("IT\r\n");
    expect(notes).toEqual(["hold", "NOOP", "RSET", "release", "QUIT"]);
  });

  test("lets the replies go while a command is at work", () => {
    const { reader, notes } = readerThatNotes();
    reader.oncommand = () => notes.push("at work");
    reader.write("AUTH PLAIN\r\nNOOP\r\n");
    expect(notes).toEqual(["hold", "at work", "release"]);
  });
});
