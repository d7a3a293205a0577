// Signs in by OAuth 2.0 with a code and PKCE (RFC 7636): the page has no secret, and the token stays in the memory of its tab.

const PENDING = 'pending-sign-in';

const base64Url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const random = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));
const redirectUri = () => `${location.origin}/`;

/** Leaves the page for the sign-in. */
export async function signIn({ signInUrl, clientId }) {
  const [verifier, state] = [random(), random()];
  sessionStorage.setItem(PENDING, JSON.stringify({ verifier, state }));
  const challenge = base64Url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  location.assign(
    `${signInUrl}/oauth2/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri(),
      scope: 'openid',
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    })}`,
  );
}

/** The token of a user who returns from the sign-in; undefined for anyone else. */
export async function tokenOfReturn({ signInUrl, clientId }) {
  const returned = new URLSearchParams(location.search);
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
  if (!returned.has('code')) return undefined;
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, '', '/');
  // A code that somebody else has asked for is not redeemed.
  if (!pending || returned.get('state') !== pending.state) throw new Error('This sign-in was not started here. Please sign in again.');
  const answer = await fetch(`${signInUrl}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri(),
      code: returned.get('code'),
      code_verifier: pending.verifier,
    }),
  });
  if (!answer.ok) throw new Error('The sign-in has failed. Please sign in again.');
  return (await answer.json()).access_token;
}

/** Ends the session of the sign-in too. */
export function signOut({ signInUrl, clientId }) {
  location.assign(`${signInUrl}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: redirectUri() })}`);
}
