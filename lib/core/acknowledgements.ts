import { Stack, Token, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ScopedChoice } from './cdk/scoped-choice';
import { suppressForCdkNag2 } from './cdk-nag-2';
import { checkScope } from './errors';

const disabled = new ScopedChoice<boolean>('Acknowledgements.disable');
const forCdkNag2 = new ScopedChoice<boolean>('Acknowledgements.alsoForCdkNag2');

/**
 * The acknowledgements that this library writes for cdk-nag rules which a hardened function cannot satisfy.
 *
 * Each is on the narrowest construct, with a reason.
 *
 * @example
 * declare const app: cdk.App;
 * Acknowledgements.of(app).disable();
 */
export class Acknowledgements {
  /** The acknowledgements of every function below the scope. */
  public static of(scope: IConstruct): Acknowledgements {
    checkScope('Acknowledgements.of', scope, 'the app');
    return new Acknowledgements(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * The library acknowledges nothing below the scope, for teams that review the findings and write their own acknowledgements.
   *
   * Call it before you create functions below that scope; later calls fail.
   */
  public disable(): void {
    disabled.set(this.scope, true);
  }

  /**
   * Writes the acknowledgements for cdk-nag 2 too, which does not read those of the CDK: as `cdk_nag` in the metadata of each
   * resource that has the finding.
   *
   * Call it before you create functions below that scope; later calls fail.
   *
   * @see https://github.com/cdklabs/cdk-nag/blob/main/MIGRATION.md
   *
   * @example
   * declare const app: cdk.App;
   * Acknowledgements.of(app).alsoForCdkNag2();
   */
  public alsoForCdkNag2(): void {
    forCdkNag2.set(this.scope, true);
  }
}

/**
 * Acknowledges cdk-nag rules on the construct: the reasons by rule id.
 *
 * Written as the metadata that `Validations.acknowledge` writes, without its stack trace, which costs more than the
 * acknowledgement.
 *
 * @internal
 */
export function acknowledge(construct: IConstruct, reasons: Record<string, string>): void {
  if (disabled.from(construct).length > 0) return;
  for (const [rule, reason] of Object.entries(reasons)) {
    construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [`Annotation::${rule}`]: reason });
  }
  if (forCdkNag2.from(construct).length > 0) suppressForCdkNag2(construct, reasons, flatten);
}

/**
 * Acknowledges one rule that several audit packs of cdk-nag have.
 *
 * @internal
 */
export function acknowledgeInPacks(construct: IConstruct, rule: string, reason: string, packs: readonly string[] = AUDIT_PACKS): void {
  acknowledge(construct, Object.fromEntries(packs.map((pack) => [`${pack}-${rule}`, reason])));
}

/** The packs that have most of these rules. */
const AUDIT_PACKS = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'];

/**
 * Acknowledges findings of the checks of this library on the construct and below it.
 *
 * @internal
 */
export function acknowledgeChecks(construct: IConstruct, ids: readonly string[], reason: string): void {
  if (disabled.from(construct).length > 0) return;
  for (const id of ids) construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}

/**
 * The id under which cdk-nag reports a wildcard resource: intrinsics are in angle brackets.
 *
 * @internal
 */
export function wildcardFinding(scope: IConstruct, resource: string): string {
  return `AwsSolutions-IAM5[Resource::${Token.isUnresolved(resource) ? flatten(Stack.of(scope).resolve(resource)) : resource}]`;
}

function flatten(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [intrinsic, argument] = Object.entries(value)[0] as [string, unknown];
  if (intrinsic === 'Ref') return `<${argument}>`;
  if (intrinsic === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  if (intrinsic === 'Fn::Join') return (argument as [string, unknown[]])[1].map(flatten).join((argument as [string, unknown[]])[0]);
  return JSON.stringify(intrinsic === 'Fn::Sub' ? argument : value);
}
