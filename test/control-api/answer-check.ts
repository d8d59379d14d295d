import Ajv from "ajv/dist/2020";

/** The parts of an OpenAPI document that say what an answer looks like. */
interface Described {
  readonly paths?: Readonly<Record<string, unknown>>;
}

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+/;

/** Checks answers against the document: what it does not allow is a fault of the route or of the document. */
export class AnswerCheck {
  readonly #ajv: Ajv;
  readonly #document: Described;

  constructor(document: object) {
    this.#document = document;
    // Formats describe; what makes the values is tested where they are made.
    this.#ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    this.#ajv.addSchema({ $id: "http://document.test/openapi", ...document });
  }

  /** Everything that the document does not say about this answer; empty when all is as documented. */
  differences(method: string, url: string, answer: { status: number; contentType: string; body: unknown }): string[] {
    const path = this.#pathOf(url.split("?", 1)[0] ?? url);
    if (path === undefined) return [];
    const type = MEDIA_TYPE.exec(answer.contentType)?.[0] ?? "";
    for (const status of [String(answer.status), "default"]) {
      const pointer = ["paths", path, method.toLowerCase(), "responses", status, "content", type, "schema"];
      const validate = this.#ajv.getSchema(`http://document.test/openapi#/${pointer.map(escape).join("/")}`);
      if (validate === undefined) continue;
      if (validate(answer.body) === true) return [];
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    }
    return [`${method} ${path} does not document a ${answer.status} as ${type}.`];
  }

  #pathOf(url: string): string | undefined {
    const segments = url.split("/");
    return Object.keys(this.#document.paths ?? {}).find((path) => {
      const wanted = path.split("/");
      return (
        wanted.length === segments.length &&
        wanted.every((part, index) => part === segments[index] || part.startsWith("{"))
      );
    });
  }
}

/** RFC 6901 §3, within an URI fragment. */
function escape(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}
