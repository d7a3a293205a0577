/** Forms that only a secret has, so that a match is hardly ever chance. */
const SECRET_FORMATS: Record<string, RegExp> = {
  'an AWS access key id': /\b(AKIA|ASIA)[A-Z2-7]{16}\b/,
  'a GitHub token': /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})\b/,
  'a GitLab token': /\bglpat-[A-Za-z0-9_-]{20,}/,
  'a Slack token': /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  'a Stripe key': /\b[rs]k_live_[A-Za-z0-9]{16,}\b/,
  'a SendGrid key': /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/,
  'an npm token': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a Google API key': /\bAIza[A-Za-z0-9_-]{35}\b/,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a JSON web token': /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+/,
  'a password in a URL': /\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]+:[^\s:@/]+@/i,
};

/**
 * What kind of secret the text holds, if it is of a known form. The text itself is never part of an answer.
 *
 * @internal
 */
export function secretIn(text: string): string | undefined {
  return Object.keys(SECRET_FORMATS).find((format) => SECRET_FORMATS[format].test(text));
}
