import { describe, expect, it } from 'vitest';
import { createMemoryInstance } from '../../../instance';
import { readEnvironments } from '../../../instance/environments';
import { openEnvironment } from '../../../instance/push';
import { memoryFiles } from '../../support/memoryFiles';
import { actionsOf, planned } from '../../support/plans';

const file = (more: string) => `environments:
  prod:
    resourceId: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shop/providers/Microsoft.ApiManagement/service/shop-prod
${more}`;

async function open(text: string, files: Readonly<Record<string, string>>) {
  const [environment] = readEnvironments(text).environments;
  if (environment === undefined) throw new Error('No environment.');
  const instance = createMemoryInstance({}, environment.target);
  return openEnvironment(environment, { instance, files: memoryFiles(files) });
}

describe('an environment', () => {
  it('finds its folder and layout where the file does not say', async () => {
    const { sides } = await open(file(''), {
      'a/apim-artifacts/namedValues/n/namedValueInformation.json': '{}',
    });
    expect(sides.place).toEqual({ layout: 'apiops-cli', root: 'a/apim-artifacts' });
    const given = await open(file('    folder: x\n    layout: apiops\n'), {});
    expect(given.sides.place).toEqual({ layout: 'apiops', root: 'x' });
  });

  it('takes in the overrides of its configuration file, its own being stronger', async () => {
    const { sides, problems } = await open(
      file('    configuration: c.yaml\n    overrides:\n      namedValues:\n        n: own\n'),
      {
        'c.yaml':
          'apimServiceName: shop-prod\nnamedValues:\n  - name: n\n    properties: { value: theirs, tags: [t] }\n  - name: m\n    properties: { value: "2" }\n',
        'named values/n/namedValueInformation.json': '{"properties":{"displayName":"n","value":"dev"}}',
      },
    );
    expect(problems).toEqual([]);
    expect(sides.overrides?.namedValues).toEqual([
      { name: 'n', value: 'own', tags: ['t'] },
      { name: 'm', value: '2' },
    ]);
    expect(sides.overridesFrom).toEqual(['apim-policy.yaml', 'c.yaml']);
    const plan = await planned(sides);
    expect(actionsOf(plan)).toEqual(['named values/n/namedValueInformation.json: create']);
    expect(plan.items[0]?.after).toContain('"own"');
  });

  it('says what is wrong with its configuration file', async () => {
    const missing = await open(file('    configuration: none.yaml\n'), {});
    expect(missing.problems).toMatchObject([{ severity: 'error', path: 'none.yaml' }]);
    const other = await open(file('    configuration: c.yaml\n'), {
      'c.yaml': 'apimServiceName: shop-dev\n',
    });
    expect(other.problems).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('shop-dev') },
    ]);
  });
});
