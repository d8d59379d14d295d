import { formatTimeSpan } from "../../../model";

/** Undoes `_x000D_`: how CLIXML writes what XML cannot hold (MS-PSRP §2.2.5.3.2). */
export function clixmlText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** An XML Schema duration as Exchange writes time spans: `PT10M` is `00:10:00`; other texts stay as they are. */
export function isoDuration(text: string): string {
  const parts = /^P(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,7})M)?(?:(\d{1,9})(?:\.0+)?S)?)?$/.exec(text);
  if (parts === null) return text;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return formatTimeSpan(days * 86_400 + hours * 3600 + minutes * 60 + seconds);
}
