// A real OpenID provider with a page where one chooses who to be. Settings come as JSON in PEER: port, clients.
// It signs as OIDC Sweden's signature extension says: the sign request must be the client's own signed JWT.
import http from 'node:http';
import { createHash } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import Provider from 'oidc-provider';

const { port, clients } = JSON.parse(process.env.PEER);
const issuer = `http://127.0.0.1:${port}`;
const SE = 'https://id.oidc.se';
const NUMBER = `${SE}/claim/personalIdentityNumber`;
const SIGNATURE = `${SE}/claim/userSignature`;
const SIGN_REQUEST = `${SE}/param/signRequest`;
const LOA3 = 'http://id.elegnamnden.se/loa/1.0/loa3';
const signatures = new Map(); // by person: what they signed last

const provider = new Provider(issuer, {
  clients,
  claims: {
    acr: null,
    openid: ['sub'],
    profile: ['name'],
    [`${SE}/scope/naturalPersonInfo`]: ['given_name', 'family_name'],
    [`${SE}/scope/naturalPersonNumber`]: [NUMBER],
    [`${SE}/scope/sign`]: [SIGNATURE],
  },
  scopes: ['openid', `${SE}/scope/naturalPersonInfo`, `${SE}/scope/naturalPersonNumber`, `${SE}/scope/sign`],
  conformIdTokenClaims: false,
  acrValues: [LOA3, 'http://id.elegnamnden.se/loa/1.0/loa2'],
  extraParams: [SIGN_REQUEST],
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
  pkce: { required: () => true },
  interactions: { url: (ctx, interaction) => `/who/${interaction.uid}` },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => claimsOf(id) }),
  async loadExistingGrant(ctx) {
    const { client, session, params } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope(params.scope);
    grant.addOIDCClaims([NUMBER, SIGNATURE, 'acr', 'given_name', 'family_name']);
    await grant.save();
    return grant;
  },
});

function claimsOf(id) {
  const [number, given, family] = id.split('|');
  const signed = signatures.get(id);
  return { sub: id, [NUMBER]: number, given_name: given, family_name: family, ...(signed && { [SIGNATURE]: signed }) };
}

async function signFor(id, params) {
  const request = params[SIGN_REQUEST];
  if (!request) return signatures.delete(id);
  const keys = createLocalJWKSet(clients.find((one) => one.client_id === params.client_id).jwks);
  const { payload } = await jwtVerify(request, keys, { issuer: params.client_id, audience: issuer });
  const digest = createHash('sha256').update(payload.tbs_data).update(JSON.stringify(payload.sign_message));
  return signatures.set(id, digest.digest('base64'));
}

async function body(request) {
  let text = '';
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
}

const page = (uid) => `<!doctype html><html lang="sv"><link rel="icon" href="data:,"><title>Vem är du?</title><main><h1>Vem är du?</h1>
<form method="post" action="/who/${uid}"><label>Person <input name="who"></label>
<button>Legitimera</button><button name="cancel" value="1">Avbryt</button></form></main></html>`;

async function choose(request, response, uid) {
  if (request.method === 'GET') return response.setHeader('Content-Type', 'text/html').end(page(uid));
  const fields = await body(request);
  const { params } = await provider.interactionDetails(request, response);
  if (fields.has('cancel')) {
    return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'cancelled' });
  }
  const who = fields.get('who');
  await signFor(who, params);
  return provider.interactionFinished(request, response, { login: { accountId: who, acr: LOA3 }, consent: {} });
}

http.createServer((request, response) => {
  const [, first, uid] = request.url.split('/');
  const answer = first === 'who' ? choose(request, response, uid) : provider.callback()(request, response);
  Promise.resolve(answer).catch((error) => response.writeHead(500).end(String(error)));
}).listen(port, '127.0.0.1', () => console.log('ready'));
