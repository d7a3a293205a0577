import type { App, AppProps } from 'aws-cdk-lib';
import { ordersApp } from '../../examples/orders/app';
import { type Acknowledgement, acknowledgementsOf } from './acknowledgements';
import { type CostItem, costsOf } from './costs';
import { type FailurePath, failurePathOf } from './failure-path';
import { findingsOf, type PackFindings } from './findings';
import { type Hardened, hardenedFunctionOf, hardenedFunctionsOf, type Part, partsOf, plainFunctionOf, resourcesBelow } from './parts';
import { plainOrdersApp } from './plain-orders';
import { readerPathOf } from './reader-path';
import { type Synthesis, synthesize } from './synthesis';

/** The same for the app with hardened functions and for the one with the CDK's functions. */
export interface Compared<T> {
  readonly hardened: T;
  readonly plain: T;
}

/** What the demo and the docs show, before it is formatted. */
export interface Facts {
  readonly parts: Part[];
  readonly findings: Compared<PackFindings[]>;
  readonly acknowledgements: Acknowledgement[];
  readonly failurePath: FailurePath;
  readonly readers: ReaderFacts[];
  readonly costs: Compared<CostItem[]>;
}

/** What a function with an event source has in addition. */
export interface ReaderFacts {
  readonly name: string;
  readonly parts: Part[];
  readonly failurePath: FailurePath;
}

export function gatherFacts(build: (props: AppProps) => App = ordersApp): Facts {
  const hardened = synthesize(build);
  const plain = synthesize(plainOrdersApp);
  const fn = hardenedFunctionOf(hardened);
  const parts = partsOf(hardened, fn);
  return {
    parts,
    findings: { hardened: findingsOf(hardened.app), plain: findingsOf(plain.app) },
    acknowledgements: acknowledgementsOf(hardened.app),
    failurePath: failurePathOf(hardened, fn),
    readers: hardenedFunctionsOf(hardened)
      .filter((other) => other !== fn)
      .map((reader) => readerFactsOf(hardened, reader)),
    costs: {
      hardened: costsOf(parts.map(({ resource }) => resource)),
      plain: costsOf(resourcesBelow(plain, plainFunctionOf(plain))),
    },
  };
}

const readerFactsOf = (synthesis: Synthesis, reader: Hardened): ReaderFacts => ({
  name: reader.node.id,
  parts: partsOf(synthesis, reader).filter(({ ofSource }) => ofSource),
  failurePath: readerPathOf(synthesis, reader),
});
