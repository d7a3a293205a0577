import { Names, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { resourceBehind } from '../../core/cdk/arns';
import { cdkNameOf } from '../../core/cdk/cdk-made';
import { refuse } from '../../core/errors';
import { allowCloudWatchToPublish } from './topic-access';

const CDK_ACTIONS = 'aws-cdk-lib.aws_cloudwatch_actions.';

/**
 * The user's action, bound to the alarm once, though the alarm may notify it both in ALARM and when that is over: an action may
 * make a construct each time that it is bound.
 *
 * @internal
 */
export function boundAction(alarm: cloudwatch.Alarm, action: cloudwatch.IAlarmAction): cloudwatch.IAlarmAction {
  const name = cdkNameOf(action);
  const bound = name === `${CDK_ACTIONS}LambdaAction` ? bindToAllAlarms(alarm, action) : bindTo(alarm, action);
  const arn = bound.alarmActionArn;
  if (name === `${CDK_ACTIONS}SnsAction` || isTopic(arn)) allowCloudWatchToPublish(alarm, arn, Stack.of(alarm));
  return { bind: () => bound };
}

const isTopic = (arn: string): boolean => resourceBehind(arn)?.cfnResourceType === 'AWS::SNS::Topic' || /^arn:[^:]+:sns:/.test(arn);

function bindTo(alarm: cloudwatch.Alarm, action: cloudwatch.IAlarmAction): cloudwatch.AlarmActionConfig {
  try {
    return action.bind(alarm, alarm);
  } catch (error) {
    const [, id, place] = /already a Construct with name '(.*?)' in (.*)/.exec((error as Error).message) ?? [];
    if (id === undefined) throw error;
    return refuse(
      alarm,
      `'AlarmActions.custom' must have actions that can be used by several alarms, got one that makes '${id}' in ${place} for each of them; ` +
        `have its 'bind' make it once, or with an id of the alarm`,
    );
  }
}

/**
 * CDK's action for a function makes a permission for each alarm, under an id that several alarms have. One permission for all
 * alarms of the account and region is enough.
 */
function bindToAllAlarms(alarm: cloudwatch.Alarm, action: cloudwatch.IAlarmAction): cloudwatch.AlarmActionConfig {
  const all = AllAlarms.of(Stack.of(alarm));
  return action.bind(all, all as unknown as cloudwatch.IAlarm);
}

/** Of CDK: an id of the permission that begins with the alarm's. https://docs.aws.amazon.com/cdk/v2/guide/featureflags.html */
const ID_BY_ALARM = '@aws-cdk/aws-cloudwatch-actions:changeLambdaPermissionLogicalIdForLambdaAction';

/** Stands for every alarm of a stack where an action asks for one. */
class AllAlarms extends Construct {
  public static of(stack: Stack): AllAlarms {
    const id = `HardenedFunctionAlarmsOf${Names.uniqueId(stack)}`;
    return (stack.node.tryFindChild(id) as AllAlarms | undefined) ?? new AllAlarms(stack, id);
  }

  public readonly alarmArn: string;
  public readonly alarmRef: { readonly alarmArn: string };

  private constructor(stack: Stack, id: string) {
    super(stack, id);
    this.node.setContext(ID_BY_ALARM, true);
    this.alarmArn = stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' });
    this.alarmRef = { alarmArn: this.alarmArn };
  }
}
