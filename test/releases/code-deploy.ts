import type { Resources } from './released';

/*
 * What CodeDeploy decides over the resources of a template. It reads only the template: whatever the library meant and did
 * not write is not there. Each decision names its source.
 */

/** What each version of the function does when it is invoked. */
export interface Traffic {
  /** The number of the version that had all traffic before. */
  readonly before: string;
  readonly invocationsPerMinute: number;
  /** How many of the invocations of the new version fail, in percent. */
  readonly failing: number;
  /** What the hooks report, by the logical id of their function. Without an entry a hook reports success. */
  readonly reports?: Readonly<Record<string, 'Succeeded' | 'Failed'>>;
}

export interface Outcome {
  readonly status: 'Succeeded' | 'Stopped' | 'Failed';
  /** The version that has all traffic at the end. */
  readonly live: 'old' | 'new';
  readonly why: string;
  /** How many invocations the new version got. */
  readonly invocations: number;
}

type Resource = Resources[string];
const NEW = 'new';

/** The ARNs and names of the template, with the logical id in the place of what a deployment would name. */
function resolve(value: any): any {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument], ...more] = Object.entries<any>(value);
  if (more.length === 0) {
    if (key === 'Ref') return `<${argument}>`;
    if (key === 'Fn::GetAtt') return argument[1] === 'Version' ? NEW : `<${argument[0]}>`;
    if (key === 'Fn::Join') return resolve(argument[1]).join(argument[0]);
  }
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, resolve(inside)]));
}

const idOf = (reference: unknown): string => String(reference).replace(/^<|>$/g, '');

/** A release of the only alias of the template. */
export function release(resources: Resources, traffic: Traffic): Outcome {
  const refused = beforeDeployment(resources);
  if (refused) return { status: 'Failed', live: 'old', why: refused, invocations: 0 };
  const [, alias] = only(resources, 'AWS::Lambda::Alias');
  const update = alias.UpdatePolicy?.CodeDeployLambdaAliasUpdate;
  // Without an update policy CloudFormation moves the alias itself, at once.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html
  if (!update) return { status: 'Succeeded', live: 'new', why: 'no update policy', invocations: traffic.invocationsPerMinute };
  const group = resources[idOf(resolve(update.DeploymentGroupName))];
  const policy = policyOf(resources, group);
  const name = resolve(alias.Properties?.FunctionName);

  // The role moves the alias. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html
  for (const action of ['lambda:GetAlias', 'lambda:UpdateAlias']) {
    if (!allows(policy, action, name)) return end('Failed', group, `the role may not ${action}`, 0);
  }
  const before = runHook(resources, policy, group, update.BeforeAllowTrafficHook, traffic);
  if (before) return end('Failed', group, before, 0);

  const { steps, minutes } = shiftOf(resources, group);
  let invocations = 0;
  for (const percent of steps.slice(0, -1)) {
    for (let minute = 0; minute < minutes; minute++) {
      invocations += (traffic.invocationsPerMinute * percent) / 100;
      const fired = firing(resources, group, policy, name, { ...traffic, invocations: (traffic.invocationsPerMinute * percent) / 100 });
      // An alarm in ALARM stops the deployment; so does an alarm that CodeDeploy can't ask for.
      // https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html
      if (fired) return end('Stopped', group, fired, invocations);
    }
  }
  const after = runHook(resources, policy, group, update.AfterAllowTrafficHook, traffic);
  if (after) return end('Failed', group, after, invocations);
  return { status: 'Succeeded', live: 'new', why: 'nothing stopped it', invocations };
}

/** CloudFormation refuses the template before any deployment. */
function beforeDeployment(resources: Resources): string | undefined {
  const [aliasId, alias] = only(resources, 'AWS::Lambda::Alias');
  const seen = new Set<string>();
  const waiting = references(alias, resources);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === aliasId) return 'circular dependency';
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...references(resources[id], resources));
  }
  return undefined;
}

function references(value: any, resources: Resources): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => references(each, resources));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<any>(value).flatMap(([key, inside]) => {
    if (key === 'Ref' || key === 'DependsOn') return [inside].flat().filter((id) => id in resources);
    return key === 'Fn::GetAtt' ? [inside[0]] : references(inside, resources);
  });
}

function only(resources: Resources, type: string): [string, Resource] {
  const found = Object.entries(resources).filter(([, { Type }]) => Type === type);
  if (found.length !== 1) throw new Error(`one ${type} is simulated, got ${found.length}`);
  return found[0];
}

/**
 * A deployment that ends otherwise than it should is taken back, where the group says so for this end.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html
 */
function end(status: 'Stopped' | 'Failed', group: Resource, why: string, invocations: number): Outcome {
  const { Enabled, Events = [] } = group.Properties?.AutoRollbackConfiguration ?? {};
  const event = status === 'Stopped' ? 'DEPLOYMENT_STOP_ON_ALARM' : 'DEPLOYMENT_FAILURE';
  return { status, live: Enabled && Events.includes(event) ? 'old' : 'new', why, invocations };
}

type Statement = { Action: string | string[]; Resource: any };

function policyOf(resources: Resources, group: Resource): Statement[] {
  const role = resolve(group.Properties?.ServiceRoleArn);
  return Object.values(resources)
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::Policy' && resolve(Properties?.Roles ?? []).includes(role))
    .flatMap(({ Properties }) => Properties?.PolicyDocument.Statement);
}

const allows = (statements: Statement[], action: string, resource: string): boolean =>
  statements.some(({ Action, Resource }) => [Action].flat().includes(action) && [resolve(Resource)].flat().includes(resource));

/**
 * A hook has to be invoked by the role, and to report; one that can't report fails after an hour.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
function runHook(resources: Resources, policy: Statement[], group: Resource, hook: unknown, traffic: Traffic): string | undefined {
  if (hook === undefined) return undefined;
  const id = idOf(resolve(hook));
  if (!allows(policy, 'lambda:InvokeFunction', `<${id}>`)) return 'the role may not invoke the hook';
  const role = resolve(resources[id].Properties?.Role);
  const [groupId] = Object.entries(resources).find(([, each]) => each === group) as [string, Resource];
  const mayReport = Object.values(resources)
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::Policy' && resolve(Properties?.Roles ?? []).includes(role))
    .flatMap(({ Properties }) => Properties?.PolicyDocument.Statement as Statement[])
    .some(
      ({ Action, Resource }) => Action === 'codedeploy:PutLifecycleEventHookExecutionStatus' && resolve(Resource).endsWith(`<${groupId}>`),
    );
  if (!mayReport) return 'the hook does not report within an hour';
  return traffic.reports?.[id] === 'Failed' ? 'the hook reports a failure' : undefined;
}

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html */
function shiftOf(resources: Resources, group: Resource): { steps: number[]; minutes: number } {
  const name = resolve(group.Properties?.DeploymentConfigName);
  if (String(name).endsWith('AllAtOnce')) return { steps: [100], minutes: 0 };
  const own = resources[idOf(name)]?.Properties?.TrafficRoutingConfig;
  const [, kind, percentOf, minutesOf] =
    /Lambda(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minute/.exec(name) ??
    (own?.TimeBasedCanary
      ? ['', 'Canary', own.TimeBasedCanary.CanaryPercentage, own.TimeBasedCanary.CanaryInterval]
      : ['', 'Linear', own?.TimeBasedLinear.LinearPercentage, own?.TimeBasedLinear.LinearInterval]);
  const percent = Number(percentOf);
  const steps =
    kind === 'Canary' ? [percent, 100] : Array.from({ length: Math.ceil(100 / percent) }, (_, step) => Math.min(100, (step + 1) * percent));
  return { steps, minutes: Number(minutesOf) };
}

/**
 * The alarm that stops the deployment in a minute. Lambda publishes errors of an alias under FunctionName, under Resource as
 * well, and for each version of a weighted alias under ExecutedVersion; an alarm on other dimensions has no data.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
 */
function firing(
  resources: Resources,
  group: Resource,
  policy: Statement[],
  name: string,
  { failing, invocations }: Traffic & { readonly invocations: number },
): string | undefined {
  const { Enabled, Alarms = [] } = group.Properties?.AlarmConfiguration ?? {};
  if (!Enabled) return undefined;
  for (const { Name } of Alarms) {
    const id = idOf(resolve(Name));
    if (!allows(policy, 'cloudwatch:DescribeAlarms', `<${id}>`)) return `CloudWatch can't be asked for ${id}`;
    const { Dimensions, MetricName, Namespace, Threshold, TreatMissingData } = resources[id].Properties ?? {};
    const dimensions = Object.fromEntries((Dimensions ?? []).map((each: any) => [each.Name, resolve(each.Value)]));
    const hasData =
      Namespace === 'AWS/Lambda' &&
      MetricName === 'Errors' &&
      dimensions.FunctionName === name &&
      [undefined, `${name}:live`].includes(dimensions.Resource) &&
      [undefined, NEW].includes(dimensions.ExecutedVersion) &&
      (dimensions.ExecutedVersion === undefined || dimensions.Resource !== undefined) &&
      invocations >= 1;
    if (!hasData) {
      if (TreatMissingData === 'breaching') return `${id} has no data, which breaches`;
      continue;
    }
    if ((invocations * failing) / 100 > Threshold) return `${id} is in ALARM`;
  }
  return undefined;
}
