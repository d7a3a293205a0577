export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[] | '*';
}

export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** A statement, or none where there is no resource for it. */
export const allow = (Sid: string, Action: readonly string[], Resource: readonly string[] | '*'): Statement[] =>
  Resource.length === 0 ? [] : [{ Sid, Effect: 'Allow', Action: [...Action].sort(), Resource }];

export const policyOf = (...Statement: readonly Statement[]): Policy => ({ Version: '2012-10-17', Statement });
