import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Annotations, AssetHashType, DockerImage, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import type { Bundle } from '../cache/bundle-cache';
import { reportErrors } from './build-errors';
import { planBundle } from './bundle-plan';
import { bundleOf, keepBundles, type Outcome } from './bundler';
import { cdkReason } from './cdk-reasons';
import type { BundleRequest } from './esbuild-args';
import { findProject, isBelow } from './project';

/** What the function is made of. */
export interface BundledCode {
  readonly code: lambda.Code;
  /** Whether esbuild reports errors, so that the synthesis fails; the code is a placeholder then. */
  readonly hasErrors: boolean;
  /** The names that the bundle exports, where these are known. */
  readonly exported?: readonly string[];
}

/** What the props say of the project. */
export interface ProjectPaths {
  readonly depsLockFilePath?: string;
  readonly projectRoot?: string;
}

const PLACEHOLDER = `throw new Error('This function was not bundled: esbuild reports errors.');\n`;

/**
 * The code of a function, bundled in this process or taken from the cache. Undefined where CDK has to bundle, or nothing
 * is bundled.
 *
 * @internal
 */
export function bundledCode(scope: IConstruct, request: BundleRequest, paths: ProjectPaths): BundledCode | undefined {
  if (!Stack.of(scope).bundlingRequired) return undefined;
  const outcome = outcomeOf(scope, request, paths);
  if ('reason' in outcome) {
    const text = `The bundle is made by CDK's NodejsFunction and is not cached: ${outcome.reason}`;
    Annotations.of(scope).addInfoV2('cdk-hardened-lambda:BundledByCdk', text);
    return undefined;
  }
  const root = paths.projectRoot ?? dirname(request.entry);
  scope.node.addValidation({ validate: keptBundles });
  if ('bundle' in outcome) return { code: codeOf(root, outcome.bundle), hasErrors: false, exported: outcome.bundle.exported };
  reportErrors(scope, outcome.errors);
  const placeholder = { files: { 'index.js': Buffer.from(PLACEHOLDER) }, hash: PLACEHOLDER, warnings: [] };
  return { code: codeOf(root, placeholder), hasErrors: true };
}

/** When the last function is known. */
function keptBundles(): string[] {
  keepBundles();
  return [];
}

function outcomeOf(scope: IConstruct, request: BundleRequest, paths: ProjectPaths): Outcome {
  const reason = cdkReason(scope, request);
  if (reason !== undefined) return { reason };
  const project = findProject(paths);
  if (typeof project === 'string') return { reason: project };
  for (const path of [request.entry, project.lockFile])
    if (!isBelow(project.root, path)) return { reason: `${path} is not in the project` };
  const plan = planBundle(scope, request, project);
  return typeof plan === 'string' ? { reason: plan } : bundleOf(plan, loadAssets);
}

/** What the CDK loads for the first function of an app, its asset and its alarms. Where that is loaded, it takes no time. */
function loadAssets(): void {
  require('aws-cdk-lib').AssetStaging;
  require('aws-cdk-lib').FileSystem;
  require('aws-cdk-lib/aws-s3-assets').Asset;
  require('aws-cdk-lib/aws-s3').Bucket;
  require('aws-cdk-lib/region-info').RegionInfo;
  require('aws-cdk-lib/aws-cloudwatch').Alarm;
  require('aws-cdk-lib/aws-cloudwatch').CfnAlarm;
}

/** An asset as CDK makes it of a bundle. What it holds is in its command, by which the CDK tells assets apart. */
function codeOf(root: string, bundle: Bundle): lambda.Code {
  return lambda.Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('nothing-is-run-in-a-container'),
      command: [bundle.hash],
      local: {
        tryBundle(folder: string): boolean {
          for (const [path, content] of Object.entries(bundle.files)) {
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), content);
          }
          for (const warning of bundle.warnings) process.stderr.write(`warning from esbuild:\n${warning}\n`);
          return true;
        },
      },
    },
  });
}
