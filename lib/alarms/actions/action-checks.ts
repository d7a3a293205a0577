import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { canBind, checkConstruct, checkGiven, got, refuse } from '../../core/errors';
import { checkReason } from '../../core/input/reasons';
import type { ActionChoice } from './alarm-actions';

/** One @, something before it, a domain with a dot behind it, no white space, no second address. */
const EMAIL = /^[^\s@,;<>()"]+@[^\s@,;<>()".]+(\.[^\s@,;<>()".]+)+$/;

/** @internal */
export function checkActions(scope: IConstruct, choice: ActionChoice): void {
  switch (choice.kind) {
    case 'topic':
      checkConstruct(scope, 'AlarmActions.topic', choice.topic, "sns.Topic.fromTopicArn(this, 'Ops', arn)");
      break;
    case 'topicNamed':
      checkTopicName(scope, choice.topicName);
      break;
    case 'email':
      checkAddresses(scope, choice.addresses);
      break;
    case 'custom':
      checkCustom(scope, choice.actions);
      break;
    case 'none':
      checkReason(scope, 'AlarmActions.none', choice.reason);
      break;
    case 'bySeverity':
      checkPart(scope, 'critical', choice.critical);
      checkPart(scope, 'warning', choice.warning);
      break;
  }
}

function checkPart(scope: IConstruct, severity: string, part: ActionChoice | undefined): void {
  checkGiven(scope, `AlarmActions.bySeverity: ${severity}`, part, 'AlarmActions.email(...)');
  if (part?.kind === 'bySeverity') {
    refuse(scope, `'AlarmActions.bySeverity' must not contain another one; pass the actions themselves`);
  }
  checkActions(scope, part as ActionChoice);
}

function checkCustom(scope: IConstruct, actions: unknown[]): void {
  if (actions.length === 0) {
    refuse(scope, `'AlarmActions.custom' must have at least one action, got none; pass one, or 'AlarmActions.none(reason)'`);
  }
  for (const action of actions) {
    if (canBind(action)) continue;
    refuse(scope, `'AlarmActions.custom' must have alarm actions, got ${got(action)}; pass for example new LambdaAction(fn)`);
  }
}

function checkTopicName(scope: IConstruct, name: string): void {
  if (Token.isUnresolved(name) || (typeof name === 'string' && /^[A-Za-z0-9_-]{1,256}$/.test(name))) return;
  refuse(
    scope,
    `'AlarmActions.topicNamed' must have a name of 1 to 256 letters, digits, hyphens and underscores, got ${JSON.stringify(name)}; ` +
      `for a topic by its ARN pass 'AlarmActions.topic(sns.Topic.fromTopicArn(...))'`,
  );
}

/** Addresses are counted, never printed. */
function checkAddresses(scope: IConstruct, addresses: string[]): void {
  if (addresses.length === 0) {
    refuse(scope, `'AlarmActions.email' must have at least one address, got none; pass one, or 'AlarmActions.none(reason)'`);
  }
  const seen = new Set<string>();
  addresses.forEach((address, index) => {
    if (Token.isUnresolved(address)) return;
    const nth = `address ${index + 1} of ${addresses.length}`;
    if (typeof address !== 'string' || address.trim() === '') {
      refuse(scope, `'AlarmActions.email' must have addresses, got an empty one as ${nth}; fill it in or remove it`);
    }
    if (!EMAIL.test(address)) {
      refuse(
        scope,
        `'AlarmActions.email' must have addresses like name@example.com, got another form as ${nth}; pass one address without spaces per argument`,
      );
    }
    if (seen.has(address.toLowerCase())) {
      refuse(scope, `'AlarmActions.email' must name each address once, got ${nth} for the second time; remove it`);
    }
    seen.add(address.toLowerCase());
  });
}
