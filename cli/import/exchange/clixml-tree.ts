import { SaxesParser } from "saxes";
import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";

/** An element of CLIXML. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** Own text, children's left out. */
  text: string;
  /** Counted from 1. */
  readonly line: number;
}

const DEEPEST = 64;
/** Get-ADPermission writes about 30 an entry. */
const MOST_ELEMENTS = 800_000;
const WRITE_AGAIN = "write it again with Export-Clixml";

/**
 * Reads well-formed XML without a document type: nothing in it can be expanded, and saxes knows the five entities of XML
 * only.
 * @throws ImportRefusal with line and column of the first thing that is wrong
 */
export function readXml({ file, text }: InputFile): XmlElement {
  const parser = new SaxesParser({ xmlns: false });
  const root: XmlElement = { name: "", attributes: {}, children: [], text: "", line: 1 };
  const open: XmlElement[] = [root];
  let count = 0;
  const refuse = (why: string): never => {
    throw new ImportRefusal({ file, at: `:${parser.line}:${parser.column + 1}` }, why);
  };
  parser.on("doctype", () => refuse(`declares a document type, which Export-Clixml never does; ${WRITE_AGAIN}.`));
  parser.on("error", ({ message }) => refuse(`the XML is broken here (${reasonOf(message)}); ${WRITE_AGAIN}.`));
  parser.on("opentag", ({ name, attributes }) => {
    count += 1;
    if (open.length > DEEPEST) refuse("is nested too deep.");
    if (count > MOST_ELEMENTS) refuse("has too many elements; leave inherited entries out of the export.");
    const element: XmlElement = { name, attributes, children: [], text: "", line: parser.line };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (given) => {
    open.at(-1)!.text += given;
  });
  parser.on("cdata", (given) => {
    open.at(-1)!.text += given;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  // In pieces: an error stops the work where it is found.
  for (let at = 0; at < text.length; at += PIECE) parser.write(text.slice(at, at + PIECE));
  parser.close();
  return root.children[0] ?? refuse("is empty.");
}

const PIECE = 65_536;

// `file:line:col: unclosed tag: Obj`; tag names of the file are left out.
function reasonOf(message: string): string {
  return message.replace(/^(?:[^:]*:)?\d+:\d+: /, "").replace(/[:.].*$/s, "");
}
