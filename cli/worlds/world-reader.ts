import { dataOf, hostState } from "../../client";
import {
  type ConfigState,
  DOCUMENT_STACK,
  previewedState,
  type ProgramPlace,
  type RelayWorld,
  relayWorld,
} from "../../model";
import { CommandError } from "../command-error";
import type { ConnectionTexts } from "../connection-options";
import { EXIT } from "../exit-codes";
import type { DeclaredName, WorldLabel } from "../impact/impact-subject";
import { fileName, parseJson, readJson } from "../json/read-json";
import { settleConnection } from "../settle-connection";
import { withHost } from "../with-host";
import { gitFile } from "./git-file";
import { refuseMaterial, type WorldMaterial, worldMaterial } from "./world-material";
import { WORLD_SOURCES, type WorldSource, worldSource } from "./world-source";

/** A configuration that was read, and what people are told of where it came from. */
export interface ReadWorld {
  readonly world: RelayWorld;
  readonly label: WorldLabel;
  /** Line of the Pulumi program that declares an object; only a preview knows. */
  readonly placeOf: (object: DeclaredName) => ProgramPlace | undefined;
}

export interface WorldReaderOptions {
  readonly connection: ConnectionTexts;
  /** What else is there, for a preview: it says nothing about objects of other stacks. */
  readonly base?: string | undefined;
  /** Of a preview for several hosts: name of the Provider resource of the one that the base is. */
  readonly provider?: string | undefined;
}

export interface WorldQuestion {
  /** Of a preview: what it starts from, or what it leads to. */
  readonly side: "before" | "after";
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Reads each source once, so that two sides of one comparison see the same host, and stdin serves both. */
export class WorldReader {
  private readonly materials = new Map<string, Promise<WorldMaterial>>();

  constructor(private readonly options: WorldReaderOptions) {}

  /** @throws CommandError (usage or host) that says where the fault is, and shows no secret */
  async read(source: string, { side, at }: WorldQuestion): Promise<ReadWorld> {
    const material = await this.materialOf(source);
    if (material.kind === "state") {
      const { state, label } = material;
      return { world: relayWorld(state, { at }), label, placeOf: () => undefined };
    }
    const base = await this.baseFor(material.label);
    const { provider } = this.options;
    const options = {
      side,
      provider,
      installation: base.installation,
      stack: base.knowsOwners ? undefined : DOCUMENT_STACK,
    };
    const laid = previewedState(material.preview, base.state, options);
    if (!laid.ok) throw refuseMaterial(material.label, laid.failures);
    const { state, unknowns, places } = laid.value;
    return {
      world: relayWorld(state, { at, unknowns }),
      label: { text: `${material.label.text} (${side}) on ${base.label.text}`, file: null },
      placeOf: (object) => places.get(idOf(state, object) ?? ""),
    };
  }

  private async baseFor({ text }: WorldLabel): Promise<Extract<WorldMaterial, { kind: "state" }>> {
    const { base } = this.options;
    if (base === undefined) {
      const why = `${text} is a preview, which says nothing about objects of other stacks: cannot tell what it changes.`;
      throw new CommandError(`${why} Say what else is there with --base: host, an export, or empty.`, EXIT.usage);
    }
    const material = await this.materialOf(base);
    if (material.kind === "state") return material;
    throw new CommandError(`--base ${base} is a preview itself: give a host, an export, or empty.`, EXIT.usage);
  }

  private materialOf(source: string): Promise<WorldMaterial> {
    const known = this.materials.get(source) ?? this.readMaterial(worldSource(source), source);
    this.materials.set(source, known);
    return known;
  }

  private async readMaterial(source: WorldSource, text: string): Promise<WorldMaterial> {
    switch (source.kind) {
      case "host":
        return this.readHost(source.endpoint);
      case "empty":
        return worldMaterial({ formatVersion: 1 }, { text: "empty", file: null });
      case "git":
        return worldMaterial(parseJson(await gitFile(source), text), { text, file: source.path.replace(/^\.\//, "") });
      case "file": {
        const { file } = source;
        return worldMaterial(readJson(file, { absent: `A source is ${WORLD_SOURCES}.` }), {
          text: fileName(file),
          file: file === "-" ? null : file,
        });
      }
    }
  }

  private async readHost(endpoint: string | null): Promise<WorldMaterial> {
    const { connection } = this.options;
    const texts = endpoint === null ? connection : { ...connection, endpoint };
    const { state, installation } = await withHost(texts, async (client) => ({
      state: await hostState(client),
      installation: (await dataOf(client.api.GET("/v1/status"))).installation,
    }));
    const { url } = settleConnection(texts, process.env);
    return {
      kind: "state",
      state,
      label: { text: `${url} revision ${state.revision}`, file: null },
      knowsOwners: true,
      installation,
    };
  }
}

function idOf({ receiveConnectors }: ConfigState, object: DeclaredName): string | undefined {
  if (object.kind === "ConnectorPermission") return object.id;
  return [...receiveConnectors.values()].find(({ settings }) => settings.name === object.name)?.id;
}
