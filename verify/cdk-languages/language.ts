/** A tool that has to be there: how to ask for its version, and what to install. */
export interface Tool {
  readonly ask: readonly [command: string, ...args: string[]];
  readonly install: string;
}

/** A language in which an application of applications/ is written. */
export interface Language {
  readonly name: string;
  /** The folder of its application in applications/. */
  readonly folder: string;
  /** The source that is run, in the folder. */
  readonly program: string;
  /** The version of aws-cdk-lib that it is compared with TypeScript on. */
  readonly cdk: string;
  readonly tools: readonly Tool[];

  /** Installs into a folder what the application needs; the application is there already. */
  install(packages: string, folder: string): void;

  /** Compiles what has to be compiled and synthesizes into `CDK_OUTDIR`; fails where one of both does. */
  synthesize(folder: string, environment: NodeJS.ProcessEnv): void;

  /** Makes faults that depend on the types of what is passed; fails where one is not refused with its sentence, or a sound twin is. */
  refuse?(folder: string, environment: NodeJS.ProcessEnv): void;
}
