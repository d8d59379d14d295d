import type { ExtendedRight } from "../../model";

export const ANONYMOUS = "NT AUTHORITY\\ANONYMOUS LOGON";
export const AUTHENTICATED = "NT AUTHORITY\\Authenticated Users";
export const ANY_RECIPIENT: ExtendedRight = "ms-Exch-SMTP-Accept-Any-Recipient";
