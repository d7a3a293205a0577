import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { java, pinned } from '../cdk-languages/java';
import { run } from '../cdk-languages/run';
import { equal, filesOf, type PackageJson, required, type Step } from './step';

interface Pom {
  readonly [field: string]: unknown;
  readonly licenses?: { readonly license?: { readonly name?: string; readonly url?: string } };
  readonly developers?: { readonly developer?: { readonly name?: string; readonly organization?: string } };
  readonly scm?: { readonly connection?: string; readonly url?: string };
}

/** https://central.sonatype.org/publish/requirements */
export function pomProblems(xml: string, packageJson: PackageJson): string[] {
  const pom: Pom = new XMLParser({ parseTagValue: false }).parse(xml).project;
  const { maven } = (packageJson.jsii as { targets: { java: { maven: { groupId: string; artifactId: string } } } }).targets.java;
  return [
    ...required('pom.xml', {
      modelVersion: pom.modelVersion,
      name: pom.name,
      description: pom.description,
      url: pom.url,
      'licenses/license/name': pom.licenses?.license?.name,
      'licenses/license/url': pom.licenses?.license?.url,
      'developers/developer/name or organization': pom.developers?.developer?.name ?? pom.developers?.developer?.organization,
      'scm/connection': pom.scm?.connection,
      'scm/url': pom.scm?.url,
    }),
    ...equal('pom.xml', 'groupId', pom.groupId, maven.groupId),
    ...equal('pom.xml', 'artifactId', pom.artifactId, maven.artifactId),
    ...equal('pom.xml', 'version', pom.version, packageJson.version),
    ...(/SNAPSHOT/.test(String(pom.version)) ? ['pom.xml must have a version that is not a snapshot'] : []),
  ];
}

export const maven: Step = {
  name: 'Maven Central',
  tools: java.tools,

  run({ folder, code, packageJson }) {
    const pom = readFileSync(join(code, 'java', 'pom.xml'), 'utf8');
    const work = join(folder, 'java');
    cpSync(join(code, 'java'), work, { recursive: true });
    // With exact versions, so that what is built does not depend on the day.
    writeFileSync(join(work, 'pom.xml'), pinned(pom));
    run({ cwd: work }, 'mvn', '-B', '-q', 'package');
    const jars = readdirSync(join(work, 'target')).filter((file) => file.endsWith('.jar'));
    const jar = `${packageJson.name}-${packageJson.version}`;
    return {
      made: `${jars.join(', ')}; not signed`,
      problems: [...pomProblems(pom, packageJson), ...filesOf('Maven', jars, [`${jar}.jar`, `${jar}-sources.jar`, `${jar}-javadoc.jar`])],
    };
  },
};
