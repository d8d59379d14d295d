import type { ControlApiApp } from "../control-api-app";
import type { ControlApiParts } from "../control-api-parts";
import { auditRoutes } from "./audit-routes";
import { certificateRoutes } from "./certificate-routes";
import { claimRoutes } from "./claim-routes";
import { collectionRoutes } from "./collection-routes";
import { documentRoutes } from "./document-routes";
import { effectivePermissionsRoutes } from "./effective-permissions-routes";
import { explainRoutes } from "./explain-routes";
import { exportRoutes } from "./export-routes";
import { freezeRoutes } from "./freeze-routes";
import { healthRoutes } from "./health-routes";
import { metricsRoutes } from "./metrics-routes";
import { queueRoutes } from "./queue-routes";
import { refusalRoutes } from "./refusal-routes";
import { restoreRoutes } from "./restore-routes";
import { revertRoutes } from "./revert-routes";
import { stackRoutes } from "./stack-routes";
import { statusRoutes } from "./status-routes";
import { tokenRoutes } from "./token-routes";
import { traceRoutes } from "./trace-routes";
import { transportConfigRoutes } from "./transport-config-routes";
import { usageRoutes } from "./usage-routes";

/** Everything the control API answers, a line each. */
export const ROUTES: readonly ((app: ControlApiApp, parts: ControlApiParts) => void)[] = [
  collectionRoutes,
  transportConfigRoutes,
  stackRoutes,
  claimRoutes,
  effectivePermissionsRoutes,
  explainRoutes,
  refusalRoutes,
  exportRoutes,
  auditRoutes,
  freezeRoutes,
  restoreRoutes,
  revertRoutes,
  tokenRoutes,
  queueRoutes,
  traceRoutes,
  certificateRoutes,
  usageRoutes,
  statusRoutes,
  healthRoutes,
  metricsRoutes,
  documentRoutes,
];
