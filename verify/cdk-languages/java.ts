import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './language';
import { JAVA } from './pins';
import { run } from './run';

/** Both are built at once, so that nothing of the library comes from, or goes to, the repository of the user. */
const BOTH = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>shop</groupId>
  <artifactId>both</artifactId>
  <version>0</version>
  <packaging>pom</packaging>
  <modules>
    <module>library</module>
    <module>.</module>
  </modules>
</project>
`;

/** The generated pom with the version of each dependency in place of its range. */
export function pinned(pom: string): string {
  return pom.replace(/(<artifactId>([^<]+)<\/artifactId>\s*<version>)\[[^<]*(?=<)/g, (_, before, artifact) => {
    const version = JAVA[artifact as keyof typeof JAVA];
    if (version === undefined)
      throw new Error(`'${artifact}' must be pinned for Java, got a range; add it to verify/cdk-languages/pins.ts`);
    return `${before}${version}`;
  });
}

export const java: Language = {
  name: 'Java',
  folder: 'java',
  program: 'src/main/java/shop/ShopApp.java',
  cdk: JAVA['aws-cdk-lib'],
  tools: [
    { ask: ['javac', '-version'], install: 'a JDK of Java 17 or later' },
    { ask: ['mvn', '--version'], install: 'Maven 3.8 or later' },
  ],

  install(packages, folder) {
    cpSync(join(packages, 'java'), join(folder, 'library'), { recursive: true });
    const pom = join(folder, 'library', 'pom.xml');
    writeFileSync(pom, pinned(readFileSync(pom, 'utf8')));
    writeFileSync(join(folder, 'both.xml'), BOTH);
  },

  synthesize(folder, env) {
    const version = /<version>([^<]+)/.exec(readFileSync(join(folder, 'library', 'pom.xml'), 'utf8'))?.[1];
    run({ cwd: folder, env }, 'mvn', '-B', '-q', '-f', 'both.xml', `-Dhardened.version=${version}`, 'process-classes');
  },
};
