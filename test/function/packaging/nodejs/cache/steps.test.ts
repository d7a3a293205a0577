import { allSteps, evidenceOf, Step, Steps } from '../../../../../lib/function/packaging/nodejs/cache/steps';

describe('what a step looks at', () => {
  test('is nothing at first', () => {
    const { files, names, configs, specifiers, next, isOpen } = new Step();
    expect([files, names, configs, specifiers, next]).toEqual([[], [], [], [], []]);
    expect(isOpen).toBe(false);
    expect(evidenceOf(new Set([new Step()]))).toEqual({ files: [], names: {} });
  });

  test('is told of all steps together, once and in order', () => {
    const [one, other] = [new Step(), new Step()];
    one.files.push('b', 'a');
    one.names.push(['src', 'y'], ['lib', 'z']);
    other.files.push('a', 'c');
    other.names.push(['src', 'x'], ['src', 'y']);
    const evidence = evidenceOf(new Set([one, other]));
    expect(evidence).toEqual({ files: ['a', 'b', 'c'], names: { lib: ['z'], src: ['x', 'y'] } });
    expect(Object.keys(evidence?.names ?? {})).toEqual(['lib', 'src']);
  });

  test('is not known where one of them is open', () => {
    const open = new Step();
    open.isOpen = true;
    expect(evidenceOf(new Set([new Step(), open]))).toBeUndefined();
  });
});

describe('a step that several bundles take', () => {
  test('is taken once, and belongs to both', () => {
    const steps = new Steps();
    const [first, second] = [new Step(), new Step()];
    const take = jest.fn(() => steps.now.files.push('shared'));
    steps.within(first, () => steps.once('key', take));
    steps.within(second, () => steps.once('key', take));
    expect(take).toHaveBeenCalledTimes(1);
    for (const step of [first, second]) expect(evidenceOf(allSteps(step))?.files).toEqual(['shared']);
  });

  test('ends where it fails, and the step before goes on', () => {
    const steps = new Steps();
    const before = steps.now;
    expect(() =>
      steps.within(new Step(), () => {
        throw new Error('no such file');
      }),
    ).toThrow('no such file');
    expect(steps.now).toBe(before);
  });

  test('may lead to itself', () => {
    const [one, other] = [new Step(), new Step()];
    one.next.push(other);
    other.next.push(one);
    expect([...allSteps(one)]).toEqual([one, other]);
  });
});
