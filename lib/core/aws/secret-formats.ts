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

/** Names of what is secret, in any case and with any separator. A public key, or the name of a secret, is none. */
const NAMED_SECRET =
  /(secret|token|passw(or)?d|passphrase|credentials?|api_?-?key|(access|private|signing|encryption|auth|master|shared|account|service)_?-?key)(_?-?(key|value|string))?$/i;
const NAMED_PUBLIC = /public|publishable|(^|_)(csrf|next|continuation|page)_?token$/i;
/** What is no secret though its characters look random: names, paths, addresses, ARNs, placeholders. */
const OTHER = /^(arn:|https?:|\/|\.)|\{\{|\$\{|[\s<>{}@]|example|change|dummy|placeholder|your|todo|xxx/i;
/** The same character over and over. */
const REPEATED = /(.)\1{5}/;
/** Characters of keys in base64, hexadecimal and in the alphabets of URLs. */
const OF_KEYS = /^[A-Za-z0-9+/_.~=-]{20,512}$/;

const isOther = (text: string): boolean => OTHER.test(text) || REPEATED.test(text);

/** Bits of each character. Words have about 3, random hexadecimal digits almost 4, random letters and digits more. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/** An AWS secret access key has 40 characters of base64, of all kinds and without an order. */
const looksLikeAccessKey = (text: string): boolean =>
  /^[A-Za-z0-9+/]{40}$/.test(text) && isMixed(text) && text.split('/').length < 4 && entropyOf(text) > 4.4;

const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

function looksRandom(text: string): boolean {
  if (isOther(text) || !OF_KEYS.test(text) || !/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (/^[0-9a-f-]+$/i.test(text)) return text.replaceAll('-', '').length >= 32 && entropyOf(text) > 3;
  // Words that hyphens and dots separate are a name.
  return isMixed(text) && !/^[a-z]+([-_.][a-z0-9]+)+$/i.test(text) && entropyOf(text) > 3.7;
}

/**
 * What kind of secret the text contains, if it is of a known form, or if it looks random and has the name of a secret. The text itself
 * is never part of an answer.
 *
 * @internal
 */
export function secretIn(text: string, name = ''): string | undefined {
  const format = Object.keys(SECRET_FORMATS).find((each) => SECRET_FORMATS[each].test(text));
  if (format !== undefined) return format;
  if (!isOther(text) && looksLikeAccessKey(text)) return 'a text like an AWS secret access key';
  return NAMED_SECRET.test(name) && !NAMED_PUBLIC.test(name) && looksRandom(text) ? 'a random text' : undefined;
}
