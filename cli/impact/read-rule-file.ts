import { type CeilingRules, type IntentRules, type Parsed, readCeiling, readIntent } from "../../model";
import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { inputError } from "../explain-error";
import { fileName, readJsonOnce } from "../json/read-json";

/** Reads a ceiling file. @param file Its path; `-` is stdin. @throws CommandError that names file and path in it */
export function readCeilingFile(file: string): CeilingRules {
  return readRuleFile(file, { name: "a ceiling", read: readCeiling });
}

/** Reads an intent file. @param file Its path; `-` is stdin. @throws CommandError that names file and path in it */
export function readIntentFile(file: string): IntentRules {
  return readRuleFile(file, { name: "an intent", read: readIntent });
}

interface RuleFile<Rules> {
  readonly name: string;
  readonly read: (value: unknown) => Parsed<Rules>;
}

function readRuleFile<Rules>(file: string, { name, read }: RuleFile<Rules>): Rules {
  const parsed = read(readJsonOnce(file));
  if (parsed.ok) return parsed.value;
  const { message } = inputError(parsed.failures);
  throw new CommandError(`${fileName(file)} is not ${name} file:\n${message}`, EXIT.usage);
}
