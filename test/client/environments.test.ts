import { describe, expect, it } from 'vitest';
import { newEnvironmentsFile } from '../../client/src/environments/newEnvironmentsFile';
import { readEnvironments } from '../../instance/environments';

const target = {
  subscriptionId: '00000000-0000-4000-8000-000000000000',
  resourceGroup: 'rg',
  service: 'shop',
  endpoint: 'https://management.azure.com',
};

describe('a new environments file', () => {
  it('names the instances that are connected, and reads back', () => {
    const text = newEnvironmentsFile(
      [target, { ...target, service: 'shop-prod', endpoint: 'http://127.0.0.1:8080' }],
      'my artifacts',
    );
    const { environments, initial, problems } = readEnvironments(text);
    expect(problems).toEqual([]);
    expect(initial).toBe('shop');
    expect(environments.map(({ name, folder, target: { endpoint } }) => [name, folder, endpoint])).toEqual([
      ['shop', 'my artifacts', 'https://management.azure.com'],
      ['shop-prod', 'my artifacts', 'http://127.0.0.1:8080'],
    ]);
  });

  it('is there to be filled in where none is', () => {
    const { environments, problems } = readEnvironments(newEnvironmentsFile([], undefined));
    expect(problems).toEqual([]);
    expect(environments.map(({ name }) => name)).toEqual(['dev']);
  });
});
