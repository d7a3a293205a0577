import * as events from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { acknowledge } from '../core/acknowledgements';
import { warn } from '../core/warnings';

/** CloudFormation tells of a stopped deployment only whoever deploys. */
const SOURCE = { source: ['aws.codedeploy'], detailType: ['CodeDeploy Deployment State-change Notification'] };

/**
 * Notifies a topic of deployments of the stack that were stopped or failed: one rule for each topic.
 *
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
 *
 * @internal
 */
export function notifyOfStops(releases: Construct, topic: sns.ITopic, application: string, group: string): void {
  const id = `Stopped-${topic.node.addr.slice(-8)}`;
  const known = releases.node.tryFindChild(id) as StoppedDeployments | undefined;
  (known ?? new StoppedDeployments(releases, id, topic, application)).groups.push(group);
}

class StoppedDeployments extends events.Rule {
  public readonly groups: string[];

  constructor(scope: Construct, id: string, topic: sns.ITopic, application: string) {
    const groups: string[] = [];
    super(scope, id, {
      description: 'A new version of a function did not get its traffic: its deployment was stopped by an alarm or failed.',
      eventPattern: {
        ...SOURCE,
        detail: { state: ['FAILURE', 'STOP'], application: [application], deploymentGroup: groups },
      },
    });
    this.groups = groups;
    this.addTarget(new SnsTopic(topic, { message: events.RuleTargetInput.fromText(textOf()) }));
    allowOnKey(this, topic);
    acknowledge(this, {
      'Serverless-EventBusDLQ': 'EventBridge tries for 24 hours, and the update of the stack fails as well.',
    });
  }
}

const textOf = (): string => {
  const field = events.EventField.fromPath;
  return (
    `A release was stopped (${field('$.detail.state')}): deployment ${field('$.detail.deploymentId')} of ${field('$.detail.deploymentGroup')} ` +
    `in ${field('$.region')}. CodeDeploy brings the old version back. Look first at the rollback alarm of the function, then at the errors in its logs.`
  );
};

/** CDK's target allows EventBridge to publish, and not to use the key of the topic. */
function allowOnKey(rule: IConstruct, topic: sns.ITopic): void {
  const events = new iam.ServicePrincipal('events.amazonaws.com');
  if (!(topic instanceof sns.Topic)) {
    warn(
      rule,
      'ImportedAlarmTopic',
      `'alarmActions' names an imported topic, so it is not known whether EventBridge may notify it of stopped releases; make sure that its ` +
        'policy allows sns:Publish to events.amazonaws.com, and the policy of its key kms:Decrypt and kms:GenerateDataKey*',
    );
    return;
  }
  topic.masterKey?.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'AllowStoppedReleases',
      principals: [events],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
    }),
    true,
  );
}
