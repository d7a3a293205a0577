// Publishes the page: `npx cdk deploy --outputs-file outputs.json && node publish.mjs`. Needs the AWS CLI.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [outputs] = Object.values(JSON.parse(readFileSync('outputs.json', 'utf8')));
const { FilesBucket, DistributionId, SiteUrl: url, SignInUrl: signInUrl, ClientId: clientId } = outputs;

writeFileSync('site/config.json', JSON.stringify({ signInUrl, clientId }));
const aws = (...args) => execFileSync('aws', args, { stdio: 'inherit' });
// The name of a file says nothing of its version: browsers ask each time, and CloudFront is told when there are new ones.
aws('s3', 'sync', 'site', `s3://${FilesBucket}`, '--delete', '--cache-control', 'no-cache');
aws('cloudfront', 'create-invalidation', '--distribution-id', DistributionId, '--paths', '/*');
console.log(url);
