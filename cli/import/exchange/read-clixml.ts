import { quoteValue } from "../../../model";
import { ImportRefusal } from "../import-refusal";
import type { InputFile } from "../input/read-input-file";
import { readXml, type XmlElement } from "./clixml-tree";
import { clixmlText, isoDuration } from "./clixml-text";
import { type RawProperty, type RawRecord, type RawValue, rawRecord } from "./raw-record";

const LISTS: ReadonlySet<string> = new Set(["LST", "IE", "STK", "QUE"]);
const PROPERTIES: ReadonlySet<string> = new Set(["Props", "MS"]);

/**
 * Reads the output of Export-Clixml: every `Obj` below the root, or below a list there (MS-PSRP §2.2.5).
 * @throws ImportRefusal with line and column
 */
export function readClixml(input: InputFile): readonly RawRecord[] {
  const { file } = input;
  const root = readXml(input);
  if (root.name !== "Objs") {
    const why = `begins with <${root.name.slice(0, 40)}>, and Export-Clixml begins with <Objs>.`;
    throw new ImportRefusal({ file, at: `:${root.line}` }, why);
  }
  const objects = new Objects(root);
  return root.children.flatMap((element) => recordsOf(element, objects, file));
}

function recordsOf(element: XmlElement, objects: Objects, file: string): readonly RawRecord[] {
  const list = element.children.find(({ name }) => LISTS.has(name));
  if (element.name === "Obj" && list !== undefined) {
    return list.children.flatMap((child) => recordsOf(child, objects, file));
  }
  const place = { file, at: `:${element.line}` };
  if (element.name !== "Obj") throw new ImportRefusal(place, `is ${quoteValue(element.text.trim())} and no object.`);
  return [rawRecord(place, objects.propertiesOf(element))];
}

/** Objects of a file, with those that are written once and referred to. */
class Objects {
  private readonly byId = new Map<string, XmlElement>();

  constructor(root: XmlElement) {
    const remember = (element: XmlElement) => {
      const { RefId } = element.attributes;
      if (element.name === "Obj" && RefId !== undefined) this.byId.set(RefId, element);
      element.children.forEach(remember);
    };
    remember(root);
  }

  *propertiesOf(element: XmlElement): Iterable<RawProperty> {
    for (const group of element.children.filter(({ name }) => PROPERTIES.has(name))) {
      for (const child of group.children) {
        yield { name: clixmlText(child.attributes["N"] ?? ""), value: this.valueOf(child) };
      }
    }
  }

  /** References are followed once only, so that a ring of them ends. */
  private valueOf(element: XmlElement, from: "file" | "reference" = "file"): RawValue {
    switch (element.name) {
      case "Nil":
        return null;
      case "B":
        return element.text.trim() === "true";
      case "TS":
        return isoDuration(element.text.trim());
      case "Ref": {
        const target = this.byId.get(element.attributes["RefId"] ?? "");
        return target === undefined || from === "reference" ? null : this.objectOf(target, "reference");
      }
      case "Obj":
        return this.objectOf(element, from);
      default:
        return clixmlText(element.text);
    }
  }

  private objectOf(element: XmlElement, from: "file" | "reference"): RawValue {
    const list = element.children.find(({ name }) => LISTS.has(name));
    if (list !== undefined) return list.children.map((child) => this.valueOf(child, from));
    const text = element.children.find(({ name }) => name === "ToString")?.text;
    const properties = new Map<string, RawValue>();
    for (const group of element.children.filter(({ name }) => PROPERTIES.has(name))) {
      for (const child of group.children) {
        properties.set(clixmlText(child.attributes["N"] ?? "").toLowerCase(), this.valueOf(child, from));
      }
    }
    return { text: text === undefined ? undefined : clixmlText(text), properties };
  }
}
