const SIZES = ["B", "KB", "MB", "GB", "TB"] as const;

/** `1.5 GB`, with 1024 to a step. */
export function bytesText(bytes: number): string {
  const step = Math.min(SIZES.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  return `${step === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${SIZES[step] ?? "B"}`;
}
