import { CfnResource, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import type { AlarmActions } from '../alarms/actions/alarm-actions';
import { unqualified } from '../core/cdk/function-behind';
import { RenderedResource } from '../core/cdk/rendered-resource';
import { DEFAULTS } from '../core/defaults';
import { checkConstruct, got, refuse } from '../core/errors';
import { checkNames } from '../core/input/option-names';
import { HardenedFunction } from '../function/hardened-function';
import type { HardeningProfile } from '../profiles/hardening-profile';
import { START_CODE } from './start-code';

/** What starts durable executions takes. */
export interface DurableStartProps {
  /**
   * What is started: a hardened function with `durableConfig`, or an alias or a version of another durable function.
   *
   * A function without a qualifier, and `$LATEST`, are errors.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html
   */
  readonly durableFunction: lambda.IFunction;

  /**
   * The field whose value names the execution, with dots between levels: `orderId`, `detail.orderId`. It is a field of the body of
   * an SQS message, of the body of a request to API Gateway, and of every other event as a whole, as those of EventBridge.
   *
   * Its value must be letters, digits, hyphens and underscores: 64 at the most with the prefix. A payload without it is not started:
   * a message stays in its queue, an event is sent to the failure target, a request is answered by 400.
   */
  readonly nameField: string;

  /**
   * What the names of executions begin with: at most 32 letters, digits, hyphens and underscores. It keeps equal values for two
   * functions apart: AWS's documentation differs on whether a name is unique for a function or for the account and region.
   *
   * @default - eight characters that depend on the path of the construct, and a hyphen
   * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html
   */
  readonly namePrefix?: string;

  /**
   * Who is notified of alarms of the function that starts executions.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   * @default - of the nearest scope
   */
  readonly alarmActions?: AlarmActions;

  /**
   * The profile of the function that starts executions.
   *
   * @default - of the nearest scope, or HardeningProfile.standard()
   */
  readonly profile?: HardeningProfile;
}

const OPTIONS = { durableFunction: true, nameField: true, namePrefix: true, alarmActions: true, profile: true };
const SERVICES = 'new HardenedFunction(this, ..., { durableConfig: ... })';

/**
 * Starts executions of a durable function so that an event that is delivered twice starts one execution.
 *
 * SQS, EventBridge and API Gateway cannot name an execution. The function in between does: an event that is delivered again has the
 * same name and the same payload, and is answered as started. Another payload under the same name is a failure: a message stays in
 * its queue until it is redriven, an event is sent to the failure target, a request is answered by 409.
 *
 * Lambda knows a name until the retention of its execution ends.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-idempotency.html
 *
 * @example
 * declare const orders: HardenedFunction;
 * declare const rule: events.Rule;
 * const start = new DurableStart(this, 'StartOrders', { durableFunction: orders, nameField: 'detail.orderId' });
 * rule.addTarget(new targets.LambdaFunction(start.startFunction));
 */
export class DurableStart extends Construct {
  /** The function that starts executions: give it a `HardenedSqsEventSource`, or make it the target of a rule or of an integration. */
  public readonly startFunction: HardenedFunction;

  constructor(scope: Construct, id: string, props: DurableStartProps) {
    super(scope, id);
    checkNames(this, 'DurableStart', props, OPTIONS);
    checkTarget(this, props.durableFunction);
    checkField(this, props.nameField);
    checkPrefix(this, props.namePrefix);
    const { functionArn } = props.durableFunction;
    this.startFunction = new HardenedFunction(this, 'Function', {
      description: 'Starts durable executions by their name.',
      runtime: DEFAULTS.nodejsRuntime,
      handler: 'index.handler',
      code: lambda.Code.fromInline(START_CODE),
      environment: {
        DURABLE_FUNCTION: functionArn,
        NAME_FIELD: props.nameField,
        NAME_PREFIX: props.namePrefix ?? `${this.node.addr.slice(-8)}-`,
      },
      alarmActions: props.alarmActions,
      profile: props.profile,
    });
    iam.Grant.addToPrincipal({ grantee: this.startFunction, actions: ['lambda:InvokeFunction'], resourceArns: [functionArn] });
    this.node.addValidation({ validate: () => this.wholeBatches() });
  }

  /** The code answers with the messages that were not started: who does not read the answer deletes them. */
  private wholeBatches(): string[] {
    const mappings = this.startFunction.node.findAll().filter((node): node is lambda.CfnEventSourceMapping => isMapping(node));
    return mappings.flatMap(({ node, functionResponseTypes }) => {
      if (Token.isUnresolved(functionResponseTypes) || functionResponseTypes?.includes('ReportBatchItemFailures')) return [];
      return `event sources of 'startFunction' must report failed messages, got ${node.path}, which would delete messages that were not started; use HardenedSqsEventSource, or set 'reportBatchItemFailures: true'`;
    });
  }
}

const isMapping = (node: IConstruct): boolean =>
  CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::EventSourceMapping';

function checkTarget(scope: IConstruct, target: lambda.IFunction): void {
  checkConstruct(scope, 'durableFunction', target, SERVICES);
  if (typeof target.functionArn !== 'string')
    refuse(scope, `'durableFunction' must be a function, got ${got(target)}; pass for example ${SERVICES}`);
  const inner = unqualified(target);
  const resource = inner.node.defaultChild;
  if (
    resource &&
    CfnResource.isCfnResource(resource) &&
    new RenderedResource(resource, () => undefined).properties.DurableConfig === undefined
  ) {
    refuse(
      scope,
      `'durableFunction' must be a durable function, got ${inner.node.path}, which has no 'durableConfig'; set it, or invoke the function itself`,
    );
  }
  const { version } = target as Partial<lambda.IVersion>;
  const isNamed = !Token.isUnresolved(target.functionArn) && /:function:[^:]+:(?!\$LATEST)[^:]+$/.test(target.functionArn);
  if (version === '$LATEST' || (inner === target && !isNamed)) {
    refuse(
      scope,
      `'durableFunction' must be an alias or a version of a durable function, got ${version === '$LATEST' ? '$LATEST' : 'a function without a qualifier'}; ` +
        `pass its alias, or a HardenedFunction, which is invoked by its alias`,
    );
  }
}

function checkField(scope: IConstruct, field: string): void {
  if (typeof field === 'string' && (Token.isUnresolved(field) || /^[^.\s]+(\.[^.\s]+)*$/.test(field))) return;
  refuse(scope, `'nameField' must be the name of a field with dots between levels, got ${got(field)}; pass for example 'detail.orderId'`);
}

function checkPrefix(scope: IConstruct, prefix: string | undefined): void {
  if (prefix === undefined || (typeof prefix === 'string' && (Token.isUnresolved(prefix) || /^[A-Za-z0-9_-]{0,32}$/.test(prefix)))) return;
  refuse(
    scope,
    `'namePrefix' must be at most 32 letters, digits, hyphens and underscores, got ${got(prefix)}; change it, or omit it for a prefix of the construct`,
  );
}
