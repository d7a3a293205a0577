/** What a value is made of, where CloudFormation makes a text of it. */
interface Parts {
  readonly Ref?: string;
  readonly 'Fn::Join'?: readonly [string, unknown];
  readonly 'Fn::Select'?: readonly [number, { readonly 'Fn::Split'?: readonly [string, unknown] }];
  readonly 'Fn::Sub'?: string | readonly [string, Readonly<Record<string, unknown>>];
}

/**
 * A value as a text: what only a deployment knows is written as in `Fn::Sub`, without the colons that divide an ARN.
 *
 * @internal
 */
export function textOf(value: unknown): string {
  if (Object(value) !== value) return String(value ?? '');
  const { Ref: ref, 'Fn::Join': join, 'Fn::Select': select, 'Fn::Sub': sub } = value as Parts;
  if (ref) return `\${${ref.replace('::', '.')}}`;
  if (Array.isArray(join?.[1])) return join[1].map(textOf).join(join[0]);
  // A part of an ARN is read as its resource, as the ARN is.
  const [, whole] = select?.[1]?.['Fn::Split'] ?? [];
  if (typeof whole === 'string' && whole.startsWith('<')) return whole;
  const [text, named = {}]: readonly [string?, Readonly<Record<string, unknown>>?] = typeof sub === 'string' ? [sub] : (sub ?? []);
  if (text === undefined) return `\${${JSON.stringify(value).replace(/\W+/g, '.')}}`;
  return text.replace(/\$\{([^}]+)\}/g, (_, name: string) => (name in named ? textOf(named[name]) : `\${${name.replace('::', '.')}}`));
}
