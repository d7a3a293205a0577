import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ARCHITECTURES } from '../../tools/architectures';
import type { Architecture } from '../../tools/architectures/architecture';
import { costsOfArchitecture } from '../../tools/architectures/costs';
import { drawing } from '../../tools/architectures/drawing';
import { costsOfFronts } from '../../tools/architectures/fronts';
import { costOfMillion } from '../../tools/architectures/usage';

const CASES = ARCHITECTURES.map((architecture): [string, Architecture] => [architecture.name, architecture]);
const appOf = ({ build }: Architecture) => build({ context: { 'aws:cdk:bundling-stacks': [] } });
const pathsOf = ({ boxes }: Architecture) => Object.values(boxes).flatMap(({ path }) => path ?? []);

describe.each(CASES)('examples/%s', (name, architecture) => {
  test('every box names constructs that exist', () => {
    const paths = new Set(
      appOf(architecture)
        .node.findAll()
        .map(({ node }) => node.path),
    );
    expect(pathsOf(architecture).filter((path) => !paths.has(path))).toEqual([]);
  });

  test('every function is in the drawing', () => {
    const functions = appOf(architecture)
      .node.findAll()
      .filter((node): node is lambda.CfnFunction => node instanceof lambda.CfnFunction);
    const drawn = pathsOf(architecture);
    const missing = functions.map(({ node }) => node.path).filter((path) => !drawn.some((box) => path.startsWith(`${box}/`)));
    expect(functions.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });

  test('no text is wider than its box', () => {
    for (const { title, text = '' } of Object.values(architecture.boxes)) {
      expect(title.length).toBeLessThanOrEqual(17);
      expect(text.length).toBeLessThanOrEqual(24);
    }
  });

  test('its README shows the drawing, and the stack has fewer than 80 lines', () => {
    const read = (file: string) => readFileSync(join(__dirname, '../../examples', name, file), 'utf8');
    expect(read('README.md')).toContain('](architecture.svg)');
    expect(read(`${name}-stack.ts`).split('\n').length).toBeLessThan(80);
  });

  test('it has a price', () => {
    const { idle, idleItems, million, items } = costsOfArchitecture(architecture);
    expect(idle).toBeGreaterThanOrEqual(idleItems.reduce((sum, item) => sum + item.idle, 0));
    expect(million).toBeCloseTo(items.reduce((sum, { usd }) => sum + usd, 0));
    expect(million).toBeGreaterThan(0);
  });
});

test('an arrow to a box that does not exist is refused', () => {
  const [architecture] = ARCHITECTURES;
  const [from] = Object.keys(architecture.boxes);
  expect(() => drawing({ ...architecture, arrows: [{ from, to: 'nowhere' }] })).toThrow("an arrow must name a box, got 'nowhere'");
});

test('a million is priced by the list, the most expensive first', () => {
  expect(costOfMillion({ queueRequests: 3, tableWrites: 10, logGb: 1500 / 1e9 })).toEqual([
    { what: 'write units of DynamoDB', amount: 10, usd: 6.25 },
    { what: 'requests of SQS', amount: 3, usd: expect.closeTo(1.2) },
    { what: 'GB of logs', amount: expect.closeTo(1.5), usd: expect.closeTo(0.75) },
  ]);
});

test('a front costs its alarms, its web ACL and its requests', () => {
  const costs = Object.fromEntries(
    costsOfFronts().map(({ name, idle, million }) => [name, [idle, million].map((usd) => Number(usd.toFixed(2)))]),
  );
  expect(costs).toEqual({
    'HTTP API': [0.2, 1.4],
    'REST API': [0.2, 3.9],
    'REST API with AWS WAF': [6.2, 4.5],
    'function URL': [0.2, 0],
    'distribution with AWS WAF': [6.4, 2.45],
  });
});
