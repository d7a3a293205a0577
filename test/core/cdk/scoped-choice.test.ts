import { App, Stack } from 'aws-cdk-lib';
import { ScopedChoice } from '../../../lib/core/cdk/scoped-choice';
import { stackOf } from '../../harness';

const choice = new ScopedChoice<string>('Choice.of');
const other = new ScopedChoice<string>('Other.of');

test('the nearest comes first', () => {
  const app = new App();
  const stack = stackOf(app);
  choice.set(app, 'far');
  choice.set(stack, 'near');
  expect(choice.from(new Stack(stack, 'Nested'))).toEqual(['near', 'far']);
  expect(choice.on(stack)).toBe('near');
  expect(choice.on(app)).toBe('far');
});

test('nothing was chosen, or only beside it, or something else', () => {
  const app = new App();
  choice.set(stackOf(app, 'Beside'), 'beside');
  other.set(app, 'else');
  expect(choice.from(stackOf(app))).toEqual([]);
  expect(choice.on(app)).toBeUndefined();
});

test('what comes after it was read is refused, there and above, not beside', () => {
  const app = new App();
  const stack = stackOf(app);
  const beside = stackOf(app, 'Beside');
  choice.from(stack);
  for (const [scope, path] of [
    [stack, 'Shop'],
    [app, 'App'],
  ] as const) {
    expect(() => choice.set(scope, 'late')).toThrow(
      new Error(
        `${path}: 'Choice.of' must be called before the first function below this scope is created, got it after Shop; move the call up`,
      ),
    );
  }
  expect(() => choice.set(beside, 'in time')).not.toThrow();
  expect(() => other.set(app, 'else')).not.toThrow();
});
