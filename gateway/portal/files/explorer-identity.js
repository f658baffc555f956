/* Who asks, in the explorer: the token of the session stays in this page's memory, and goes with each question. */
const session = { roles: null, canLogIn: false, trialRoles: [], token: undefined, renewAt: 0 };
const panel = document.getElementById('identity');

const ready = document.body.dataset.accounts === undefined ? undefined : readSession();

/** A token that is good for a while; `undefined` for somebody who is not logged in, or asks as the public does. */
async function currentToken() {
  await ready;
  if (session.roles === null || document.getElementById('as-public')?.checked) return undefined;
  if (session.token !== undefined && Date.now() < session.renewAt) return session.token;
  const response = await fetch('/session/jeton', { method: 'POST' });
  if (response.status === 401) {
    session.roles = null;
    session.token = undefined;
    showIdentity('Votre session est finie.');
    throw new Error(
      'Votre session est finie : connectez-vous de nouveau, ou relancez la question pour lire ce qui est public.',
    );
  }
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.errors[0].message);
  session.token = answer.token;
  session.renewAt = answer.renewAt;
  return session.token;
}

/** `fetch` for the explorer. A header that somebody wrote among the headers is kept as it is. */
export async function fetchAsPerson(url, options) {
  const headers = new Headers(options.headers);
  if (!headers.has('authorization') && !headers.has('x-api-key')) {
    const token = await currentToken();
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  }
  return fetch(url, { ...options, headers });
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function showPerson() {
  const roles = session.roles.length === 0 ? 'sans rôle' : session.roles.join(', ');
  const label = element('label', '', { class: 'check' });
  label.append(element('input', '', { type: 'checkbox', id: 'as-public' }), ' Interroger sans m’identifier');
  panel.append(element('p', `Connecté : ${roles}`, { class: 'who' }), label);
  panel.append(element('a', 'Mon espace', { href: '/mon-espace' }));
}

function showTrial() {
  const select = element('select', '', { id: 'trial-role' });
  for (const { id, label } of session.trialRoles) select.append(element('option', label, { value: id }));
  const form = element('form', '', { class: 'trial' });
  form.append(element('label', 'Essayer en tant que', { for: 'trial-role' }), select, element('button', 'Essayer'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void tryRole(select.value);
  });
  panel.append(form);
}

async function tryRole(role) {
  const response = await fetch('/session/essai', {
    method: 'POST',
    body: new URLSearchParams({ role, retour: '/explorer' }),
  });
  session.token = undefined;
  await readSession(response.ok ? '' : 'Ce rôle ne peut pas être essayé ici.');
}

function showIdentity(notice) {
  panel.hidden = false;
  panel.replaceChildren();
  panel.append(element('p', notice, { role: 'status', class: 'notice' }));
  if (session.roles !== null) showPerson();
  else {
    panel.append(element('p', 'Vous lisez ce qui est public.', { class: 'who' }));
    if (session.canLogIn) {
      panel.append(element('a', 'Se connecter', { class: 'button', href: '/connexion?retour=/explorer' }));
    }
  }
  if (session.trialRoles.length > 0) showTrial();
}

async function readSession(notice = '') {
  try {
    const response = await fetch('/session', { headers: { accept: 'application/json' } });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.errors[0].message);
    Object.assign(session, answer);
    showIdentity(notice);
  } catch {
    session.roles = null;
    showIdentity('Votre identité n’a pas pu être lue ; rechargez la page.');
  }
}
