import { errorsIn, examplesOf, pagesWithExamples } from '../../tools/doc-examples';

test('an example that does not compile is named by its page and line, and a complete one is not', () => {
  const [broken, sound] = [
    'new HardenedFunction(stack);',
    "import { Stack } from 'aws-cdk-lib';\ndeclare const stack: Stack;\nstack.stackName;",
  ].map((code) => `# Page\n\n\`\`\`ts\n${code}\n\`\`\`\n\n\`\`\`sh\nnpm ci\n\`\`\`\n`);
  expect([...examplesOf('docs/sound.md', sound).values()]).toHaveLength(1);
  const errors = errorsIn(new Map([...examplesOf('docs/broken.md', broken), ...examplesOf('docs/sound.md', sound)]));
  expect(errors).toEqual([
    "docs/broken.md.1.ts:1: Cannot find name 'HardenedFunction'.",
    "docs/broken.md.1.ts:1: Cannot find name 'stack'.",
  ]);
});

test('pages of docs/ and the README of the operations package are read', () => {
  expect(pagesWithExamples()).toEqual(
    expect.arrayContaining(['docs/event-sources.md', 'docs/checks/SqsVisibilityTimeout.md', 'ops/README.md']),
  );
});
