import { allow, type Policy, policyOf } from '../policies/policy';

/** What `audit` calls. None of these can be limited to resources that are not known before. */
export const AUDIT_ACTIONS = [
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
  'cloudwatch:DescribeAlarms',
  'lambda:ListEventSourceMappings',
  'lambda:ListFunctionEventInvokeConfigs',
  'lambda:ListFunctions',
  'logs:DescribeLogGroups',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
] as const;

/** The policy that `audit` needs, and no more. */
export const auditPolicy = (): Policy => policyOf(...allow('ReadsTemplatesAndFunctions', AUDIT_ACTIONS, '*'));
