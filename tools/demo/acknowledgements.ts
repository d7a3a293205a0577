import { type App, Validations } from 'aws-cdk-lib';

export interface Acknowledgement {
  /** The construct that has it; it applies to everything below. */
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
}

export function acknowledgementsOf(app: App): Acknowledgement[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data))
      .map(([rule, reason]) => ({ path: node.path, rule: rule.replace(/^annotation::/i, ''), reason })),
  );
}
