/**
 * The program that is killed: pulls everything and pushes everything, over and over, in the workspace it is given.
 * With `once` it ends when both have come through.
 */
import { armInstance } from '../../support/armInstance';
import { Client } from './client';
import { Random } from './random';
import { subjectsOf } from './subjects';

const [where = '', folder = '', policies = '', fragments = '', mode = ''] = process.argv.slice(2);
const instance = armInstance(JSON.parse(where), { pollIntervalMs: 0 });
const client = new Client('ann', instance, new Random(1), folder);
const subjects = subjectsOf(
  Number(policies),
  Array.from({ length: Number(fragments) }, (_, index) => `fragment-${index}`),
);
// The SDK is loaded with the first call; to be killed before that would prove nothing.
await instance.service();
console.log('ready');
do {
  await client.pull('everything');
  await client.pushMany(subjects);
  for (const subject of subjects) await client.push(subject);
  for (let round = 0; round < 20 && client.pending.length > 0; round++)
    for (const subject of client.pending) await client.push(subject);
} while (mode !== 'once');
if (client.pending.length > 0) throw new Error(`${client.pending.length} policies could not be pushed`);
