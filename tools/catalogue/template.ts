/** A resource's properties, as the template has them: JSON in the form that CloudFormation defines. */
// biome-ignore lint/suspicious/noExplicitAny: the form differs from type to type, and each caller knows the one it reads
export type Properties = Record<string, any>;
