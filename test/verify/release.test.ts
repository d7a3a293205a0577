import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAssemblyFromPath } from '@jsii/spec';
import { parse } from 'yaml';
import { bumpProblems, isReleasable, withNotes } from '../../verify/release/changelog';
import { constructHubProblems, linkProblems } from '../../verify/release/construct-hub';
import { type GoModule, goProblems } from '../../verify/release/go';
import { pomProblems } from '../../verify/release/maven';
import { bundleCommand, packagesOf, staleNotices } from '../../verify/release/notice';
import { npmProblems } from '../../verify/release/npm';
import { opsProblems } from '../../verify/release/npm-ops';
import { projectProblems } from '../../verify/release/nuget';
import { metadataOf, wheelProblems } from '../../verify/release/pypi';

const ROOT = join(__dirname, '../..');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

describe('npm', () => {
  const files = [
    'build/index.js',
    'build/index.d.ts',
    'build/core/fail.d.ts',
    'LICENSE',
    'NOTICE',
    'README.md',
    '.jsii',
    '.jsii.gz',
    'package.json',
  ];

  test('takes the package as it is', () => {
    expect(npmProblems(PACKAGE, files)).toEqual([]);
  });

  test.each([
    ['license', "package.json must have 'license', got none"],
    ['keywords', "package.json must have 'keywords', got none"],
    ['homepage', "package.json must have 'homepage', got none"],
    ['publishConfig', "package.json must have 'publishConfig.access' public, got undefined"],
  ])('misses %s', (field, problem) => {
    expect(npmProblems({ ...PACKAGE, [field]: undefined }, files)).toEqual([problem]);
  });

  test('refuses a private package, and the address of a repository that provenance cannot name', () => {
    expect(npmProblems({ ...PACKAGE, private: true, repository: { url: 'git@github.com:a/b.git' } }, files)).toEqual([
      "package.json must not be 'private': npm refuses to publish it",
      'package.json must have the HTTPS address of its repository, got git@github.com:a/b.git',
    ]);
  });

  test('sees a file too few and a file too many', () => {
    expect(npmProblems(PACKAGE, [...files.filter((file) => file !== 'NOTICE'), 'lib/index.ts'])).toEqual([
      'the package must contain NOTICE, got 9 other files',
      'the package must contain nothing but what was compiled and documents, got lib/index.ts; ignore it in .projenrc.ts',
    ]);
  });
});

describe('the operations package', () => {
  const OPS = JSON.parse(readFileSync(join(ROOT, 'ops/package.json'), 'utf8'));
  const files = ['LICENSE', 'NOTICE', 'README.md', 'package.json', 'build/main.mjs'];

  test('is complete', () => {
    expect(opsProblems(OPS, files, OPS.version)).toEqual([]);
  });

  test('has the version of the library, no dependencies, its program and its licenses', () => {
    expect(opsProblems({ ...OPS, dependencies: {}, homepage: undefined }, files.slice(2, 4), '9.9.9')).toEqual([
      "ops/package.json must have 'homepage', got none",
      "ops/package.json must have 'version' 9.9.9, got 0.0.0",
      "ops/package.json must have no 'dependencies': all of them are bundled",
      'the package must contain LICENSE, got 2 other files',
      'the package must contain NOTICE, got 2 other files',
      'the package must contain build/main.mjs, got 2 other files',
    ]);
  });
});

describe('Construct Hub', () => {
  const assembly = { ...loadAssemblyFromPath(ROOT), readme: { markdown: 'See [the rules](https://example.com).' } };

  test('lists the package', () => {
    expect(constructHubProblems(assembly)).toEqual([]);
  });

  test.each<[string, object, RegExp]>([
    ['license', { license: 'GPL-3.0-only' }, /permissive license, got GPL-3.0-only/],
    ['keyword', { keywords: ['cdk'] }, /keyword 'awscdk', got cdk/],
    ['peer', { dependencies: { constructs: '^10.0.0' } }, /'aws-cdk-lib', got constructs/],
    ['target', { targets: { ...assembly.targets, go: undefined } }, /jsii target 'go'/],
    ['README', { readme: undefined }, /README, got none/],
    ['docstrings', { types: {} }, /docstrings, got none/],
  ])('misses a %s', (_, change, problem) => {
    expect(constructHubProblems({ ...assembly, ...change })).toEqual([expect.stringMatching(problem)]);
  });

  test('a link has to be absolute, but for one on the page itself; code has no links', () => {
    const page = '[a](docs/a.md) ![b](docs/b.svg "title") [c](#c) [d](https://d.example)\n```ts\nvalues[0](docs)\n```\n';
    expect(linkProblems(page)).toEqual(['README.md must have absolute links, got docs/a.md, docs/b.svg']);
  });
});

describe('PyPI', () => {
  const metadata = `Metadata-Version: 2.1
Name: cdk-hardened-lambda
Version: ${PACKAGE.version}
Summary: Lambda functions
Home-page: https://example.com
Author: maintainers
License: Apache-2.0
Project-URL: Source, https://example.com
Classifier: Typing :: Typed
Classifier: License :: OSI Approved
Requires-Python: >=3.10
Description-Content-Type: text/markdown
License-File: LICENSE
Requires-Dist: aws-cdk-lib <3.0.0,>=2.269.0
Requires-Dist: constructs <11.0.0,>=10.5.1
Requires-Dist: jsii <2.0.0,>=1.140.0

Name: in the README
`;
  const files = [
    'cdk_hardened_lambda/__init__.py',
    'cdk_hardened_lambda/py.typed',
    `cdk_hardened_lambda/_jsii/cdk-hardened-lambda@${PACKAGE.version}.jsii.tgz`,
    'cdk_hardened_lambda-0.0.0.dist-info/LICENSE',
    'cdk_hardened_lambda-0.0.0.dist-info/licenses/NOTICE',
  ];

  test('takes a complete wheel', () => {
    expect(wheelProblems(metadata, files, PACKAGE)).toEqual([]);
  });

  test('reads each value of a field, and nothing below the head', () => {
    expect(metadataOf(metadata)).toMatchObject({
      Name: ['cdk-hardened-lambda'],
      Classifier: ['Typing :: Typed', 'License :: OSI Approved'],
    });
  });

  test.each([
    ['Summary: Lambda functions', 'Summary: '.padEnd(600, 'x'), "METADATA must have a 'Summary' of at most 512 characters"],
    ['License: Apache-2.0\n', '', "METADATA must have 'License', got none"],
    ['text/markdown', 'text/plain', "METADATA must have 'Description-Content-Type' text/markdown, got text/plain"],
    ['Requires-Dist: jsii', 'Requires-Dist: jsi', "METADATA must require 'jsii', got aws-cdk-lib, constructs, jsi"],
    [PACKAGE.version, '9.9.9', `METADATA must have 'Version' ${PACKAGE.version}, got 9.9.9`],
    ['in the README', 'new HardenedFunction(', 'the README of the wheel must have its examples in Python, got TypeScript'],
  ])("notices '%s'", (text, instead, problem) => {
    expect(wheelProblems(metadata.replace(text, instead), files, PACKAGE)).toEqual([problem]);
  });

  test('notices a file that is missing', () => {
    expect(wheelProblems(metadata, files.slice(0, -1), PACKAGE)).toEqual([expect.stringContaining('NOTICE')]);
  });
});

describe('Maven Central', () => {
  const pom = `<project>
    <modelVersion>4.0.0</modelVersion><name>n</name><description>d</description><url>u</url>
    <licenses><license><name>Apache License 2.0</name><url>https://example.com</url></license></licenses>
    <developers><developer><organization>maintainers</organization></developer></developers>
    <scm><connection>scm:git:https://example.com</connection><url>https://example.com</url></scm>
    <groupId>io.github.cdk-hardened-lambda</groupId><artifactId>cdk-hardened-lambda</artifactId><version>${PACKAGE.version}</version>
  </project>`;

  test('takes a complete pom', () => {
    expect(pomProblems(pom, PACKAGE)).toEqual([]);
  });

  test.each([
    ['<description>d</description>', '', "pom.xml must have 'description', got none"],
    ['<url>u</url>', '', "pom.xml must have 'url', got none"],
    ['<name>Apache License 2.0</name>', '', "pom.xml must have 'licenses/license/name', got none"],
    ['<organization>maintainers</organization>', '', "pom.xml must have 'developers/developer/name or organization', got none"],
    ['<connection>scm:git:https://example.com</connection>', '', "pom.xml must have 'scm/connection', got none"],
    ['>io.github.cdk-hardened-lambda<', '>other<', "pom.xml must have 'groupId' io.github.cdk-hardened-lambda, got other"],
  ])("notices '%s'", (text, instead, problem) => {
    expect(pomProblems(pom.replace(text, instead), PACKAGE)).toEqual([problem]);
  });

  test('refuses a snapshot', () => {
    expect(pomProblems(pom.replace(PACKAGE.version, '1.0.0-SNAPSHOT'), PACKAGE)).toContain(
      'pom.xml must have a version that is not a snapshot',
    );
  });
});

describe('Go', () => {
  const module: GoModule = {
    Module: { Path: 'github.com/cdk-hardened-lambda/cdk-hardened-lambda-go/cdkhardenedlambda' },
    Require: [
      { Path: 'github.com/aws/jsii-runtime-go', Version: 'v1.140.0' },
      { Path: 'github.com/aws/aws-cdk-go/awscdk/v2', Version: 'v2.269.0' },
      { Path: 'github.com/aws/constructs-go/constructs/v10', Version: 'v10.5.1' },
    ],
  };
  const files = ['go.mod', 'LICENSE', 'NOTICE', 'README.md', 'version', 'main.go', 'jsii'];

  test('takes a complete module', () => {
    expect(goProblems(module, files, PACKAGE)).toEqual([]);
  });

  test('a second major version is in the path', () => {
    const [problem] = goProblems(module, files, { ...PACKAGE, version: '2.0.0' });
    expect(problem).toContain('cdkhardenedlambda/v2, got');
  });

  test('notices a replacement, a module and a license that are missing', () => {
    expect(goProblems({ ...module, Require: module.Require?.slice(1), Replace: [{}] }, files.slice(2), PACKAGE)).toEqual([
      expect.stringContaining('must require github.com/aws/jsii-runtime-go'),
      'go.mod must replace no module: a replacement holds on one machine only',
      expect.stringContaining('go.mod'),
      expect.stringContaining('LICENSE'),
    ]);
  });
});

describe('NuGet', () => {
  const project = `<Project Sdk="Microsoft.NET.Sdk">
    <PropertyGroup>
      <Description>d</Description><PackageId>CdkHardenedLambda</PackageId><PackageVersion>${PACKAGE.version}</PackageVersion>
      <PackageLicenseExpression>Apache-2.0</PackageLicenseExpression><Authors>a</Authors><PackageTags>aws;cdk</PackageTags>
      <ProjectUrl>u</ProjectUrl><RepositoryUrl>u</RepositoryUrl><RepositoryType>git</RepositoryType>
      <GenerateDocumentationFile>true</GenerateDocumentationFile><TargetFramework>net6.0</TargetFramework>
    </PropertyGroup>
    <ItemGroup><EmbeddedResource Include="library.tgz" /></ItemGroup>
    <ItemGroup>
      <PackageReference Include="Amazon.JSII.Runtime" Version="[1,2)" /><PackageReference Include="Amazon.CDK.Lib" Version="[2,3)" />
      <PackageReference Include="Constructs" Version="[10,11)" />
    </ItemGroup>
    <PropertyGroup><NoWarn>0612</NoWarn></PropertyGroup>
  </Project>`;
  const files = ['LICENSE', 'NOTICE', 'library.tgz'];

  test('takes a complete project', () => {
    expect(projectProblems(project, files, PACKAGE)).toEqual([]);
  });

  test.each([
    ['<Authors>a</Authors>', '', "the .NET project must have 'Authors', got none"],
    ['<ProjectUrl>u</ProjectUrl>', '', "the .NET project must have 'ProjectUrl', got none"],
    ['>Apache-2.0<', '>MIT<', "the .NET project must have 'PackageLicenseExpression' Apache-2.0, got MIT"],
    ['Amazon.CDK.Lib', 'Amazon.CDK', 'the .NET project must reference Amazon.CDK.Lib, got Amazon.JSII.Runtime, Amazon.CDK, Constructs'],
    ['<Description>d', `<Description>${'d'.repeat(4001)}`, "the .NET project must have a 'Description' of at most 4000 characters"],
    ['Include="library.tgz"', 'Include="other.tgz"', 'the .NET project must contain other.tgz, got 3 other files'],
  ])("notices '%s'", (text, instead, problem) => {
    expect(projectProblems(project.replace(text, instead), files, PACKAGE)).toEqual([problem]);
  });
});

describe('NOTICE', () => {
  test('lists what is bundled', () => {
    expect(staleNotices().map((file) => `${file} is out of date; run 'npx projen notice'`)).toEqual([]);
  });

  test.each([
    ['esbuild cli/main.ts --bundle --outfile=build/cli.js', '.', 'esbuild cli/main.ts --bundle --outfile=/out/out.js'],
    ['esbuild build/index.js --outfile=build/index.js', '.', 'esbuild lib/index.ts --outfile=/out/out.js'],
    ['esbuild other/main.ts --outdir=other/build --minify', 'other', 'esbuild other/main.ts --outdir=/out/out --minify'],
  ])("is of the package that '%s' writes into", (command, folder, elsewhere) => {
    const { packageFolder, into } = bundleCommand(command);
    expect([packageFolder, into('/out')]).toEqual([folder, elsewhere]);
  });

  test('is asked of the innermost package of a file', () => {
    expect(packagesOf(['lib/a.ts', 'node_modules/b/i.js', 'node_modules/@c/d/e/i.js', 'node_modules/b/node_modules/f/i.js'])).toEqual([
      'node_modules/@c/d',
      'node_modules/b',
      'node_modules/b/node_modules/f',
    ]);
  });
});

describe('the notes of a release', () => {
  const changelog = '# Changelog\n\nWords.\n\n## Unreleased\n\nNothing yet.\n';
  const first = withNotes(changelog, '## 0.1.0 (2026-12-01)\n\n### Features\n\n* a function\n');

  test('take the place of what was unreleased', () => {
    expect(first).toBe('# Changelog\n\nWords.\n\n## 0.1.0 (2026-12-01)\n\n### Features\n\n* a function\n');
  });

  test('come before those of earlier releases, once', () => {
    const second = withNotes(first, '## [0.1.1](https://example.com) (2026-12-02)\n\n* a fix\n');
    expect(second.match(/^## .*/gm)).toEqual(['## [0.1.1](https://example.com) (2026-12-02)', '## 0.1.0 (2026-12-01)']);
    expect(withNotes(second, '## 0.1.0 (2026-12-01)\n')).toBe(second);
  });

  test.each([
    ['feat: a source', true],
    ['fix(alarms): a threshold', true],
    ['refactor!: a name', true],
    ['refactor: a name\n\nBREAKING CHANGE: use the other', true],
    ['docs: features', false],
    ['chore: fix: a typo', false],
  ])("are made for '%s': %s", (message, expected) => {
    expect(isReleasable(['test: more', message])).toBe(expected);
  });

  test('are of one version', () => {
    expect(() => withNotes(changelog, 'none')).toThrow("must begin with '## VERSION'");
  });

  test('have to be those of a new version, with a line for each commit', () => {
    const bump = { last: 'v0.1.0', tag: 'v0.1.1', notes: '## 0.1.1\n\n* a fix' };
    expect(bumpProblems(bump)).toEqual([]);
    expect(bumpProblems({ ...bump, last: 'v0.1.1' })).toEqual(['a release must have a new version, got v0.1.1']);
    expect(bumpProblems({ tag: 'v0.0.0', notes: '## 0.0.0\n\n* a fix' })).toEqual(['a release must have a new version, got v0.0.0']);
    expect(bumpProblems({ ...bump, notes: '## 0.1.0\n' })).toEqual([
      'the notes must be those of v0.1.1, got 0.1.0',
      'the notes must list a commit, got none; the commits must be conventional',
    ]);
  });
});

test('the changelog of the repository takes the notes of a release', () => {
  const changelog = withNotes(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), '## 999.0.0 (2026-12-01)\n\n* a fix\n');
  expect(changelog).toMatch(/^# Changelog\n\n[^#]+\n\n## 999\.0\.0 \(2026-12-01\)\n/);
  expect(changelog).not.toContain('Unreleased');
});

describe('docs/releasing.md', () => {
  const page = readFileSync(join(ROOT, 'docs/releasing.md'), 'utf8');

  test('names each secret of the release', () => {
    const workflow = readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8');
    const secrets = new Set([...workflow.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name).filter((name) => name !== 'GITHUB_TOKEN'));
    expect(secrets.size).toBeGreaterThan(0);
    expect([...secrets].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test('names each label of the issue forms', () => {
    const folder = join(ROOT, '.github/ISSUE_TEMPLATE');
    const labels = readdirSync(folder).flatMap((file): string[] => parse(readFileSync(join(folder, file), 'utf8')).labels ?? []);
    expect(labels.length).toBeGreaterThan(0);
    expect(labels.filter((label) => !page.includes(`\`${label}\``))).toEqual([]);
  });
});
