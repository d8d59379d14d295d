/** Says how to close what was just opened; called in reverse order. */
export type OnStop = (close: () => Promise<void> | void) => void;
