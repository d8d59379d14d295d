import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatReply, repliesOf } from "../../model";
import { PROJECT_ROOT } from "../../tools/harness/project-root";

const PAGE = readFileSync(join(PROJECT_ROOT, "docs", "troubleshooting.md"), "utf8");
const REFUSALS = (["classic", "modern"] as const).flatMap((dialect) =>
  Object.values(repliesOf(dialect))
    .filter(({ code }) => code >= 400)
    .map(formatReply),
);

test.each([...new Set(REFUSALS)].sort())("the page explains %s", (reply) => {
  expect(PAGE).toContain(`\`${reply}\``);
});
