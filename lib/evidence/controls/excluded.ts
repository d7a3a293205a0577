/** Services of cdk-nag's rules that are not checked, each with the reason. cdk-nag checks them. @internal */
export const EXCLUDED_SERVICES: Readonly<Record<string, string>> = {
  apigw: 'about the API in front of functions; run cdk-nag on the app',
  appsync: 'about the API in front of functions; run cdk-nag on the app',
  autoscaling: 'about instances',
  cloud9: 'about a development environment',
  cloudfront: 'about a distribution in front of functions; run cdk-nag on the app',
  cloudtrail: 'about the account',
  codebuild: 'about builds',
  cognito: 'about users of an API; run cdk-nag on the app',
  dms: 'about databases',
  documentdb: 'about databases',
  ec2: 'about instances',
  ecr: 'about registries',
  ecs: 'about containers that are no functions',
  efs: 'about file systems',
  eks: 'about clusters',
  elasticache: 'about caches',
  elasticbeanstalk: 'about instances',
  elb: 'about load balancers',
  emr: 'about clusters',
  glue: 'about data jobs',
  kinesis: 'about the stream itself, which its owner checks; reading it is checked at the function',
  lex: 'about bots',
  mediastore: 'about media',
  msk: 'about the cluster itself, which its owner checks; reading it is checked at the function',
  mwaa: 'about workflows',
  neptune: 'about databases',
  opensearch: 'about search domains',
  quicksight: 'about dashboards of data',
  rds: 'about databases',
  redshift: 'about warehouses',
  s3: 'about buckets, which their owner checks; their notifications are checked as event paths',
  sagemaker: 'about machine learning',
  secretsmanager: 'about the secret itself, which its owner checks',
  stepfunctions: 'about state machines, which their owner checks; their calls are checked as event paths',
  timestream: 'about databases',
  vpc: 'about networks, which their owner checks',
  waf: 'about firewalls',
};

/** Single rules of the other services that are not checked. @internal */
export const EXCLUDED_RULES: Readonly<Record<string, string>> = {
  DAXEncrypted: 'about caches',
  DynamoDBAutoScalingEnabled: 'about the capacity of a table, which its owner checks',
  DynamoDBInBackupPlan: 'a backup plan selects tables by tags that only the account knows',
  EventBusOpenAccess: 'about the policy of a bus, which its owner checks',
  IAMGroupHasUsers: 'about people, not functions',
  IAMUserGroupMembership: 'about people, not functions',
  IAMUserNoPolicies: 'about people, not functions',
};

/** Controls of Security Hub and rules of AWS Config about functions that are not checked. @internal */
export const EXCLUDED_CONTROLS: Readonly<Record<string, string>> = {
  'Security Hub Lambda.4': 'AWS has no control with this number',
};
