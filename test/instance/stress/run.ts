/**
 * Two clients of the engine and a colleague in the portal change the same policies at random while one request in
 * five fails. Afterwards each change that was accepted must be in the instance, and each that was not in its
 * author's file.
 */
import type { Fault } from '../../../emulator';
import { armInstance } from '../../support/armInstance';
import { Client } from './client';
import { marksIn } from './marks';
import { Portal } from './portal';
import { Random } from './random';
import { type Subject, startUnderStress } from './subjects';

export interface StressOptions {
  readonly seed: number;
  /** Policies of APIs; one fragment comes with each ten of them. */
  readonly policies: number;
  /** Changes by all three together. */
  readonly writes: number;
  readonly onProgress?: (writes: number) => void;
}

export interface StressSummary {
  /** Changes by author. */
  readonly writes: Readonly<Record<string, number>>;
  readonly pushed: number;
  readonly conflicts: number;
  readonly failedCalls: number;
  readonly requests: number;
  readonly failedRequests: number;
  /** What is wrong, in sentences; empty where nothing was lost. */
  readonly faults: readonly string[];
}

/** One request in five, in five ways. */
const share = 0.044;
const faults: readonly Fault[] = [
  { path: '*', times: 0, share, effect: { kind: 'status', status: 429 } },
  { path: '*', times: 0, share, effect: { kind: 'status', status: 500 } },
  { path: '*', times: 0, share, effect: { kind: 'status', status: 500, when: 'after' } },
  { path: '*', times: 0, share, effect: { kind: 'cut', when: 'before' } },
  { path: '*', times: 0, share, effect: { kind: 'cut', when: 'after' } },
];

export async function runStress({
  seed,
  policies,
  writes,
  onProgress,
}: StressOptions): Promise<StressSummary> {
  const random = new Random(seed);
  const spied = { portalAt: (_line: string): void => {} };
  const { emulator, subjects } = await startUnderStress(policies, {
    random: random.next,
    log: (line) => spied.portalAt(line),
  });
  const portal = new Portal(emulator, random);
  const clients = ['ann', 'bob'].map(
    (name) => new Client(name, armInstance(emulator, { pollIntervalMs: 0 }), random),
  );
  const written = () => portal.writes + clients.reduce((sum, { counts }) => sum + counts.edits, 0);
  try {
    for (const client of clients) await client.pull('everything');
    spied.portalAt = colleagueAtTheWorstMoment(portal, random, emulator.resourceId, () => written() < writes);
    emulator.requests.clear();
    emulator.faults.add(...faults);
    await Promise.all(
      clients.map(async (client) => {
        while (written() < writes) {
          await act(client, subjects, random);
          if (random.chance(0.3)) portal.write(random.pick(subjects).path);
          onProgress?.(written());
        }
      }),
    );
    spied.portalAt = () => {};
    emulator.faults.clear();
    const requests = Object.values(emulator.requests.counts()).reduce((sum, n) => sum + n, 0);
    const failedRequests = emulator.faults.met;
    const problems = [...lost(clients, portal, subjects, (path) => held(path))];
    // Afterwards all that is left is pushed, and nobody has anything the others do not have.
    for (let round = 0; round < 20 && clients.some(({ pending }) => pending.length > 0); round++)
      for (const client of clients) for (const subject of client.pending) await client.push(subject);
    for (const client of clients) await client.pull('everything');
    problems.push(...unequal(clients, subjects, held));
    for (const subject of subjects) {
      const there = new Set(marksIn(held(subject.path)));
      for (const [mark, path] of [portal, ...clients].flatMap(({ accepted }) => [...accepted]))
        if (path === subject.path && !there.has(mark))
          problems.push(`${mark} was lost from ${path} in the end`);
    }
    return {
      writes: Object.fromEntries([
        ['portal', portal.writes],
        ...clients.map((client) => [client.name, client.counts.edits] as const),
      ]),
      pushed: clients.reduce((sum, client) => sum + client.counts.pushed, 0),
      conflicts: clients.reduce((sum, client) => sum + client.counts.conflicts, 0),
      failedCalls: clients.reduce((sum, client) => sum + client.counts.failed, 0),
      requests,
      failedRequests,
      faults: problems,
    };
  } finally {
    await emulator.close();
    for (const client of clients) client.dispose();
  }

  function held(path: string): string {
    return String(emulator.store.get(path)?.properties.value ?? '');
  }
}

async function act(client: Client, subjects: readonly Subject[], random: Random): Promise<void> {
  const subject = random.pick(subjects);
  const dice = random.next();
  if (dice < 0.6) {
    client.edit(subject);
    if (random.chance(0.6)) await client.push(subject);
  } else if (dice < 0.7) {
    await client.push(random.pick(client.pending.length === 0 ? subjects : client.pending));
  } else if (dice < 0.85) {
    const some = client.pending.slice(0, 1 + random.below(8));
    await client.pushMany(some.length === 0 ? [subject] : some, () => {
      if (random.chance(0.5)) client.edit(random.pick(some.length === 0 ? [subject] : some));
    });
  } else {
    const some = Array.from({ length: 1 + random.below(5) }, () => random.pick(subjects));
    await client.pull(
      some.map(({ address }) => address),
      () => {
        if (random.chance(0.5)) client.edit(random.pick(some));
      },
    );
  }
}

/** Writes to the very policy that a request was about, right after the instance has dealt with it. */
function colleagueAtTheWorstMoment(
  portal: Portal,
  random: Random,
  service: string,
  goesOn: () => boolean,
): (line: string) => void {
  return (line) => {
    const [, method, path] = /^(GET|PUT) (\S+) 20[01]$/.exec(line) ?? [];
    if (path === undefined || !goesOn() || !random.chance(method === 'PUT' ? 0.1 : 0.03)) return;
    const below = path.slice(service.length + 1);
    if (/^(?:apis\/[^/]+\/policies\/policy|policyFragments\/[^/]+)$/.test(below)) portal.write(below);
  };
}

/** Changes that are neither where they were accepted nor in their author's file. */
function* lost(
  clients: readonly Client[],
  portal: Portal,
  subjects: readonly Subject[],
  held: (path: string) => string,
): Generator<string> {
  const inInstance = new Map(subjects.map(({ path }) => [path, new Set(marksIn(held(path)))]));
  for (const [author, { accepted }] of [
    ['the portal', portal] as const,
    ...clients.map((client) => [client.name, client] as const),
  ])
    for (const [mark, path] of accepted)
      if (!inInstance.get(path)?.has(mark)) yield `${mark} of ${author} was accepted and is not in ${path}`;
  for (const client of clients) {
    const somewhere = new Set(subjects.flatMap((subject) => marksIn(client.textOf(subject) ?? '')));
    for (const marks of inInstance.values()) for (const mark of marks) somewhere.add(mark);
    for (let number = 1; number <= client.counts.edits; number++) {
      const mark = `mark-${client.name}-${number}`;
      if (!somewhere.has(mark)) yield `${mark} is neither in the instance nor in a file`;
    }
  }
}

function* unequal(
  clients: readonly Client[],
  subjects: readonly Subject[],
  held: (path: string) => string,
): Generator<string> {
  for (const client of clients) {
    if (client.pending.length > 0)
      yield `${client.name} could not push ${client.pending.length} policies in the end`;
    for (const subject of subjects) {
      const [there, here] = [marksIn(held(subject.path)), marksIn(client.textOf(subject) ?? '')].map(
        (marks) => [...new Set(marks)].sort().join(' '),
      );
      if (there !== here) yield `${client.name}'s file of ${subject.path} is not what the instance has`;
    }
  }
}
