import { performancePage } from "./performance-page";

test("the page has every target with what was measured, missed ones in bold, and the machine", () => {
  const page = performancePage([
    {
      name: "receive-reused",
      title: "Durable receive",
      date: "2026-11-24T20:00:00.000Z",
      machine: { cpu: "AMD EPYC", cores: 2, memoryGiB: 24, kernel: "6.18", node: "v24.21.0" },
      loadBefore: 0.4,
      measured: [{ name: "relay host", unit: "msg/s", median: 8955.1, rounds: [8000, 8955.1, 9000] }],
      judged: [
        { what: "of smtp-server", value: 0.61, unit: "x", sense: "at least", bound: 0.6, reached: true },
        { what: "of Postfix", value: 3.65, unit: "x", sense: "at least", bound: 5, reached: false },
      ],
      curves: [{ name: "growth", title: "Growth", x: "KB", y: "us", lines: [] }],
    },
  ]);
  expect(page).toContain("| Durable receive | of smtp-server | 0.61 x | at least 0.6 x | reached |");
  expect(page).toContain("| Durable receive | of Postfix | 3.65 x | at least 5 x | **missed** |");
  expect(page).toContain("| relay host | 8,955 msg/s | 8,000, 8,955, 9,000 |");
  expect(page).toContain("AMD EPYC, 2 cores, 24 GiB, Linux 6.18, Node v24.21.0, load 0.4.");
  expect(page).toContain("![Growth](pictures/performance/growth.svg)");
});
