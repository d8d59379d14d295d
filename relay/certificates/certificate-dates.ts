/** From when to when a certificate is good, epoch milliseconds. */
export interface CertificateDates {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Whether a certificate is within its dates. */
export function isCurrent({ notBefore, notAfter }: CertificateDates, at: number): boolean {
  return notBefore <= at && at <= notAfter;
}

/** Why a certificate is not within its dates, after its name: "expired on 2027-01-31"; undefined when it is. */
export function dateFault({ notBefore, notAfter }: CertificateDates, at: number): string | undefined {
  if (notAfter < at) return `expired on ${isoDay(notAfter)}`;
  return at < notBefore ? `is not valid before ${isoDay(notBefore)}` : undefined;
}

/** Day of a time, in UTC. */
export function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
