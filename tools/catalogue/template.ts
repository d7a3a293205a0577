/** A resource's properties, as the template has them: JSON whose form is CloudFormation's affair. */
// biome-ignore lint/suspicious/noExplicitAny: the form differs from type to type, and every reader knows its own
export type Properties = Record<string, any>;
