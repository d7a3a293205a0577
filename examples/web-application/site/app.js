import { signIn, signOut, tokenOfReturn } from './sign-in.js';

const find = (id) => document.getElementById(id);
const say = (text) => {
  find('status').textContent = text;
};

// publish.mjs writes it, from the outputs of the stack.
const config = await (await fetch('/config.json')).json();
let token;

async function call(method, path, body) {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const answer = await fetch(`/api/todos${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (answer.status === 401) {
    token = undefined;
    show();
    throw new Error('Your session is over. Please sign in again.');
  }
  if (!answer.ok)
    throw new Error((await answer.json().catch(() => ({}))).title ?? `The server answered with ${answer.status}. Please try again.`);
  return answer.status === 204 ? undefined : answer.json();
}

/** Runs what a button or a form starts, and says what went wrong. */
async function attempt(button, work) {
  button.disabled = true;
  say('');
  try {
    await work();
  } catch (error) {
    say(error.message);
  } finally {
    button.disabled = false;
  }
}

function itemOf({ todoId, text }) {
  const [item, label, button] = ['li', 'span', 'button'].map((name) => document.createElement(name));
  // As text: what users write is never markup.
  label.textContent = text;
  button.textContent = 'Done';
  button.setAttribute('aria-label', `Done: ${text}`);
  button.onclick = () =>
    attempt(button, async () => {
      await call('DELETE', `/${encodeURIComponent(todoId)}`);
      item.remove();
      sayHowMany();
    });
  item.append(label, button);
  return item;
}

const sayHowMany = () => {
  const { length } = find('todos').children;
  say(length === 0 ? 'Nothing to do.' : `${length} to do.`);
};

function show() {
  find('sign-in').hidden = token !== undefined;
  find('sign-out').hidden = find('add').hidden = token === undefined;
  if (token === undefined) find('todos').replaceChildren();
}

find('sign-in').onclick = () => attempt(find('sign-in'), () => signIn(config));
find('sign-out').onclick = () => signOut(config);
find('add').onsubmit = (event) => {
  event.preventDefault();
  const [button, input] = [find('add').querySelector('button'), find('text')];
  void attempt(button, async () => {
    find('todos').append(itemOf(await call('POST', '', { text: input.value })));
    input.value = '';
    sayHowMany();
  });
};

await attempt(find('sign-in'), async () => {
  try {
    token = await tokenOfReturn(config);
  } finally {
    show();
  }
  if (token === undefined) return;
  const { todos } = await call('GET', '');
  find('todos').replaceChildren(...todos.map(itemOf));
  sayHowMany();
});
