import { JobLine } from "./job-line";
import { LateJobs } from "./late-jobs";

const HOUR = 3_600_000;

test("all late jobs of a long line get their turn, each once an hour", () => {
  const line = new JobLine();
  for (let number = 0; number < 250; number++) {
    line.add({ queueId: `Q${number}`, lifetimeFrom: number < 240 ? 1_000 : 2_000, recipientIds: [0] });
  }
  const late = new LateJobs();
  const lane = { find: (isMeant: Parameters<JobLine["find"]>[0]) => line.find(isMeant, 100) };
  const looks = [0, 1, 2, 3, HOUR].map((later) => {
    const now = 10_000 + later;
    const jobs = late.of(lane, { before: 1_500, now });
    for (const job of jobs) late.look(job, now);
    return jobs.map(({ queueId }) => queueId);
  });
  expect(looks.map(({ length }) => length)).toEqual([100, 100, 40, 0, 100]);
  expect(new Set(looks.slice(0, 3).flat()).size).toBe(240);
  expect(looks[4]).toEqual(looks[0]);
});
