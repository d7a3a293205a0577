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
export const auditPolicy = (): object => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'ReadsTemplatesAndFunctions', Effect: 'Allow', Action: AUDIT_ACTIONS, Resource: '*' }],
});
