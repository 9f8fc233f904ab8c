import { expect, it } from 'vitest';
import { placeOf } from '../../client/src/place';

it.each([
  [
    'the usual folder where nothing is there',
    'auto',
    '',
    undefined,
    { layout: 'apiops', root: 'apimartifacts' },
  ],
  [
    'the usual folder of the other layout',
    'apiops-cli',
    '',
    undefined,
    { layout: 'apiops-cli', root: 'apim-artifacts' },
  ],
  [
    'what was found',
    'auto',
    '',
    { layout: 'apiops-cli', root: 'x/y' },
    { layout: 'apiops-cli', root: 'x/y' },
  ],
  [
    'not a folder of another layout',
    'apiops',
    '',
    { layout: 'apiops-cli', root: 'x' },
    { layout: 'apiops', root: 'apimartifacts' },
  ],
  [
    'the folder that is set',
    'auto',
    './infra//apim\\dev/',
    { layout: 'apiops', root: 'x' },
    { layout: 'apiops', root: 'infra/apim/dev' },
  ],
  ['the workspace folder itself', 'auto', '.', undefined, { layout: 'apiops', root: '' }],
  ['nothing outside, upwards', 'auto', 'a/../../b', undefined, undefined],
  ['nothing outside, absolute', 'auto', '/etc', undefined, undefined],
  ['nothing outside, on a drive', 'auto', 'C:\\apim', undefined, undefined],
] as const)('is %s', (_what, layout, artifactsFolder, found, expected) => {
  expect(placeOf({ layout, artifactsFolder }, found)).toEqual(expected);
});
