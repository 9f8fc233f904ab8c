/**
 * Writes and takes back: a fragment, a named value and a backend of its own, and, where an API is named for it, that
 * API's policy, which is put back as it was.
 */
import { type ApimInstance, type Outcome, sameMeaning } from '../../instance';
import type { PolicyAddress } from '../../server/src/core/workspace/types';
import { told, value } from './reading';
import { must, type Steps } from './steps';

export interface WriteOptions {
  /** What the names of everything new begin with, so that rests can be told. */
  readonly prefix: string;
  /** An API whose policy may be changed for a moment. */
  readonly api: string | undefined;
}

const fragmentText = (header: string) => `<fragment>
  <set-header name="${header}" exists-action="override">
    <value>@(context.Request.Method != "GET" && 1 < 2 ? "a" : "b")</value>
  </set-header>
</fragment>
`;

function mustFail<T>(outcome: Outcome<T>, kind: string): string {
  if (outcome.ok) throw new Error(`It was taken, although it had to be refused as ${kind}.`);
  must(outcome.failure.kind === kind, `It was refused as ${told(outcome.failure)} and not as ${kind}.`);
  return outcome.failure.message;
}

export async function writeAndTakeBack(
  instance: ApimInstance,
  steps: Steps,
  { prefix, api }: WriteOptions,
): Promise<void> {
  await steps.run('create, change, refuse and delete a fragment', async () => {
    const address: PolicyAddress = { kind: 'fragment', fragment: `${prefix}-fragment` };
    try {
      const created = value(await instance.writePolicy(address, fragmentText('x-one'), 'create'));
      must(sameMeaning(created.text, fragmentText('x-one')), 'it was read back as something else');
      mustFail(await instance.writePolicy(address, fragmentText('x-two'), 'create'), 'changed');
      const changed = value(await instance.writePolicy(address, fragmentText('x-two'), created));
      must(changed.etag !== created.etag, 'its ETag stayed');
      mustFail(await instance.writePolicy(address, fragmentText('x-three'), created), 'changed');
      const said = mustFail(
        await instance.writePolicy(address, '<fragment><no-such-policy /></fragment>', changed),
        'invalid',
      );
      const live = value(await instance.readPolicy(address));
      must(sameMeaning(live.text, fragmentText('x-two')), 'a refused write changed it');
      value(await instance.deletePolicy(address, live));
      mustFail(await instance.readPolicy(address), 'not-found');
      return said;
    } finally {
      await instance.deletePolicy(address, 'overwrite');
    }
  });

  await steps.run('create, change, hide, reveal and delete a named value', async () => {
    const name = `${prefix}-named-value`;
    try {
      const plain = { name, displayName: name, tags: ['live-test'], kind: 'plain', value: 'one' } as const;
      const created = value(await instance.writeNamedValue(plain, 'create'));
      must(created.resource.kind === 'plain' && created.resource.value === 'one', 'its value is another');
      const secret = { content: { kind: 'secret', value: 'two' } } as const;
      const hidden = value(await instance.updateNamedValue(name, secret, created));
      must(hidden.resource.kind === 'secret', 'it is not secret');
      must(hidden.resource.tags.join() === 'live-test', 'it lost its tags');
      mustFail(await instance.updateNamedValue(name, { tags: [] }, created), 'changed');
      must(value(await instance.revealNamedValue(name)) === 'two', 'its secret is another');
      value(await instance.deleteNamedValue(name, hidden));
      mustFail(await instance.readNamedValue(name), 'not-found');
      return 'tags were kept';
    } finally {
      await instance.deleteNamedValue(name, 'overwrite');
    }
  });

  await steps.run('create, change and delete a backend', async () => {
    const name = `${prefix}-backend`;
    try {
      const backend = (url: string) => ({ name, properties: { url, protocol: 'http', title: name } });
      const created = value(await instance.writeBackend(backend('https://one.example'), 'create'));
      const changed = value(await instance.writeBackend(backend('https://two.example'), created));
      must(changed.resource.url === 'https://two.example', 'its address is another');
      mustFail(await instance.writeBackend(backend('https://three.example'), created), 'changed');
      value(await instance.deleteBackend(name, changed));
      mustFail(await instance.readBackend(name), 'not-found');
      return 'done';
    } finally {
      await instance.deleteBackend(name, 'overwrite');
    }
  });

  const policy = "change an API's policy and put it back";
  if (api === undefined) return steps.skip(policy, 'name an API for it in APIM_LIVE_API');
  await steps.run(policy, () => changeAndPutBack(instance, { kind: 'api', api }));
}

async function changeAndPutBack(instance: ApimInstance, address: PolicyAddress): Promise<string> {
  const read = await instance.readPolicy(address);
  if (!read.ok && read.failure.kind !== 'not-found') throw new Error(told(read.failure));
  const before = read.ok ? read.value : undefined;
  const empty =
    '<policies>\n  <inbound>\n    <base />\n  </inbound>\n  <backend>\n    <base />\n  </backend>\n  <outbound>\n    <base />\n  </outbound>\n  <on-error>\n    <base />\n  </on-error>\n</policies>';
  const text = (before?.text ?? empty).replace(/(<inbound[^>]*>)/, '$1\n    <!-- live test -->');
  try {
    const written = value(await instance.writePolicy(address, text, before ?? 'create'));
    must(sameMeaning(written.text, text), 'it was read back as something else');
    mustFail(await instance.writePolicy(address, empty, { etag: '"AAAAAAAAAAA="' }), 'changed');
    return before === undefined ? 'there was none before' : 'it is as it was';
  } finally {
    if (before === undefined) await instance.deletePolicy(address, 'overwrite');
    else value(await instance.writePolicy(address, before.text, 'overwrite'));
  }
}
