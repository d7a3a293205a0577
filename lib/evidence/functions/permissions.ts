import type { ApplicationModel } from '../../template-model/application-model';
import { arnOf } from '../../template-model/arns';
import type { LambdaFunction } from '../../template-model/functions/lambda-function';
import type { Statement } from '../../template-model/permissions/statements';
import { partsOf, Reference, type Resource, type Value } from '../../template-model/resource';
import { spelled } from '../called';

/** What a function may do, and why. @internal */
export interface PermissionEvidence {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly why: string;
  readonly isDenied: boolean;
  readonly hasCondition: boolean;
  /** It names all of something. */
  readonly isWide: boolean;
}

/** Undefined where the role is none of the templates. @internal */
export function permissionsOf(fn: LambdaFunction, model: ApplicationModel): PermissionEvidence[] | undefined {
  const role = model.roleOf(fn);
  if (!role) return undefined;
  const managed = (role.resource.list('ManagedPolicyArns') ?? []).filter(
    (arn) => !(arn instanceof Reference) || arn.resource.type !== 'AWS::IAM::ManagedPolicy',
  );
  const known = role.all
    .filter((statement) => !statement.isOfManagedPolicy)
    .map((statement) => ({
      actions: statement.actions.map(spelled),
      resources: statement.resources.map(spelled),
      why: whyOf(statement, fn, model),
      isDenied: statement.denies,
      hasCondition: statement.hasCondition,
      isWide: !statement.denies && (statement.actions.some(isWideAction) || statement.resources.includes('*')),
    }));
  return [
    ...known,
    ...managed.map((arn) => ({
      actions: [`the managed policy ${nameOfPolicy(arn)}`],
      resources: ['as the policy lists'],
      why: 'A policy of AWS or of the account, which can change without a deployment',
      isDenied: false,
      hasCondition: false,
      isWide: /FullAccess$|^AdministratorAccess$|PowerUser/.test(nameOfPolicy(arn)),
    })),
  ];
}

const isWideAction = (action: Value): boolean => typeof action === 'string' && /(^|:)\*$/.test(action);

const nameOfPolicy = (arn: Value): string => {
  const text = (partsOf(arn) ?? []).map((part) => (typeof part === 'string' ? part : '')).join('');
  return text.split('/').pop() || spelled(arn);
};

const OF_SERVICE: Readonly<Record<string, string>> = {
  xray: 'Sends traces to X-Ray',
  ec2: 'Creates its network interfaces in the VPC',
};

function whyOf(statement: Statement, fn: LambdaFunction, model: ApplicationModel): string {
  const actions = statement.actions.filter((action) => typeof action === 'string');
  const service = actions[0]?.split(':')[0] ?? '';
  const targets = statement.resources.map((value) => resourceOf(value, model));
  const isOn = (resources: readonly (Resource | undefined)[]) => targets.some((target) => target && resources.includes(target));
  if (statement.denies) return 'Denied, whatever other statements allow';
  if (actions.every((action) => action.startsWith('logs:')) && service === 'logs') return 'Writes its logs';
  if (actions.some((action) => /^lambda:.*DurableExecution/.test(action))) return 'Stores the state of durable executions';
  const mappings = model.mappingsOf(fn);
  if (isOn(mappings.map(({ source }) => source)) && actions.some((action) => READS.test(action))) return 'Reads its event source';
  const failures = model.failureTargets.filter(({ invoked }) => invoked.fn === fn).map(({ target }) => target);
  if (isOn(failures)) return 'Sends what failed, or succeeded, to its target';
  if (targets.some((target) => target && model.idempotencyTables.has(target))) return 'Keeps which events it has worked on';
  if (actions.every((action) => action.startsWith('kms:')) && service === 'kms')
    return 'Uses the key that encrypts what it reads, writes or has in its environment';
  return OF_SERVICE[service] ?? 'Granted by the application';
}

const READS = /^(sqs:(Receive|Delete|Change|Get)|dynamodb:(GetRecords|GetShard|Describe|ListStreams)|kinesis:|kafka)/;

function resourceOf(value: Value, model: ApplicationModel): Resource | undefined {
  if (value instanceof Reference) return value.resource;
  const [first] = partsOf(value) ?? [];
  if (first instanceof Reference) return first.resource;
  return arnOf(value) ? model.resources.behind(value) : undefined;
}
