import type { Imported } from "../imported";
import { reportText } from "../import-report";
import { packageVersion } from "../../package-version";
import { tidyJson as json } from "./tidy-json";
import { placeholderImportFile } from "./placeholder-import-file";
import { programText } from "./program-text";

export interface ProgramFilesOptions {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** `Exchange (connectors.json)`. */
  readonly origin: string;
}

/** Every file of the output directory, by name. */
export function programFiles(
  imported: Imported,
  { project, origin }: ProgramFilesOptions,
): ReadonlyMap<string, string> {
  const { document, report } = imported;
  return new Map([
    ["index.ts", programText(document, { origin, report })],
    [
      "Pulumi.yaml",
      `name: ${project}\nruntime: nodejs\ndescription: Mail relay permissions, taken over by relayctl import\n`,
    ],
    ["package.json", json(packageFile(project))],
    ["tsconfig.json", json(TSCONFIG)],
    [".prettierrc.json", json({ printWidth: 120 })],
    ["config.json", json(document)],
    ["import.json", json(placeholderImportFile(document))],
    ["REPORT.txt", report.map((line) => `${reportText(line)}\n`).join("") || "Everything was carried over.\n"],
  ]);
}

function packageFile(project: string) {
  return {
    name: project,
    private: true,
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": "^3.248.0", "pulumi-smtp-relay": `^${packageVersion()}` },
    devDependencies: { "@types/node": "^24.0.0", "ts-node": "^10.9.2", typescript: "^6.0.3" },
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    moduleResolution: "nodenext",
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  },
  files: ["index.ts"],
};
