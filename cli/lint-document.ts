import { type ConfigDocument, type LintWarning, lintConnector } from "../model";

/** A lint with the connector that it is about. */
export interface ConnectorLint extends LintWarning {
  readonly connector: string;
}

/** Every lint of every connector of a document. */
export function lintDocument({ receiveConnectors, connectorPermissions }: ConfigDocument): readonly ConnectorLint[] {
  return receiveConnectors.flatMap((settings) => {
    const name = settings.name.toLowerCase();
    const permissions = connectorPermissions.filter(({ connector }) => connector.toLowerCase() === name);
    return lintConnector({ settings, permissions }).map((lint) => ({ connector: settings.name, ...lint }));
  });
}
