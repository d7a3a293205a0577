// The validator built into the CDK takes seconds to start; the tests that are about it turn it on themselves.
process.env.CDK_VALIDATION ??= 'false';
process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION = '20';
// Texts are compared without colours, whatever the terminal or pipeline around the tests asks for.
delete process.env.FORCE_COLOR;
