import type { ResourceBody } from '../template';
import type { Properties } from './fields';

/** What lets a service invoke the target, under the id that SAM gives. @internal */
export const permission = (id: string, target: unknown, Principal: string, from: Properties): [string, ResourceBody][] => [
  [
    `${id}Permission`,
    { Type: 'AWS::Lambda::Permission', Properties: { Action: 'lambda:InvokeFunction', FunctionName: target, Principal, ...from } },
  ],
];
