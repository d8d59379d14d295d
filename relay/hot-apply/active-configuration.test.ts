import type { ConfigState, Snapshot, SnapshotSteps } from "../../model";
import { ActiveConfiguration, type AppliedProblem } from "./active-configuration";

const state = (revision: number) => ({ revision }) as ConfigState;
const snapshot = (revision: number, nextChangeAt: number | null = null) => ({ revision, nextChangeAt }) as Snapshot;

interface Parts {
  readonly buildSnapshot?: (state: ConfigState, options: { readonly at: number }) => Snapshot;
  readonly apply?: (snapshot: Snapshot) => Promise<readonly AppliedProblem[]>;
  readonly onSwapped?: (now: ConfigState, before: ConfigState) => void;
}

const configurationWith = ({ buildSnapshot = ({ revision }) => snapshot(revision), apply, onSwapped }: Parts) =>
  new ActiveConfiguration(
    {
      snapshotInSteps: function* (...made): SnapshotSteps {
        yield;
        return buildSnapshot(...made);
      },
      listeners: { apply: apply ?? (() => Promise.resolve([])) },
      now: Date.now,
      ...(onSwapped === undefined ? {} : { onSwapped }),
    },
    state(1),
  );

describe("the configuration in force", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test("swaps the snapshot before listeners follow", async () => {
    const seen: number[] = [];
    const configuration: ActiveConfiguration = configurationWith({
      apply: () => {
        seen.push(configuration.current.revision);
        return Promise.resolve([]);
      },
    });
    await expect(configuration.apply(state(2))).resolves.toEqual({ revision: 2, ok: true, problems: [] });
    expect(seen).toEqual([2]);
  });

  test("takes states that wait together as one, the newest", async () => {
    let proceed = (): void => undefined;
    const built: number[] = [];
    const configuration = configurationWith({
      buildSnapshot: ({ revision }) => {
        built.push(revision);
        return snapshot(revision);
      },
      apply: () => new Promise((resolve) => (proceed = () => resolve([]))),
    });
    const first = configuration.apply(state(2));
    await Promise.resolve();
    const waiting = [configuration.apply(state(3)), configuration.apply(state(4)), configuration.apply(state(3))];
    await Promise.resolve();
    proceed();
    await first;
    await Promise.resolve();
    proceed();
    for (const applied of await Promise.all(waiting)) expect(applied.revision).toBe(4);
    expect(built).toEqual([1, 2, 4]);
  });

  test("keeps the snapshot it has when a state cannot become one, and says so", async () => {
    const configuration = configurationWith({
      buildSnapshot: ({ revision }) => {
        if (revision === 2) throw new Error("strange binding");
        return snapshot(revision);
      },
    });
    const applied = await configuration.apply(state(2));
    expect(applied).toMatchObject({
      revision: 1,
      ok: false,
      problems: [{ message: expect.stringContaining("strange binding") as string }],
    });
    expect(configuration.current.revision).toBe(1);
    await expect(configuration.apply(state(3))).resolves.toMatchObject({ revision: 3, ok: true });
  });

  test("outlives listeners that fail in an unexpected way", async () => {
    const answers = [() => Promise.reject(new Error("no more descriptors")), () => Promise.resolve([])];
    const configuration = configurationWith({ apply: () => (answers.shift() ?? (() => Promise.resolve([])))() });
    await expect(configuration.apply(state(2))).resolves.toMatchObject({
      revision: 2,
      ok: false,
      problems: [{ message: expect.stringContaining("no more descriptors") as string }],
    });
    await expect(configuration.apply(state(3))).resolves.toMatchObject({ revision: 3, ok: true });
  });

  test("tries again after a while to open what could not be opened", async () => {
    const problems = [[{ binding: "127.0.0.1:25", message: "in use" }], []];
    const configuration = configurationWith({ apply: () => Promise.resolve(problems.shift() ?? []) });
    await expect(configuration.apply(state(2))).resolves.toMatchObject({
      ok: false,
      problems: [{ binding: "127.0.0.1:25", message: "in use" }],
    });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(configuration.applied).toEqual({ revision: 2, ok: true, problems: [] });
  });

  test("builds the same state anew when a release ends", async () => {
    const ends = Date.now() + 30_000;
    const configuration = configurationWith({
      buildSnapshot: ({ revision }, { at }) => snapshot(revision, at < ends ? ends : null),
    });
    await configuration.apply(state(2));
    expect(configuration.current.nextChangeAt).toBe(ends);
    await jest.advanceTimersByTimeAsync(30_000);
    expect(configuration.current.nextChangeAt).toBeNull();
    expect(jest.getTimerCount()).toBe(0);
  });

  test("says what changed to whoever looks up routes", async () => {
    const seen: [number, number][] = [];
    const configuration = configurationWith({ onSwapped: (now, before) => seen.push([now.revision, before.revision]) });
    await configuration.apply(state(2));
    await configuration.apply(state(3));
    expect(seen).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });

  test("changes nothing once closed, not even by time", async () => {
    const configuration = configurationWith({ buildSnapshot: ({ revision }) => snapshot(revision, Date.now() + 1000) });
    await configuration.apply(state(2));
    await configuration.close();
    await jest.advanceTimersByTimeAsync(2_000);
    await expect(configuration.apply(state(3))).resolves.toMatchObject({ revision: 2 });
    expect(jest.getTimerCount()).toBe(0);
  });
});
