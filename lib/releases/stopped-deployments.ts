import * as events from 'aws-cdk-lib/aws-events';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { notifyTopic } from '../alarms/actions/event-topic';

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
    notifyTopic(this, topic, {
      subject: 'stopped releases',
      text: textOf(),
      withoutDeadLetters: 'EventBridge tries for 24 hours, and the update of the stack fails as well.',
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
