import { CommandError } from "../command-error";
import { EXIT } from "../exit-codes";
import { type Place, placeText } from "./place";

/** Input that cannot be read: one line with file and position. Nothing has been written by then. */
export class ImportRefusal extends CommandError {
  constructor(place: Place, why: string) {
    super(`${placeText(place)}: ${why}`, EXIT.usage);
    this.name = "ImportRefusal";
  }
}
