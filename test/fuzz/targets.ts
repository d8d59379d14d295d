import type { FuzzEntry } from "./fuzz-target";
import { commandLine } from "./targets/command-line";
import { configDocument } from "./targets/config-document";
import { controlApi } from "./targets/control-api";
import { domainName } from "./targets/domain-name";
import { headerBlock } from "./targets/header-block";
import { importOfExchange, importOfPostfix } from "./targets/imports";
import { ipRange } from "./targets/ip-range";
import { mailAddress } from "./targets/mail-address";
import { messageData } from "./targets/message-data";
import { proxyHeader } from "./targets/proxy-header";
import { smallTexts } from "./targets/small-texts";
import { smtpSession } from "./targets/smtp-session";

/** Everything that reads what outsiders write. */
export const FUZZ_TARGETS: readonly FuzzEntry[] = [
  commandLine,
  smtpSession,
  messageData,
  headerBlock,
  proxyHeader,
  mailAddress,
  domainName,
  ipRange,
  smallTexts,
  configDocument,
  importOfExchange,
  importOfPostfix,
  controlApi,
];
