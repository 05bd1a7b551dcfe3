/** Runs the emulator alone, with one scenario: see README.md. */
import { parseArgs } from 'node:util';
import { startEmulator } from './emulator.ts';
import { scenarios } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    // One second is an hour: a go-live of two days takes 48 seconds.
    speed: { type: 'string', default: '3600' },
    scenario: { type: 'string', default: 'go-live' },
  },
});
const offer = Object.hasOwn(scenarios, values.scenario) ? scenarios[values.scenario] : undefined;
const port = Number(values.port);
const speed = Number(values.speed);
if (!offer)
  throw new Error(`Unknown scenario ${values.scenario}. One of ${Object.keys(scenarios).join(', ')}.`);
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  throw new Error('--port must be a number up to 65535.');
if (!Number.isFinite(speed) || speed <= 0) throw new Error('--speed must be a number above 0.');

const { url } = await startEmulator({ port, speed, offers: [offer] });
console.log(`The emulator runs the scenario ${values.scenario} at ${speed} times real speed. Inputs of the action:
  publisher: ${offer.publisher}
  offer: ${offer.offer}
  token: anything
and one of
  api: cloud-partner-portal
  api-url: ${url}
or
  api: product-ingestion
  api-url: ${url}/rp/product-ingestion
or
  api: partner-center
  api-url: ${url}/v1.0/ingestion`);
