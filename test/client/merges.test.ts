import { expect, it } from 'vitest';
import type { Uri } from 'vscode';
import { Merges } from '../../client/src/merges';

const uri = { toString: () => 'file:///policy.xml' } as Uri;

function waiting(): { merges: Merges; accepted: () => number } {
  const merges = new Merges();
  let accepted = 0;
  merges.remember(uri, {
    before: 'mine',
    accept: async () => {
      accepted++;
    },
  });
  return { merges, accepted: () => accepted };
}

it('keeps a merge that is still in the document, once', async () => {
  const { merges, accepted } = waiting();
  await merges.settle(uri, 'mine and theirs');
  await merges.settle(uri, 'mine and theirs');
  expect(accepted()).toBe(1);
});

it('forgets a merge that was undone, so that the next push asks again', async () => {
  const { merges, accepted } = waiting();
  await merges.settle(uri, 'mine');
  expect(accepted()).toBe(0);
});
