/** What is said and asked, and what files are written. */
import { describe, expect, it } from 'vitest';
import { addressLabel } from '../../client/src/addressLabel';
import { deletionQuestion, namedValueQuestion } from '../../client/src/deletion/questions';
import { addressOfLivePath, livePath } from '../../client/src/live/livePath';
import { namedValueFile } from '../../client/src/namedValues/namedValueFile';
import { summaryOf, withheldNotice } from '../../client/src/pull/summary';
import { pushQuestion } from '../../client/src/push/questions';

describe('a push', () => {
  const choices = (verdict: Parameters<typeof pushQuestion>[0]['verdict']) =>
    pushQuestion({ verdict }, 'the global policy', 'shop').choices.map(({ choice }) => choice);

  it('of what nobody else changed is a yes or no', () => {
    expect(choices('update')).toEqual(['push', 'cancel']);
    expect(choices('create')).toEqual(['push', 'cancel']);
  });

  it('over someone’s change offers the merge first and says what is lost', () => {
    expect(choices('changedOnInstance')).toEqual(['merge', 'overwrite', 'cancel']);
    expect(choices('noBase')).toEqual(['merge', 'overwrite', 'cancel']);
    const { choices: all } = pushQuestion({ verdict: 'changedOnInstance' }, 'the global policy', 'shop');
    expect(all.find(({ choice }) => choice === 'overwrite')?.detail).toContain('gone');
  });

  it('of another formatting is possible, and said to be no more', () => {
    expect(choices('unchanged')).toEqual(['overwrite', 'cancel']);
    expect(pushQuestion({ verdict: 'unchanged' }, 'x', 'shop').placeholder).toContain('formatting');
  });

  it('of a file whose policy a person chose lets them choose another', () => {
    const chosen = pushQuestion({ verdict: 'update' }, 'x', 'shop', true).choices;
    expect(chosen.map(({ choice }) => choice)).toEqual(['push', 'retarget', 'cancel']);
  });

  it('of what was deleted there creates it again only when told to', () => {
    expect(choices('deletedOnInstance')).toEqual(['overwrite', 'cancel']);
  });
});

describe('a pull', () => {
  const nothing = { written: [], unchanged: [], conflicts: [], cancelled: false };
  const conflict = {
    entry: { kind: 'policy', address: { kind: 'global' } },
    path: 'policy.xml',
    change: 'localChanges',
    local: 'a',
    text: 'b',
  } as const;

  it.each([
    [{ ...nothing, written: ['a'] }, 0, { changed: 0, marked: 0 }, 'Pulled 1 file from dev.'],
    [
      { ...nothing, written: ['a', 'b'], unchanged: ['c'] },
      2,
      { changed: 0, marked: 0 },
      'Pulled 2 files from dev, 1 unchanged, 2 no longer on the instance.',
    ],
    [
      { ...nothing, conflicts: [conflict, conflict] },
      0,
      { changed: 1, marked: 0 },
      'Pulled 1 file from dev, 1 kept as edited.',
    ],
    [
      { ...nothing, conflicts: [conflict] },
      0,
      { changed: 1, marked: 2 },
      'Pulled 1 file from dev, 2 conflicts marked.',
    ],
    [
      { ...nothing, written: ['a'], cancelled: true },
      0,
      { changed: 0, marked: 0 },
      'Cancelled after 1 file from dev.',
    ],
  ] as const)('%#', (result, gone, decided, expected) => {
    expect(summaryOf('dev', result, gone, decided)).toBe(expected);
  });
});

describe('credentials that a pull leaves out', () => {
  const item = (path: string, withheld: boolean) => ({
    entry: { kind: 'backend-information', backend: path } as const,
    path,
    change: 'new' as const,
    local: undefined,
    text: '{}',
    withheld,
  });
  const items = [item('a', true), item('b', false), item('c', true)];

  it('are told of where a file was written', () => {
    expect(withheldNotice({ items }, { written: ['a', 'b'] })).toContain('left out of a,');
    expect(withheldNotice({ items }, { written: ['a', 'b', 'c'] })).toContain('a and 1 more');
  });

  it('are no news where it was not', () => {
    expect(withheldNotice({ items }, { written: ['b'] })).toBeUndefined();
  });
});

describe('a policy in a list', () => {
  it.each([
    [{ kind: 'global' }, 'All APIs', 'global policy'],
    [{ kind: 'global', workspace: 'w' }, 'All APIs', 'global policy · workspace w'],
    [{ kind: 'operation', api: 'a', operation: 'o' }, 'a › o', 'operation'],
    [{ kind: 'resolver', api: 'a', resolver: 'r' }, 'a › r', 'resolver'],
    [{ kind: 'fragment', fragment: 'f' }, 'f', 'policy fragment'],
  ] as const)('%#', (address, label, description) => {
    expect(addressLabel(address)).toEqual({ label, description });
  });
});

describe('a live policy’s path', () => {
  it.each([
    { kind: 'global' },
    { kind: 'product', product: 'starter' },
    { kind: 'operation', api: '../x', operation: 'a:b' },
    { kind: 'fragment', fragment: 'f', workspace: 'w' },
  ] as const)('tells the same policy back: %j', (address) => {
    const path = livePath('shop', address);
    expect(path.split('/')).not.toContain('..');
    expect(addressOfLivePath(path)).toEqual(address);
  });
});

describe('a named value’s file', () => {
  it('holds a plain value', () => {
    expect(JSON.parse(namedValueFile('a', 'x"y'))).toEqual({
      properties: { displayName: 'a', secret: false, value: 'x"y' },
    });
  });

  it('of a secret holds none', () => {
    expect(JSON.parse(namedValueFile('a', undefined))).toEqual({
      properties: { displayName: 'a', secret: true },
    });
  });
});

describe('the question before a deletion', () => {
  const api = (name: string) => ({ kind: 'policy', address: { kind: 'api', api: name } }) as const;

  it('names what uses a named value', () => {
    const { message, detail } = namedValueQuestion('the named value {{key}}', 'shop', {
      users: [api('orders'), { kind: 'backend', name: 'billing' }],
      left: 2,
    });
    expect(message).toBe('Delete the named value {{key}} on shop?');
    expect(detail).toContain('(2 more were not looked at)');
    expect(detail).toContain('• orders (API)\n• billing (backend)\n');
  });

  it('doesn’t say that nothing uses it where that isn’t known', () => {
    expect(namedValueQuestion('x', 'shop', undefined).detail).toContain('could not be found out');
    expect(namedValueQuestion('x', 'shop', { users: [], left: 0 }).detail).toContain('No policy');
  });

  it('counts users where there are many', () => {
    const users = Array.from({ length: 12 }, (_, i) => api(`api-${i}`));
    const { detail } = deletionQuestion('x', 'shop', { kind: 'fragment', fragment: 'f' }, users);
    expect(detail).toContain('• api-9 (API)\n• and 2 more\n');
    expect(detail).not.toContain('api-10');
  });
});
