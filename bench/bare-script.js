// A go-live without this action: look, go live, ask until it has ended. Nothing is checked, retried, renewed or reported.
import { appendFileSync } from 'node:fs';
import { request } from 'node:http';

const { env } = process;
const origin = env['INPUT_API-URL'];
const offer = `${origin}/api/publishers/${env.INPUT_PUBLISHER}/offers/${env.INPUT_OFFER}`;
const version = 'api-version=2017-10-31';

function send(method, url) {
  const headers = { Accept: 'application/json', Authorization: `Bearer ${env.INPUT_TOKEN}` };
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ location: response.headers.location, body });
    });
    call.on('error', reject).end();
  });
}

await send('GET', `${offer}/status?${version}`);
const { location } = await send('POST', `${offer}/golive?${version}`);
for (;;) {
  const { status } = JSON.parse((await send('GET', origin + location)).body);
  if (status !== 'running') {
    console.log(status);
    appendFileSync(env.GITHUB_OUTPUT, `status=${status}\n`);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 10_000));
}
